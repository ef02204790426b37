"""Key figures of the worked example against its print and plain arithmetic."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from tests.support.printed_tender import rows

from kdanalysis.evidence.arguments import evaluate
from kdanalysis.evidence.figures import equalisation as outcomes
from kdanalysis.evidence.figures import example as other
from kdanalysis.evidence.value import Unit
from kdanalysis.procurement.audit_trail import Entry
from kdanalysis.project import InputError
from kdanalysis.tables.rounding import round_to_int

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.tender import Changed

    from kdanalysis.evidence.value import Value
    from kdanalysis.report.subjects.tender import Tender
    from kdanalysis.tables.dataset import Dataset

DEFAULT, LIFETIME = "efter årets gevinst", "efter gevinst i hele løbetiden"
BY_HEADS, NONE = "efter indbyggertal", "uden udligning"
SETTINGS = {"draws": "200", "seed": "7"}


def gains(region: str) -> dict[str, dict[str, int]]:
    """Return the printed gains of a region's parties, kr."""
    printed = rows(f"kdnet/eksempel_gevinst_region_{region.lower()}")
    columns = [*(f"gain_y{year}_kr" for year in range(1, 5)), "gain_total_kr"]
    return {
        row["row_label"]: {column: int(row[column] or 0) for column in columns}
        for row in printed
        if row["row_type"] == "party"
    }


@pytest.mark.parametrize("region", ["M", "S"])
@pytest.mark.parametrize("year", [1, 2, 3, 4])
def test_both_readings_against_the_printed_losses(data: Dataset, region: str, year: int) -> None:
    column = f"gain_y{year}_kr"
    lost = {name: -row[column] for name, row in gains(region).items() if row[column] < 0}
    amounts = {
        reading: outcomes.example_ceiling_amount(
            data, region=region, contract_year=year, reading=reading
        ).exact
        for reading in ("REGION_RECEIVES", "ALL_TRANSFERS")
    }
    assert round_to_int(amounts["REGION_RECEIVES"]) == lost[f"Region {region}"]
    # Printed losses are each rounded.
    assert abs(amounts["ALL_TRANSFERS"] - sum(lost.values())) < len(lost)


def test_region_m_breaks_the_ceiling_from_year_2_on_all_transfers_only(data: Dataset) -> None:
    def above(region: str, reading: str) -> Fraction:
        return outcomes.example_years_above_ceiling(data, region=region, reading=reading).exact

    assert above("M", "ALL_TRANSFERS") == 3
    assert above("M", "REGION_RECEIVES") == above("S", "ALL_TRANSFERS") == 0
    dearest = outcomes.example_dearest_year(data, region="M", reading="ALL_TRANSFERS")
    assert dearest.exact == 12_793_750


@pytest.mark.parametrize("region", ["M", "S"])
def test_the_municipalities_together_end_with_all_of_the_regions_gain(
    data: Dataset, region: str
) -> None:
    before = outcomes.example_municipal_before(data, region=region).exact
    paid = outcomes.example_municipal_transfer(data, region=region).exact
    after = outcomes.example_municipal_after(data, region=region).exact
    total = sum(row["gain_total_kr"] for row in gains(region).values())
    assert before + paid == after
    assert abs(after - total) < len(gains(region))
    assert abs(paid + 27_172_121) < 1


@pytest.mark.parametrize("region", ["M", "S"])
def test_sides_are_those_of_the_printed_totals(data: Dataset, region: str) -> None:
    totals = [row["gain_total_kr"] for row in gains(region).values()]
    for side, own in (
        ("winners", [kr for kr in totals if kr > 0]),
        ("losers", [kr for kr in totals if kr < 0]),
    ):
        where = {"region": region, "side": side}
        assert outcomes.example_parties_of_side(data, **where).exact == len(own)
        gain = outcomes.example_gain_of_side(data, **where).exact
        assert abs(gain - sum(own)) < len(own)
        moved = outcomes.example_transfer_of_side(data, **where).exact
        assert outcomes.example_net_of_side(data, **where).exact == gain + moved
    assert outcomes.example_net_of_side(data, region=region, side="losers").exact == 0


@pytest.mark.parametrize("region", ["M", "S"])
@pytest.mark.parametrize("year", [1, 2, 3, 4])
def test_settlement_is_whole_and_sums_to_zero(data: Dataset, region: str, year: int) -> None:
    where = {"contract_year": year}
    settled = [outcomes.example_settled(data, party=p, **where).exact for p in gains(region)]
    assert all(kr.denominator == 1 for kr in settled)
    assert sum(settled) == 0
    assert outcomes.example_settled_sum(data, region=region, contract_year=year).exact == 0


