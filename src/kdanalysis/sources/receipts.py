"""Raw files and their receipts: what each is, its source, and the hash that proves it unchanged."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import polars as pl
import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from kdanalysis.project import InputError
from kdanalysis.publishing import replacing
from kdanalysis.sources.yaml_text import load_yaml

# Receipts: what a raw file is, where it came from, and the hash that proves it unchanged.

SUFFIX = ".receipt.yaml"


class Receipt(BaseModel):
    """The receipt of one raw file; stored as YAML beside it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: str = Field(min_length=1)
    """Who published it, and where in the publication it stands."""
    citation: str = Field(min_length=1)
    """The source line to print under tables and figures (Danish)."""
    licence: str = Field(min_length=1)
    retrieved: date | datetime
    """When the file was received or transcribed."""
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    rows: int | None = Field(default=None, ge=1)
    """Data rows, header not counted; absent for files that are not tables."""
    note: str | None = None
    """What a user must know before relying on the file."""
    table: str | None = None
    """Table id at Danmarks Statistik."""
    updated: datetime | None = None
    """When Danmarks Statistik says that the table was updated."""
    query: dict[str, Any] | None = None
    """The body of the query that fetched the file."""


def receipt_path(file: Path) -> Path:
    """Return where the receipt of `file` stands."""
    return file.with_name(file.name + SUFFIX)


def fingerprint(content: bytes) -> str:
    """Return the SHA-256 of `content` in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def read_receipt(file: Path) -> Receipt:
    """Return the receipt of `file`.

    Raises:
        InputError: there is none, or it cannot be read.
    """
    path = receipt_path(file)
    if not path.is_file():
        raise InputError(
            "Filen har ingen kvittering, så dens herkomst er ukendt.",
            file,
            f"Læg {path.name} ved siden af filen, eller kør: kdanalysis sign {file.name} --help",
        )
    try:
        return Receipt.model_validate(load_yaml(path.read_text(encoding="utf-8")))
    except (yaml.YAMLError, ValidationError, UnicodeDecodeError) as error:
        raise InputError(
            f"Kvitteringen kan ikke læses: {error}", path, "Ret kvitteringen; se docs/data.md."
        ) from error


def verified_bytes(file: Path) -> bytes:
    """Return the content of `file` after checking it against its receipt.

    Raises:
        InputError: the file or its receipt is missing, or the content has changed.
    """
    return _verified(file)[0]


def _verified(file: Path) -> tuple[bytes, Receipt]:
    if not file.is_file():
        raise InputError("Filen mangler.", file, "Hent den frem igen fra versionsstyringen.")
    receipt = read_receipt(file)
    content = file.read_bytes()
    if fingerprint(content) != receipt.sha256:
        raise InputError(
            "Filen er ændret, siden kvitteringen blev skrevet.",
            file,
            "Fortryd ændringen. Er den tilsigtet, så dokumentér den: "
            f"kdanalysis sign {file.name} --reason '...'",
        )
    return content, receipt


def write_receipt(file: Path, receipt: Receipt) -> None:
    """Write `receipt` beside `file`, in one step."""
    fields = receipt.model_dump(mode="json", exclude_none=True)
    with replacing(receipt_path(file)) as beside:
        beside.write_text(
            yaml.safe_dump(fields, allow_unicode=True, sort_keys=False, width=100), encoding="utf-8"
        )


def sign(
    file: Path,
    reason: str,
    day: date,
    *,
    source: str | None = None,
    citation: str | None = None,
    licence: str | None = None,
) -> Receipt:
    """Write a receipt for a new or deliberately changed file; details left out are kept.

    Raises:
        InputError: the file is missing or a table without rows, or it is new and its source is
            not told.
    """
    if not file.is_file():
        raise InputError("Filen mangler.", file, "Angiv stien til en fil i data/raw.")
    known: dict[str, Any] = {}
    if receipt_path(file).is_file():
        known = read_receipt(file).model_dump()
    told = {"source": source, "citation": citation, "licence": licence}
    known |= {name: text for name, text in told.items() if text}
    if missing := [name for name in told if name not in known]:
        raise InputError(
            f"En ny fil skal have {', '.join(missing)}.",
            file,
            "Angiv " + " ".join(f"--{name} '...'" for name in missing),
        )
    content = file.read_bytes()
    rows = _rows(file, content) if file.suffix == ".csv" else None
    note = "; ".join(filter(None, [known.get("note"), f"{day.isoformat()}: {reason}"]))
    known |= {"retrieved": day, "sha256": fingerprint(content), "rows": rows, "note": note}
    receipt = Receipt.model_validate(known)
    write_receipt(file, receipt)
    return receipt


def _rows(file: Path, content: bytes) -> int:
    """Return the data rows of a CSV file, which must have some."""
    rows = len(content.splitlines()) - 1
    if rows < 1:
        raise InputError("Filen har ingen rækker under overskriften.", file, "Tilføj rækkerne.")
    return rows


# Reading raw CSV files: verified against their receipt, every cell as text.


def read_raw_csv(file: Path, *columns: str) -> pl.DataFrame:
    """Return the rows of a raw CSV file; all columns are strings, an empty cell is null.

    Codes keep their leading zeros, and no cell becomes a number before its table says so.

    Args:
        file: the file.
        columns: the columns that its reader needs; others are returned too.

    Raises:
        InputError: the receipt is missing, the file has changed, or rows or columns are missing.
    """
    content, receipt = _verified(file)
    try:
        frame = pl.read_csv(io.BytesIO(content), infer_schema=False)
    except pl.exceptions.PolarsError as error:
        raise InputError(f"Filen er ikke en læsbar CSV-fil: {error}", file, "Ret filen.") from error
    if receipt.rows is not None and frame.height != receipt.rows:
        raise InputError(
            f"Filen har {frame.height} rækker; kvitteringen siger {receipt.rows}.",
            file,
            "Ret antallet i kvitteringen eller rækkerne i filen.",
        )
    _require(frame, columns, file)
    return frame


def _require(frame: pl.DataFrame, columns: Iterable[str], file: Path) -> None:
    missing = [column for column in columns if column not in frame.columns]
    if missing:
        raise InputError(
            f"Filen mangler {'kolonnen' if len(missing) == 1 else 'kolonnerne'} "
            f"{', '.join(missing)}; den har {', '.join(frame.columns)}.",
            file,
            "Ret overskrifterne i filens første linje, og underskriv den igen: kdanalysis sign",
        )
