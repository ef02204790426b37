"""Who joins: confirmations, scenarios by selection, and the split that follows."""

from __future__ import annotations

from fractions import Fraction

import polars as pl
import pytest
from tests.procurement.business_case.published import KDNET, LOCAL, case, example

from kdanalysis.procurement.business_case.joining import (
    Selection,
    case_with,
    confirmed,
    everyone,
    parties_of,
    select,
)
from kdanalysis.project import InputError
from kdanalysis.tables.business_case import read_eligible, read_joining

JOINING = read_joining(LOCAL / "tilslutning_urologi.csv")


def test_by_default_nobody_has_confirmed() -> None:
    assert confirmed(JOINING) == Selection((), ())
    assert case_with(case(), confirmed(JOINING)) is None


def test_the_list_holds_exactly_those_who_may_join_and_both_regions() -> None:
    eligible = read_eligible(KDNET / "kommuner_urologi.csv").filter(pl.col("may_join"))
    municipalities = JOINING.filter(pl.col("party_type") == "kommune")
    listed = set(municipalities.select("party", "region").iter_rows())
    assert listed == set(eligible.select("municipality", "region").iter_rows())
    assert everyone(JOINING).regions == ("Region Midtjylland", "Region Syddanmark")


def test_everyone_gives_the_split_of_36_municipalities() -> None:
    scenario = case_with(case(), everyone(JOINING))
    assert scenario is not None
    assert scenario.municipal_share == Fraction(36, 38)


def test_a_confirmation_counts_and_a_refusal_does_not() -> None:
    answers = {"Viborg": True, "Odense": False}
    joined = pl.col("party").replace_strict(answers, default=None, return_dtype=pl.Boolean)
    answered = JOINING.with_columns(joined.alias("joined"))
    assert confirmed(answered).municipalities == ("Viborg",)
    assert "Odense" not in everyone(answered).names
    assert len(everyone(answered).names) == 37


def test_a_scenario_is_a_selection_in_the_order_of_the_list() -> None:
    chosen = select(JOINING, ["Region Midtjylland", "Aarhus", "Viborg"])
    assert chosen == Selection(("Viborg", "Aarhus"), ("Region Midtjylland",))
    scenario = case_with(case(), chosen)
    assert scenario is not None
    assert scenario.municipal_share == Fraction(2, 3)


def test_those_who_may_not_join_are_all_named() -> None:
    with pytest.raises(InputError, match="Esbjerg, Fanø"):
        select(JOINING, ["Fanø", "Viborg", "Esbjerg"])


def test_a_scenario_of_delivered_parties() -> None:
    parties = example().parties
    chosen = Selection(("Kommune 7", "Kommune 2"), ("Region M",))
    assert [party.name for party in parties_of(parties, chosen)] == [
        "Kommune 2",
        "Kommune 7",
        "Region M",
    ]
    with pytest.raises(InputError, match="mangler: Aarhus, Viborg"):
        parties_of(parties, Selection(("Viborg", "Kommune 7", "Aarhus"), ()))