def test_settlement_of_all_years_is_their_sum(data: Dataset) -> None:
    years = [
        outcomes.example_settled(data, party="Region M", contract_year=year).exact
        for year in range(1, 5)
    ]
    assert outcomes.example_settled_all_years(data, party="Region M").exact == sum(years)


def test_the_gain_of_all_years_is_as_printed(data: Dataset) -> None:
    for name, row in (gains("M") | gains("S")).items():
        value = outcomes.example_party_gain_all_years(data, party=name)
        assert round_to_int(value.exact) == row["gain_total_kr"]


def test_every_year_is_equalised(data: Dataset) -> None:
    counts = [
        outcomes.example_years_of_status(data, status=status).exact
        for status in ("udlignes", "underskudsår", "annulleres")
    ]
    assert counts == [8, 0, 0]


def test_without_equalisation_everyone_keeps_the_own_gain(data: Dataset) -> None:
    totals = gains("M") | gains("S")
    for name in totals:
        own = outcomes.example_party_gain_all_years(data, party=name).exact
        assert other.example_method_net(data, method=NONE, party=name).exact == own
    losers = [row["gain_total_kr"] for row in totals.values() if row["gain_total_kr"] < 0]
    assert other.example_method_losers(data, method=NONE).exact == len(losers)
    assert abs(other.example_method_losses(data, method=NONE).exact - sum(losers)) < len(losers)


@pytest.mark.parametrize("method", [DEFAULT, LIFETIME])
def test_nobody_loses_under_shares_of_gain(data: Dataset, method: str) -> None:
    assert other.example_method_losers(data, method=method).exact == 0
    assert other.example_method_losses(data, method=method).exact == 0


def test_a_key_that_is_not_the_gain_makes_losers(data: Dataset) -> None:
    assert other.example_method_losers(data, method=BY_HEADS).exact > 0
    assert other.example_method_losses(data, method=BY_HEADS).exact < 0


def test_moves_are_counted_against_the_default(data: Dataset) -> None:
    names = [*gains("M"), *gains("S")]
    moves = [
        other.example_method_net(data, method=BY_HEADS, party=name).exact
        - other.example_method_net(data, method=DEFAULT, party=name).exact
        for name in names
    ]

    def told(figure: Callable[..., Value], way: str) -> Fraction:
        return figure(data, method=BY_HEADS, way=way).exact

    assert told(other.example_method_moved, "better") == sum(kr > 0 for kr in moves)
    assert told(other.example_method_moved, "worse") == sum(kr < 0 for kr in moves)
    assert told(other.example_method_farthest, "better") == max(moves)
    assert told(other.example_method_farthest, "worse") == min(moves)
    assert other.example_method_moved(data, method=DEFAULT, way="better").exact == 0


def test_a_re_tender_never_raises_a_transfer(data: Dataset) -> None:
    def at(party: str, saving: int) -> Fraction:
        return other.example_retendered(data, party=party, saving=str(saving)).exact

    assert at("Region M", 0) == at("Region M", -1_000_000) == 6_770_000
    assert at("Region M", 1_000_000) == 5_770_000
    assert at("Region M", 9_000_000) == 0
    assert 0 > at("Kommune 1", 1_000_000) > at("Kommune 1", 0)


def test_print_is_reproduced_but_for_three_misprints(data: Dataset) -> None:
    def cells(verdict: str, table: str = "alle") -> Fraction:
        return outcomes.example_cells(data, table=table, verdict=verdict).exact

    assert cells("alle") == 132 + 195 + 330 + 180 == 837
    assert cells("REPRODUCED+SIGN_LOST") == cells("REPRODUCED") + cells("SIGN_LOST") == 834
    assert cells("MISPRINT") == cells("MISPRINT", "eksempel_udligning_region_s") == 3
    assert cells("SIGN_LOST") == cells("SIGN_LOST", "planche_udligning_region_m") > 0
    assert cells("DEVIATES") == 0


def test_the_trail_of_a_party_is_worked_out_by_hand(data: Dataset) -> None:
    def entry(amount: str) -> Value:
        return outcomes.example_entry(data, party="Kommune 2", contract_year=1, amount=amount)

    project = Fraction(3_040_000) * 31 / 33 * 50_000 / 2_100_000
    gain = Fraction(-700_000 - 335_000) * 153 / 365 - project
    assert entry("projektomkostning").exact == project
    assert entry("indfasning").exact == Fraction(15_300, 365)
    assert entry("indfasning").unit is Unit.PCT
    assert entry("gevinst før udligning").exact == gain
    assert entry("udligning i alt").exact == -gain
    assert entry("afregning i hele kroner").exact == 501_844


