"""Figures of the audit: results by what the statements rest on, and deviations by cause."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kdanalysis.evidence.claims.state import UNEXPLAINED
from kdanalysis.evidence.claims.statements import Status
from kdanalysis.evidence.figures import audit as figures
from kdanalysis.evidence.figures.audit import ALL, CAUSES
from kdanalysis.report.audit.tables import BASES, CLAIMS
from kdanalysis.report.audit.text import deviating, statements
from kdanalysis.report.charts import basic as charts
from kdanalysis.report.charts import style
from kdanalysis.report.charts.basic import Series
from kdanalysis.report.charts.canvas import open_canvas, to_svg
from kdanalysis.report.charts.figure import Figure, Numbers
from kdanalysis.report.elements.inline import n
from kdanalysis.report.elements.numbers import plain
from kdanalysis.report.elements.words import capitalised, listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

    from kdanalysis.evidence.value import Value
    from kdanalysis.report.audit.choice import Review

_ROOM = 0.035
"""The least share of the axis that a bar needs for its number to stand inside it."""


def status_figure(review: Review) -> Figure:
    """Return how many statements have each result, by what they rest on."""
    series = tuple(
        Series(label, color, tuple(counts))
        for label, color, counts in (
            ("Genberegnet", style.BLUE, _by_basis(review, Status.MATCH)),
            ("Efter afrunding", style.GREEN, _by_basis(review, Status.ROUNDING_OK)),
            ("Afviger", style.ORANGE, _by_basis(review, Status.MISMATCH)),
            ("Stemmer med andre tal", style.MUTED, _agreeing(review)),
            ("Står alene", style.PURPLE, _alone(review)),
        )
    )
    labels = tuple(BASES.values())
    numbers = Numbers("Grundlag", labels, series, "Antal udsagn", review.cited(*CLAIMS))
    return Figure("fig-resultat", stacked_chart(labels, series), _finding(review), numbers)


def _finding(review: Review) -> str:
    holding, every = statements(review, "match"), statements(review, ALL)
    rest = n(statements(review, "not_derivable"))
    return (
        f"{n(holding)} af {n(every)} udsagn er genberegnet som trykt, {rest} kan ikke efterregnes."
    )


def _by_basis(review: Review, status: Status) -> list[Value]:
    return [statements(review, status.value, basis.value) for basis in BASES]


def _agreeing(review: Review) -> list[Value]:
    return [figures.claims_agreeing(review.data, basis=basis.value) for basis in BASES]


def _alone(review: Review) -> list[Value]:
    return [figures.claims_alone(review.data, basis=basis.value) for basis in BASES]


def cause_figures(review: Review) -> tuple[Figure, ...]:
    """Return the figure of deviations by cause, the most frequent first, if there are any."""
    told = {"status": Status.MISMATCH.value, "importance": ALL}
    counts = {c: figures.deviations_counted(review.data, cause=c, **told) for c in CAUSES}
    causes = sorted((c for c in CAUSES if counts[c].exact), key=lambda c: -counts[c].exact)
    if not causes:
        return ()
    claims = [figures.claims_deviating(review.data, cause=cause, **told) for cause in causes]
    series = (
        Series("Afvigelser", style.ORANGE, tuple(counts[cause] for cause in causes)),
        Series("Udsagn, hvor de er trykt", style.MUTED, tuple(claims)),
    )
    labels = tuple(map(capitalised, causes))
    numbers = Numbers("Formentlig årsag", labels, series, "Antal", review.cited(*CLAIMS))
    svg = charts.bar_chart(labels, series)
    return (Figure("fig-aarsager", svg, _frequent(review, causes, counts), numbers),)


def _frequent(review: Review, causes: Sequence[str], counts: dict[str, Value]) -> str:
    known = [cause for cause in causes if cause != UNEXPLAINED]
    if not known:
        return f"Årsagen er ikke undersøgt for {n(counts[UNEXPLAINED])} af afvigelserne."
    top = [cause for cause in known if counts[cause].exact == counts[known[0]].exact]
    share = f"{n(counts[top[0]])} af {n(deviating(review))} afvigelser"
    if len(top) == 1:
        return f"Den hyppigste formentlige årsag er {top[0]} ({share})."
    return f"De hyppigste formentlige årsager er {listed(top)} (hver {share})."


def stacked_chart(categories: Sequence[str], series: Sequence[Series]) -> str:
    """Return horizontal bars of parts that add up, each with its number where it fits, as SVG."""
    canvas, axes = open_canvas(0.55 + 0.27 * len(categories))
    reached = [0.0] * len(categories)
    sums = [sum(float(part.values[i].exact) for part in series) for i in range(len(categories))]
    for part in series:
        sizes = [float(value.exact) for value in part.values]
        axes.barh(
            range(len(categories)), sizes, left=reached, height=0.7, color=part.color,
            label=part.label, edgecolor="white", linewidth=0.5,
        )  # fmt: skip
        _inside(axes, part, reached, max(sums) * _ROOM)
        reached = [at + size for at, size in zip(reached, sizes, strict=True)]
    axes.set_yticks(range(len(categories)), list(categories))
    axes.invert_yaxis()
    axes.xaxis.set_visible(False)
    axes.spines["bottom"].set_visible(False)
    canvas.legend(
        loc="outside upper left", ncols=len(series), frameon=False,
        handlelength=0.8, columnspacing=1.0, labelcolor="linecolor",
    )  # fmt: skip
    return to_svg(canvas)


def _inside(axes: Axes, part: Series, starts: Sequence[float], room: float) -> None:
    for row, (value, start) in enumerate(zip(part.values, starts, strict=True)):
        size = float(value.exact)
        if size >= room:
            axes.text(
                start + size / 2, row, plain(value), color="white", ha="center", va="center", size=8
            )
