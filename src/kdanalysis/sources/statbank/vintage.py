"""Vintages: every pull that brought something new, kept as it came and never overwritten.

    data/raw/statbank/<TABLE>/<vintage>/
        body.csv | body.csv.gz   the answer as received (large ones compressed)
        body.parquet             large ones only: the same rows, typed, for fast reading
        tableinfo.json           codes and titles as they were that day
        query.json               what was asked, in the user's words and in full

Each of them has its receipt. Names are times in UTC, so that their order is that of the pulls.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import polars as pl
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from kdanalysis.project import InputError, Project
from kdanalysis.sources.receipts import Receipt, read_receipt, verified_bytes
from kdanalysis.sources.statbank.errors import OFFICIAL_URL
from kdanalysis.sources.statbank.query import VALUE, Format, Query, resolve
from kdanalysis.sources.statbank.shelf import vintage_folders
from kdanalysis.sources.statbank.tableinfo import TableInfo, parse_tableinfo

PLAIN: Final = "body.csv"
ZIPPED: Final = "body.csv.gz"
TYPED: Final = "body.parquet"
TABLEINFO: Final = "tableinfo.json"
QUERY: Final = "query.json"


class StoredQuery(BaseModel):
    """The content of query.json."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    table: str
    base_url: str
    """Where the figures came from; only DST's own address makes them DST's figures."""
    client: str
    format: Format
    content_sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    """See `content_hash`."""
    selection: dict[str, tuple[str, ...]]
    """As asked, with `*` and ranges: asking it again includes new periods and codes."""
    codes: dict[str, tuple[str, ...]]
    """As sent: every code spelled out."""

    @property
    def is_official(self) -> bool:
        """Whether the figures are Danmarks Statistik's own."""
        return self.base_url == OFFICIAL_URL


@dataclass(frozen=True)
class Vintage:
    """One stored pull. Everything read from it is verified against its receipts."""

    folder: Path

    @property
    def table(self) -> str:
        """Id of the table."""
        return self.folder.parent.name

    @property
    def name(self) -> str:
        """The time of the pull, `2026-05-08T080500` in UTC."""
        return self.folder.name

    @property
    def body(self) -> Path:
        """The file with the answer."""
        plain = self.folder / PLAIN
        return plain if plain.is_file() else self.folder / ZIPPED

    @property
    def receipt(self) -> Receipt:
        """The receipt of the body: source line, licence, time, `updated`."""
        return read_receipt(self.body)

    @property
    def info(self) -> TableInfo:
        """The table as it was described on the day of the pull."""
        return parse_tableinfo(verified_bytes(self.folder / TABLEINFO), self.table)

    @property
    def asked(self) -> StoredQuery:
        """What was asked, and of whom.

        Raises:
            InputError: query.json is damaged.
        """
        file = self.folder / QUERY
        try:
            return StoredQuery.model_validate_json(verified_bytes(file))
        except ValidationError as error:
            raise InputError(
                f"Forespørgslen kan ikke læses: {error}", file, "Hent filen frem igen."
            ) from error

    @property
    def query(self) -> Query:
        """The explicit query."""
        return resolve(self.info, self.asked.codes)

    def frame(self) -> pl.DataFrame:
        """Return the rows; columns and types as `parse_body` gives them.

        Raises:
            InputError: a file is missing or changed, or it is not the answer to its query.
        """
        # Slow to load, and what is stored is told without them.
        import polars as pl  # noqa: PLC0415

        from kdanalysis.sources.statbank.query import parse_body  # noqa: PLC0415

        typed = self.folder / TYPED
        if typed.is_file():
            return pl.read_parquet(io.BytesIO(verified_bytes(typed)))
        content = verified_bytes(self.body)
        text = gzip.decompress(content) if self.body.name == ZIPPED else content
        return parse_body(text, self.query, self.asked.format, self.info.suppressed)


def vintages(table: str, project: Project | None = None) -> tuple[Vintage, ...]:
    """Return the vintages of `table`, oldest first; none if it was never pulled.

    Extracts handed over by others may stand beside them under other names; they are no pulls.
    """
    return tuple(map(Vintage, vintage_folders(project or Project.find(), table)))


def newest(table: str, project: Project | None = None) -> Vintage:
    """Return the newest vintage of `table`.

    Raises:
        InputError: it was never pulled.
    """
    found = vintages(table, project)
    if not found:
        raise InputError(
            f"Der er ingen gemt udgave af {table.upper()}.",
            "data/raw/statbank",
            "Hent tabellen først: kdanalysis fetch",
        )
    return found[-1]


def content_hash(frame: pl.DataFrame, info: TableInfo) -> str:
    """Return the SHA-256 of what a pull says, whatever its format, row order and `updated`.

    The titles of the codes count: DST rewrites them, and the account plan is read from them.
    """
    columns = sorted(frame.columns[:-1])
    said: dict[str, Any] = {"table": info.id, "unit": info.unit}
    for column in columns:
        texts = info.variable(column).texts
        said[column] = {code: texts[code] for code in sorted(frame[column].unique())}
    titles = json.dumps(said, ensure_ascii=False).encode()
    rows = frame.select(*columns, VALUE).sort(columns).write_csv(separator=";").encode()
    return hashlib.sha256(titles + b"\n" + rows).hexdigest()
