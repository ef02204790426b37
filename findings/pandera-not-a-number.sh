#!/usr/bin/env bash
# Guess: pandera sees NaN either as missing or as a value; a nullable column from 0 to 10 takes it or refuses it throughout.
# Seen: with polars it is both. A column that is not nullable refuses NaN as "null values"; a nullable one gives it to the checks, where
# it is greater than all numbers: >= 0 takes it, <= 10 refuses it, though null itself passes both. With pandas NaN passes both.
# pandera 0.35.0, polars 2.1.0, pandas 3.1.1; 2026-11-30. Met by whoever checks rates or shares that were divided (0/0 is NaN in polars).
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


def verdict(backend, frame, check, *, nullable):
    column = backend.Column(float, check(backend.Check), nullable=nullable)
    try:
        backend.DataFrameSchema({"share": column}).validate(frame)
    except SchemaError as error:
        return "refused as null" if "null values" in str(error) else "refused by the check"
    return "passes"


# A share of nothing: 0/0 is NaN, and no null.
nan = pl.DataFrame({"part": [1.0, 0.0], "whole": [4.0, 0.0]}).select(
    share=pl.col("part") / pl.col("whole")
)
assert nan["share"].null_count() == 0
null = pl.DataFrame({"share": [0.25, None]})
pandas = pd.DataFrame({"share": [0.25, float("nan")]})

checks = {">= 0": lambda check: check.ge(0), "<= 10": lambda check: check.le(10)}
found = {}
for text, check in checks.items():
    found[text] = (
        verdict(pandera.polars, nan, check, nullable=False),
        verdict(pandera.polars, nan, check, nullable=True),
        verdict(pandera.polars, null, check, nullable=True),
        verdict(pandera.pandas, pandas, check, nullable=True),
    )
    names = ("polars, NaN, not nullable", "polars, NaN, nullable", "polars, null, nullable", "pandas, NaN, nullable")
    for name, result in zip(names, found[text], strict=True):
        print(f"{text:6} {name:26} {result}")
assert found == {
    ">= 0": ("refused as null", "passes", "passes", "passes"),
    "<= 10": ("refused as null", "refused by the check", "passes", "passes"),
}, "the behaviour has changed"
print("As described: missing for `nullable`, the greatest of numbers for the checks.")
PYTHON
