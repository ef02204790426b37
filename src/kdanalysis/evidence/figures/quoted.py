"""Figures quoted from others, and what follows from them: recipients, unit cost, supplements."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from kdanalysis.evidence.registry import key_figure, list_figure
from kdanalysis.evidence.value import Provenance, Unit, Value
from kdanalysis.expenditure import growth as rules
from kdanalysis.expenditure.unit_cost import (
    Decomposition,
    Level,
    decompose,
    growth_from_rates_pct,
    growth_range_pct,
    unit_cost_growth_pct,
    volume_range,
)
from kdanalysis.project import InputError
from kdanalysis.tables.areas import COUNTRY

if TYPE_CHECKING:
    from kdanalysis.tables.dataset import Dataset
    from kdanalysis.tables.period import Period

_QUOTED = "quoted_figures"
_NET = "net_expenditure"
_UNITS: dict[str, Unit] = {
    "pct": Unit.PCT,
    "count": Unit.COUNT,
    "mio_kr": Unit.MIO_KR,
    "mia_kr": Unit.MIA_KR,
}
_RECIPIENTS_ROUNDED_TO = 100
_CARE = "residential_care"


def quoted(data: Dataset, *, name: str) -> Value:
    """Return a figure quoted from others, with the printed decimals and its source."""
    quote = data.quote(name)
    source = f"Kilde: {quote.source}, gengivet i {data.citation(_QUOTED).removeprefix('Kilde: ')}"
    provenance = Provenance(f"quoted(name={name})", "citeret, ikke genberegnet", (source,))
    return Value(quote.number, _UNITS[quote.unit], quote.decimals, provenance)


list_figure(quoted, Unit.NONE, "citeret, ikke genberegnet", _QUOTED)


@key_figure(Unit.PCT, "ændring mellem to citerede tal i procent af det første", _QUOTED)
def quoted_growth_pct(data: Dataset, *, first: str, last: str) -> Fraction | None:
    """Growth between two quoted figures, per cent."""
    return rules.growth_pct(data.quote(first).number, data.quote(last).number)


@key_figure(Unit.PCT_POINT, "forskel mellem to citerede andele i procentpoint", _QUOTED, decimals=2)
def quoted_difference(data: Dataset, *, first: str, last: str) -> Fraction:
    """Difference between two quoted shares, percentage points (2023: 2944)."""
    return data.quote(last).number - data.quote(first).number


@key_figure(Unit.PCT, "(1 + citeret udgiftsvækst) / (1 + citeret vækst i modtagere) - 1", _QUOTED)
def committee_unit_cost_growth_pct(data: Dataset) -> Fraction:
    """The expert committee's unit cost growth, from its rounded rates (2023: 2850-2853)."""
    rates = ("botilbud_udgift_stigning", "botilbud_modtagere_stigning")
    expenditure, recipients = (data.quote(name).number for name in rates)
    return growth_from_rates_pct(expenditure, recipients)


@key_figure(
    Unit.PCT, "vækst i botilbudsudgift pr. modtager (helårsperson), faste priser", _NET, _QUOTED
)
def care_unit_cost_growth_pct(data: Dataset, *, area: str, period: Period) -> Fraction:
    """Own growth of residential care per recipient, from Table 1 and the quoted recipients."""
    return unit_cost_growth_pct(*_levels(data, area, period))


@key_figure(
    Unit.PCT, "mindste vækst pr. modtager, når modtagere er afrundet til hundreder", _NET, _QUOTED
)
def care_unit_cost_growth_low_pct(data: Dataset, *, area: str, period: Period) -> Fraction:
    """The least unit cost growth that recipients rounded to hundreds allow."""
    return growth_range_pct(*_levels(data, area, period), _RECIPIENTS_ROUNDED_TO)[0]


@key_figure(
    Unit.PCT, "største vækst pr. modtager, når modtagere er afrundet til hundreder", _NET, _QUOTED
)
def care_unit_cost_growth_high_pct(data: Dataset, *, area: str, period: Period) -> Fraction:
    """The greatest unit cost growth that recipients rounded to hundreds allow."""
    return growth_range_pct(*_levels(data, area, period), _RECIPIENTS_ROUNDED_TO)[1]


