"""Residential care, purchases by supplier and supplementary services, in sentences."""

from __future__ import annotations

from kdanalysis.evidence.figures import drivers
from kdanalysis.evidence.figures import printed as quotes
from kdanalysis.evidence.value import Unit, Value
from kdanalysis.expenditure.booking import Course
from kdanalysis.project import InputError
from kdanalysis.report.elements.numbers import (
    Direction,
    almost,
    capitalised,
    direction,
    fitting,
    levels_told,
    listed,
    long_date,
    n,
    rose,
    went,
)
from kdanalysis.report.subjects.accounts import Choice, View
from kdanalysis.tables.period import Period

# Sentences on residential care: recipients, unit cost, and findings quoted from others.


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
        f"{quote_of(view, first)} i {period.first} og {quote_of(view, last)} i {period.last}, "
        f"{change_of(growth)}; ekspertudvalget angiver "
        f"{quote_of(view, 'botilbud_modtagere_stigning')}."
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
        f"KL's analyse (data fra {quote_of(view, 'kl_kommuner')} kommuner, altså ikke fuldt "
        f"repræsentativ) opgør væksten i modtagere til "
        f"{quote_of(view, 'kl_modtagere_private')} for private tilbud, "
        f"{quote_of(view, 'kl_modtagere_regionale')} for regionale og "
        f"{quote_of(view, 'kl_modtagere_kommunale')} for kommunale. Private tilbud er desuden "
        f"steget mest i pris, {quote_of(view, 'kl_pris_private')}. Tallene er citeret og kan ikke "
        f"efterregnes her."
    )


def costly_cases(view: View) -> str:
    """Return the scope of the quoted study of especially costly cases (2023: 2896)."""
    return (
        f"Komponents undersøgelse af særligt dyre enkeltsager omfatter "
        f"{quote_of(view, 'komponent_sager')} borgersager fra "
        f"{quote_of(view, 'komponent_kommuner')} kommuner, "
        f"heraf {quote_of(view, 'komponent_midt')} midtjyske."
    )


def quote_of(view: View, name: str) -> str:
    """Return a quoted figure as a number in a sentence."""
    return n(quotes.quoted(view.data, name=name))


def change_of(growth: Value) -> str:
    """Return a growth as rise or fall, in words."""
    if direction(growth) is Direction.FLAT:
        return "altså uændret"
    noun = "et fald" if direction(growth) is Direction.DOWN else "en stigning"
    return f"{noun} på {n(growth.size())}"


def _changed(growth: Value) -> str:
    if direction(growth) is Direction.FLAT:
        return "uændret"
    verb = "faldet" if direction(growth) is Direction.DOWN else "steget"
    return f"{verb} {n(growth.size())}"


# Sentences on purchases (main type 4 of the adult area) by supplier.
#
# Art 4.0 covers the whole adult area, so no sentence says "private botilbud" of it.

ALL = "all"
_SUBJECTS: dict[str, str] = {
    ALL: "Køb af tjenesteydelser mv. på voksenområdet",
    "private": "Køb hos private og selvejende leverandører uden driftsaftale",
    "municipal": "Betalinger til andre kommuner",
    "regional": "Betalinger til regioner",
    "state": "Betalinger til staten",
    "craft": "Køb af entreprenør- og håndværkerydelser",
    "other": "Køb af øvrige tjenesteydelser",
}


def art_of(view: View, supplier: str) -> str:
    """Return the art code of a kind of supplier; `all` stays `all`."""
    return ALL if supplier == ALL else view.data.plan.supplier_art(supplier).code


def purchase_trend(view: View, supplier: str) -> str:
    """Return how purchases from one kind of supplier developed: levels, change and growth."""
    art, first, last = art_of(view, supplier), view.period.first, view.period.last
    growth, subject = view.bought_growth(art), _subject(view, supplier)
    levels = levels_told(view.bought(art, first), view.bought(art, last), growth)
    start, end = f"{n(levels[0])} i {first}", f"{n(levels[1])} i {last}"
    if growth.amount is None:
        return f"{subject} udgjorde {view.phrase} {start} og {end}."
    if direction(growth) is Direction.FLAT:
        return f"{subject} var {almost(*levels)}uændrede {view.phrase}: {start} og {end}."
    by = n(growth.size())
    return f"{subject} {rose(growth)} {view.phrase} med {by}, fra {start} til {end}."


def purchase_share(view: View, supplier: str) -> str:
    """Return a supplier's share of all purchases in the first and the last year."""
    art, first, last = art_of(view, supplier), view.period.first, view.period.last
    return (
        f"{_subject(view, supplier)} udgjorde {n(view.bought_share(art, last))} af alle køb "
        f"{view.phrase} i {last} mod {n(view.bought_share(art, first))} i {first}."
    )


def _subject(view: View, supplier: str) -> str:
    """Return a supplier's purchases as a subject; one new in the plan goes by its art's label."""
    named = _SUBJECTS.get(supplier)
    return named or f"Køb af art {view.data.plan.supplier_art(supplier).label}"


def private_against_municipal(view: View) -> str:
    """Return which of private and municipal purchases is larger, and from when."""
    private, municipal = art_of(view, "private"), art_of(view, "municipal")
    crossing = view.course(private, municipal)
    where = capitalised(view.phrase)
    if crossing.course is Course.ABOVE_THROUGHOUT:
        return f"{where} ligger køb hos private over betalinger til kommuner i hele perioden."
    if crossing.course is Course.BELOW_THROUGHOUT:
        return f"{where} ligger køb hos private ikke over betalinger til kommuner i perioden."
    if crossing.course is Course.CROSSES_REPEATEDLY:
        return f"{where} skiftes køb hos private og betalinger til kommuner til at være størst."
    year = n(view.passing_year(private, municipal))
    if crossing.course is Course.PASSES_UPWARDS:
        return f"{where} overstiger køb hos private betalinger til kommuner fra {year}."
    return f"{where} overstiger køb hos private ikke længere betalinger til kommuner fra {year}."


