"""The municipal profiles that are in the site, for its list of reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kdanalysis.render.configuration import PROFILES, executed_path
from kdanalysis.render.execution import front_matter, read_notebook
from kdanalysis.report.elements.numbers import long_date
from kdanalysis.tables.areas import read_areas
from kdanalysis.tables.municipalities import file_name, municipalities

if TYPE_CHECKING:
    from kdanalysis.project import Project
    from kdanalysis.tables.areas import Area


def profile_section(project: Project) -> str:
    """Return a list of the profiles that are there, by name; empty if none is."""
    folder = project.site / PROFILES
    if not folder.is_dir():
        return ""
    areas = municipalities(read_areas(project.raw / "local" / "areas.csv"))
    entries = [
        _entry(project, area) for area in areas if (folder / f"{file_name(area)}.html").is_file()
    ]
    return "\n".join(["# Kommuneprofiler", "", *entries]) if entries else ""


def _entry(project: Project, area: Area) -> str:
    at = f"{PROFILES}/{file_name(area)}"
    links = f'[PDF]({at}.pdf){{aria-label="Profilen for {area.name} som PDF"}}, '
    links += f'[Excel]({at}.xlsx){{aria-label="Tallene bag profilen for {area.name} i Excel"}}'
    return f"- [{area.name}]({at}.html){_day(project, at)} ({links})"


def _day(project: Project, edition: str) -> str:
    """Return the day of a profile's data, where its executed copy still tells it."""
    executed = executed_path(project, edition)
    if not executed.is_file():
        return ""
    return f" – data pr. {long_date(front_matter(read_notebook(executed), edition)['date'])}"
