"""The three formats, byte for byte as recorded: CSV with byte order mark, BULK without, CRLF."""

from __future__ import annotations

import json
import random
from itertools import product
from math import isnan
from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray
    from tests.support.statbank.request import Asked

BOM: Final = "\ufeff"
MISSING: Final = ".."


def text_rows(asked: Asked) -> Iterator[str]:
    """Yield the lines of CSV or BULK, header first; BULK is unordered and omits the suppressed."""
    is_bulk = asked.format == "BULK"
    yield ("" if is_bulk else BOM) + ";".join([*(v.upper() for v in asked.shown), "INDHOLD"])
    first = next(iter(asked.codes))
    numbers = asked.table.numbers(asked.codes)
    for place, code in enumerate(asked.codes[first]):
        lines = list(_block(asked, {**asked.codes, first: [code]}, numbers[place].ravel()))
        if is_bulk:
            suppressed = f";{asked.table.suppressed}"
            lines = [line for line in lines if not line.endswith(suppressed)]
            random.Random(code).shuffle(lines)
        yield from lines


def _block(
    asked: Asked, codes: dict[str, list[str]], numbers: NDArray[np.float64]
) -> Iterator[str]:
    shown = [
        [_shown(asked, name, code) for code in listed] if name in asked.shown else [None]
        for name, listed in codes.items()
    ]
    for labels, number in zip(product(*shown), numbers.tolist(), strict=True):
        yield ";".join([*(label for label in labels if label is not None), _number(asked, number)])


def _shown(asked: Asked, name: str, code: str) -> str:
    variable = asked.table.variable(name)
    title = variable.titles[code] if variable else code
    ways = {"Code": code, "CodeAndValue": f"{code} {title}", "ValueAndCode": f"{title} {code}"}
    return ways.get(asked.presentation, title)


def _number(asked: Asked, number: float) -> str:
    if isnan(number):
        return MISSING
    text = f"{number:.{asked.table.decimals}f}"
    return text if asked.language == "en" else text.replace(".", ",")


def jsonstat(asked: Asked) -> bytes:
    """Return the answer as JSON-stat, version 1 as the API writes it."""
    numbers = asked.table.numbers(asked.codes).ravel()
    gone = np.isnan(numbers)
    whole = asked.table.decimals == 0
    dataset: dict[str, Any] = {
        "dimension": _dimensions(asked),
        "label": asked.table.text,
        "source": "Lokal prøveudgave",
        "updated": asked.table.updated.isoformat() + "Z",
        "value": [
            None if missing else (int(number) if whole else float(number))
            for number, missing in zip(numbers, gone, strict=True)
        ],
    }
    if gone.any():
        dataset["status"] = {str(place): MISSING for place in np.flatnonzero(gone)}
    return json.dumps({"dataset": dataset}, ensure_ascii=False).encode()


def _dimensions(asked: Asked) -> dict[str, Any]:
    """Return the dimensions in order, with the contents before the periods."""
    table = asked.table
    contents = {
        "label": "Indhold",
        "category": {
            "index": {table.id: 0},
            "label": {table.id: table.text},
            "unit": {table.id: {"base": table.unit, "decimals": table.decimals}},
        },
    }
    periods = next(v.id for v in table.variables if v.time)
    dimensions: dict[str, Any] = {}
    for name in asked.shown:
        if name == periods:
            dimensions["ContentsCode"] = contents
        dimensions[name] = _dimension(asked, name)
    sizes = [len(dimension["category"]["index"]) for dimension in dimensions.values()]
    roles = {"metric": ["ContentsCode"], "time": [periods]}
    return dimensions | {"id": list(dimensions), "size": sizes, "role": roles}


def _dimension(asked: Asked, name: str) -> dict[str, Any]:
    codes = asked.codes[name]
    return {
        "label": name.lower(),
        "category": {
            "index": {code: place for place, code in enumerate(codes)},
            "label": {code: _shown(asked, name, code) for code in codes},
        },
    }
