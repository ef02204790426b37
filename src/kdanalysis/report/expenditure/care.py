"""Sentences on residential care: recipients, unit cost, and findings quoted from others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kdanalysis.evidence.figures import committee
from kdanalysis.evidence.figures import quoted as quotes
from kdanalysis.evidence.value import Unit
from kdanalysis.report.elements.inline import n
from kdanalysis.report.elements.words import Direction, direction, went
from kdanalysis.tables.period import Period

if TYPE_CHECKING:
    from kdanalysis.evidence.value import Value
    from kdanalysis.report.expenditure.choice import View

_CARE = "residential_care"


def quoted_period(view: View) -> Period:
    """Return the years for which recipients are quoted: from the first to the last of them."""
    return Period(
        view.data.quote("botilbud_modtagere_stigning").first_year,
        view.data.quote("botilbud_modtagere_stigning").last_year,
    )


def recipients(view: View) -> str:
    """Return the quoted recipients and their growth, as quoted and from the quoted numbers."""
    period = quoted_period(view)
    first, last = (f"botilbud_modtagere_{year}" for year in (period.first, period.last))
    growth = quotes.quoted_growth_pct(view.data, first=first, last=last)
    return (
        f"Antallet af modtagere af botilbud (helårspersoner) er på landsplan opgjort til "
        f"{_quote(view, first)} i {period.first} og {_quote(view, last)} i {period.last}, "
        f"{_change_of(growth)}; ekspertudvalget angiver "
        f"{_quote(view, 'botilbud_modtagere_stigning')}."
    )


def unit_cost(view: View) -> str:
    """Return both unit cost growths: the committee's from rounded rates, and the own one."""
    period, data = quoted_period(view), view.data
    committee = quotes.committee_unit_cost_growth_pct(data).with_decimals(0)
    rates = ("botilbud_udgift_stigning", "botilbud_modtagere_stigning")
    expenditure, people = (went(quotes.quoted(data, name=name)) for name in rates)
    own = quotes.care_unit_cost_growth_pct(data, area=view.area, period=period)
    low = quotes.care_unit_cost_growth_low_pct(data, area=view.area, period=period)
    high = quotes.care_unit_cost_growth_high_pct(data, area=view.area, period=period)
    return (
        f"Ekspertudvalgets enhedsudgift er {_changed(committee)}: udgifterne {expenditure}, og "
        f"modtagerne {people}, begge afrundet. Genberegnet ud fra udgifterne i @tbl-voksne-landet "
        f"og det oplyste antal modtagere er enhedsudgiften {_changed(own)}; da modtagerne er "
        f"afrundet til hundreder, ligger tallet mellem {n(low)} og {n(high)}. Forskellen skyldes "
        f"formentlig, at ekspertudvalgets tal bygger på de to afrundede procenter."
    )


def volume_and_price(view: View) -> str:
    """Return what recipients and unit cost explain in mio. kr., with the cross term placed."""
    period = quoted_period(view)
    volume, price, cross, low, high = (
        n(figure(view.data, area=view.area, period=period).to(Unit.MIO_KR))
        for figure in (
            quotes.care_volume_effect,
            quotes.care_price_effect,
            quotes.care_cross_term,
            quotes.care_volume_effect_low,
            quotes.care_volume_effect_high,
        )
    )
    change = view.within(period.first, period.last).change(_CARE).to(Unit.MIO_KR)
    return (
        f"Ændringen i botilbudsudgifterne {view.phrase} fra {period.first} til {period.last} var "
        f"{n(change)}. Heraf kan {volume} henføres til antallet af modtagere og {price} til "
        f"enhedsudgiften; krydsledet på {cross} er delt lige mellem de to. Da modtagerne er "
        f"afrundet til hundreder, ligger den første del mellem {low} og {high}."
    )


def average_cost(view: View) -> str:
    """Return the average expenditure per recipient in the first and the last quoted year."""
    period = quoted_period(view)
    first, last = (
        quotes.care_unit_cost(view.data, area=view.area, year=year).to(Unit.KR)
        for year in (period.first, period.last)
    )
    return (
        f"Den gennemsnitlige botilbudsudgift var {view.phrase} {n(first)} pr. helårsperson i "
        f"{period.first} og {n(last)} i {period.last}."
    )


def quoted_supply(view: View) -> str:
    """Return the quoted findings on recipients and price of private supply (2023: 2844)."""
    return (
        f"KL's analyse (data fra {_quote(view, 'kl_kommuner')} kommuner, altså ikke fuldt "
        f"repræsentativ) opgør væksten i modtagere til {_quote(view, 'kl_modtagere_private')} for "
        f"private tilbud, {_quote(view, 'kl_modtagere_regionale')} for regionale og "
        f"{_quote(view, 'kl_modtagere_kommunale')} for kommunale. Private tilbud er desuden "
        f"steget mest i pris, {_quote(view, 'kl_pris_private')}. Tallene er citeret og kan ikke "
        f"efterregnes her."
    )


def costly_cases(view: View) -> str:
    """Return the scope of the quoted study of especially costly cases (2023: 2896)."""
    return (
        f"Komponents undersøgelse af særligt dyre enkeltsager omfatter "
        f"{_quote(view, 'komponent_sager')} borgersager fra {_quote(view, 'komponent_kommuner')} "
        f"kommuner, heraf {_quote(view, 'komponent_midt')} midtjyske."
    )


def committee_total(view: View) -> str:
    """Return the expert committee's total beside the own one, not mixed (2023: 2638)."""
    data, period = view.data, committee.committee_period(view.data)
    first, last = committee.QUOTES
    growth = quotes.quoted_growth_pct(data, first=first, last=last)
    return (
        f"Ekspertudvalget opgør de samlede udgifter på landsplan til {_quote(view, first)} i "
        f"{period.first} og {_quote(view, last)} i {period.last}, "
        f"{_change_of(growth)}. {_own_then(view, period)}Forskellen til de genberegnede tal "
        f"skyldes formentlig et andet pris- og lønskøn eller en anden afgrænsning; de to "
        f"opgørelser vises ved siden af hinanden og blandes ikke."
    )


def _own_then(view: View, period: Period) -> str:
    """Return the own total of the committee's years and prices, where the report has others."""
    if view.period == period and view.data.price_year == period.last:
        return ""
    years = period.first, period.last
    first, last = (n(committee.committee_own_level(view.data, year=year)) for year in years)
    growth = view.within(*years).growth("social")
    return (
        f"Den egne opgørelse af de samme år i {period.last}-priser er {first} og {last}, "
        f"{_change_of(growth)}. "
    )


def _quote(view: View, name: str) -> str:
    return n(quotes.quoted(view.data, name=name))


def _change_of(growth: Value) -> str:
    if direction(growth) is Direction.FLAT:
        return "altså uændret"
    noun = "et fald" if direction(growth) is Direction.DOWN else "en stigning"
    return f"{noun} på {n(growth.size())}"


def _changed(growth: Value) -> str:
    if direction(growth) is Direction.FLAT:
        return "uændret"
    verb = "faldet" if direction(growth) is Direction.DOWN else "steget"
    return f"{verb} {n(growth.size())}"
