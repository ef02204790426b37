"""Time all municipal profiles, from nothing, in 40 seconds on two cores, two pages each.

Time of the processor is told too, as it does not depend on what else the machine does.
"""

from __future__ import annotations

import resource
import tempfile
import time
from pathlib import Path

from benchmarks.rendering import copy_of
from pypdf import PdfReader
from rich.console import Console

from kdanalysis.project import Project
from kdanalysis.render.profiles import render_profiles

LIMIT_S = 40.0
PAGES = 2
MUNICIPALITIES = 19


def timed(project: Project) -> tuple[float, float]:
    """Return the seconds of one run on the clock, and of the processor."""
    start, before = time.perf_counter(), _processor_s()
    render_profiles(project, Console(stderr=True), "all")
    return time.perf_counter() - start, _processor_s() - before


def _processor_s() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(part.ru_utime + part.ru_stime for part in used)


def pages(project: Project) -> dict[str, int]:
    """Return the number of pages of each profile."""
    files = sorted((project.site / "kommuneprofil").glob("*.pdf"))
    return {file.stem: len(PdfReader(file).pages) for file in files}


def main() -> None:
    """Print the times of a cold run and of one without changes.

    Raises:
        SystemExit: the cold run took too long, or a profile is missing or not two pages.
    """
    with tempfile.TemporaryDirectory() as folder:
        project = copy_of(Project.find(), Path(folder))
        cold, cold_cpu = timed(project)
        unchanged, _ = timed(project)
        found = pages(project)
    odd = {name: count for name, count in found.items() if count != PAGES}
    print(f"cold {cold:.1f} s (limit {LIMIT_S} s), processor {cold_cpu:.1f} s")
    print(f"nothing changed {unchanged:.2f} s; profiles {len(found)}, not {PAGES} pages: {odd}")
    if cold > LIMIT_S or odd or len(found) != MUNICIPALITIES:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
