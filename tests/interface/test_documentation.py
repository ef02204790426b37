"""Every block of code in docs/python.md runs, one after the other."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from kdanalysis import notebook

if TYPE_CHECKING:
    import pytest

    from kdanalysis.project import Project


def test_the_code_runs(checkout: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (checkout.root / "docs" / "python.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    assert len(blocks) >= 7
    monkeypatch.chdir(checkout.root)
    names: dict[str, Any] = {}
    for block in blocks:
        exec(block, names)
    assert names["samme"] == names["vaekst"]


def test_it_names_every_verb(checkout: Project) -> None:
    text = (checkout.root / "docs" / "python.md").read_text(encoding="utf-8")
    assert [
        verb for verb in notebook.__all__ if f"`{verb}" not in text and f"{verb}(" not in text
    ] == []
