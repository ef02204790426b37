"""The processed tables opened for analysis: amounts in one price level, and what is missing."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from tests.support.printed import YEARS, printed_cells

from kdanalysis.project import InputError, Project
from kdanalysis.tables.dataset import Dataset, open_newest
from kdanalysis.tables.rounding import round_to_int

AREAS = {"tabel1": "000", "tabel2": "082", "tabel3": "000", "tabel4": "082"}
AREAS |= {"tabel5": "000", "tabel6": "082"}


def test_every_printed_cell_comes_out_again(data: Dataset) -> None:
    """298 cells: 268 rows and 30 totals; the two empty ones are missing, not zero."""
    functions = {f.printed_label: code for code, f in data.plan.functions.items()}
    arts = {a.printed_label: code for code, a in data.plan.arts.items()}
    compared = 0
    for cell in printed_cells():
        area = AREAS[cell.table]
        if cell.table in {"tabel3", "tabel4"}:
            own = data.purchases_tkr(area, "all" if cell.total else arts[cell.label], cell.year)
        else:
            whole = "children" if cell.table in {"tabel5", "tabel6"} else "adults"
            group = whole if cell.total else functions[cell.label]
            own = data.net_tkr(area, group, cell.year)
        assert (None if own is None else round_to_int(own)) == cell.amount, cell
        compared += own is not None
    assert compared == 298


def test_the_price_year_moves_amounts_by_the_chain(checkout: Project, data: Dataset) -> None:
    then = Dataset(checkout, 2018)
    for year in YEARS:
        now = data.net_tkr("000", "adults", year)
        assert now is not None
        assert then.net_tkr("000", "adults", year) == now / data.chain.factor(2018, 2022)


def test_amounts_of_their_own_price_year_are_whole(checkout: Project) -> None:
    for year in YEARS:
        own = Dataset(checkout, year).net_tkr("082", "social", year)
        assert own is not None
        assert own.denominator == 1


@pytest.mark.parametrize("price_year", [2017, 2023])
def test_a_price_year_outside_the_chain_stops_at_once(checkout: Project, price_year: int) -> None:
    with pytest.raises(InputError, match=f"Prisåret {price_year} ligger uden for PL-kæden"):
        Dataset(checkout, price_year)


@pytest.mark.parametrize(
    ("area", "group", "year", "what"),
    [
        ("85", "adults", 2018, "Ukendt områdekode: 85."),
        ("000", "ældre", 2018, "Ukendt gruppe: ældre."),
        ("000", "adults", 2023, "Der er intet regnskab for område 000, konto 53838, 2023."),
        ("615", "adults", 2018, "Der er intet regnskab for område 615, konto 53838, 2018."),
    ],
)
def test_what_the_accounts_do_not_hold_stops(
    data: Dataset, area: str, group: str, year: int, what: str
) -> None:
    with pytest.raises(InputError) as fault:
        data.net_tkr(area, group, year)
    assert fault.value.what == what
    assert fault.value.remedy


def test_an_unknown_art_stops(data: Dataset) -> None:
    with pytest.raises(InputError, match="intet regnskab for område 082, konto 41, 2018"):
        data.purchases_tkr("082", "41", 2018)


def test_a_function_is_missing_before_its_first_year(data: Dataset) -> None:
    assert data.net_tkr("000", "youth_crime", 2018) is None
    assert data.net_tkr("000", "youth_crime", 2019) is not None


def test_a_group_leaves_out_functions_that_did_not_exist(data: Dataset) -> None:
    parts = [data.net_tkr("000", code, 2018) for code in data.plan.codes("children")]
    assert data.net_tkr("000", "children", 2018) == sum(part for part in parts if part is not None)


def test_the_accounts_cover_2018_to_2022(data: Dataset) -> None:
    assert data.years == range(2018, 2023)


def test_the_newest_price_level_is_the_end_of_the_chain(checkout: Project) -> None:
    newest = open_newest(checkout)
    assert newest == Dataset(checkout, newest.chain.years[-1])


def test_population_is_that_of_1_january(data: Dataset) -> None:
    assert data.inhabitants("000", 2018) == 5_781_190
    with pytest.raises(InputError, match="Folketallet mangler for område 082, 1999"):
        data.inhabitants("082", 1999)


def test_a_quote_keeps_its_printed_decimals_and_its_place(data: Dataset) -> None:
    """2023: 2944."""
    quote = data.quote("tillaegsydelse_andel_2021")
    assert (quote.number, quote.decimals, quote.unit) == (Fraction("8.66"), 2, "pct")
    assert (quote.first_year, quote.last_year, quote.line) == (2021, 2021, 2944)
    with pytest.raises(InputError, match="Ukendt citeret tal: gæt"):
        data.quote("gæt")


def test_every_table_has_a_source_line(data: Dataset) -> None:
    derived = "Kilde: KD-Net 10-11-2023, tabel 1-6; løbende priser genskabt af kdanalysis"
    assert data.citation("net_expenditure") == data.citation("purchases") == derived
    with pytest.raises(InputError, match="Kilden til andet mangler"):
        data.citation("andet")


def test_decisions_are_at_hand(data: Dataset) -> None:
    assert data.decision("udgiftsanalyse").body == "KD-Net"


def test_a_table_that_is_not_built_stops_with_the_command(project_copy: Project) -> None:
    (project_copy.processed / "population.csv").unlink()
    with pytest.raises(InputError) as fault:
        Dataset(project_copy, 2022).inhabitants("000", 2018)
    assert fault.value.what == "Tabellen er ikke bygget."
    assert fault.value.where.endswith("data/processed/population.csv")
    assert fault.value.remedy == "Kør: kdanalysis build"


@pytest.mark.parametrize("content", ["area_code,year,inhabitants\n000,2018,mange\n", ""])
def test_a_table_that_cannot_be_read_stops(project_copy: Project, content: str) -> None:
    (project_copy.processed / "population.csv").write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match="Tabellen kan ikke læses"):
        Dataset(project_copy, 2022).inhabitants("000", 2018)


def test_another_price_level_is_the_same_data_and_the_same_object_again(data: Dataset) -> None:
    older = data.in_prices_of(2018)
    assert older is data.in_prices_of(2018)
    assert older.in_prices_of(data.price_year) is data
    wanted = Dataset(data.project, 2018).net_tkr("082", "adults", 2022)
    assert older.net_tkr("082", "adults", 2022) == wanted
    with pytest.raises(InputError, match="Prisåret 1999"):
        data.in_prices_of(1999)


def test_another_chain_holds_in_every_price_level_and_leaves_the_data(data: Dataset) -> None:
    before = data.net_tkr("082", "adults", 2018)
    assert before is not None
    rates = {**data.chain.rates, 2022: Fraction(0)}
    shifted = data.in_prices_of(2021).in_chain(replace(data.chain, rates=rates))
    assert shifted.in_prices_of(2022).net_tkr("082", "adults", 2018) == shifted.net_tkr(
        "082", "adults", 2018
    )
    assert data.net_tkr("082", "adults", 2018) == before
    assert data.in_prices_of(2021).net_tkr("082", "adults", 2018) != before
