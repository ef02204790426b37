"""Breaks in the account plan as a reader meets them: a mark in the drawing, a caveat in words.

Both follow the register (`account_breaks.csv`): what crosses no break is not marked, and a break
entered there shows in every text, table and figure whose functions and years it concerns.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from kdanalysis.report.elements.numbers import capitalised, escaped, listed
from kdanalysis.tables.corrections import Break
from kdanalysis.tables.dataset import Dataset
from kdanalysis.tables.period import Period

BREAK: Final = "Kontobrud"
"""What the mark is called in a drawing and below it."""
MARK: Final = "*"
"""Follows the label of a bar or row whose function has a break."""


def crossed(data: Dataset, groups: Iterable[str], period: Period) -> tuple[Break, ...]:
    """Return the breaks that a comparison over the period crosses, in the order of years.

    Args:
        data: the data with plan and register.
        groups: groups, target areas or single functions of the plan.
        period: the years that are compared.
    """
    codes = {code for group in groups for code in data.plan.codes(group)}
    return tuple(sorted(data.breaks.within(codes, period), key=lambda entry: entry.year))


def break_years(data: Dataset, groups: Iterable[str], period: Period) -> tuple[int, ...]:
    """Return the years before which a line over the period is to be marked."""
    return tuple(dict.fromkeys(entry.year for entry in crossed(data, groups, period)))


def marked(data: Dataset, group: str, period: Period) -> str:
    """Return a group's label in a figure, with `MARK` where it has a break within the period."""
    label = capitalised(data.plan.label(group))
    return f"{label} {MARK}" if crossed(data, (group,), period) else label


def break_note(
    data: Dataset, groups: Iterable[str], period: Period, *, with_mark: bool = False
) -> str | None:
    """Return the caveat below a figure or table; none if no break is crossed.

    Args:
        data: the data with plan and register.
        groups: what is shown.
        period: the years that are compared.
        with_mark: whether labels carry `MARK`, which is explained then.
    """
    start = f"{escaped(MARK)} {BREAK}" if with_mark else BREAK
    told = [f"{start} {entry.year}: {_told(entry)}" for entry in crossed(data, groups, period)]
    return _joined(told) or None


def break_caveat(data: Dataset, groups: Iterable[str], period: Period) -> str:
    """Return what a reader must know of breaks in the period, or that none is registered."""
    if told := _joined([_told(entry) for entry in crossed(data, groups, period)]):
        return f"I perioden {period} er der kendte brud i kontoplanen, mærket i figurerne. {told}"
    return f"Der er ingen kendte brud i kontoplanen i perioden {period}."


def _joined(sentences: list[str]) -> str:
    """Return the sentences as one text; what is said of several functions is said once."""
    return " ".join(dict.fromkeys(sentences))


def _told(entry: Break) -> str:
    """Return what changed, as a sentence, and whether amounts are carried over the break."""
    what = escaped(entry.what.rstrip("."))
    if not entry.bridge:
        return f"{what}."
    own, others = dotted(entry.function_code), listed([dotted(code) for code in entry.bridge])
    return f"{what}; beløbene før {entry.year} er ført over fra {others} til {own}."


def dotted(code: str) -> str:
    """Return a function code as accountants write it, whether or not the plan has it."""
    return f"{code[0]}.{code[1:3]}.{code[3:]}"
