"""What holds the site together: the list of reports and profiles, and the shared script."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

import plotly

from kdanalysis.project import Project
from kdanalysis.publishing import replacing
from kdanalysis.render.configuration import PROFILES, Profile, executed_path, rendered, site_place
from kdanalysis.render.documents import write_html
from kdanalysis.render.execution import front_matter, read_notebook
from kdanalysis.report.elements.numbers import long_date
from kdanalysis.tables.areas import Area, read_areas
from kdanalysis.tables.given import file_name, municipalities

# The municipal profiles that are in the site, for its list of reports.


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


# What holds the site together: the list of reports and the shared charting script.

_SCRIPT = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
_TITLE = "Rapporter om socialområdet og fælles udbud"


def write_script(project: Project) -> Path:
    """Copy the charting script of the installed plotly to the site and return its place."""
    target = project.site / "assets" / _SCRIPT.name
    with replacing(target) as beside:
        shutil.copyfile(_SCRIPT, beside)
    return target


def write_index(project: Project, profiles: Sequence[Profile]) -> Path:
    """Write the list of the reports that are there, committee by committee; return its place."""
    sections = [*(_section(project, profile) for profile in profiles), profile_section(project)]
    metadata = {"title": _TITLE, "lang": "da"}
    target = project.site / "index.html"
    with tempfile.TemporaryDirectory() as scratch, replacing(target) as beside:
        write_html("\n\n".join(sections), metadata, Path(scratch), "build/site", beside)
    return target


def _section(project: Project, profile: Profile) -> str:
    entries = [_site_entry(project, profile, name) for name in rendered(project, profile)]
    return "\n".join([f"# {profile.committee}", "", *entries]) if entries else ""


def _site_entry(project: Project, profile: Profile, name: str) -> str:
    executed = executed_path(project, name)
    told = front_matter(read_notebook(executed), name)
    folder, stem = site_place(project, profile.name, name)
    at = quote(f"{folder.name}/{stem}")
    spoken = str(told["title"]).replace('"', '\\"')
    links = f'[PDF]({at}.pdf){{aria-label="{spoken} som PDF"}}, '
    links += f'[Excel]({at}.xlsx){{aria-label="Tallene bag {spoken} i Excel"}}'
    return f"- [{told['title']}]({at}.html) – data pr. {long_date(told['date'])} ({links})"
