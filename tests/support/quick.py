"""Run the tests of what has changed: `python -m tests.support.quick [--since REV] [FILES]`.

Files lead to modules, modules to what imports them (by the import graph), and those to the tests
that import them; the tests of the changed room come first, then those of what lies nearest. Left
out are the slow kinds, and what cannot begin within the time: both are told. Where nothing has
changed that tests can be found for, the core is run instead: it never passes on nothing.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Final

import pytest
from tests.support.place import ROOT
from tests.support.reach import Choice, choose
from tests.support.slow import DEADLINE, NOT_SLOW

SECONDS: Final = 55
"""No test begins after that; `make test-quick` is to end within 90 seconds."""
CORE: Final = ("tests/tables", "tests/expenditure", "tests/evidence", "tests/report/elements")
"""What is run where nothing has changed: numbers, their rules, and how they are written."""
_SHOWN: Final = 12
"""More files than that are only counted."""


def _git(*words: str) -> list[str]:
    done = subprocess.run(
        ["git", *words], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )
    return done.stdout.splitlines() if done.returncode == 0 else []


def last_on_main() -> str:
    """Return the commit that this work departs from: the last one that main has too."""
    for name in ("main", "origin/main"):
        if found := _git("merge-base", "HEAD", name):
            return found[0]
    return "HEAD"


def changed_since(revision: str) -> list[str]:
    """Return what differs from a revision, untracked files included; a moved file twice."""
    different = _git("diff", "--name-only", "--no-renames", revision)
    return sorted({*different, *_git("ls-files", "--others", "--exclude-standard")})


def told(choice: Choice) -> list[str]:
    """Return lines on what was chosen and why, nearest first."""
    lines = []
    for distance, files in choice.by_distance().items():
        names = [f"{file}  ({choice.why[file]})" for file in files]
        rest = [f"and {len(names) - _SHOWN} more"] if len(names) > _SHOWN else []
        lines.append(f"distance {distance}: {len(files)} files")
        lines += [f"  {name}" for name in [*names[:_SHOWN], *rest]]
    if choice.without:
        lines.append(f"no test is known for: {', '.join(choice.without)}")
    return lines


def main() -> int:
    """Choose, tell and run; return the exit code of pytest."""
    parser = argparse.ArgumentParser(prog="python -m tests.support.quick", description=__doc__)
    parser.add_argument("files", nargs="*", help="instead of what git says has changed")
    parser.add_argument("--since", metavar="REV", help="default: the last commit that main has too")
    parser.add_argument("--list", action="store_true", help="tell what would be run, and stop")
    asked = parser.parse_args()
    begun = time.time()
    since = asked.since or last_on_main()
    files = [_from_root(file) for file in asked.files] or changed_since(since)
    choice = choose(files)
    run = list(choice.files)
    if run:
        _say(f"Changed since {since[:10]}: {len(files)} files.", *told(choice))
    else:
        run = list(CORE)
        what = f"{len(files)} files have changed" if files else "Nothing has changed"
        known = ", none that a test is known for" if files else ""
        _say(f"{what} since {since[:10]}{known}; the core: {' '.join(run)}")
    _say(f"Left out: {NOT_SLOW.replace('not ', '').replace(' and ', ', ')} (make test has them).")
    if asked.list:
        return 0
    command = [sys.executable, "-m", "pytest", "-p", "tests.support.slow", "-m", NOT_SLOW, *run]
    environment = os.environ | {DEADLINE: str(begun + SECONDS)}
    code = subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
    if code == pytest.ExitCode.NO_TESTS_COLLECTED:
        _say(f"None of these is quick, so nothing was run: pytest {' '.join(run)}")
    return code


def _from_root(file: str) -> str:
    path = Path(file).resolve()
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else file


def _say(*lines: str) -> None:
    print(*lines, sep="\n", flush=True)  # noqa: T201


if __name__ == "__main__":
    sys.exit(main())
