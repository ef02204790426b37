"""The steps from raw data to notebooks and to the site."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from kdanalysis.project import Project
from kdanalysis.render import quarto
from kdanalysis.render.configuration import (
    OWN,
    PROFILES,
    Profile,
    configuration_base,
    configuration_files,
    executed_path,
    notebook_path,
    rendered,
)
from kdanalysis.render.dependencies import outage, versions
from kdanalysis.render.runner import Step

# The steps from notebooks to the site, and what each depends on.


def execution_steps(project: Project, reports: Iterable[str]) -> list[Step]:
    """Return one step per report that runs its notebook into `build/executed/`."""
    return [
        Step(
            name=f"execute:{report}",
            title=f"Kører {report}",
            action=partial(_execute, project, report),
            inputs=[notebook_path(project, report)],
            code="kdanalysis.render.execution",
            makes=[executed_path(project, report)],
            state=versions() | outage(project) | _names_for_own(project, report),
            own=_is_own(report),
            also=_open_to_own(project, report),
        )
        for report in reports
    ]


def _is_own(report: str) -> bool:
    return report.startswith(f"{OWN}/")


def _open_to_own(project: Project, report: str) -> list[Path]:
    """Return what an own notebook may read past Python: all data, and what lies beside it."""
    if not _is_own(report):
        return []
    beside = [path for path in _files(project.analyses) if path.suffix != ".ipynb"]
    return [*beside, *_files(project.data)]


def _names_for_own(project: Project, report: str) -> dict[str, str]:
    """Return the names of those files: one that comes later may be looked for."""
    names = sorted(project.relative(path) for path in _open_to_own(project, report))
    return {"beside": "\n".join(names)} if names else {}


def render_steps(
    project: Project, chosen: Iterable[tuple[Profile, str]], executable: str | None
) -> list[Step]:
    """Return one step per profile and report that writes HTML, PDF, Excel and CSV."""
    version = ".".join(map(str, quarto.version(executable))) if executable else ""
    return [
        Step(
            name=f"render:{profile.name}:{report}",
            title=f"Sætter {report} ({profile.name})",
            # Quarto applies the project's settings only to what its lists name.
            action=partial(
                _render, project, profile, report, None if profile.name == OWN else executable
            ),
            inputs=[
                executed_path(project, report),
                *configuration_files(project, profile.name),
            ],
            code="kdanalysis.render.documents",
            state={
                **versions(),
                "engine": version if version and profile.name != OWN else "pandoc",
            },
        )
        for profile, report in chosen
    ]


def profile_steps(project: Project, after: Iterable[str]) -> list[Step]:
    """Return the step that renews the municipal profiles in the site; none if there are none."""
    there = sorted((project.site / PROFILES).glob("*.html"))
    if not there:
        return []
    return [
        Step(
            name=PROFILES,
            title="Fornyer kommuneprofilerne",
            action=partial(_profiles, project),
            inputs=[notebook_path(project, PROFILES), configuration_base(project)],
            code="kdanalysis.render.profiles",
            state=versions() | outage(project) | {"there": " ".join(page.stem for page in there)},
            after=list(after),
        )
    ]


def site_steps(
    project: Project,
    profiles: Sequence[Profile],
    chosen: Sequence[tuple[Profile, str]],
    after: Iterable[str],
) -> list[Step]:
    """Return the steps for what the reports share: the charting script and the list."""
    there = [(profile, report) for profile in profiles for report in rendered(project, profile)]
    listed = sorted({(profile.name, report) for profile, report in [*there, *chosen]})
    return [
        Step(
            name="site:script",
            title="Kopierer plotly.js",
            action=partial(_script, project),
            inputs=[],
            code="kdanalysis.render.site",
            state=versions(),
        ),
        Step(
            name="site:index",
            title="Skriver oversigten",
            action=partial(_index, project, profiles),
            inputs=[
                *sorted({executed_path(project, report) for _, report in listed}),
                *sorted(executed_path(project, PROFILES).with_suffix("").glob("*.ipynb")),
                *sorted(project.root.glob("_quarto*.yml")),
            ],
            code="kdanalysis.render.site",
            state=versions() | {"reports": str(listed)},
            after=list(after),
        ),
    ]


def _files(folder: Path) -> list[Path]:
    return sorted(
        path
        for path in folder.rglob("*")
        if path.is_file()
        and "__pycache__" not in path.parts
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    )


# The libraries behind each step are loaded when it runs: a run without changes takes none of them.


def _execute(project: Project, report: str) -> list[Path]:
    from kdanalysis.render.execution import execute  # noqa: PLC0415

    target = executed_path(project, report)
    execute(project, notebook_path(project, report), target)
    return [target]


def _render(project: Project, profile: Profile, report: str, executable: str | None) -> list[Path]:
    from kdanalysis.render.documents import render_report  # noqa: PLC0415

    return render_report(project, profile, report, executable)


def _profiles(project: Project) -> list[Path]:
    from kdanalysis.render.profiles import renew_profiles  # noqa: PLC0415

    return renew_profiles(project)


def _script(project: Project) -> list[Path]:
    from kdanalysis.render.site import write_script  # noqa: PLC0415

    return [write_script(project)]


def _index(project: Project, profiles: Sequence[Profile]) -> list[Path]:
    from kdanalysis.render.site import write_index  # noqa: PLC0415

    return [write_index(project, profiles)]


# The steps before the reports: the processed tables, and the record of what they say.

BUILD: Final = "data:build"
RECORD: Final = "data:record"
TABLES: Final = (
    "net_expenditure",
    "purchases",
    "population",
    "quoted_figures",
    "price_index",
    "sources",
)


def data_steps(project: Project) -> list[Step]:
    """Return the step that builds `data/processed` and the one that records a revision."""
    processed = [project.processed / f"{name}.csv" for name in TABLES]
    return [
        Step(
            name=BUILD,
            title="Bygger og kontrollerer tabellerne",
            action=partial(_build, project, processed),
            inputs=[],
            code="kdanalysis.tables.build",
            makes=processed,
        ),
        Step(
            name=RECORD,
            title="Sammenligner med sidste gang",
            action=partial(_record, project),
            inputs=processed,
            code="kdanalysis.evidence.revisions.store",
            after=[BUILD],
        ),
    ]


def _build(project: Project, processed: list[Path]) -> list[Path]:
    from kdanalysis.tables.build import build_processed  # noqa: PLC0415

    build_processed(project)
    return processed


def _record(project: Project) -> list[Path]:
    from kdanalysis.evidence.revisions.store import record, revisions  # noqa: PLC0415

    record(project)
    return [revisions(project)[-1].folder / "state.json"]
