"""Storing a pull as a vintage, in one step; what is stored, and what is newer out there."""

from __future__ import annotations

import gzip
import os
import shutil
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from kdanalysis.project import InputError, Project
from kdanalysis.sources.receipts import Receipt, fingerprint, write_receipt
from kdanalysis.sources.statbank.client import Download, StatbankTable
from kdanalysis.sources.statbank.errors import Settings
from kdanalysis.sources.statbank.query import Selection, chosen_codes, resolve
from kdanalysis.sources.statbank.shelf import NAME, pulled_tables, shelf
from kdanalysis.sources.statbank.vintage import (
    PLAIN,
    QUERY,
    TABLEINFO,
    TYPED,
    ZIPPED,
    StoredQuery,
    Vintage,
    content_hash,
    newest,
    vintages,
)

# Writing the files of a vintage, each with its receipt.

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


# Storing a pull as a vintage: in one step, and only if it says something new.

_ABANDONED_S: Final = 24 * 3600
_SECOND: Final = timedelta(seconds=1)


@dataclass(frozen=True)
class Pull:
    """The outcome of a pull."""

    vintage: Vintage
    is_new: bool
    """False if the newest vintage said the same already."""


def pull(
    client: StatbankTable,
    selection: Selection | None = None,
    project: Project | None = None,
    *,
    trust_updated: bool = False,
) -> Pull:
    """Fetch `selection` and keep it as a vintage unless the newest one says the same.

    Args:
        client: the table.
        selection: see `StatbankTable.download`; default what the newest vintage asked for, so that
            a new period or code covered by `*` or `>=` comes along.
        project: default the one around the working directory.
        trust_updated: fetch nothing if tableinfo, `updated` included, is the newest vintage's.

    Raises:
        InputError: nothing was pulled before and nothing is selected, or as `download`.
    """
    house = project or Project.find()
    known = vintages(client.table, house)
    wanted = selection or newest(client.table, house).asked.selection
    _refuse_mixture(known, client)
    if trust_updated and known and _is_current(known[-1], client, wanted):
        return Pull(known[-1], is_new=False)
    return _fetch(client, wanted, known, shelf(house, client.table))


def _fetch(
    client: StatbankTable, wanted: Selection, known: Sequence[Vintage], folder: Path
) -> Pull:
    with _workshop(folder) as bench:
        download = client.download(wanted, bench)
        content = content_hash(download.frame, download.info)
        if known and known[-1].asked.content_sha256 == content:
            return Pull(known[-1], is_new=False)
        retrieved = datetime.now(UTC).replace(microsecond=0)
        furnish(bench, download, _stored(client, download, wanted, content), retrieved)
        return Pull(_publish(bench, folder / _moment(known, retrieved)), is_new=True)


def _refuse_mixture(known: Sequence[Vintage], client: StatbankTable) -> None:
    """Keep trial data out of the real figures, and the other way round."""
    if known and known[-1].asked.is_official is not client.settings.is_official:
        raise InputError(
            f"De gemte udgaver af {client.table} er fra {known[-1].asked.base_url}; nu spørges "
            f"{client.settings.base_url}. Prøvedata og Danmarks Statistiks tal blandes ikke.",
            f"data/raw/statbank/{client.table}",
            "Brug en kopi af projektet til prøvedata, eller ret basisadressen.",
        )


def _is_current(vintage: Vintage, client: StatbankTable, wanted: Selection) -> bool:
    same_query = resolve(client.info, wanted).codes == vintage.asked.codes
    same_place = vintage.asked.base_url == client.settings.base_url
    return same_query and same_place and client.info == vintage.info