# Sentences on supplementary services ("tillægsydelse") and on the committee's decision.

FIRST, LAST = "tillaegsydelse_andel_2021", "tillaegsydelse_andel_2022"


def share_change(choice: Choice) -> str:
    """Return the published share in both years and its change in percentage points."""
    first, last = (quotes.quoted(choice.data, name=name) for name in (FIRST, LAST))
    change = quotes.quoted_difference(choice.data, first=FIRST, last=LAST)
    years = [choice.data.quote(name).first_year for name in (FIRST, LAST)]
    return (
        f"Tillægsydelsens andel af tilbuddenes samlede regnskab {_went(change)} fra {n(first)} i "
        f"{years[0]} til {n(last)} i {years[1]}, en ændring på {n(change)}."
    )


def income_change(choice: Choice) -> str:
    """Return the published change in income from supplementary services."""
    change = quotes.quoted(choice.data, name="tillaegsydelse_aendring")
    quote = choice.data.quote("tillaegsydelse_aendring")
    if direction(change) is Direction.FLAT:
        return "Driftsherrernes indtægter fra tillægsydelse er opgjort som uændrede."
    noun = "en stigning" if direction(change) is Direction.UP else "et fald"
    return (
        f"Driftsherrernes indtægter fra tillægsydelse er opgjort til {noun} på {n(change.size())} "
        f"fra {quote.first_year} til {quote.last_year}."
    )


def who_moved(choice: Choice) -> str:
    """Return how many municipalities fell, rose, and are not stated."""
    down, up, all_of_them = (
        n(quotes.quoted(choice.data, name=name))
        for name in (
            "tillaegsydelse_kommuner_fald",
            "tillaegsydelse_kommuner_stigning",
            "kommuner_midt",
        )
    )
    missing = n(quotes.supplements_not_stated(choice.data))
    return (
        f"Indtægterne faldt i {down} kommuner og steg i {up} kommuner og i Region Midtjylland. For "
        f"{missing} af de {all_of_them} kommuner er udviklingen ikke oplyst."
    )


def decision(choice: Choice, key: str) -> str:
    """Return a committee's decision: when, what, and the amount set aside."""
    taken = choice.data.decision(key)
    amount = quotes.decision_amount(choice.data, decision=key)
    money = "" if amount.amount is None else f" Der er afsat en ramme på {n(amount)}"
    purpose = " til det videre arbejde." if money else ""
    return f"{taken.body} {taken.text} ({long_date(taken.day)}).{money}{purpose}"


def _went(change: Value) -> str:
    verbs = {
        Direction.UP: "steg",
        Direction.DOWN: "faldt",
        Direction.FLAT: "var uændret",
    }
    return verbs[direction(change)]


# Substitution between private, municipal and regional suppliers.

SUPPLIERS = {
    "private": "private (inkl. selvejende)",
    "municipal": "andre kommuner",
    "regional": "regioner",
}


def gain_of(view: View, supplier: str) -> Value:
    """Return what a supplier gained against constant shares, 1,000 kr.

    Raises:
        InputError: there were no purchases in the first year, so no shares to keep.
    """
    gain = drivers.supplier_gain(view.data, area=view.area, supplier=supplier, period=view.period)
    if gain.amount is None:
        raise InputError(
            f"Der er ingen køb i {view.period.first} at regne andele af.",
            gain.provenance.key,
            "Vælg en periode, der begynder i et år med køb.",
        )
    return gain


def against_constant_shares(view: View) -> str:
    """Return what each supplier gained or lost against the shares of the first year."""
    gains = _gains(view)
    told = [f"{name} {_against(gains[supplier])}" for supplier, name in SUPPLIERS.items()]
    return (
        f"Med leverandørernes andele fra {view.period.first} som målestok fik {listed(told)} "
        f"{view.phrase} i {view.period.last}."
    )


def _gains(view: View) -> dict[str, Value]:
    """Return what each supplier gained, in one unit."""
    exact = {supplier: gain_of(view, supplier) for supplier in SUPPLIERS}
    unit = fitting([list(exact.values())])
    return {supplier: gain.to(unit) for supplier, gain in exact.items()}


def _against(gain: Value) -> str:
    if direction(gain) is Direction.FLAT:
        return "det samme"
    return f"{n(gain.size())} {'mere' if direction(gain) is Direction.UP else 'mindre'}"


def who_lost_to_whom(view: View) -> str:
    """Return what each losing supplier lost to each gaining one."""
    gains = {supplier: direction(gain) for supplier, gain in _gains(view).items()}
    losers = [s for s, way in gains.items() if way is Direction.DOWN]
    gainers = [s for s, way in gains.items() if way is Direction.UP]
    first, last = view.period.first, view.period.last
    where = capitalised(view.phrase)
    if not losers or not gainers:
        return f"{where} er de tre leverandørers andele i {last} som i {first}."
    parts = [
        f"{SUPPLIERS[loser]} mistet {listed([_lost(view, loser, gainer) for gainer in gainers])}"
        for loser in losers
    ]
    return f"{where} har {listed(parts)} i {last}, målt mod andelene i {first}."


def _lost(view: View, loser: str, gainer: str) -> str:
    lost = drivers.supplier_flow(
        view.data, area=view.area, loser=loser, gainer=gainer, period=view.period
    )
    unit = _gains(view)[loser].unit
    return f"{n(lost.to(unit))} til {SUPPLIERS[gainer]}"
