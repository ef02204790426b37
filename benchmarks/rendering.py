"""Time the default engine on the expenditure report: all formats, from nothing, in 12 seconds."""

from __future__ import annotations

import shutil
import tempfile
import time
from pathlib import Path

from rich.console import Console

from kdanalysis.project import Project
from kdanalysis.render import Engine, render_site
from kdanalysis.render.configuration import notebook_path

REPORT = "udgiftsudvikling"
LIMIT_S = 12.0


def copy_of(checkout: Project, root: Path) -> Project:
    """Return a project with the checkout's data, notebooks and settings, and nothing built."""
    for folder in (checkout.raw, checkout.processed, checkout.analyses):
        shutil.copytree(folder, root / folder.relative_to(checkout.root))
    for settings in checkout.root.glob("_quarto*.yml"):
        shutil.copy(settings, root)
    return Project(root)


def timed(project: Project) -> float:
    """Return the seconds of one run for one committee."""
    start = time.perf_counter()
    render_site(
        project, Console(quiet=True), reports=[REPORT], profile="dassos", engine=Engine.PANDOC
    )
    return time.perf_counter() - start


def main() -> None:
    """Print the times of a cold run, a run after a change of text, and one without changes.

    Raises:
        SystemExit: the cold run took too long.
    """
    with tempfile.TemporaryDirectory() as folder:
        project = copy_of(Project.find(), Path(folder))
        cold = timed(project)
        path = notebook_path(project, REPORT)
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace('"# ', '"# Ændret: ', 1), encoding="utf-8")
        edited, unchanged = timed(project), timed(project)
    print(f"cold {cold:.1f} s (limit {LIMIT_S} s)")
    print(f"text changed {edited:.1f} s, nothing changed {unchanged:.2f} s")
    if cold > LIMIT_S:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
