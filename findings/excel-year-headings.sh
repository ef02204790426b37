#!/usr/bin/env bash
# Guess: polars.read_excel turns a heading that is a number or a date in Excel into text, with either of its engines.
# Seen: calamine (fastexcel) names a column after a number, but a heading that is a date is lost: the column is __UNNAMED__1, without a word,
# though the same cell read as data gives the date. The openpyxl engine fails on both, with an error about a Series. pandas keeps both.
# polars 2.1.0, fastexcel 0.21.0, openpyxl 3.1.5, pandas 3.1.1; 2026-11-30. Met by whoever reads accounts with a column per year or month.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check \
  polars==2.1.0 fastexcel==0.21.0 openpyxl==3.1.5 pandas==3.1.1
cd "$folder"
"$folder/venv/bin/python" - <<'PYTHON'
from datetime import date
from importlib.metadata import version

import fastexcel
import openpyxl
import pandas as pd
import polars as pl

print(*(f"{name} {version(name)}" for name in ("polars", "fastexcel", "openpyxl", "pandas")), sep=", ")


def workbook(heading):
    book = openpyxl.Workbook()
    book.active.append(["place", heading])
    book.active.append(["West", 17])
    book.save("accounts.xlsx")
    return "accounts.xlsx"


def columns(file, engine):
    try:
        return pl.read_excel(file, engine=engine).columns
    except Exception as error:
        return f"{type(error).__name__}: {error}"


found = {}
for heading in ("2022", 2022, date(2022, 12, 31)):
    file = workbook(heading)
    as_data = fastexcel.read_excel(file).load_sheet(0, header_row=None, dtypes="string").to_polars()
    found[heading] = (
        columns(file, "calamine"),
        columns(file, "openpyxl"),
        [str(name) for name in pd.read_excel(file).columns],
        as_data.row(0),
    )
    print(f"heading {heading!r}")
    names = ("polars, calamine", "polars, openpyxl", "pandas", "fastexcel, as data")
    for name, result in zip(names, found[heading], strict=True):
        print(f"  {name:20} {result}")
refused = "TypeError: Series name must be a string"
day = "2022-12-31 00:00:00"
assert found == {
    "2022": (["place", "2022"], ["place", "2022"], ["place", "2022"], ("place", "2022")),
    2022: (["place", "2022"], refused, ["place", "2022"], ("place", "2022")),
    date(2022, 12, 31): (["place", "__UNNAMED__1"], refused, ["place", day], ("place", day)),
}, "the behaviour has changed"
print("As described: a date loses its name in the one engine, and the other takes text alone.")
PYTHON
