"""Writing the files of a vintage, each with its receipt."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING, Final

from kdanalysis.sources.receipts import Receipt, fingerprint, write_receipt
from kdanalysis.sources.statbank.vintage import PLAIN, QUERY, TABLEINFO, TYPED, ZIPPED

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from kdanalysis.sources.statbank.client import Download
    from kdanalysis.sources.statbank.vintage import StoredQuery

LARGE_BYTES: Final = 1 << 20
"""Bodies above this are compressed and get a Parquet twin; below, a diff stays readable."""
_CONTENTS: Final = {
    PLAIN: "svaret på forespørgslen, som modtaget",
    ZIPPED: "svaret på forespørgslen, som modtaget, komprimeret",
    TYPED: f"de samme rækker som {ZIPPED}, gjort hurtige at læse",
    TABLEINFO: "beskrivelsen af tabellen, som modtaget",
    QUERY: "forespørgslen",
}


def furnish(bench: Path, download: Download, stored: StoredQuery, retrieved: datetime) -> None:
    """Put the files of the vintage and their receipts into `bench`."""
    content = download.body.read_bytes()
    rows = content.count(b"\n") - 1
    (bench / TABLEINFO).write_bytes(download.tableinfo)
    (bench / QUERY).write_bytes(stored.model_dump_json(indent=1).encode() + b"\n")
    files: dict[str, int | None] = {TABLEINFO: None, QUERY: None}
    if len(content) > LARGE_BYTES:
        (bench / ZIPPED).write_bytes(gzip.compress(content, mtime=0))
        download.body.unlink()
        download.frame.write_parquet(bench / TYPED)
        files |= {ZIPPED: rows, TYPED: download.frame.height}
    else:
        files |= {PLAIN: rows}
    for name, count in files.items():
        write_receipt(bench / name, _receipt(bench / name, download, stored, retrieved, count))


def _receipt(
    file: Path, download: Download, stored: StoredQuery, retrieved: datetime, rows: int | None
) -> Receipt:
    publisher, citation, licence = _origin(stored, retrieved)
    return Receipt(
        source=f"{publisher}, {_CONTENTS[file.name]}",
        citation=citation,
        licence=licence,
        retrieved=retrieved,
        sha256=fingerprint(file.read_bytes()),
        rows=rows,
        table=stored.table,
        updated=download.info.updated,
        query=download.query.body(download.format) if file.name in {PLAIN, ZIPPED} else None,
    )


def _origin(stored: StoredQuery, retrieved: datetime) -> tuple[str, str, str]:
    """Return publisher, source line and licence; figures from elsewhere never pass as DST's."""
    if stored.is_official:
        return (
            f"Danmarks Statistik, {stored.table}, {stored.base_url}",
            "Egne beregninger baseret på tal fra Danmarks Statistik, "
            f"{stored.table}, hentet {retrieved:%d-%m-%Y}",
            "CC BY 4.0",
        )
    return (
        f"Prøvedata, ikke Danmarks Statistik: {stored.table}, {stored.base_url}",
        f"PRØVEDATA, ikke Danmarks Statistiks tal: {stored.table}, hentet {retrieved:%d-%m-%Y}",
        "Ingen; må ikke offentliggøres",
    )
