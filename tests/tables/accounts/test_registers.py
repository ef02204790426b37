"""Corrections, breaks and implausible movements."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import pytest
from tests.support.raw_files import replace_and_sign, signed

from kdanalysis.project import InputError
from kdanalysis.sources.registers import columns
from kdanalysis.tables import reconciliation
from kdanalysis.tables.basis import read_basis
from kdanalysis.tables.corrections import Correction, read_breaks, read_corrections
from kdanalysis.tables.fetched import fetched_accounts
from kdanalysis.tables.guard import implausible
from kdanalysis.tables.period import Period
from kdanalysis.tables.reconciliation import read_limits

if TYPE_CHECKING:
    from pathlib import Path

    from kdanalysis.project import Project
    from kdanalysis.tables.accounts import Accounts, Scope
    from kdanalysis.tables.fetched import Fetched

HEAD = ",".join(columns(Correction)) + "\n"


def at(frame: pl.DataFrame, area: str, code: str, year: int) -> int:
    chosen = frame.filter(
        (pl.col("area_code") == area)
        & (pl.col("year") == year)
        & (pl.col("art_code" if "art_code" in frame.columns else "function_code") == code)
    )
    assert chosen.height == 1
    return int(chosen["amount_tkr"][0])


def booked(accounts: Accounts, area: str, function: str, art: str, year: int) -> int:
    own = accounts.amounts.filter(
        (pl.col("area_code") == area) & (pl.col("function_code") == function)
    )
    return at(own, area, art, year)


def correct(project: Project, *rows: str) -> Path:
    text = HEAD + "".join(f"{row},flyttet,prøve,2026-11-22\n" for row in rows)
    return signed(project.raw / "local" / "corrections.csv", text)


def test_a_correction_reaches_every_sum_above_its_cell(
    project: Project, accounts: Accounts, fetched: Fetched, scope: Scope
) -> None:
    was = booked(accounts, "615", "53850", "40", 2021)
    correct(project, f"615,53850,40,2021,{was},{was - 500}")
    now = fetched_accounts(read_basis(project))
    assert now is not None
    for area in ("615", "082", "000"):
        assert at(now.net, area, "53850", 2021) == at(fetched.net, area, "53850", 2021) - 500
        assert at(now.purchases, area, "40", 2021) == at(fetched.purchases, area, "40", 2021) - 500
    assert at(now.net, "657", "53850", 2021) == at(fetched.net, "657", "53850", 2021)
    assert now.citation.endswith("rettet af kdanalysis (corrections.csv)")
    assert fetched.citation.endswith(fetched.vintage.receipt.citation)
    assert all(not check.fails for check in reconciliation.sums(accounts.amounts, scope))


@pytest.mark.parametrize("art", ["UE", "I"])
def test_a_correction_of_all_expenditure_or_income_moves_the_net(
    project: Project, accounts: Accounts, fetched: Fetched, art: str
) -> None:
    was = booked(accounts, "615", "53850", art, 2021)
    correct(project, f"615,53850,{art},2021,{was},{was + 70}")
    now = fetched_accounts(read_basis(project))
    assert now is not None
    assert at(now.net, "000", "53850", 2021) == at(fetched.net, "000", "53850", 2021) + 70
    assert now.purchases.equals(fetched.purchases)


def test_a_correction_that_no_longer_finds_what_it_expects_stops(
    project: Project, accounts: Accounts
) -> None:
    was = booked(accounts, "615", "53850", "40", 2021)
    correct(project, f"615,53850,40,2021,{was + 1},0")
    with pytest.raises(InputError, match=f"venter {was + 1} .1.000 kr.., men finder {was}"):
        fetched_accounts(read_basis(project))
    correct(project, "615,53850,40,2031,1,0")
    with pytest.raises(InputError, match="men finder ingen celle"):
        fetched_accounts(read_basis(project))


@pytest.mark.parametrize(
    ("rows", "what"),
    [
        (["615,53850,40,2021,,5"], "expect_tkr: cellen er tom"),
        (["082,53850,40,2021,1,5"], "skal gælde en kommune"),
        (["615,53850,TOT,2021,1,5"], "en af arterne"),
        (["615,53850,40,i fjor,1,5"], "year: »i fjor« er ikke et årstal"),
        (["615,53850,40,2021,1,5", "615,53850,40,2021,5,6"], "615, 53850, 40, 2021 står to gange"),
    ],
)
def test_a_faulty_correction_stops(
    project: Project, scope: Scope, rows: list[str], what: str
) -> None:
    file = correct(project, *rows)
    with pytest.raises(InputError, match=what) as fault:
        read_corrections(file, scope)
    assert fault.value.remedy


def test_breaks_are_crossed_by_periods_that_begin_before_them(
    project: Project, scope: Scope
) -> None:
    breaks = read_breaks(project.raw / "local" / "account_breaks.csv", scope.plan)
    codes = scope.plan.codes("social")
    children = ["52826", "52820", "52821", "52822", "52823", "52824"]
    assert [b.function_code for b in breaks.within(codes, Period(2018, 2022))] == children
    assert breaks.within(codes, Period(2019, 2022)) == ()
    assert len(breaks.within(codes, Period(2017, 2022))) == 8
    assert breaks.within(["53850"], Period(2017, 2022)) == ()
    assert breaks.bridges["53839"].codes == ("53838",)
    assert not breaks.explains("52826", 2023)


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("52826,2019,new", "52826,engang,new", "year: »engang« er ikke et årstal"),
        ("52826,2019,new", "52826,2019,flyttet", "kind: »flyttet« er ikke en af 'new', "),
        ("52826,2019,new", "52899,2019,new", "gælder funktion 52899"),
        ("53839,2018", "53838,2018", "står to gange"),
        ("53839,2018", "53838,2017", "to broer"),
    ],
)
def test_a_faulty_break_stops(
    project: Project, scope: Scope, old: str, new: str, what: str
) -> None:
    file = project.raw / "local" / "account_breaks.csv"
    replace_and_sign(file, old, new)
    with pytest.raises(InputError, match=what):
        read_breaks(file, scope.plan)


def net(*rows: tuple[str, str, int, int]) -> pl.DataFrame:
    columns = ["area_code", "function_code", "year", "amount_tkr"]
    return pl.DataFrame(rows, schema=columns, orient="row")


def test_a_jump_with_an_opposite_jump_is_a_candidate_with_its_counterpart(
    project: Project,
) -> None:
    limits = read_limits(project.raw / "local" / "check_limits.csv")
    frame = net(
        ("615", "53850", 2020, 20_000),
        ("615", "53850", 2021, 40_000),
        ("615", "53852", 2020, 50_000),
        ("615", "53852", 2021, 31_000),
        ("615", "53851", 2020, 90_000),
        ("615", "53851", 2021, 60_000),
        ("657", "53850", 2020, 10_000),
        ("657", "53850", 2021, 19_999),
        ("000", "53850", 2020, 1),
        ("000", "53850", 2021, 99_999),
    )
    found = implausible(frame, ["615", "657"], limits).to_dicts()
    assert [(f["area_code"], f["function_code"], f["change_tkr"]) for f in found] == [
        ("615", "53850", 20_000)
    ]
    assert found[0]["counterpart_code"] == "53852"


def test_a_jump_from_nothing_has_no_counterpart(project: Project) -> None:
    limits = read_limits(project.raw / "local" / "check_limits.csv")
    frame = net(("615", "53850", 2020, 0), ("615", "53850", 2021, 10_000))
    found = implausible(frame, ["615"], limits)
    assert found["counterpart_code"].to_list() == [None]
    assert implausible(frame, ["657"], limits).is_empty()
