"""Whole paragraphs of the expenditure report: the country first, then the area."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kdanalysis.report.expenditure import trends
from kdanalysis.report.expenditure.purchases import (
    ALL,
    private_against_municipal,
    purchase_share,
    purchase_trend,
)

if TYPE_CHECKING:
    from kdanalysis.report.expenditure.choice import Choice, View

_SUPPLIERS = (ALL, "private", "municipal", "regional")


def development(choice: Choice, group: str, *, by_kind: bool = False) -> str:
    """Return how a group developed: the country, then the area and how it compares.

    Args:
        choice: area beside country.
        group: a group of the account plan.
        by_kind: whether the growth of each of its functions is told too.
    """
    told = [[trends.trend(view, group), trends.path(view, group)] for view in choice.views]
    told[-1] += filter(None, [trends.comparison(choice, group)])
    if by_kind:
        for sentences, view in zip(told, choice.views, strict=True):
            sentences.append(trends.kinds(view, group))
    return _paragraphs(*told)


def what_drives(choice: Choice, group: str, base: str) -> str:
    """Return what moved `base` most, and what `group` contributed, country and area."""
    return _paragraphs(
        *(
            [trends.driver(view, base), trends.contribution(view, group, base)]
            for view in choice.views
        )
    )


def purchasing(view: View) -> str:
    """Return how purchases by supplier developed, and how private lies against municipal."""
    shares = [purchase_share(view, "private"), private_against_municipal(view)]
    return _paragraphs([purchase_trend(view, supplier) for supplier in _SUPPLIERS], shares)


def _paragraphs(*paragraphs: list[str]) -> str:
    return "\n\n".join(" ".join(sentences) for sentences in paragraphs)
