"""The annex' sheet of own calculations: every number of a report that an analyst computed.

Read from the executed notebook alone: the keys in its text, tables and figures say all there is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kdanalysis.evidence.own import RULE, is_own, read_key
from kdanalysis.report.elements.dataset import ShownData, number
from kdanalysis.report.elements.numbers import unrounded

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kdanalysis.evidence.value import Value

SHEET: Final = "Egne beregninger"
_COLUMNS: Final = ("Tal", "Enhed", "Uafrundet", "Beregning", "Kilde")
_SPAN = re.compile(r'k="(own\([^"]*\))" look="([^"]*)"')


def own_spans(markdown: str) -> list[tuple[str, str]]:
    """Return key and look of each own number in a report's Markdown."""
    return _SPAN.findall(markdown)


def with_own_numbers(
    datasets: Sequence[ShownData], told: Iterable[tuple[str, str]]
) -> tuple[ShownData, ...]:
    """Return the datasets of an annex: the report's, then its own calculations if it has any.

    Args:
        datasets: what stands behind the report's tables and figures.
        told: key and look of the numbers in its text; those of other key figures are left out.
    """
    shown = [mark.rpartition(" ") for d in datasets for row in d.keys for mark in row if mark]
    marks = {*told, *((key, look) for key, _, look in shown)}
    values = [_value(key, look) for key, look in marks if is_own(key)]
    rows = sorted({_row(value) for value in values if value.amount is not None}, key=_order)
    if not rows:
        return tuple(datasets)
    own = ShownData(
        id=SHEET,
        kind="table",
        title=SHEET,
        unit="som nævnt i rækken",
        source="Rapportens egne beregninger; beregning og kilde som forfatteren har skrevet dem",
        columns=_COLUMNS,
        rows=tuple(rows),
    )
    return (*datasets, own)


def _value(key: str, look: str) -> Value:
    return read_key(key).shown_as(look)


def _row(value: Value) -> tuple[int | float | None, str, str, str, str]:
    rule = value.provenance.rule.removeprefix(RULE)
    (source,) = value.provenance.sources
    return number(value), str(value.unit), unrounded(value), rule, source


def _order(row: tuple[int | float | None, str, str, str, str]) -> tuple[object, ...]:
    amount, unit, exact, rule, source = row
    return rule, source, unit, amount, exact
