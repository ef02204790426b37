"""What the command line costs beside another checkout's: `python -m benchmarks.cli --against DIR`.

Both checkouts run in turns, in one process after the other, on the same data; told is the ratio of
the processor time of this one to the other's (wall time would be that of what else the machine
does). The limits: `--help` and `--version` 0.15 of the other's `--help`, `status` 0.5 of its own.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
PROGRAM: Final = ("-m", "kdanalysis")
HELP: Final = (*PROGRAM, "--help")
MEASURED: Final = {
    "--help": (HELP, HELP, 0.15),
    # A checkout without --version ends it as an error, before its commands are loaded.
    "--version": ((*PROGRAM, "--version"), HELP, 0.15),
    "status": ((*PROGRAM, "status"), (*PROGRAM, "status"), 0.5),
    "status --offline": (
        (*PROGRAM, "status", "--offline"),
        (*PROGRAM, "status", "--offline"),
        0.5,
    ),
}
"""What → the words here, those they are held against, and the highest ratio."""
IMPORT_S: Final = 0.1
"""The most that `import kdanalysis` may take beside starting Python, in seconds."""


def main() -> None:
    """Print the ratios, and the seconds that importing the package takes."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    options.add_argument("--against", type=Path, required=True, help="the other checkout")
    options.add_argument("--runs", type=int, default=15)
    chosen = options.parse_args()
    for what, (words, others, limit) in MEASURED.items():
        pairs = [
            (_processor_s(ROOT, words), _processor_s(chosen.against, others))
            for _ in range(chosen.runs)
        ]
        ratio = statistics.median(own / other for own, other in pairs)
        own, other = (statistics.median(seconds) for seconds in zip(*pairs, strict=True))
        verdict = "within" if ratio <= limit else "OVER"
        print(f"{what}: {ratio:.2f} ({own:.2f} s against {other:.2f} s), {verdict} {limit}")
    loads, starts = (
        statistics.median(_processor_s(ROOT, ("-c", code)) for _ in range(chosen.runs))
        for code in ("import kdanalysis", "pass")
    )
    verdict = "within" if loads - starts <= IMPORT_S else "OVER"
    print(f"import kdanalysis: {loads - starts:.3f} s, {verdict} {IMPORT_S} s")


def _processor_s(checkout: Path, words: tuple[str, ...]) -> float:
    """Return the processor time of one command line with the code of a checkout."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [sys.executable, *words],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(checkout / "src")},
        capture_output=True,
        check=True,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    main()
