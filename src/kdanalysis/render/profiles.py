"""The municipal profiles: one notebook, one edition for each municipality."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path

from rich.console import Console

from kdanalysis import recording
from kdanalysis.project import Project
from kdanalysis.render.configuration import (
    PROFILES,
    Edition,
    Profile,
    configuration_base,
    executed_path,
    notebook_path,
    profile_names,
    read_profile,
    read_yaml,
)
from kdanalysis.render.dependencies import outage, versions
from kdanalysis.render.documents import render_report
from kdanalysis.render.execution import execute_edition, front_matter, newest_data, read_notebook
from kdanalysis.render.kernels import Kernels
from kdanalysis.render.runner import Step, noted_reads, run
from kdanalysis.render.site import write_index
from kdanalysis.tables.areas import read_areas
from kdanalysis.tables.given import ALL, file_name, find_municipalities


def render_profiles(project: Project, console: Console, wanted: str) -> list[str]:
    """Write the profiles that are not up to date; return the names of the steps that ran.

    The default engine sets them: it takes a second for each, and two are set at a time.

    Args:
        project: The checkout.
        console: Where progress is shown.
        wanted: `all`, or a municipality's name or code; several with commas between.

    Raises:
        InputError: the municipality is unknown, or a profile has a fault.
    """
    ran = _rendered(project, console, editions(project, wanted))
    if ran:
        write_index(project, [read_profile(project, name) for name in profile_names(project)])
    return ran


def renew_profiles(project: Project) -> list[Path]:
    """Write anew what is not up to date of the profiles in the site; return all their pages.

    What the profiles stand on is noted as read here too.

    Raises:
        InputError: a profile has a fault.
    """
    there = rendered_editions(project)
    _rendered(project, Console(quiet=True), there)
    with Kernels() as kernels:
        recording.note(noted_reads(_steps(project, there, kernels), project, _database(project)))
    return [project.site / f"{edition.path}.html" for edition in there]


def _rendered(project: Project, console: Console, chosen: Sequence[Edition]) -> list[str]:
    # A database of its own: a refresh renews the profiles while it has the other one open.
    with Kernels() as kernels:
        return run(_steps(project, chosen, kernels), project, _database(project), console)


def _database(project: Project) -> Path:
    return project.build / "profiles.db"


def editions(project: Project, wanted: str) -> list[Edition]:
    """Return the editions wanted, by name.

    Raises:
        InputError: the municipality is unknown.
    """
    areas = read_areas(project.raw / "local" / "areas.csv")
    found = [area for name in wanted.split(",") for area in find_municipalities(areas, name)]
    return [
        Edition(PROFILES, file_name(area), area.name, {"area": area.code})
        for area in dict.fromkeys(found)
    ]


def rendered_editions(project: Project) -> list[Edition]:
    """Return the editions that are in the site."""
    return [
        edition
        for edition in editions(project, ALL)
        if (project.site / f"{edition.path}.html").is_file()
        and executed_path(project, edition.path).is_file()
    ]


def _steps(project: Project, chosen: Sequence[Edition], kernels: Kernels) -> list[Step]:
    newest, reader = newest_data(project), profile_reader(project)
    executing = [
        Step(
            name=f"execute:{edition.path}",
            title=f"Kører {edition.label}",
            action=partial(_execute, project, edition, newest, kernels),
            inputs=[notebook_path(project, edition.path)],
            code="kdanalysis.render.execution",
            makes=[executed_path(project, edition.path)],
            state=versions() | outage(project) | dict(edition.parameters),
        )
        for edition in chosen
    ]
    setting = [
        Step(
            name=f"render:{edition.path}",
            title=f"Sætter {edition.label}",
            action=partial(render_report, project, reader, edition.path, None),
            inputs=[executed_path(project, edition.path), configuration_base(project)],
            code="kdanalysis.render.documents",
            state=versions() | {"reader": reader.committee},
        )
        for edition in chosen
    ]
    return [*executing, *setting]


def _execute(project: Project, edition: Edition, newest: date, kernels: Kernels) -> list[Path]:
    return [execute_edition(project, edition, newest, kernels)]


def profile_reader(project: Project) -> Profile:
    """Return the settings that all reports share, for the readers that the notebook names."""
    base, notebook = configuration_base(project), notebook_path(project, PROFILES)
    told = front_matter(read_notebook(notebook), project.relative(notebook))
    settings = read_yaml(base.read_text(encoding="utf-8"), base)
    return Profile(PROFILES, {**settings, "committee": told.get("committee", told["title"])})
