"""What holds the site together: the list of reports and the shared charting script."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import plotly

from kdanalysis.publishing import replacing
from kdanalysis.render.configuration import executed_path, rendered, site_place
from kdanalysis.render.documents import write_html
from kdanalysis.render.execution import front_matter, read_notebook
from kdanalysis.render.profile_list import profile_section
from kdanalysis.report.elements.numbers import long_date

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kdanalysis.project import Project
    from kdanalysis.render.configuration import Profile

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
    entries = [_entry(project, profile, name) for name in rendered(project, profile)]
    return "\n".join([f"# {profile.committee}", "", *entries]) if entries else ""


def _entry(project: Project, profile: Profile, name: str) -> str:
    executed = executed_path(project, name)
    told = front_matter(read_notebook(executed), name)
    folder, stem = site_place(project, profile.name, name)
    at = quote(f"{folder.name}/{stem}")
    spoken = str(told["title"]).replace('"', '\\"')
    links = f'[PDF]({at}.pdf){{aria-label="{spoken} som PDF"}}, '
    links += f'[Excel]({at}.xlsx){{aria-label="Tallene bag {spoken} i Excel"}}'
    return f"- [{told['title']}]({at}.html) – data pr. {long_date(told['date'])} ({links})"
