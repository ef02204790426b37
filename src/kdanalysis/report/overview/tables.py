"""The overview's key figures, each with its direction in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kdanalysis.evidence.figures import quoted as quotes
from kdanalysis.evidence.figures.tender import break_even_pct
from kdanalysis.report.elements.numbers import MISSING
from kdanalysis.report.elements.tables import Row, Table
from kdanalysis.report.elements.words import Direction, direction
from kdanalysis.report.expenditure.care import quoted_period
from kdanalysis.report.expenditure.conclusions import grew, purchases_grew, unit_cost_grew
from kdanalysis.report.expenditure.purchases import art_of
from kdanalysis.report.expenditure.supplements import FIRST, LAST

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kdanalysis.evidence.value import Value
    from kdanalysis.report.expenditure.choice import Choice
    from kdanalysis.report.expenditure.conclusions import Conclusion
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
        note=f"Retningen gælder {choice.here.inner_name}, hvor tallet er opgjort, ellers hele "
        "landet. Usikker: den afhænger af pris- og lønkæden. Tillægsydelse er citeret, ikke "
        "genberegnet. Break-even er et krav til priserne og har ingen retning.",
        text_columns=frozenset({3}),
    )


def _growth_rows(choice: Choice) -> Iterator[Row]:
    groups = {
        "Udgifter i alt, vækst (%)": "social",
        "Voksenområdet, vækst (%)": "adults",
        "Botilbud, vækst (%)": "residential_care",
        "Børne- og ungeområdet, vækst (%)": "children",
        "Anbringelser, vækst (%)": "placements",
    }
    for label, group in groups.items():
        here, country = (view.growth(group) for view in (choice.here, choice.country))
        yield Row(label, (here, country, _trend(here, grew(choice.here, group))))
    suppliers = {
        "Køb hos private, vækst (%)": "private",
        "Betalinger til andre kommuner, vækst (%)": "municipal",
    }
    for label, supplier in suppliers.items():
        art = art_of(choice.here, supplier)
        here, country = (view.bought_growth(art) for view in (choice.here, choice.country))
        yield Row(label, (here, country, _trend(here, purchases_grew(choice.here, supplier))))


def _other_rows(choice: Choice) -> Iterator[Row]:
    period = quoted_period(choice.country)
    cost = quotes.care_unit_cost_growth_pct(choice.data, area=choice.country.area, period=period)
    label = f"Botilbudsudgift pr. modtager, vækst {period} (%)"
    yield Row(label, (MISSING, cost, _trend(cost, unit_cost_grew(choice.country))))
    share = quotes.quoted_difference(choice.data, first=FIRST, last=LAST)
    years = f"{choice.data.quote(FIRST).first_year}-{choice.data.quote(LAST).first_year}"
    label = f"Tillægsydelsens andel, ændring {years} (procentpoint)"
    yield Row(label, (share, MISSING, _TREND[direction(share)]))


def _trend(value: Value, conclusion: Conclusion) -> str:
    """Return the direction in words, and whether it depends on the PL rates."""
    way = direction(value)
    unsure = way is not Direction.FLAT and not conclusion.holds
    return f"{_TREND[way]} (usikker)" if unsure else _TREND[way]


def _tender_row(overview: Overview) -> Row:
    rate = break_even_pct(overview.expenditure.data)
    return Row("Urologiudbud: prisfald til break-even (%)", (rate, MISSING, MISSING))
