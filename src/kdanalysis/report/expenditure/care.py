"""Sentences on residential care: recipients, unit cost, and findings quoted from others."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
    period, data = quoted_period(view), view.data
    volume = quotes.care_volume_effect(data, area=view.area, period=period).to(Unit.MIO_KR)
    price = quotes.care_price_effect(data, area=view.area, period=period).to(Unit.MIO_KR)
    change = view.within(period.first, period.last).change(_CARE).to(Unit.MIO_KR)
    return (
        f"Ændringen i botilbudsudgifterne {view.phrase} fra {period.first} til {period.last} var "
        f"{n(change)}. Heraf kan {n(volume)} henføres til antallet af modtagere og "
        f"{n(price)} til enhedsudgiften; krydsledet er delt lige mellem de to."
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
    first, last = "socialomraadet_2018", "socialomraadet_2022"
    growth = quotes.quoted_growth_pct(view.data, first=first, last=last)
    quote = view.data.quote
    return (
        f"Ekspertudvalget opgør de samlede udgifter på landsplan til {_quote(view, first)} i "
        f"{quote(first).first_year} og {_quote(view, last)} i {quote(last).first_year}, "
        f"{_change_of(growth)}. Forskellen til de genberegnede tal skyldes "
        f"formentlig et andet pris- og lønskøn eller en anden afgrænsning; de to opgørelser vises "
        f"ved siden af hinanden og blandes ikke."
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
