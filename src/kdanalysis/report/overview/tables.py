"""The overview's key figures, each with its direction in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kdanalysis.evidence.figures import quoted as quotes
from kdanalysis.evidence.figures.tender import break_even_pct
from kdanalysis.report.elements.numbers import MISSING
from kdanalysis.report.elements.tables import Row, Table
from kdanalysis.report.elements.words import Direction, direction
from kdanalysis.report.expenditure.care import quoted_period
from kdanalysis.report.expenditure.purchases import art_of
from kdanalysis.report.expenditure.supplements import FIRST, LAST

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kdanalysis.evidence.value import Value
    from kdanalysis.report.expenditure.choice import Choice, View
    from kdanalysis.report.overview.choice import Overview

_TREND = {
    Direction.UP: "stigende",
    Direction.DOWN: "faldende",
    Direction.FLAT: "uændret",
}


def key_figure_table(overview: Overview) -> Table:
    """Return the key figures of all analyses, the area beside the country."""
    choice = overview.expenditure
    return Table(
        id="tbl-noegletal",
        title=f"Nøgletal, {choice.period}",
        unit=f"Som nævnt i rækken; beløb i {choice.data.price_year}-priser",
        source=choice.data.citation("net_expenditure"),
        columns=("Nøgletal", choice.here.name, choice.country.name, "Retning"),
        rows=(*_growth_rows(choice), *_other_rows(choice), _tender_row(overview)),
        note="Retningen er Midtjyllands, hvor den er opgjort, ellers landets. Tillægsydelse er "
        "citeret, ikke genberegnet.",
        text_columns=frozenset({3}),
    )


def _growth_rows(choice: Choice) -> Iterator[Row]:
    measures: dict[str, Callable[[View], Value]] = {
        "Udgifter i alt, vækst (%)": lambda view: view.growth("social"),
        "Voksenområdet, vækst (%)": lambda view: view.growth("adults"),
        "Køb hos private, vækst (%)": lambda view: view.bought_growth(art_of(view, "private")),
        "Betalinger til andre kommuner, vækst (%)": lambda view: view.bought_growth(
            art_of(view, "municipal")
        ),
        "Børne- og ungeområdet, vækst (%)": lambda view: view.growth("children"),
        "Anbringelser, vækst (%)": lambda view: view.growth("placements"),
    }
    for label, measure in measures.items():
        here, country = measure(choice.here), measure(choice.country)
        yield Row(label, (here, country, _TREND[direction(here)]))


def _other_rows(choice: Choice) -> Iterator[Row]:
    shares = [v.contribution("residential_care", "adults") for v in (choice.here, choice.country)]
    yield Row("Botilbuds del af ændringen på voksenområdet (%)", (*shares, MISSING))
    period = quoted_period(choice.country)
    cost = quotes.care_unit_cost_growth_pct(choice.data, area=choice.country.area, period=period)
    label = f"Botilbudsudgift pr. modtager, vækst {period} (%)"
    yield Row(label, (MISSING, cost, _TREND[direction(cost)]))
    share = quotes.quoted_difference(choice.data, first=FIRST, last=LAST)
    years = f"{choice.data.quote(FIRST).first_year}-{choice.data.quote(LAST).first_year}"
    label = f"Tillægsydelsens andel, ændring {years} (procentpoint)"
    yield Row(label, (share, MISSING, _TREND[direction(share)]))


def _tender_row(overview: Overview) -> Row:
    rate = break_even_pct(overview.expenditure.data)
    return Row("Urologiudbud: break-even uden udligning (%)", (rate, MISSING, MISSING))
