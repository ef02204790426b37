"""Key figures of the business case and its plan against plain recomputation from print."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from tests.support.printed_tender import case, rows

from kdanalysis.evidence.arguments import evaluate
from kdanalysis.evidence.figures import business_case as bounds
from kdanalysis.project import InputError

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.tender import Changed

    from kdanalysis.evidence.value import Value
    from kdanalysis.tables.dataset import Dataset

PRINTED = case()
CONSUMPTION = PRINTED["kommuners_forbrug"]
RUNNING = PRINTED["licens_aarlig"] + PRINTED["drift_aarlig"]
PROJECT = Fraction(3_040_000) * 35 / 37
PER_YEAR = RUNNING + PROJECT / 4
TOTALS = {row["key"]: row for row in rows("local/intervaller_urologi")}


def test_cost_per_year_is_running_cost_and_a_quarter_of_the_project(data: Dataset) -> None:
    assert bounds.cost_per_year(data).exact == PER_YEAR
    assert bounds.municipal_project_cost_per_year(data).exact == PROJECT / 4
    assert round(PROJECT) == PRINTED["projekt_kommuner"]


def test_upper_bound_is_both_regions_with_the_whole_ceiling(data: Dataset) -> None:
    both = 2 * 12_000_000
    assert bounds.ceiling_all_regions(data).exact == both
    assert bounds.ceiling_share_pct(data).exact == both / CONSUMPTION * 100
    assert bounds.upper_bound_pct(data).exact == (PER_YEAR + both) / CONSUMPTION * 100
    assert str(bounds.upper_bound_pct(data).rounded) == "31.1"


@pytest.mark.parametrize("discount", ["5", "10.7", "20"])
def test_net_per_year_is_discount_less_cost(data: Dataset, discount: str) -> None:
    expected = Fraction(discount) / 100 * CONSUMPTION - PER_YEAR
    assert bounds.net_per_year(data, discount=discount).exact == expected


def test_a_count_of_36_moves_the_break_even_in_the_fourth_decimal(data: Dataset) -> None:
    moved = (3_040_000 * Fraction(36, 38) - PROJECT) / 4 / CONSUMPTION * 100
    difference = bounds.break_even_count_difference(data, municipalities="36")
    assert difference.exact == moved
    assert str(difference.rounded) == "0.0009"


@pytest.mark.parametrize("end", ["low", "high"])
def test_break_even_at_the_ends_of_consumption_and_operation(data: Dataset, end: str) -> None:
    consumption = Fraction(TOTALS["kommuners_forbrug"][end])
    at = bounds.break_even_end_pct(data, total="kommuners_forbrug", end=end)
    assert at.exact == PER_YEAR / consumption * 100
    operation = Fraction(TOTALS["drift_aarlig"][end])
    other = bounds.break_even_end_pct(data, total="drift_aarlig", end=end)
    expected = (PRINTED["licens_aarlig"] + operation + PROJECT / 4) / CONSUMPTION * 100
    assert other.exact == expected


def test_swing_is_the_distance_between_the_ends(data: Dataset) -> None:
    low, high = (
        bounds.break_even_end_pct(data, total="drift_aarlig", end=end).exact
        for end in ("low", "high")
    )
    assert bounds.break_even_swing(data, total="drift_aarlig").exact == high - low > 0


def test_at_its_switching_value_the_case_is_zero(data: Dataset) -> None:
    change = bounds.switching_change_pct(data, total="drift_aarlig", discount="20").exact
    operation = PRINTED["drift_aarlig"] * (1 + change / 100)
    assert PRINTED["licens_aarlig"] + operation + PROJECT / 4 == CONSUMPTION / 5


def test_nothing_tips_the_case_where_even_free_licences_do_not(data: Dataset) -> None:
    assert bounds.switching_change_pct(data, total="licens_aarlig", discount="5").amount is None


def test_stoma_break_even_in_kroner(data: Dataset) -> None:
    assert bounds.stoma_break_even(data).exact == Fraction("9.95") / 100 * 130_000_000


@pytest.mark.parametrize(
    ("share", "start", "day"),
    [
        ("0", "first", date(2025, 3, 1)),
        ("100", "first", date(2025, 10, 1)),
        ("100", "last", date(2025, 12, 31)),
    ],
)
def test_phase_in_counts_days_by_contract_year(
    data: Dataset, share: str, start: str, day: date
) -> None:
    first_year = Fraction((date(2026, 3, 1) - day).days, 365)
    expected = (RUNNING + PROJECT / (3 + first_year)) / CONSUMPTION * 100
    value = bounds.phased_break_even_pct(data, bound_share=share, start=start)
    assert value.exact == expected


def test_who_may_join_is_the_printed_list(data: Dataset) -> None:
    printed = rows("kdnet/kommuner_urologi")
    for region in ("M", "S"):
        listed = [r for r in printed if (r["region"], r["status"]) == (region, "tilsluttet")]
        assert bounds.may_join(data, kind="kommune", region=region).exact == len(listed)
        assert bounds.may_join(data, kind="region", region=region).exact == 1


def test_answers_count_from_their_day(changed: Changed) -> None:
    tender = changed(
        "local/tilslutning_urologi",
        "party",
        {
            ("Odder", "joined"): "ja",
            ("Odder", "day"): "2024-01-20",
            ("Odder", "source"): "brev",
            ("Samsø", "joined"): "nej",
            ("Samsø", "day"): "2024-02-20",
            ("Samsø", "source"): "brev",
        },
    )

    def count(figure: Callable[..., Value], day: str) -> Fraction:
        return figure(tender.data, kind="kommune", region="M", status_date=day).exact

    assert count(bounds.confirmed, "2024-01-19") == 0
    assert count(bounds.confirmed, "2024-01-20") == 1
    assert count(bounds.declined, "2024-02-19") == 0
    assert count(bounds.declined, "2024-02-20") == 1


def test_milestones_count_days_from_the_report(data: Dataset) -> None:
    first = bounds.milestone_days(data, milestone="1", end="first", status_date="2024-01-26")
    assert first.exact == (date(2024, 2, 1) - date(2024, 1, 26)).days
    open_end = bounds.milestone_days(data, milestone="6", end="last", status_date="2024-01-26")
    assert open_end.amount is None


def test_risks_are_ranked_by_their_product(data: Dataset) -> None:
    printed = rows("kdnet/risikoanalyse_urologi")
    products = [int(row["consequence"]) * int(row["probability"]) for row in printed]
    ranks = range(1, len(products) + 1)
    scores = [bounds.risk_score(data, rank=str(rank), part="score").exact for rank in ranks]
    assert scores == sorted(products, reverse=True)


FIGURES: dict[str, Callable[[Dataset], Value]] = {
    "cost": bounds.cost_per_year,
    "bound": bounds.upper_bound_pct,
    "net": lambda data: bounds.net_per_year(data, discount="10.7"),
    "end": lambda data: bounds.break_even_end_pct(data, total="licens_aarlig", end="high"),
    "phase": lambda data: bounds.phased_break_even_pct(data, bound_share="50", start="last"),
    "join": lambda data: bounds.may_join(data, kind="kommune", region="S"),
    "answer": lambda data: bounds.declined(
        data, kind="kommune", region="S", status_date="2024-01-26"
    ),
    "days": lambda data: bounds.milestone_days(
        data, milestone="2", end="last", status_date="2024-01-26"
    ),
    "risk": lambda data: bounds.risk_score(data, rank="2", part="consequence"),
}


@pytest.mark.parametrize("name", FIGURES)
def test_a_printed_key_gives_the_same_value_again(data: Dataset, name: str) -> None:
    value = FIGURES[name](data)
    assert evaluate(value.provenance.key, data) == value
    assert value.provenance.sources


@pytest.mark.parametrize(
    "key",
    [
        "net_per_year(discount=meget)",
        "break_even_end_pct(total=ukendt, end=low)",
        "break_even_end_pct(total=drift_aarlig, end=midt)",
        "phased_break_even_pct(bound_share=50, start=aldrig)",
        "may_join(kind=by, region=M)",
        "may_join(kind=kommune, region=N)",
    ],
)
def test_an_argument_that_fits_nothing_stops(data: Dataset, key: str) -> None:
    with pytest.raises(InputError):
        evaluate(key, data)
