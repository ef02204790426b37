"""Reconciliation: every check holds on sound accounts, fails on a spoilt cell and on nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl
import pytest
from tests.support.raw_files import replace_and_sign

from kdanalysis.project import InputError
from kdanalysis.sources.statbank.vintage import newest
from kdanalysis.tables import reconciliation
from kdanalysis.tables.basis import read_basis
from kdanalysis.tables.reconciliation import Check, read_limits, require_rows

if TYPE_CHECKING:
    from kdanalysis.project import Project
    from kdanalysis.tables.accounts import Accounts, Scope
    from kdanalysis.tables.fetched import Fetched

AREAS = (
    *("000", "082", "615", "657", "661", "665", "671", "706", "707", "710", "727", "730"),
    *("740", "741", "746", "751", "756", "760", "766", "779", "791"),
)
"""The country, Midtjylland and its 19 municipalities."""


def cell(area: str, function: str, art: str, year: int) -> pl.Expr:
    return (
        (pl.col("area_code") == area)
        & (pl.col("function_code") == function)
        & (pl.col("art_code") == art)
        & (pl.col("year") == year)
    )


def off(amounts: pl.DataFrame, where: pl.Expr, delta: int) -> pl.DataFrame:
    return amounts.with_columns(
        amount_tkr=pl.col("amount_tkr") + pl.when(where).then(delta).otherwise(0)
    )


def test_the_fetched_accounts_add_up_and_every_check_saw_its_cells(fetched: Fetched) -> None:
    seen = {check.name: check.compared for check in fetched.checks}
    # 24 functions, 10 arts, 6 years; 25 areas, 21 of them with inhabitants.
    assert list(seen.values()) == [1440, 1440, 3600, 3600, 150, 3024]
    assert not any(check.deviations for check in fetched.checks)


@pytest.mark.parametrize(
    ("area", "art", "names"),
    [
        ("615", "TOT", {"de midtjyske kommuner mod Midtjylland", "udgifter og indtægter"}),
        ("085", "UE", {"regionerne mod landet", "udgifter og indtægter"}),
        ("000", "40", {"regionerne mod landet", "købsarterne mod hovedart 4"}),
    ],
)
def test_a_spoilt_cell_is_found_by_every_sum_it_is_part_of(
    accounts: Accounts, scope: Scope, area: str, art: str, names: set[str]
) -> None:
    spoilt = off(accounts.amounts, cell(area, "53850", art, 2020), 1000)
    failed = [check for check in reconciliation.sums(spoilt, scope) if check.fails]
    assert len(failed) == len(names)
    assert all(any(name in check.name for name in names) for check in failed)
    assert all("53850" in check.deviations[0] for check in failed)


def test_rounding_of_the_parts_is_allowed_and_no_more(accounts: Accounts, scope: Scope) -> None:
    """19 parts and their sum may each be rounded by half a unit: 10, not 11."""
    for delta, fails in ((10, False), (11, True)):
        spoilt = off(accounts.amounts, cell("615", "53850", "S4", 2020), delta)
        assert reconciliation.sums(spoilt, scope)[0].fails is fails


def test_a_missing_part_fails_though_it_is_small(accounts: Accounts, scope: Scope) -> None:
    lacking = accounts.amounts.filter(~cell("741", "53854", "49", 2019))
    assert reconciliation.sums(lacking, scope)[0].fails


@pytest.mark.parametrize(
    ("area", "art"), [("082", "TOT"), ("000", "UE"), ("000", "TOT"), ("082", "S4")]
)
def test_a_total_that_is_gone_is_found_by_its_parts(
    accounts: Accounts, scope: Scope, area: str, art: str
) -> None:
    lacking = accounts.amounts.filter(~cell(area, "53850", art, 2020))
    failed = [check for check in reconciliation.sums(lacking, scope) if check.fails]
    assert failed
    assert all("53850" in check.deviations[0] for check in failed)


def test_a_whole_main_account_without_functions_fails(
    fetched_project: Project, accounts: Accounts
) -> None:
    frame = newest("REGK11", fetched_project).frame()
    main = frame.select(
        area_code=pl.col("OMRÅDE"),
        main_account=pl.col("FUNK1"),
        year=pl.col("TID").cast(pl.Int64),
        amount_tkr=pl.col("INDHOLD").cast(pl.Int64),
    )
    early = replace(accounts, amounts=accounts.amounts.filter(pl.col("year") != 2020))
    assert reconciliation.main_accounts(early, main).fails


def test_functions_are_held_against_their_main_account(
    fetched_project: Project, accounts: Accounts
) -> None:
    frame = newest("REGK11", fetched_project).frame()
    main = frame.select(
        area_code=pl.col("OMRÅDE"),
        main_account=pl.col("FUNK1"),
        year=pl.col("TID").cast(pl.Int64),
        amount_tkr=pl.col("INDHOLD").cast(pl.Int64),
    )
    assert not reconciliation.main_accounts(accounts, main).fails
    wrong = main.with_columns(pl.col("amount_tkr") + 100)
    assert reconciliation.main_accounts(accounts, wrong).fails
    lacking = main.filter(pl.col("year") != 2020)
    assert reconciliation.main_accounts(accounts, lacking).fails
    assert reconciliation.main_accounts(accounts, main.clear()).fails


def test_per_inhabitant_amounts_in_another_unit_fail(
    fetched_project: Project, accounts: Accounts
) -> None:
    people = read_basis(fetched_project).population
    limits = read_limits(fetched_project.raw / "local" / "check_limits.csv")
    assert not reconciliation.per_inhabitant(accounts, people, AREAS, limits).fails
    doubled = accounts.per_inhabitant.with_columns(pl.col("amount_kr") * 2)
    wrong = replace(accounts, per_inhabitant=doubled)
    assert reconciliation.per_inhabitant(wrong, people, AREAS, limits).fails
    assert reconciliation.per_inhabitant(accounts, people.clear(), AREAS, limits).fails


def test_one_lacking_cell_per_inhabitant_is_too_many(
    fetched_project: Project, accounts: Accounts
) -> None:
    """Five per cent of the cells may be beyond the limit; none may be without a number."""
    people = read_basis(fetched_project).population
    limits = read_limits(fetched_project.raw / "local" / "check_limits.csv")
    one = (pl.col("area_code") == "741") & (pl.col("year") == 2020)
    no_people = reconciliation.per_inhabitant(accounts, people.filter(~one), AREAS, limits)
    each = accounts.per_inhabitant
    for short in (
        each.filter(~(one & (pl.col("function_code") == "53850"))),
        each.with_columns(
            amount_kr=pl.when(one).then(None).otherwise(pl.col("amount_kr")),
        ),
    ):
        lacking = replace(accounts, per_inhabitant=short)
        assert reconciliation.per_inhabitant(lacking, people, AREAS, limits).fails
    assert no_people.fails
    assert len(no_people.deviations) == 24


def test_a_few_municipalities_may_have_an_odd_population(
    fetched_project: Project, accounts: Accounts
) -> None:
    people = read_basis(fetched_project).population
    limits = read_limits(fetched_project.raw / "local" / "check_limits.csv")
    grown = pl.when(pl.col("area_code") == "741").then(pl.col("inhabitants") * 2)
    odd = people.with_columns(inhabitants=grown.otherwise(pl.col("inhabitants")))
    check = reconciliation.per_inhabitant(accounts, odd, AREAS, limits)
    assert check.deviations
    assert not check.fails


@pytest.mark.parametrize(
    "checks", [(), (Check("intet", 0, ()),), (Check("a", 3, ("x",)),)], ids=str
)
def test_a_check_that_saw_nothing_or_found_something_stops(checks: tuple[Check, ...]) -> None:
    with pytest.raises(InputError, match="Regnskabet stemmer ikke") as fault:
        reconciliation.require(checks, "regnskabet")
    assert fault.value.remedy


def test_sound_checks_pass() -> None:
    reconciliation.require([Check("a", 3, ("x",), allowed=1)], "regnskabet")


def test_expected_rows_are_those_of_the_tables(project: Project, fetched: Fetched) -> None:
    frames = {"net_expenditure": fetched.net, "purchases": fetched.purchases}
    file = project.raw / "local" / "expected_rows.csv"
    assert require_rows(frames, "pulled", file) == 12
    short = frames | {"net_expenditure": fetched.net.slice(1)}
    with pytest.raises(InputError, match="net_expenditure har 419 rækker i 2018; der skal være"):
        require_rows(short, "pulled", file)
    lost = frames | {"purchases": fetched.purchases.filter(pl.col("year") != 2020)}
    with pytest.raises(InputError, match="purchases har 0 rækker i 2020"):
        require_rows(lost, "pulled", file)
    early = fetched.net.with_columns(pl.col("year") - 1)
    with pytest.raises(InputError, match="der skal være ingen"):
        require_rows({"net_expenditure": early}, "pulled", file)


def test_a_lost_year_of_the_population_stops(fetched_project: Project) -> None:
    people = read_basis(fetched_project).population
    file = fetched_project.raw / "local" / "expected_rows.csv"
    assert require_rows({"population": people}, "pulled", file) == len(people["year"].unique())
    lost = people.filter((pl.col("area_code") != "000") | (pl.col("year") != 2012))
    with pytest.raises(InputError, match="population har 20 rækker i 2012; der skal være 21"):
        require_rows({"population": lost}, "pulled", file)


def test_a_table_nobody_expects_stops(project: Project, fetched: Fetched) -> None:
    file = project.raw / "local" / "expected_rows.csv"
    with pytest.raises(InputError, match="intet forventet antal for decisions"):
        require_rows({"decisions": fetched.net}, "pulled", file)
    replace_and_sign(file, "2018,2018,40", "2018,2018,mange")
    with pytest.raises(InputError, match="rows: »mange« er ikke et helt tal"):
        require_rows({"net_expenditure": fetched.net}, "printed", file)


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("golden_match,50", "golden_match,mange", "value: »mange« er ikke et tal"),
        ("golden_match,50", "golden,50", "Grænsen 'golden_match' mangler"),
    ],
)
def test_a_limit_that_is_missing_or_no_number_stops(
    project: Project, old: str, new: str, what: str
) -> None:
    file = project.raw / "local" / "check_limits.csv"
    replace_and_sign(file, old, new)
    with pytest.raises(InputError, match=what):
        read_limits(file)
