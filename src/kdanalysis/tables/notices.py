"""What a reader must know before any number: trial data, an outage, a missing PL rate."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

from kdanalysis.project import InputError, replacing
from kdanalysis.sources.statbank.shelf import pulled_tables
from kdanalysis.tables.notice import Notice, missing_rate

if TYPE_CHECKING:
    from kdanalysis.project import Project


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
