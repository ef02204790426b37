"""The verbs of dstapi on answers that have been checked; pandas, for analysts' own work."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from kdanalysis.project import InputError
from kdanalysis.sources.statbank.query import VALUE, Format

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd
    import polars as pl

    from kdanalysis.sources.statbank.tableinfo import TableInfo

_PRESENTATIONS: Final = ("Code", "Value", "Default")


def tablesummary(info: TableInfo, *, verbose: bool) -> pd.DataFrame:
    """Return one row per variable, with dstapi's column names."""
    import pandas as pd  # noqa: PLC0415 - slow to load, and a pull takes none of it

    if verbose:
        print(f"Tabel {info.id}: {info.description or info.text}")  # noqa: T201 as dstapi does
        print(f"Opdateret: {info.updated:%d-%m-%Y %H:%M}")  # noqa: T201
    return pd.DataFrame(
        {
            "variable name": variable.id,
            "# values": len(variable.levels),
            "First value": variable.levels[0].id,
            "First value label": variable.levels[0].text,
            "Last value": variable.levels[-1].id,
            "Last value label": variable.levels[-1].text,
            "Time variable": variable.time,
        }
        for variable in info.variables
    )


def variable_levels(info: TableInfo, name: str) -> pd.DataFrame:
    """Return the codes and titles of one variable."""
    import pandas as pd  # noqa: PLC0415 - slow to load, and a pull takes none of it

    texts = info.variable(name).texts
    return pd.DataFrame({"id": list(texts.keys()), "text": list(texts.values())})


def base_params(info: TableInfo, language: str) -> dict[str, Any]:
    """Return the parameters of the whole table."""
    return {
        "table": info.id,
        "format": Format.BULK.value,
        "lang": language,
        "valuePresentation": "Code",
        "variables": [{"code": variable.id, "values": ["*"]} for variable in info.variables],
    }


def selection(params: Mapping[str, Any], table: str) -> dict[str, Sequence[str]]:
    """Return what `params` choose.

    Raises:
        InputError: `params` are about another table or not of dstapi's form.
    """
    try:
        asked = str(params["table"])
        chosen = {str(entry["code"]): entry["values"] for entry in params["variables"]}
        complete = len(chosen) == len(params["variables"])
    except (KeyError, TypeError) as error:
        raise InputError(
            f"Parametrene kan ikke læses ({type(error).__name__}: {error}).",
            table,
            "Begynd med define_base_params(), og indsnævr listerne i 'values'.",
        ) from error
    if asked.casefold() != table.casefold() or not complete:
        what = "vælger en variabel to gange" if asked.casefold() == table.casefold() else asked
        raise InputError(f"Parametrene passer ikke til {table}: {what}.", table, "Ret dem.")
    return chosen


def presentation(params: Mapping[str, Any], table: str) -> str:
    """Return how the codes are to be shown.

    Raises:
        InputError: a presentation other than Code, Value and Default.
    """
    wanted = params.get("valuePresentation") or "Default"
    if wanted not in _PRESENTATIONS:
        raise InputError(
            f"valuePresentation {wanted} kendes ikke.", table, f"Vælg {', '.join(_PRESENTATIONS)}."
        )
    return str(wanted)


def presented(frame: pl.DataFrame, shown: str, info: TableInfo) -> pd.DataFrame:
    """Return `frame` for pandas, with codes or, as is the API's default, titles; missing is NaN."""
    import pandas as pd  # noqa: PLC0415 - slow to load, and a pull takes none of it

    columns: dict[str, Any] = {name: frame[name].to_list() for name in frame.columns[:-1]}
    if shown != "Code":
        for name, codes in columns.items():
            texts = info.variable(name).texts
            columns[name] = [texts[code] for code in codes]
    return pd.DataFrame(columns | {VALUE: frame[VALUE].to_numpy()})
