"""Storing a pull as a vintage: in one step, and only if it says something new."""

from __future__ import annotations

import os
import shutil
import time
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from kdanalysis.project import InputError, Project
from kdanalysis.sources.statbank.query import resolve
from kdanalysis.sources.statbank.shelf import NAME, shelf
from kdanalysis.sources.statbank.vintage import (
    StoredQuery,
    Vintage,
    content_hash,
    newest,
    vintages,
)
from kdanalysis.sources.statbank.vintage_files import furnish

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from kdanalysis.sources.statbank.client import Download, StatbankTable
    from kdanalysis.sources.statbank.query import Selection

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
