"""Fetched accounts as the reports use them, against the printed tables and the raw answer."""

from __future__ import annotations

import csv
import gzip
from collections import Counter
from typing import TYPE_CHECKING

import polars as pl
import pytest
from tests.support.printed import printed_cells
from tests.support.raw_files import replace_and_sign
from tests.support.statbank import LocalStatbank

from kdanalysis.project import InputError
from kdanalysis.sources.statbank.client import StatbankTable
from kdanalysis.sources.statbank.errors import Settings
from kdanalysis.sources.statbank.pulls import pull
from kdanalysis.tables.accounts import Bridge, accounts_vintage, bridged, read_accounts, selection
from kdanalysis.tables.basis import read_basis
from kdanalysis.tables.build import build_processed, processed_tables
from kdanalysis.tables.dataset import PrintedCase, open_priced, printed_case
from kdanalysis.tables.fetched import fetched_accounts
from kdanalysis.tables.rounding import round_to_int

if TYPE_CHECKING:
    from kdanalysis.project import Project
    from kdanalysis.tables.accounts import Accounts, Scope
    from kdanalysis.tables.fetched import Fetched

AREAS = {"tabel1": "000", "tabel2": "082", "tabel3": "000", "tabel4": "082"}
AREAS |= {"tabel5": "000", "tabel6": "082"}


def answer(project: Project) -> list[dict[str, str]]:
    """Return the raw rows, read without the package."""
    vintage = accounts_vintage(project)
    assert vintage is not None
    content = vintage.body.read_bytes()
    text = gzip.decompress(content) if vintage.body.suffix == ".gz" else content
    return list(csv.DictReader(text.decode("utf-8-sig").splitlines(), delimiter=";"))


def test_purchases_are_the_arts_of_all_adult_functions(
    fetched_project: Project, fetched: Fetched, scope: Scope
) -> None:
    adults = {code for code, f in scope.plan.functions.items() if f.area == "adults"}
    own: Counter[tuple[str, str, int]] = Counter()
    for row in answer(fetched_project):
        if row["FUNKTION"] in adults and row["PRISENHED"] == "LOBM":
            own[row["OMRÅDE"], row["ART"], int(row["TID"])] += int(row["INDHOLD"])
    rows = fetched.purchases.iter_rows(named=True)
    found = {(r["area_code"], r["art_code"], r["year"]): r["amount_tkr"] for r in rows}
    assert len(found) == 21 * 6 * 6
    assert found == {key: own[key] for key in found}


def test_net_expenditure_is_the_net_total_of_operation(
    fetched_project: Project, fetched: Fetched
) -> None:
    own = {
        (row["OMRÅDE"], row["FUNKTION"], int(row["TID"])): int(row["INDHOLD"])
        for row in answer(fetched_project)
        if (row["ART"], row["PRISENHED"], row["DRANST"]) == ("TOT", "LOBM", "1")
    }
    found = {tuple(row[:3]): row[3] for row in fetched.net.iter_rows()}
    assert len(found) == 21 * (20 + 5 * 21)
    assert all(own[key] == amount for key, amount in found.items())


def test_every_printed_cell_comes_out_of_the_fetched_accounts(project: Project) -> None:
    build_processed(project)
    data = open_priced(project)
    assert (data.price_year, data.newest_year, data.years[-1]) == (2022, 2022, 2023)
    functions = {f.printed_label: code for code, f in data.plan.functions.items()}
    arts = {a.printed_label: code for code, a in data.plan.arts.items()}
    for cell in printed_cells():
        area = AREAS[cell.table]
        if cell.table in {"tabel3", "tabel4"}:
            own = data.purchases_tkr(area, "all" if cell.total else arts[cell.label], cell.year)
        else:
            whole = "children" if cell.table in {"tabel5", "tabel6"} else "adults"
            own = data.net_tkr(area, whole if cell.total else functions[cell.label], cell.year)
        assert (None if own is None else round_to_int(own)) == cell.amount, cell


def test_an_open_period_ends_with_the_newest_year_that_has_a_price_level(project: Project) -> None:
    build_processed(project)
    data = open_priced(project)
    assert str(data.period("2018-")) == "2018-2022"
    assert str(data.period("2019-2021")) == "2019-2021"
    with pytest.raises(InputError, match="ligger uden for PL-kæden"):
        open_priced(project, 2023)
    with pytest.raises(InputError, match="ligger uden for PL-kæden"):
        data.net_tkr("000", "adults", 2023)


