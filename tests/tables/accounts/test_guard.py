"""The account plan guard: what is gone, moved, emptied, new or unsettled stops with a proposal."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl
import pytest
from tests.support.fetching import copied, fetch
from tests.support.main_accounts import serve_main_accounts
from tests.support.place import ROOT
from tests.support.raw_files import replace_and_sign, signed
from tests.support.statbank import LocalStatbank

from kdanalysis.project import InputError, Project
from kdanalysis.tables.accounts import normalised, read_left_out, read_titles
from kdanalysis.tables.areas import COUNTRY
from kdanalysis.tables.basis import read_basis
from kdanalysis.tables.corrections import read_breaks
from kdanalysis.tables.fetched import fetched_accounts
from kdanalysis.tables.guard import Evidence, require_plan
from kdanalysis.tables.reconciliation import Comparison, compare, read_limits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from kdanalysis.tables.accounts import Accounts, Scope
    from kdanalysis.tables.fetched import Fetched


@pytest.fixture
def bank() -> Iterator[LocalStatbank]:
    with LocalStatbank(last_year=2023) as server:
        serve_main_accounts(server)
        yield server


@pytest.fixture
def fresh(tmp_path: Path) -> Project:
    """A project without fetched accounts."""
    return copied(ROOT, tmp_path)


def stopped(project: Project, bank: LocalStatbank) -> InputError:
    """Return the fault that the accounts of `bank` give."""
    fetch(project, bank)
    with pytest.raises(InputError) as fault:
        fetched_accounts(read_basis(project))
    return fault.value


def test_a_renumbered_function_is_recognised_by_its_title(
    fresh: Project, bank: LocalStatbank
) -> None:
    bank.renumber("53850", "53860")
    fault = stopped(fresh, bank)
    assert "53850: »Længerevarende botilbud« findes ikke længere; 53860" in fault.what
    assert "ret function_code 53850 til 53860 i account_plan.csv" in fault.remedy
    assert "53860: er ny" not in fault.what
    replace_and_sign(fresh.raw / "local" / "account_plan.csv", "53850,", "53860,")
    found = fetched_accounts(read_basis(fresh))
    assert found is not None
    assert found.comparison.restated.is_empty()


def test_a_renumbered_and_retitled_function_is_recognised_by_the_printed_amounts(
    fresh: Project, bank: LocalStatbank
) -> None:
    bank.renumber("53850", "53860")
    bank.retitle("53860", "5.38.60 Tilbud til længerevarende ophold")
    fault = stopped(fresh, bank)
    assert "53860 »5.38.60 Tilbud til længerevarende ophold«" in fault.what


def test_another_title_alone_is_settled_by_the_printed_amounts(
    fresh: Project, bank: LocalStatbank
) -> None:
    bank.retitle("53850", "5.38.50 Tilbud til længerevarende ophold (servicelovens § 108)")
    fetch(fresh, bank)
    assert fetched_accounts(read_basis(fresh)) is not None


def test_a_vanished_function_stops(fresh: Project, bank: LocalStatbank) -> None:
    bank.vanish("53854")
    fault = stopped(fresh, bank)
    assert "53854: »Særlige pladser på psykiatrisk afd.« findes ikke længere." in fault.what
    assert "kontoplan" in fault.remedy


def test_a_new_function_within_the_areas_stops_until_it_is_decided_on(
    fresh: Project, bank: LocalStatbank
) -> None:
    fetch(fresh, bank)
    for code in ("53855", "53870"):
        bank.accounts.renumbered[code] = "53026"
        bank.retitle(code, f"Ny ydelse {code}")
    fault = stopped(fresh, bank)
    assert "53855: er ny eller ukendt: »Ny ydelse 53855«" in fault.what
    assert "53870: er ny" in fault.what
    assert "account_left_out.csv" in fault.remedy
    rows = "function_code,title,reason,decided\n53855,Ny ydelse,uden for,2026-11-22\n"
    signed(fresh.raw / "local" / "account_left_out.csv", rows + "53870,Ny,uden for,2026-11-22\n")
    assert fetched_accounts(read_basis(fresh)) is not None


def test_the_two_numberings_of_5_38_38_are_told_apart_by_the_printed_amounts(
    fresh: Project, bank: LocalStatbank
) -> None:
    """In the plan of 2017 the same two efforts stand at 5.38.37 and 5.38.38."""
    bank.renumber("53838", "53837")
    bank.renumber("53839", "53838")
    fault = stopped(fresh, bank)
    assert "53838: hedder »5.38.39 Personlig støtte og pasning«" in fault.what
    assert "»Personlig og praktisk hjælp« står på 53837" in fault.what
    assert "ret function_code 53838 til 53837" in fault.remedy
    assert "53839: »Personlig støtte og pasning« findes ikke længere" in fault.what


@pytest.fixture
def evidence(project: Project, accounts: Accounts, scope: Scope, fetched: Fetched) -> Evidence:
    """The evidence on a fetch that is as it should be."""
    local = project.raw / "local"
    return Evidence(
        accounts=accounts,
        scope=scope,
        breaks=read_breaks(local / "account_breaks.csv", scope.plan),
        comparison=fetched.comparison,
        limits=read_limits(local / "check_limits.csv"),
        accepted={},
        left_out=frozenset(),
        first_codes=frozenset(accounts.vintage.info.variable("FUNKTION").codes),
    )


def test_a_fetch_as_it_should_be_passes(evidence: Evidence) -> None:
    require_plan(evidence)


def _changed(
    evidence: Evidence, change: Callable[[pl.Expr, pl.Expr], pl.Expr], column: str = "amount_tkr"
) -> Evidence:
    amounts = evidence.accounts.amounts.with_columns(
        change(pl.col("function_code"), pl.col(column)).alias(column)
    )
    return replace(evidence, accounts=replace(evidence.accounts, amounts=amounts))


def _of(code: str, year: int) -> pl.Expr:
    return (pl.col("function_code") == code) & (pl.col("year") == year)


def test_a_function_that_is_empty_in_the_newest_year_stops(evidence: Evidence) -> None:
    empty = _changed(
        evidence, lambda _, amount: pl.when(_of("53844", 2023)).then(0).otherwise(amount)
    )
    with pytest.raises(InputError, match="»Alkoholbehandling« er 0 på landsplan i 2023"):
        require_plan(empty)


def test_an_ended_function_that_is_registered_passes(evidence: Evidence, project: Project) -> None:
    file = project.raw / "local" / "account_breaks.csv"
    row = "52826,2019,new"
    replace_and_sign(file, row, "53844,2023,ended,Nedlagt.,,prøve,2026-11-22\n" + row)
    ended = replace(evidence, breaks=read_breaks(file, evidence.scope.plan))
    require_plan(
        _changed(ended, lambda _, amount: pl.when(_of("53844", 2023)).then(0).otherwise(amount))
    )


def test_amounts_that_stand_nowhere_stop_unless_the_title_is_accepted(
    evidence: Evidence, project: Project
) -> None:
    cells = evidence.comparison.cells.with_columns(
        fetched_tkr=pl.when(pl.col("code") == "53844")
        .then(pl.col("fetched_tkr") * 1000 + 7)
        .otherwise(pl.col("fetched_tkr"))
    )
    moved = _changed(
        replace(evidence, comparison=Comparison(cells)),
        lambda code, amount: pl.when(code == "53844").then(amount * 1000 + 7).otherwise(amount),
    )
    with pytest.raises(InputError, match="de trykte beløb står her ikke") as fault:
        require_plan(moved)
    assert "100% lig" in fault.value.what
    file = signed(
        project.raw / "local" / "account_titles.csv",
        "function_code,title,reason,decided\n53844,5.38.44 Alkoholbehandling,set,2026-11-22\n",
    )
    require_plan(replace(moved, accepted=read_titles(file)))


def test_half_of_the_printed_amounts_are_enough(evidence: Evidence) -> None:
    """A function of 10 printed cells is settled with 5 of them, not with 4."""

    def restated(years: list[int]) -> Evidence:
        other = (pl.col("code") == "53844") & pl.col("year").is_in(years)
        one_more = other & (pl.col("area_code") == COUNTRY) | (other & (pl.col("year") < 2020))
        cells = evidence.comparison.cells.with_columns(
            fetched_tkr=pl.col("fetched_tkr") + pl.when(one_more).then(1).otherwise(0)
        )
        return replace(evidence, comparison=Comparison(cells))

    five = restated([2018, 2019, 2020])
    assert five.comparison.restated.height == 5
    require_plan(five)
    six = restated([2018, 2019, 2020, 2021])
    assert six.comparison.restated.height == 6
    changed = _changed(
        six, lambda code, amount: pl.when(code == "53844").then(amount + 1).otherwise(amount)
    )
    with pytest.raises(InputError, match="53844: hedder"):
        require_plan(changed)


def test_a_function_never_printed_is_settled_by_its_title_alone(evidence: Evidence) -> None:
    cells = evidence.comparison.cells.filter(pl.col("code") != "53844")
    require_plan(replace(evidence, comparison=Comparison(cells)))
    cells = evidence.comparison.cells.filter(pl.col("code") != "53854")
    unsettled = replace(evidence, comparison=Comparison(cells))
    with pytest.raises(InputError, match="53854: hedder"):
        require_plan(unsettled)


@pytest.mark.parametrize(
    ("title", "other"),
    [
        ("5.38.41 Hjælpemidler m.v.", "Hjælpemidler mv."),
        ("5.38.42 Herberger og kvindekrisecentre", "HERBERGER OG KVINDEKRISECENTRE"),
        ("Plejefamilier", "5.28.22  Plejefamilier "),
    ],
)
def test_titles_are_compared_without_number_case_and_mv(title: str, other: str) -> None:
    assert normalised(title) == normalised(other)
    assert normalised(title) != normalised(f"{title} for børn")


def test_optional_registers_may_be_absent(tmp_path: Path) -> None:
    assert read_titles(tmp_path / "account_titles.csv") == {}
    assert read_left_out(tmp_path / "account_left_out.csv") == frozenset()


def test_nothing_to_compare_with_the_print_stops(project: Project, fetched: Fetched) -> None:
    later = fetched.net.filter(pl.col("year") > 2022)
    with pytest.raises(InputError, match="Ingen celler i de trykte tabeller"):
        compare(
            read_basis(project).recovered, later, fetched.purchases.filter(pl.col("year") > 2022)
        )
