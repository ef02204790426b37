"""Raw files made or spoilt by tests, with receipts that fit them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from kdanalysis.sources.receipts import receipt_path, sign

if TYPE_CHECKING:
    from pathlib import Path

DAY = date(2023, 11, 10)


def signed(file: Path, text: str) -> Path:
    """Write `text` to `file` with a receipt, and return the file."""
    file.write_text(text, encoding="utf-8")
    sign(file, "prøve", DAY, source="Prøve", citation="Kilde: prøve", licence="Prøve")
    return file


def replace_text(file: Path, old: str, new: str) -> None:
    """Replace the first `old` in `file`, which must hold it; the receipt does not follow."""
    text = file.read_text(encoding="utf-8")
    assert old in text, f"{file.name} does not hold {old!r}"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def replace_and_sign(file: Path, old: str, new: str) -> None:
    """Replace the first `old` in `file`, and sign the change."""
    replace_text(file, old, new)
    sign(file, "prøve", DAY)


def forget_rows(file: Path) -> None:
    """Remove the number of rows from the receipt of `file`."""
    path = receipt_path(file)
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if not line.startswith("rows:")), "utf-8")
