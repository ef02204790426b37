"""Figures quoted from others, and what follows from them, recomputed by plain Python."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from tests.support.printed import CARE, Printed

from kdanalysis.evidence.figures import printed as figures
from kdanalysis.evidence.value import Unit
from kdanalysis.project import InputError
from kdanalysis.report.elements.numbers import with_unit
from kdanalysis.tables.period import Period

if TYPE_CHECKING:
    from kdanalysis.evidence.value import Value
    from kdanalysis.tables.dataset import Dataset

PERIOD = Period(2018, 2021)
RECIPIENTS = {2018: 27_100, 2021: 28_000}


def shown(value: Value) -> str:
    return with_unit(value).replace("\N{NO-BREAK SPACE}", " ")


def own_growth_pct(first: int = RECIPIENTS[2018], last: int = RECIPIENTS[2021]) -> Fraction:
    printed = Printed()
    early, late = (printed(1, year, *CARE) for year in (2018, 2021))
    return (Fraction(late, last) / Fraction(early, first) - 1) * 100


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("socialomraadet_2018", "53,1 mia. kr."),
        ("socialomraadet_2022", "57,8 mia. kr."),
        ("botilbud_modtagere_2018", "27.100"),
        ("botilbud_modtagere_2021", "28.000"),
        ("botilbud_enhedsudgift_stigning", "6 %"),
        ("kl_modtagere_private", "25,7 %"),
        ("kl_modtagere_regionale", "6,6 %"),
        ("kl_modtagere_kommunale", "0 %"),
        ("kl_pris_private", "21,1 %"),
        ("kl_kommuner", "22"),
        ("komponent_sager", "683"),
        ("komponent_kommuner", "47"),
        ("komponent_midt", "3"),
        ("tillaegsydelse_aendring", "−14 mio. kr."),
        ("tillaegsydelse_andel_2021", "8,66 %"),
        ("tillaegsydelse_andel_2022", "8,35 %"),
        ("tillaegsydelse_kommuner_fald", "11"),
        ("tillaegsydelse_kommuner_stigning", "6"),
        ("kommuner_midt", "19"),
    ],
)
def test_quotes_are_shown_as_printed(data: Dataset, name: str, text: str) -> None:
    """2023: 2638-2659, 2666, 2844-2853, 2865, 2896, 2944-2946."""
    quote = figures.quoted(data, name=name)
    assert shown(quote) == text
    assert quote.provenance.rule == "citeret, ikke genberegnet"
    assert "gengivet i KD-Net 10-11-2023" in quote.provenance.sources[0]


def test_the_share_of_supplements_fell_by_0_31_percentage_points(data: Dataset) -> None:
    names = ("tillaegsydelse_andel_2021", "tillaegsydelse_andel_2022")
    change = figures.quoted_difference(data, first=names[0], last=names[1])
    assert change.exact == Fraction("8.35") - Fraction("8.66")
    assert shown(change) == "−0,31 procentpoint"


def test_two_municipalities_are_not_stated(data: Dataset) -> None:
    assert figures.supplements_not_stated(data).exact == 19 - 11 - 6


def test_recipients_grew_3_3_per_cent(data: Dataset) -> None:
    growth = figures.quoted_growth_pct(
        data, first="botilbud_modtagere_2018", last="botilbud_modtagere_2021"
    )
    assert growth.exact == Fraction(28_000 - 27_100, 27_100) * 100
    assert shown(growth) == "3,3 %"


def test_the_committees_unit_cost_is_6_per_cent_from_rounded_rates(data: Dataset) -> None:
    growth = figures.committee_unit_cost_growth_pct(data)
    assert growth.exact == (Fraction(109, 103) - 1) * 100
    assert shown(growth.with_decimals(0)) == "6 %"


def test_the_own_unit_cost_is_5_4_per_cent(data: Dataset) -> None:
    growth = figures.care_unit_cost_growth_pct(data, area="000", period=PERIOD)
    assert shown(growth) == "5,4 %"
    assert abs(growth.exact - own_growth_pct()) < Fraction(1, 1000)


def test_it_lies_between_5_0_and_5_8_given_rounded_recipients(data: Dataset) -> None:
    low = figures.care_unit_cost_growth_low_pct(data, area="000", period=PERIOD)
    high = figures.care_unit_cost_growth_high_pct(data, area="000", period=PERIOD)
    assert (shown(low), shown(high)) == ("5,0 %", "5,8 %")
    assert abs(low.exact - own_growth_pct(27_050, 28_050)) < Fraction(1, 1000)
    assert abs(high.exact - own_growth_pct(27_150, 27_950)) < Fraction(1, 1000)


def test_volume_and_price_effect_add_up_to_the_change(data: Dataset) -> None:
    printed = Printed()
    early, late = (printed(1, year, *CARE) for year in (2018, 2021))
    more = RECIPIENTS[2021] - RECIPIENTS[2018]
    volume = more * (Fraction(early, 27_100) + Fraction(late, 28_000)) / 2
    own = figures.care_volume_effect(data, area="000", period=PERIOD)
    price = figures.care_price_effect(data, area="000", period=PERIOD)
    assert abs(own.exact - volume) < 1
    assert shown(own.to(Unit.MIO_KR)) == "654 mio. kr."
    assert shown(price.to(Unit.MIO_KR)) == "1.047 mio. kr."
    levels = [data.net_tkr("000", "residential_care", year) for year in (2018, 2021)]
    assert levels[0] is not None
    assert levels[1] is not None
    assert own.exact + price.exact == levels[1] - levels[0]


def test_the_cross_term_is_what_either_order_leaves_over(data: Dataset) -> None:
    """More recipients at the old cost, dearer places for the old recipients, and both together."""
    printed = Printed()
    early, late = (printed(1, year, *CARE) for year in (2018, 2021))
    dearer = Fraction(late, 28_000) - Fraction(early, 27_100)
    cross = figures.care_cross_term(data, area="000", period=PERIOD)
    assert abs(cross.exact - 900 * dearer) < 1
    alone = 900 * Fraction(early, 27_100) + 27_100 * dearer
    assert abs(alone + cross.exact - (late - early)) < 2
    assert shown(cross.to(Unit.MIO_KR)) == "34 mio. kr."


def test_the_volume_effect_lies_between_581_and_727_given_rounded_recipients(
    data: Dataset,
) -> None:
    low, high = (
        figure(data, area="000", period=PERIOD)
        for figure in (figures.care_volume_effect_low, figures.care_volume_effect_high)
    )
    assert (shown(low.to(Unit.MIO_KR)), shown(high.to(Unit.MIO_KR))) == (
        "581 mio. kr.",
        "727 mio. kr.",
    )
    early, late = (Printed()(1, year, *CARE) for year in (2018, 2021))
    least = 800 * (Fraction(early, 27_150) + Fraction(late, 27_950)) / 2
    assert abs(low.exact - least) < 1


def test_the_unit_cost_is_expenditure_per_recipient(data: Dataset) -> None:
    cost = figures.care_unit_cost(data, area="000", year=2018)
    assert abs(cost.exact - Fraction(Printed()(1, 2018, *CARE), 27_100)) < Fraction(1, 1000)
    assert shown(cost.to(Unit.KR)) == "707.524 kr."


def test_midtjylland_is_not_divided_by_the_recipients_of_the_country(data: Dataset) -> None:
    """2023: 2856: recipients are not known for Midtjylland."""
    with pytest.raises(InputError, match="kun oplyst på landsplan") as fault:
        figures.care_unit_cost(data, area="082", year=2018)
    assert fault.value.where == "område 082"


def test_a_year_without_recipients_stops(data: Dataset) -> None:
    with pytest.raises(InputError, match="Ukendt citeret tal: botilbud_modtagere_2022"):
        figures.care_unit_cost(data, area="000", year=2022)


def test_the_committee_set_aside_200_000_kr(data: Dataset) -> None:
    """2023: 2552."""
    assert shown(figures.decision_amount(data, decision="udgiftsanalyse")) == "200.000 kr."
