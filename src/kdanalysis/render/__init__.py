"""From notebooks to HTML, PDF, Excel and the site. The only room that starts processes."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from difflib import get_close_matches
from enum import StrEnum

from rich.console import Console

from kdanalysis.project import InputError, Project
from kdanalysis.render import quarto
from kdanalysis.render.configuration import OWN, Profile, profile_names, read_profile
from kdanalysis.render.own import own_reader
from kdanalysis.render.runner import RunPlan, Step, plan, run
from kdanalysis.render.steps import (
    BUILD,
    data_steps,
    execution_steps,
    profile_steps,
    render_steps,
    site_steps,
)

# Where Jupyter is installed, jsonschema, and so nbformat, would take seconds to load a grammar of
# internationalised addresses, which notebooks have none of; without it that format goes unchecked.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]

ALL = "all"


class Engine(StrEnum):
    """What sets the pages."""

    AUTO = "auto"
    """Quarto where it is found and new enough, else the default engine."""
    QUARTO = "quarto"
    PANDOC = "pandoc"
    """The default engine: pandoc and Typst from the package index."""


def render_site(
    project: Project,
    console: Console,
    *,
    reports: Sequence[str] = (),
    profile: str = ALL,
    engine: Engine = Engine.AUTO,
) -> list[str]:
    """Execute and render what changed; return the names of the steps that ran.

    Municipal profiles that are in the site are renewed with all reports, not with some.

    Args:
        project: The checkout.
        console: Where progress is shown.
        reports: Names of reports; none means all of the chosen profiles.
        profile: A profile, several with commas between, or `all`.
        engine: What sets the pages.

    Raises:
        InputError: a profile or report is unknown, or reports have faults: the others are made,
            and the site lists what is there.
    """
    chosen = _chosen(project, _profiles(project, profile), reports)
    steps = _report_steps(project, chosen, _executable(engine), whole=not reports)
    database = project.build / "steps.db"
    try:
        return run(steps, project, database, console)
    except InputError:
        run(site_steps(project, _profiles(project, ALL), (), ()), project, database, console)
        raise


def plan_refresh(project: Project, *, news: bool) -> RunPlan:
    """Return the steps that a refresh would run; nothing is written.

    Args:
        project: The checkout.
        news: Whether new raw data would come first.
    """
    chosen = _chosen(project, _profiles(project, ALL), ())
    reporting = _report_steps(project, chosen, _executable(Engine.AUTO), whole=True)
    steps = [*data_steps(project), *reporting]
    return plan(steps, project, project.build / "steps.db", moved=[BUILD] if news else [])


def _report_steps(
    project: Project, chosen: list[tuple[Profile, str]], executable: str | None, *, whole: bool
) -> list[Step]:
    """Return the steps from the notebooks to the site; a `whole` site renews the profiles too."""
    writing = render_steps(project, chosen, executable)
    if whole:
        writing += profile_steps(project, [step.name for step in writing])
    return [
        *execution_steps(project, dict.fromkeys(report for _, report in chosen)),
        *writing,
        *site_steps(project, _profiles(project, ALL), chosen, [step.name for step in writing]),
    ]


def run_data_steps(project: Project, console: Console) -> list[str]:
    """Build, check and record the data where anything changed; return the steps that ran.

    Raises:
        InputError: raw data or accounts have a fault; the tables and reports are as they were.
    """
    return run(data_steps(project), project, project.build / "steps.db", console)


def execute_only(
    project: Project, console: Console, *, reports: Sequence[str] = (), profile: str = ALL
) -> list[str]:
    """Execute what changed and lay out the fonts, as Quarto's `pre-render` needs it.

    Does nothing when this package itself has started Quarto: it has executed the notebooks already.
    """
    if quarto.EXECUTED in os.environ:
        return []
    listed = [known for known in _profiles(project, profile) if known.name != OWN]
    chosen = _chosen(project, listed, reports)
    quarto.provide_fonts(project)
    steps = execution_steps(project, dict.fromkeys(report for _, report in chosen))
    return run(steps, project, project.build / "steps.db", console)


def _profiles(project: Project, wanted: str) -> list[Profile]:
    """Return the profiles of the wanted names; the own notebooks belong to all."""
    names = [*profile_names(project), OWN] if wanted == ALL else wanted.split(",")
    return [own_reader(project) if name == OWN else read_profile(project, name) for name in names]


def _chosen(
    project: Project, profiles: Sequence[Profile], reports: Sequence[str]
) -> list[tuple[Profile, str]]:
    known = dict.fromkeys(report for profile in profiles for report in profile.reports)
    if unknown := [report for report in reports if report not in known]:
        raise InputError(
            f"Ukendt rapport: {', '.join(unknown)}",
            ", ".join(profile.name for profile in profiles),
            _instead(project, unknown[0], list(known)),
        )
    return [
        (profile, report)
        for profile in profiles
        for report in profile.reports
        if not reports or report in reports
    ]


def _instead(project: Project, unknown: str, known: Sequence[str]) -> str:
    """Return what to do about a report that is not known."""
    if f"{OWN}/{unknown}" in known:
        return f"Den er en egen analyse: kdanalysis render {OWN}/{unknown}"
    named = unknown.removeprefix("analyses/").removesuffix(".ipynb")
    if near := get_close_matches(named, known, n=1):
        return f"Mente du {near[0]}? Rapporterne er {', '.join(known)}."
    if "/" not in unknown and (project.analyses / f"{unknown}.ipynb").is_file():
        return f"Flyt notebooken til analyses/{OWN}, og kør: kdanalysis render {OWN}/{unknown}"
    return f"Vælg mellem {', '.join(known) or '(ingen)'}."


def _executable(engine: Engine) -> str | None:
    if engine is Engine.PANDOC:
        return None
    return quarto.require() if engine is Engine.QUARTO else quarto.find()