def test_the_trail_holds_one_party_and_year(data: Dataset) -> None:
    entries = outcomes.example_trail(data, "Kommune 2", 2)
    assert all(isinstance(entry, Entry) and entry.party == "Kommune 2" for entry in entries)
    assert {entry.contract_year for entry in entries} == {None, 2}


def test_probabilities_are_parts_of_the_draws(data: Dataset) -> None:
    positive = outcomes.chance_positive_pct(data, region="M", **SETTINGS).exact
    assert (positive * 200 / 100).denominator == 1
    error = outcomes.chance_positive_error(data, region="M", **SETTINGS).exact
    p = float(positive) / 100
    assert float(error) == pytest.approx(100 * (p * (1 - p) / 200) ** 0.5)
    parties = [
        outcomes.chance_loss_parties(data, losing=losing, **SETTINGS).exact
        for losing in ("all", "none", "some")
    ]
    assert sum(parties) == 33


def test_the_wider_reading_is_broken_at_least_as_often(data: Dataset) -> None:
    def broken(reading: str) -> Fraction:
        return outcomes.chance_ceiling_pct(data, region="M", reading=reading, **SETTINGS).exact

    assert broken("ALL_TRANSFERS") >= broken("REGION_RECEIVES")
    where = {"region": "M", "reading": "ALL_TRANSFERS", **SETTINGS}
    assert outcomes.chance_ceiling_error(data, **where).exact > 0


def test_the_same_seed_gives_the_same_and_another_range_another(
    tender: Tender, changed: Changed
) -> None:
    other_ranges = changed("local/intervaller_udligning", "key", {("pris_faelles", "high"): 90})
    data = tender.data
    same = [outcomes.chance_positive_pct(data, region="S", **SETTINGS).exact for _ in range(2)]
    wider = outcomes.chance_positive_pct(other_ranges.data, region="S", **SETTINGS).exact
    assert same[0] == same[1] != wider


FIGURES: dict[str, Callable[[Dataset], Value]] = {
    "ceiling": lambda data: outcomes.example_ceiling_amount(
        data, region="M", contract_year=2, reading="ALL_TRANSFERS"
    ),
    "side": lambda data: outcomes.example_gain_of_side(data, region="S", side="losers"),
    "settled": lambda data: outcomes.example_settled(data, party="Kommune 1", contract_year=1),
    "method": lambda data: other.example_method_net(data, method=LIFETIME, party="Kommune 1"),
    "retender": lambda data: other.example_retendered(data, party="Region S", saving="500000"),
    "cells": lambda data: outcomes.example_cells(data, table="alle", verdict="MISPRINT+DEVIATES"),
    "entry": lambda data: outcomes.example_entry(
        data, party="Region S", contract_year=1, amount="andel af betalingen"
    ),
    "chance": lambda data: outcomes.chance_loss_pct(data, party="Kommune 28", **SETTINGS),
    "error": lambda data: outcomes.chance_loss_error(data, party="Kommune 28", **SETTINGS),
}


@pytest.mark.parametrize("name", FIGURES)
def test_a_printed_key_gives_the_same_value_again(data: Dataset, name: str) -> None:
    value = FIGURES[name](data)
    assert evaluate(value.provenance.key, data) == value
    assert value.provenance.sources


@pytest.mark.parametrize(
    "key",
    [
        "example_years_above_ceiling(region=M, reading=ANDEN)",
        "example_dearest_year(region=X, reading=ALL_TRANSFERS)",
        "example_municipal_after(region=X)",
        "example_gain_of_side(region=M, side=midten)",
        "example_gain_of_side(region=X, side=winners)",
        "example_settled_sum(region=X, contract_year=1)",
        "example_years_of_status(status=ukendt)",
        "example_method_net(method=efter humør, party=Kommune 1)",
        "example_cells(table=ukendt, verdict=alle)",
        "example_cells(table=alle, verdict=UKENDT)",
        "example_entry(party=Kommune 99, contract_year=1, amount=indfasning)",
        "example_entry(party=Kommune 1, contract_year=9, amount=indfasning)",
        "chance_positive_pct(region=M, draws=mange, seed=1)",
        "chance_ceiling_pct(region=M, reading=ANDEN, draws=10, seed=1)",
    ],
)
def test_an_argument_that_fits_nothing_stops(data: Dataset, key: str) -> None:
    with pytest.raises(InputError):
        evaluate(key, data)
