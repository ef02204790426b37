"""What a reader must know before any number: trial data, an outage, a missing PL rate."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from datetime import date
from typing import Final

from kdanalysis.project import InputError, Project
from kdanalysis.publishing import replacing
from kdanalysis.sources.statbank.shelf import pulled_tables
from kdanalysis.tables.publication import settle

# A notice, and the one that a refresh with nothing to do must still give: a missing PL rate.
#
# Read without the tables' other modules, so that it is quick.


_CHAIN: Final = "data/raw/pl/pl_chain.csv"


@dataclass(frozen=True)
class Notice:
    """One notice; it stands at the top of every report."""

    title: str
    text: str
    """Danish."""

    @property
    def markdown(self) -> str:
        """The notice as a callout that both engines know."""
        return f'::: {{.callout-warning title="{self.title}"}}\n{self.text}\n:::\n'


def missing_rates(project: Project) -> tuple[int, ...]:
    """Return the accounting years after the PL chain's last year, in order; none before a build."""
    settle(project.processed)
    accounts, chain = (_years(project, name) for name in ("net_expenditure", "price_index"))
    return tuple(sorted(year for year in accounts if year > max(chain, default=year)))


def _years(project: Project, table: str) -> set[int]:
    file = project.processed / f"{table}.csv"
    if not file.is_file():
        return set()
    with file.open(encoding="utf-8", newline="") as lines:
        return {int(row["year"]) for row in csv.DictReader(lines)}


def missing_rate(project: Project) -> Notice | None:
    """Return what to tell of accounts that have no price level yet; none if all have."""
    years = missing_rates(project)
    if not years:
        return None
    last = years[0] - 1
    told = f"{years[0]}" if len(years) == 1 else f"{years[0]}-{years[-1]}"
    rates = "satsen" if len(years) == 1 else "satserne"
    return Notice(
        f"Regnskab {told} venter på en PL-sats",
        f"Regnskabet for {told} er hentet, men {rates} fra {last} til {years[-1]} mangler i "
        f"{_CHAIN}. Rapporten går derfor til {last} og er i {last}-priser.",
    )


def notices(project: Project) -> tuple[Notice, ...]:
    """Return the notices that hold for the project's data now.

    Raises:
        InputError: a vintage or the processed tables cannot be read.
    """
    found = (_trial(project), _outage(project), missing_rate(project))
    return tuple(notice for notice in found if notice is not None)


def trial_tables(project: Project) -> tuple[str, ...]:
    """Return the fetched tables that are not Danmarks Statistik's own."""
    pulled = pulled_tables(project)
    if not pulled:
        return ()
    from kdanalysis.sources.statbank.vintage import newest  # noqa: PLC0415 - slow to load

    return tuple(t for t in pulled if not newest(t, project).asked.is_official)


def _trial(project: Project) -> Notice | None:
    tables = trial_tables(project)
    if not tables:
        return None
    return Notice(
        "PRØVEDATA – ikke Danmarks Statistiks tal",
        f"Rapporten er en prøve. {', '.join(tables)} er ikke hentet hos Danmarks Statistik, og "
        "tallene må hverken bruges eller offentliggøres.",
    )


def note_outage(project: Project, day: date) -> None:
    """Note that Danmarks Statistik could not be reached; the same day is noted once."""
    text = json.dumps({"day": day.isoformat()})
    file = project.outage
    if file.is_file() and file.read_text(encoding="utf-8") == text:
        return
    with replacing(file) as beside:
        beside.write_text(text, encoding="utf-8")


def clear_outage(project: Project) -> None:
    """Forget an outage once a fetch has succeeded."""
    project.outage.unlink(missing_ok=True)


def _outage(project: Project) -> Notice | None:
    file = project.outage
    if not file.is_file():
        return None
    try:
        day = date.fromisoformat(json.loads(file.read_text(encoding="utf-8"))["day"])
    except (ValueError, KeyError, TypeError) as error:
        raise InputError("Noten om udfald kan ikke læses.", file, "Slet filen.") from error
    return Notice(
        f"Danmarks Statistik kunne ikke nås {day:%d-%m-%Y}",
        f"Rapporten bygger på {_standing(project)}. Nyere tal kan være offentliggjort.",
    )


def _standing(project: Project) -> str:
    tables = pulled_tables(project)
    if not tables:
        return "de regnskabstal, der ligger i projektet"
    from kdanalysis.sources.statbank.vintage import newest  # noqa: PLC0415 - slow to load

    days = {table: newest(table, project).receipt.retrieved for table in tables}
    told = ", ".join(f"{table} (hentet {day:%d-%m-%Y})" for table, day in days.items())
    return f"de nyeste gemte udgaver: {told}"
