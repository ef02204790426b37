"""The outcome of the audit in tables and figures: by basis, each deviation, and what is outside."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction

from matplotlib.axes import Axes

from kdanalysis.evidence.claims import figures as audited
from kdanalysis.evidence.claims.audit import UNEXPLAINED, Finding, GatheredDeviation
from kdanalysis.evidence.claims.figures import ALL, CAUSES
from kdanalysis.evidence.claims.statements import ClaimBasis, ClaimStatus, Money, Quantity
from kdanalysis.evidence.value import Value
from kdanalysis.report.charts import basic as charts
from kdanalysis.report.charts.basic import ChartSeries, open_canvas, to_svg
from kdanalysis.report.charts.figure import Figure, Numbers
from kdanalysis.report.elements.numbers import MISSING, SPACE, capitalised, listed, n, plain
from kdanalysis.report.elements.tables import Content, Row, Table, Verbatim
from kdanalysis.report.subjects.audit import Review, deviating, places, short_date, statements

# Tables of the audit: results by basis, each deviation, what is rounded, what needs a remark.


CLAIMS = ("claims", "local/claims_audit", "local/claims_deviations")
BASES = {
    ClaimBasis.COMPUTED: "Følger af tal i kilden",
    ClaimBasis.INPUT: "Oplyst eller besluttet",
    ClaimBasis.EXTERNAL: "Citeret fra andre",
    ClaimBasis.DAY: "Dato eller frist",
    ClaimBasis.REFERENCE: "Henvisning eller definition",
    ClaimBasis.NOT_PUBLIC: "Data er ikke offentlige",
    ClaimBasis.WORDING: "Vending med et tal i",
}
"""What a statement rests on, as readers see it."""
_IDS = {
    "0": "tbl-ikke-undersoegt",
    "1": "tbl-konklusioner",
    "2": "tbl-tal-i-brug",
    "3": "tbl-form",
}
_TITLES = {
    "0": "Afvigelser, der endnu ikke er undersøgt",
    "1": "Afvigelser, der ændrer en konklusion",
    "2": "Afvigelser, der kun ændrer et tal i brug",
    "3": "Afvigelser, der kun ændrer formen",
}
_COLUMNS = ("Årsag og sted", "Citat", "Trykt", "Genberegnet", "Enhed", "Forklaring", "Betydning")
_TEXT = frozenset({1, 4, 5, 6})
_UNITS = {"date": "dato", "bool": "udsagn", "code": "kode"}


def status_table(review: Review) -> Table:
    """Return how many statements have each result, by what they rest on."""
    rows = [_status_row(review, label, basis.value) for basis, label in BASES.items()]
    return Table(
        id="tbl-resultat",
        title="Udsagn efter grundlag og resultat",
        unit="Antal udsagn",
        source=review.cited(*CLAIMS),
        columns=(
            "",
            "I alt",
            *(capitalised(status.danish) for status in ClaimStatus),
            "Heraf stemmer",
        ),
        rows=(*rows, _status_row(review, "I alt", ALL, total=True)),
        note="»Heraf stemmer«: tallet kan holdes op imod andre trykte tal og stemmer med dem.",
    )


def _status_row(review: Review, label: str, basis: str, *, total: bool = False) -> Row:
    results = (ALL, *(status.value for status in ClaimStatus))
    counts = [statements(review, status, basis) for status in results]
    agreeing = audited.claims_agreeing(review.data, basis=basis)
    return Row(label, (*counts, agreeing), total=total)


def deviation_tables(review: Review, shown: Sequence[int]) -> tuple[Table, ...]:
    """Return a table of the deviations of each importance that is shown and occurs.

    Args:
        review: the review.
        shown: importances 1-3; deviations that nobody has looked into are always shown.
    """
    grades = [grade for grade in _TITLES if grade == "0" or int(grade) in shown]
    found = review.deviations(ClaimStatus.MISMATCH)
    by_grade = {grade: [d for d in found if str(d.importance) == grade] for grade in grades}
    return tuple(
        _deviation_table(review, _IDS[grade], _TITLES[grade], chosen)
        for grade, chosen in by_grade.items()
        if chosen
    )


def rounding_tables(review: Review) -> tuple[Table, ...]:
    """Return the table of statements that follow from rounded parts, where there are any."""
    found = review.deviations(ClaimStatus.ROUNDING_OK)
    title = "Genberegnet efter afrunding"
    return (_deviation_table(review, "tbl-afrunding", title, found),) if found else ()


def _deviation_table(
    review: Review, identifier: str, title: str, deviations: Iterable[GatheredDeviation]
) -> Table:
    return Table(
        id=identifier,
        title=title,
        unit="Hver i sin egen enhed",
        source=review.cited(*CLAIMS),
        columns=_COLUMNS,
        rows=tuple(_deviation_row(review, deviation) for deviation in deviations),
        text_columns=_TEXT,
        wide=True,
    )


def _deviation_row(review: Review, deviation: GatheredDeviation) -> Row:
    first, stored = deviation.first, deviation.first.deviation
    told = (stored.explanation, stored.consequence) if stored else ("", "")
    return Row(
        f"{capitalised(deviation.cause_name)}: {places(deviation.findings)}",
        (
            Verbatim(first.claim.quote),
            *pair(review, first),
            unit_name(review, first),
            *(Verbatim(text) if text else MISSING for text in told),
        ),
    )


def pair(review: Review, finding: Finding) -> tuple[Content, Content]:
    """Return a statement's value as printed and as recomputed."""
    claim = finding.claim
    if is_number(finding):
        return (
            audited.claim_printed(review.data, claim=claim.id),
            audited.claim_recomputed(review.data, claim=claim.id),
        )
    return _worded(claim.printed), _worded(finding.quantity)


