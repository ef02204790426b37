"""Time a notebook as a person runs it, beside another checkout: interactively, all cells.

`python -m benchmarks.notebooks --against DIR [--rounds N]` prints seconds and ratios; the two
checkouts take turns in one run, so that the machine's other work meets both.
"""

from __future__ import annotations

import argparse
import os
import statistics
import time
from pathlib import Path

import nbformat
from nbclient import NotebookClient

from kdanalysis.project import Project

NOTEBOOKS = ("udgiftsudvikling", "overblik")


def seconds(checkout: Path, notebook: str) -> float:
    """Return the seconds it takes a new kernel to run all cells of a notebook of a checkout."""
    content = nbformat.read(checkout / "analyses" / f"{notebook}.ipynb", as_version=4)  # type: ignore[no-untyped-call]
    where = {"metadata": {"path": str(checkout / "analyses")}}
    client = NotebookClient(content, resources=where, timeout=None)
    start = time.perf_counter()
    client.execute(env=os.environ | {"PYTHONPATH": str(checkout / "src")})
    return time.perf_counter() - start


def main() -> None:
    """Print median seconds of both checkouts and their ratio, notebook by notebook."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--against", type=Path, required=True)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    here, other = Project.find().root, asked.against.resolve()
    for notebook in NOTEBOOKS:
        runs = [(seconds(here, notebook), seconds(other, notebook)) for _ in range(asked.rounds)]
        mine, theirs = (statistics.median(times) for times in zip(*runs, strict=True))
        print(f"{notebook}: {mine:.2f} s against {theirs:.2f} s, ratio {mine / theirs:.2f}")


if __name__ == "__main__":
    main()
