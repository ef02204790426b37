"""Every derivable figure of the published business cases, recomputed and held against print."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import polars as pl
import pytest
from tests.procurement.business_case.published import KDNET, case, figures

from kdanalysis.procurement.business_case import (
    Case,
    break_even,
    compare_counts,
    net_per_year_kr,
    stoma_comparison,
    upper_bound,
    urology_timing,
)
from kdanalysis.procurement.parties import contract_end
from kdanalysis.sources.receipts import read_raw_csv
from kdanalysis.tables.rounding import round_half_up
from kdanalysis.tables.tender import (
    read_figures,
    read_risks,
    read_stoma_savings,
    read_timeline,
)


def printed(key: str) -> Decimal:
    return Decimal(str(float(figures()[key].value)))


def test_the_printed_break_even_is_recomputed() -> None:
    by_hand = (Decimal(1_225_200) + Decimal(10_644_212) + Decimal(2_875_676) / 4) / Decimal(
        117_600_000
    )
    assert round_half_up(break_even(case()) * 100, 4) == Decimal("10.7044")
    assert round(by_hand * 100, 4) == Decimal("10.7044")
    assert round_half_up(break_even(case()) * 100, 1) == printed("break_even")


def test_the_split_of_the_project_cost_is_recomputed() -> None:
    assert round_half_up(case().municipal_project_cost_kr) == printed("projekt_kommuner")
    assert round_half_up(case().regional_project_cost_kr) == printed("projekt_regioner")
    assert round_half_up(case().municipal_share * 100) == printed("andel_kommuner")
    assert round_half_up((1 - case().municipal_share) * 100) == printed("andel_regioner")


def test_the_split_rests_on_35_municipalities_while_the_text_names_36() -> None:
    assert case().municipalities == 35
    named = int(printed("kommuner_udsendt"))
    assert named == 36
    comparison = compare_counts(case(), named)
    assert round_half_up(comparison.municipal_project_cost_difference_kr) == Decimal(4324)
    assert round_half_up(break_even(comparison.other) * 100, 4) == Decimal("10.7053")
    # 0.0009 percentage points: no printed decimal moves.
    assert round_half_up(comparison.break_even_difference * 100, 4) == Decimal("0.0009")


def test_the_counts_of_municipalities_follow_from_the_list() -> None:
    # The annex prints "tilsluttet"; on 26-01-2024 nobody had joined, so it is read as "may join".
    rows = read_raw_csv(KDNET / "kommuner_urologi.csv").iter_rows(named=True)
    by_region = Counter(row["region"] for row in rows if row["status"] == "tilsluttet")
    assert by_region == {"M": int(printed("kommuner_midt")), "S": int(printed("kommuner_syd"))}
    assert sum(by_region.values()) == printed("kommuner_udsendt")


def test_the_respondents_add_up() -> None:
    assert printed("gennemfoert") == printed("gennemfoert_region") + printed("gennemfoert_kommune")
    answers = printed("gennemfoert") + printed("nogle_svar") + printed("aldrig_aabnet")
    assert printed("sendt_spoergeskema") == answers


def test_the_upper_bound_carries_its_condition() -> None:
    bound = upper_bound(case(), figures()["udligning_max"].amount)
    by_hand = (Decimal("12588330.92") + 2 * 12_000_000) / Decimal(117_600_000) * 100
    assert round_half_up(bound.discount * 100, 1) == Decimal("31.1")
    assert by_hand.quantize(Decimal("0.1"), ROUND_HALF_UP) == Decimal("31.1")
    assert "kun, hvis" in bound.condition
    assert "alle regioner" in bound.condition
    assert bound.regions == 2
    assert bound.transfer_per_region_kr == 12_000_000
    assert bound.consumption_kr == 117_600_000
    assert bound.without_equalisation == break_even(case())


def test_the_period_follows_from_the_timeline() -> None:
    timing = urology_timing(case(), read_timeline(KDNET / "tidsplan_urologi.csv"))
    assert timing.contract.start == date(2025, 3, 1)
    assert contract_end(timing.contract) == date(2029, 3, 1)
    assert (timing.bound_first_day, timing.bound_last_day) == (
        date(2025, 10, 1),
        date(2025, 12, 31),
    )


def test_the_teaching_example_has_a_break_even_of_ten_percent() -> None:
    told = read_figures(KDNET / "break_even_eksempel.csv")
    nothing = Fraction(0)
    earlier, licences, operation = (told[key].amount for key in ("tidligere_udgift", "it", "fsc"))
    small = Case(earlier, licences, operation, nothing, 1, 1, 0)
    assert break_even(small) == told["break_even_rabat"].amount
    assert earlier * (1 - break_even(small)) == told["max_produktpris"].amount
    assert net_per_year_kr(small, break_even(small)) == 0


def test_the_risk_scores_are_consequence_times_probability() -> None:
    risks = read_risks(KDNET / "risikoanalyse_urologi.csv")
    assert risks.height == 9
    assert risks["score"].to_list() == risks["score_printed"].to_list()
    assert risks["score"].to_list() == sorted(risks["score"], reverse=True)
    assert risks.row(0, named=True)["risk"] == "Udskiftning af produkter"


STOMA = read_stoma_savings(KDNET / "stomi_besparelse.csv")


@pytest.mark.parametrize("row", ["Køb før", "Kan ikke konverteres", "Besparelse i kr."])
def test_the_stoma_totals_add_up(row: str) -> None:
    (cells,) = STOMA.filter(pl.col("row_label") == row).iter_rows(named=True)
    assert cells["i_alt"] == cells["kommuner"] + cells["region_syd"] + cells["region_midt"]


def test_the_stoma_percentages_are_of_what_could_be_converted() -> None:
    (row,) = STOMA.filter(pl.col("unit") == "pct").iter_rows()
    savings = stoma_comparison(figures(), STOMA).savings
    recomputed = [int(round_half_up(saving.share * 100)) for saving in savings]
    assert recomputed == list(row[2:])
    assert [saving.group for saving in savings] == [
        "Kommuner",
        "Region Syddanmark",
        "Region Midtjylland",
        "I alt",
    ]


def test_the_stoma_tender_stands_as_comparison() -> None:
    comparison = stoma_comparison(figures(), STOMA)
    assert round_half_up(comparison.break_even * 100, 2) == Decimal("9.95")
    assert comparison.break_even_kr == Fraction(12_935_000)
    amounts = [saving.saving_kr for saving in comparison.savings[:3]]
    assert amounts == [44_300_000, -12_900_000, -14_100_000]