def is_number(finding: Finding) -> bool:
    """Tell whether a statement is about a number, and not a day, a code or a comparison."""
    return isinstance(finding.claim.printed, Money | Fraction)


def unit_name(review: Review, finding: Finding) -> str:
    """Return the unit of a statement in Danish."""
    if not is_number(finding):
        return _UNITS[finding.claim.unit]
    unit = audited.claim_printed(review.data, claim=finding.claim.id).unit
    return unit.value.replace(" ", SPACE)


def _worded(quantity: Quantity) -> Content:
    if isinstance(quantity, bool):
        return "holder" if quantity else "holder ikke"
    if isinstance(quantity, date):
        return short_date(quantity)
    return MISSING if quantity is None else Verbatim(str(quantity))


def remark_tables(review: Review) -> tuple[Table, ...]:
    """Return the table of statements that hold while their wording needs a remark, if any."""
    by_remark: dict[str, list[Finding]] = {}
    for finding in review.audit.remarked:
        by_remark.setdefault(finding.row.remark or "", []).append(finding)
    rows = tuple(_remark_row(remark, found) for remark, found in by_remark.items())
    if not rows:
        return ()
    return (
        Table(
            id="tbl-ordlyd",
            title="Tal, der ikke afviger, og bemærkninger til deres ordlyd",
            unit="Citat fra det første sted",
            source=review.cited(*CLAIMS),
            columns=("Sted", "Citat", "Bemærkning"),
            rows=rows,
            text_columns=frozenset({1, 2}),
        ),
    )


def _remark_row(remark: str, findings: Sequence[Finding]) -> Row:
    return Row(places(findings), (Verbatim(findings[0].claim.quote), Verbatim(remark)))


# Figures of the audit: results by what the statements rest on, and deviations by cause.

_ROOM = 0.035
"""The least share of the axis that a bar needs for its number to stand inside it."""


def status_figure(review: Review) -> Figure:
    """Return how many statements have each result, by what they rest on."""
    series = tuple(
        ChartSeries(label, color, tuple(counts))
        for label, color, counts in (
            ("Genberegnet", charts.BLUE, _by_basis(review, ClaimStatus.MATCH)),
            ("Efter afrunding", charts.GREEN, _by_basis(review, ClaimStatus.ROUNDING_OK)),
            ("Afviger", charts.ORANGE, _by_basis(review, ClaimStatus.MISMATCH)),
            ("Stemmer med andre tal", charts.MUTED, _agreeing(review)),
            ("Står alene", charts.PURPLE, _alone(review)),
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


def _by_basis(review: Review, status: ClaimStatus) -> list[Value]:
    return [statements(review, status.value, basis.value) for basis in BASES]


def _agreeing(review: Review) -> list[Value]:
    return [audited.claims_agreeing(review.data, basis=basis.value) for basis in BASES]


def _alone(review: Review) -> list[Value]:
    return [audited.claims_alone(review.data, basis=basis.value) for basis in BASES]


def cause_figures(review: Review) -> tuple[Figure, ...]:
    """Return the figure of deviations by cause, the most frequent first, if there are any."""
    told = {"status": ClaimStatus.MISMATCH.value, "importance": ALL}
    counts = {c: audited.deviations_counted(review.data, cause=c, **told) for c in CAUSES}
    causes = sorted((c for c in CAUSES if counts[c].exact), key=lambda c: -counts[c].exact)
    if not causes:
        return ()
    claims = [audited.claims_deviating(review.data, cause=cause, **told) for cause in causes]
    series = (
        ChartSeries("Afvigelser", charts.ORANGE, tuple(counts[cause] for cause in causes)),
        ChartSeries("Udsagn, hvor de er trykt", charts.MUTED, tuple(claims)),
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


def stacked_chart(categories: Sequence[str], series: Sequence[ChartSeries]) -> str:
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


def _inside(axes: Axes, part: ChartSeries, starts: Sequence[float], room: float) -> None:
    for row, (value, start) in enumerate(zip(part.values, starts, strict=True)):
        size = float(value.exact)
        if size >= room:
            axes.text(
                start + size / 2, row, plain(value), color="white", ha="center", va="center", size=8
            )


# What the agendas hold that is listed and not analysed, and what is said of it in numbers.

_LISTED = {
    "Risikoanalyse, urologi": ("risikoanalyse_urologi", "pkt. 5 risikoanalyse"),
    "Spørgeskema, urologi": (
        "spoergeskema_respondenter",
        "pkt. 5 spørgeskema bilag+pkt. 5 spørgeskema fritekst",
    ),
    "Fælles Servicecenter": (
        "fsc_noegletal+fsc_medicin_til_tiden",
        "pkt. 4 skalering af FSC+pkt. 68 status FSC",
    ),
}
"""Material that is listed only: its transcribed tables, and its sections of the agendas."""


def outside_table(review: Review) -> Table:
    """Return the material that is listed only: rows transcribed, and statements of its section."""
    tables = "+".join(names for names, _ in _LISTED.values()).split("+")
    return Table(
        id="tbl-uden-for",
        title="Materiale, der er gengivet og ikke analyseret",
        unit="Antal",
        source=review.cited(*tables),
        columns=(
            "",
            "Rækker afskrevet",
            "Udsagn i afsnittet",
            "Genberegnet",
            "Afviger",
            "Kan ikke efterregnes",
        ),
        rows=tuple(_row(review, label, *told) for label, told in _LISTED.items()),
    )


def _row(review: Review, label: str, tables: str, sections: str) -> Row:
    results = (ALL, "match+rounding_ok", "mismatch", "not_derivable")
    counts = [
        audited.claims_in_section(review.data, section=sections, status=one) for one in results
    ]
    return Row(label, (audited.listed_rows(review.data, table=tables), *counts))
