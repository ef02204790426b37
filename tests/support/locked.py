"""Files that are open in another program, as Windows treats them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kdanalysis import publishing

if TYPE_CHECKING:
    import pytest


def lock(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Let files of a name be as in Excel: they can be read, not replaced or removed."""
    move, remove = publishing.move_over, publishing.remove

    def refuse(path: Path) -> None:
        if path.name == Path(name).name:
            raise PermissionError(13, "filen er i brug")

    def refusing_move(file: Path, target: Path) -> None:
        refuse(target)
        move(file, target)

    def refusing_remove(path: Path) -> None:
        refuse(path)
        remove(path)

    monkeypatch.setattr(publishing, "move_over", refusing_move)
    monkeypatch.setattr(publishing, "remove", refusing_remove)
