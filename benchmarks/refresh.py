"""How long a refresh takes that finds nothing new: `python -m benchmarks.refresh`.

The limit is 1.5 s from the command to its end. Time of the processor is told too, as it does not
depend on what else the machine does.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.house.refresh.projects import CHANGES, SMALL, make
from tests.support.main_accounts import serve_main_accounts
from tests.support.statbank import LocalStatbank

RUNS = 5


def main() -> None:
    """Refresh until nothing is new, then time what is left to do."""
    with tempfile.TemporaryDirectory() as folder, LocalStatbank(last_year=2022) as bank:
        serve_main_accounts(bank)
        project = make(Path(folder), SMALL, CHANGES)
        environment = os.environ | {"KDANALYSIS_STATBANK_URL": bank.base_url}
        for options in ([], ["--offline"]):
            command = [sys.executable, "-m", "kdanalysis", "refresh", *options]
            _timed(command, project.root, environment)
            for _ in range(RUNS):
                wall, cpu = _timed(command, project.root, environment)
                print(f"{' '.join(command[2:])}: {wall:.2f} s, processor {cpu:.2f} s")


def _timed(command: list[str], folder: Path, environment: dict[str, str]) -> tuple[float, float]:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    main()