@contextmanager
def _workshop(folder: Path) -> Iterator[Path]:
    """Yield a hidden folder beside the vintages; what is left in it goes.

    A killed run cannot tidy up; the next run removes what has lain there for a day.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for left in folder.glob(".pull-*"):
        if time.time() - left.stat().st_mtime > _ABANDONED_S:
            shutil.rmtree(left, ignore_errors=True)
    bench = folder / f".pull-{os.getpid()}-{time.time_ns()}"
    bench.mkdir()
    try:
        yield bench
    finally:
        shutil.rmtree(bench, ignore_errors=True)


def _stored(
    client: StatbankTable, download: Download, selection: Selection, content: str
) -> StoredQuery:
    return StoredQuery(
        table=download.query.table,
        base_url=client.settings.base_url,
        client=client.client,
        format=download.format,
        content_sha256=content,
        selection={
            download.info.variable(name).id: tuple(values) for name, values in selection.items()
        },
        codes=dict(download.query.codes),
    )


def _moment(known: Sequence[Vintage], retrieved: datetime) -> str:
    """Return a name that sorts after all known ones, even if the clock was set back."""
    if known:
        after_newest = datetime.strptime(known[-1].name, NAME).replace(tzinfo=UTC) + _SECOND
        retrieved = max(retrieved, after_newest)
    return retrieved.strftime(NAME)


def _publish(bench: Path, target: Path) -> Vintage:
    """Give the finished folder its name: the one step by which a vintage comes into being."""
    try:
        # Renaming onto an existing vintage fails too: it is a folder with files in it.
        bench.rename(target)
    except OSError as error:
        raise InputError(
            f"Udgaven kunne ikke stilles på plads ({error.strerror}).",
            target,
            "Luk programmer, der har filer åbne i mappen, og hent tabellen igen.",
        ) from error
    return Vintage(target)


# What is stored, and what Danmarks Statistik has that is newer.


@dataclass(frozen=True)
class Published:
    """What DST says of a table now."""

    updated: datetime
    new_codes: dict[str, tuple[str, ...]]
    """Variable → codes that the stored selection would bring now and did not then; periods too."""
    vanished_codes: dict[str, tuple[str, ...]]
    """Variable → codes of the newest vintage's query that the table no longer has."""
    content_sha256: str | None
    """What a pull would say; `None` unless asked for, as it takes the whole pull."""


@dataclass(frozen=True)
class TableStatus:
    """One table: its vintages, and what is published now."""

    table: str
    stored: tuple[Vintage, ...]
    """Oldest first; never empty."""
    published: Published | None
    """`None` if DST was not asked."""

    @property
    def is_moved(self) -> bool:
        """Whether DST's `updated` differs; a hint only, since it moves without a change."""
        return self.published is not None and self.published.updated != self.stored[-1].info.updated

    @property
    def is_newer(self) -> bool | None:
        """Whether DST's figures or codes differ from the newest vintage; `None` if not known.

        Known from the content if that was compared, else from new or vanished codes.
        """
        if self.published is None:
            return None
        if self.published.content_sha256 is not None:
            return self.published.content_sha256 != self.stored[-1].asked.content_sha256
        is_changed = bool(self.published.new_codes or self.published.vanished_codes)
        return True if is_changed else (None if self.is_moved else False)


def local_status(project: Project) -> tuple[TableStatus, ...]:
    """Return the tables pulled so far, without asking DST."""
    return tuple(
        TableStatus(table, vintages(table, project), None) for table in pulled_tables(project)
    )


def status(
    project: Project, settings: Settings | None = None, *, compare_content: bool = False
) -> tuple[TableStatus, ...]:
    """Return the tables pulled so far, with what DST publishes now.

    Args:
        project: where the vintages are.
        settings: default the environment's.
        compare_content: also fetch each table (storing nothing) and hash what it says.

    Raises:
        StatbankError: DST cannot be reached or no longer has a table.
    """
    from kdanalysis.sources.statbank.client import StatbankTable  # noqa: PLC0415 - slow to load

    return tuple(
        TableStatus(
            local.table,
            local.stored,
            _published(
                StatbankTable(local.table, settings=settings),
                local.stored[-1],
                compare_content=compare_content,
            ),
        )
        for local in local_status(project)
    )


def _published(client: StatbankTable, vintage: Vintage, *, compare_content: bool) -> Published:
    asked, info = vintage.asked, client.info
    has = {v.id: v for v in info.variables}
    vanished = {
        name: tuple(c for c in codes if name not in has or c not in has[name].codes)
        for name, codes in asked.codes.items()
    }
    new = {
        name: tuple(
            c for c in chosen_codes(has[name], asked.selection[name]) if c not in asked.codes[name]
        )
        for name in asked.selection.keys() & has.keys()
    }
    vanished, new = (_nonempty(codes) for codes in (vanished, new))
    is_comparable = compare_content and not vanished
    content = _content_now(client, asked.selection) if is_comparable else None
    return Published(info.updated, new, vanished, content)


def _nonempty(codes: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    return {name: listed for name, listed in sorted(codes.items()) if listed}


def _content_now(client: StatbankTable, selection: Selection) -> str:
    with tempfile.TemporaryDirectory() as folder:
        download = client.download(selection, Path(folder))
    return content_hash(download.frame, download.info)
