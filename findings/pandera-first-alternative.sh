#!/usr/bin/env bash
# Guess: pandera's str_matches("A|B") anchors the whole pattern, on polars as on pandas: "xB" is refused.
# Seen: with polars only the first alternative is anchored ("^A|B"), so anything that holds "B" somewhere passes; one schema, two
# verdicts on the same table, and no warning. With the alternatives in parentheses, both refuse.
# pandera 0.35.0, polars 2.1.0, pandas 3.1.1; 2026-11-30. Met by whoever checks codes such as "99|[0-8][0-9]" in a table of accounts,
# or moves a schema from pandas to polars.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check \
  "pandera[polars,pandas]==0.35.0" polars==2.1.0 pandas==3.1.1
"$folder/venv/bin/python" - <<'PYTHON'
from importlib.metadata import version

import pandas as pd
import pandera.pandas
import pandera.polars
import polars as pl
from pandera.errors import SchemaError

print(*(f"{name} {version(name)}" for name in ("pandera", "polars", "pandas")), sep=", ")


def verdict(backend, frame, pattern):
    column = backend.Column(str, backend.Check.str_matches(pattern))
    try:
        backend.DataFrameSchema({"art": column}).validate(frame)
    except SchemaError:
        return "refused"
    return "passes"


expected = {
    ("22|40", "22"): ("passes", "passes"),
    ("22|40", "x22"): ("refused", "refused"),
    ("22|40", "x40"): ("refused", "passes"),  # the surprise
    ("22|40", "1999-40-b"): ("refused", "passes"),  # the surprise
    ("(22|40)", "x40"): ("refused", "refused"),
}
found = {}
print("pattern   value        pandas   polars")
for pattern, value in expected:
    found[pattern, value] = (
        verdict(pandera.pandas, pd.DataFrame({"art": [value]}), pattern),
        verdict(pandera.polars, pl.DataFrame({"art": [value]}), pattern),
    )
    print(f"{pattern:9} {value:12} {'  '.join(found[pattern, value])}")
assert found == expected, "the behaviour has changed"
print("As described: on polars, only the first alternative is tied to the beginning.")
PYTHON