@key_figure(Unit.TKR, "botilbudsudgift delt med modtagere (helårspersoner)", _NET, _QUOTED)
def care_unit_cost(data: Dataset, *, area: str, year: int) -> Fraction:
    """Residential care per recipient, 1,000 kr."""
    return _level(data, area, year).unit_cost_tkr


@key_figure(
    Unit.TKR,
    "flere modtagere gange den gennemsnitlige enhedsudgift i de to år (krydsledet deles lige)",
    _NET,
    _QUOTED,
)
def care_volume_effect(data: Dataset, *, area: str, period: Period) -> Fraction:
    """What more recipients explain of the change in residential care, 1,000 kr."""
    return _decomposed(data, area, period).volume_effect_tkr


@key_figure(
    Unit.TKR,
    "højere enhedsudgift gange gennemsnitligt antal modtagere i de to år (krydsledet deles lige)",
    _NET,
    _QUOTED,
)
def care_price_effect(data: Dataset, *, area: str, period: Period) -> Fraction:
    """What a higher unit cost explains of the change in residential care, 1,000 kr."""
    return _decomposed(data, area, period).price_effect_tkr


@key_figure(
    Unit.TKR,
    "flere modtagere gange højere enhedsudgift (krydsledet; halvdelen i hver virkning)",
    _NET,
    _QUOTED,
)
def care_cross_term(data: Dataset, *, area: str, period: Period) -> Fraction:
    """What belongs to recipients and unit cost together, 1,000 kr.; shared equally by them."""
    return _decomposed(data, area, period).cross_term_tkr


@key_figure(
    Unit.TKR, "mindste virkning af flere modtagere, når de er afrundet til hundreder", _NET, _QUOTED
)
def care_volume_effect_low(data: Dataset, *, area: str, period: Period) -> Fraction:
    """The least volume effect that recipients rounded to hundreds allow, 1,000 kr."""
    return volume_range(*_levels(data, area, period), _RECIPIENTS_ROUNDED_TO)[0]


@key_figure(
    Unit.TKR, "største virkning af flere modtagere, når de er afrundet til hundreder", _NET, _QUOTED
)
def care_volume_effect_high(data: Dataset, *, area: str, period: Period) -> Fraction:
    """The greatest volume effect that recipients rounded to hundreds allow, 1,000 kr."""
    return volume_range(*_levels(data, area, period), _RECIPIENTS_ROUNDED_TO)[1]


@key_figure(
    Unit.COUNT, "kommunerne i rammeaftalen minus dem med oplyst fald og oplyst stigning", _QUOTED
)
def supplements_not_stated(data: Dataset) -> Fraction:
    """Municipalities whose change in supplementary services is not stated (2023: 2946)."""
    names = ("kommuner_midt", "tillaegsydelse_kommuner_fald", "tillaegsydelse_kommuner_stigning")
    total, down, up = (data.quote(name).number for name in names)
    return total - down - up


@key_figure(Unit.KR, "rammen i beslutningen, som trykt", "decisions")
def decision_amount(data: Dataset, *, decision: str) -> Fraction | None:
    """The amount a committee set aside, kr."""
    amount = data.decision(decision).amount_kr
    return None if amount is None else Fraction(amount)


def _level(data: Dataset, area: str, year: int) -> Level:
    if area != COUNTRY:
        raise InputError(
            "Antallet af modtagere af botilbud er kun oplyst på landsplan.",
            f"område {area}",
            f"Brug område {COUNTRY} til enhedsudgiften.",
        )
    expenditure = data.net_tkr(area, _CARE, year)
    recipients = data.quote(f"botilbud_modtagere_{year}").number
    return Level(Fraction(0) if expenditure is None else expenditure, recipients)


def _levels(data: Dataset, area: str, period: Period) -> tuple[Level, Level]:
    return _level(data, area, period.first), _level(data, area, period.last)


def _decomposed(data: Dataset, area: str, period: Period) -> Decomposition:
    return decompose(*_levels(data, area, period))