def test_the_sources_of_fetched_tables_are_named(project: Project) -> None:
    sources = {row["table"]: row for row in processed_tables(project)["sources"].to_dicts()}
    for table, name in {"net_expenditure": "REGK31", "population": "FOLK1A"}.items():
        assert sources[table]["citation"].startswith("PRØVEDATA, ikke Danmarks Statistiks tal")
        assert f"data/raw/statbank/{name}/" in sources[table]["raw_file"]


def test_the_audit_case_stays_printed(project: Project) -> None:
    build_processed(project)
    data = open_priced(project)
    case = printed_case(data)
    assert isinstance(case, PrintedCase)
    assert case.table("net_expenditure").height == 208
    assert case.citation("net_expenditure").startswith("Kilde: KD-Net 10-11-2023")
    assert case.citation("population") == data.citation("population")
    assert case.inhabitants("000", 2018) == data.inhabitants("000", 2018)
    assert printed_case(case) is case


def test_without_fetched_accounts_the_data_are_the_printed_case(checkout: Project) -> None:
    data = open_priced(checkout)
    assert data.fetched is None
    assert printed_case(data) is data


def test_a_small_extract_is_refused_with_what_it_lacks(project: Project, scope: Scope) -> None:
    with LocalStatbank(last_year=2023) as bank:
        client = StatbankTable("REGK31", settings=Settings(bank.base_url, pause_s=0.0))
        whole = selection(client.info, scope)
        small = dict(whole) | {"OMRÅDE": ["000", "082"], "ART": ["TOT"]}
        assert pull(client, small, project).is_new
    with pytest.raises(InputError) as fault:
        build_processed(project)
    assert "mangler OMRÅDE: 081" in fault.value.what
    assert "ART: 40" in fault.value.what
    assert fault.value.remedy == "Hent regnskaberne igen: kdanalysis fetch"


@pytest.mark.parametrize(
    ("bad", "what"),
    [(None, "beløb mangler i udgaven"), (0.5, "Beløb i 1.000 kr. har decimaler")],
)
def test_a_missing_or_broken_amount_is_never_zero(
    project: Project, scope: Scope, monkeypatch: pytest.MonkeyPatch, bad: float | None, what: str
) -> None:
    vintage = accounts_vintage(project)
    assert vintage is not None
    value = pl.when(pl.int_range(pl.len()) == _position(vintage.frame()))
    spoilt = vintage.frame().with_columns(
        value.then(pl.lit(bad)).otherwise(pl.col("INDHOLD").cast(pl.Float64)).alias("INDHOLD")
    )
    monkeypatch.setattr(type(vintage), "frame", lambda _: spoilt)
    with pytest.raises(InputError, match=what):
        read_accounts(vintage, scope)


def _position(frame: pl.DataFrame) -> int:
    """Return the row of a net total of the plan."""
    wanted = (
        (pl.col("FUNKTION") == "53850") & (pl.col("ART") == "TOT") & (pl.col("PRISENHED") == "LOBM")
    )
    return int(frame.with_row_index().filter(wanted)["index"][0])


def test_a_function_of_an_unknown_main_account_stops(project: Project) -> None:
    file = project.raw / "local" / "main_accounts.csv"
    replace_and_sign(file, "5,5,Sociale", "6,6,Sociale")
    with pytest.raises(InputError, match="Hovedkonto 5 har ingen kode i REGK11"):
        fetched_accounts(read_basis(project))


def test_a_bridge_continues_a_function_backwards(accounts: Accounts) -> None:
    net = accounts.amounts.filter(pl.col("art_code") == "TOT")
    moved = bridged(net, {"53850": Bridge(2021, ("53851", "53852"))})
    assert moved.columns == net.columns

    def at(frame: pl.DataFrame, code: str, year: int) -> int:
        chosen = frame.filter(
            (pl.col("area_code") == "082")
            & (pl.col("function_code") == code)
            & (pl.col("year") == year)
        )
        assert chosen.height == 1
        return int(chosen["amount_tkr"][0])

    assert at(moved, "53850", 2020) == at(net, "53851", 2020) + at(net, "53852", 2020)
    assert at(moved, "53850", 2021) == at(net, "53850", 2021)
    assert at(moved, "53851", 2020) == at(net, "53851", 2020)
