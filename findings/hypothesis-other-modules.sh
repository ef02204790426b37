#!/usr/bin/env bash
# Guess: with derandomize=True a test draws the same examples each time, whatever else the process has imported.
# Seen: Hypothesis reads the source of every loaded module of one's own and mixes its constants into the draws. An import that the test
# never touches changes the examples, so a test can pass alone and fail beside others (or the other way round, or by the split on workers).
# hypothesis 6.170.15; 2026-11-30. Met by whoever runs a part of a suite, or spreads it on workers, and wants the same verdict.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check hypothesis==6.170.15
mkdir "$folder/accounts"
cd "$folder"
touch accounts/__init__.py
cat > accounts/codes.py <<'PYTHON'
ACCOUNTS = (
    53800, 53801, 53811, 53812, 53826, 53827, 53828, 53829, 53832, 53835, 53836, 53838, 53839,
    53840, 53841, 53842, 53844, 53845, 53850, 53851, 53852, 53853, 53854, 53858, 53859, 53890,
)
PYTHON
cat > draw.py <<'PYTHON'
import sys
from importlib import import_module

from hypothesis import given, settings
from hypothesis import strategies as st

for module in sys.argv[1:]:
    import_module(module)  # nothing below uses it

seen = []


@settings(derandomize=True, max_examples=200, database=None)
@given(st.integers())
def draw(number):
    seen.append(number)


draw()
print(seen)
PYTHON
"$folder/venv/bin/python" - <<'PYTHON'
import ast
import subprocess
import sys
from importlib.metadata import version

print(f"hypothesis {version('hypothesis')}")


def drawn(*modules):
    done = subprocess.run([sys.executable, "draw.py", *modules], capture_output=True, text=True, check=True)
    return ast.literal_eval(done.stdout)


alone, again = drawn(), drawn()
beside, beside_again = drawn("accounts.codes"), drawn("accounts.codes")
other = [pair for pair in zip(alone, beside, strict=True) if pair[0] != pair[1]]
codes = sorted({number for number in beside if 53800 <= number <= 53890})
print(f"alone, twice:                 {len(alone)} examples, the same: {alone == again}")
print(f"beside accounts.codes, twice: {len(beside)} examples, the same: {beside == beside_again}")
print(f"the one against the other:    {len(other)} examples differ, the first: {other[:1]}")
print(f"drawn from the module that the test does not use: {codes}")
assert alone == again, "the behaviour has changed: not repeatable"
assert beside == beside_again, "the behaviour has changed: not repeatable"
assert other and codes, "the behaviour has changed: the import makes no difference"
assert not any(53800 <= number <= 53890 for number in alone), "the behaviour has changed"
print("As described: the examples depend on which modules are loaded.")
PYTHON
