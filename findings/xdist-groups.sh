#!/usr/bin/env bash
# Guess: pytest --dist loadgroup keeps the tests of one xdist_group on one worker, or complains if it cannot.
# Seen: from pytest 9.2 on the newest pytest-xdist spreads them over all workers, without a word even with -W error: it marks the group in a
# private field that pytest no longer reads. What a group makes once is made by each worker. --dist loadfile still holds.
# pytest 9.1.1 and 9.2.0, pytest-xdist 3.8.0; 2026-11-30. Met by whoever groups slow reports, notebooks or browsers (pytest-xdist issue 1386).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
mkdir "$folder/suite"
cd "$folder/suite"
cat > test_group.py <<'PYTHON'
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.xdist_group("report")


@pytest.fixture(scope="module")
def report(worker_id):
    """Costly: to be made once."""
    Path(f"made-by-{worker_id}").touch()


@pytest.mark.parametrize("part", range(6))
def test_part(report, part):
    time.sleep(0.1)
PYTHON
installed() { "$folder/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check "$@"; }
made() { # DIST: how many workers made the report
  rm -f made-by-*
  "$folder/venv/bin/python" -m pytest -q -n 2 --dist "$1" --strict-markers -W error -p no:cacheprovider >"$folder/output"
  grep -q "^6 passed in" "$folder/output" # it would be "6 passed, 1 warning in"
  ls made-by-* | wc -l | tr -d ' '
}
installed pytest==9.1.1 pytest-xdist==3.8.0
before=$(made loadgroup)
installed --no-deps pytest==9.2.0
now=$(made loadgroup)
file=$(made loadfile)
echo "pytest 9.1.1, pytest-xdist 3.8.0, loadgroup: 6 passed, no warning, the fixture made by $before of 2 workers"
echo "pytest 9.2.0, pytest-xdist 3.8.0, loadgroup: 6 passed, no warning, the fixture made by $now of 2 workers"
echo "pytest 9.2.0, pytest-xdist 3.8.0, loadfile:  6 passed, no warning, the fixture made by $file of 2 workers"
if [ "$before $now $file" != "1 2 1" ]; then
  echo "The behaviour has changed." >&2
  exit 1
fi
echo "As described: the mark is accepted, and has no effect."
