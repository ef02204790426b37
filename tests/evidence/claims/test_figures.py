"""The key figures that claims need: cells of transcribed tables, business case, worked example."""

from __future__ import annotations

import csv
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from tests.support.raw_files import replace_and_sign

from kdanalysis.evidence.arguments import evaluate
from kdanalysis.evidence.catalogue import all_figures
from kdanalysis.evidence.claims.expressions import Resolver
from kdanalysis.evidence.claims.statements import quantity_of
from kdanalysis.evidence.figures.printed import printed_day
from kdanalysis.evidence.value import Unit
from kdanalysis.project import InputError
from kdanalysis.tables.dataset import Dataset
from kdanalysis.tables.rounding import round_to_int

if TYPE_CHECKING:
    from kdanalysis.project import Project


def rows(project: Project, table: str) -> list[dict[str, str]]:
    with (project.raw / "kdnet" / f"{table}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize(
    ("key", "amount", "unit"),
    [
        ("printed(table=laanepulje_ramme, key=ramme_2025)", 600, Unit.MIO_KR),
        (
            "cell(table=stomi_besparelse, column=kommuner, where=line:2393)",
            44_300_000,
            Unit.KR,
        ),
        ("cell(table=stomi_besparelse, column=i_alt, where=line:2394)", 12, Unit.PCT),
        (
            "cell(table=tabel1_6, column=amount_1000kr, "
            "where=table:tabel1 & is_total:1 & year:2018)",
            35_754_748,
            Unit.TKR,
        ),
        ("count_rows(table=kommuner_urologi, where=region:S & status:tilsluttet)", 17, Unit.COUNT),
        ("count_rows(table=kommuner_urologi, where=region:X)", 0, Unit.COUNT),
        (
            "sum_cells(table=eksempel_projektbudget, column=amount_kr, "
            "where=is_total:0 & project_year:1)",
            1_520_000,
            Unit.KR,
        ),
        (
            "sum_cells(table=fsc_medicin_til_tiden, column=first_month_kr, where=section:Kommunen)",
            5847,
            Unit.KR,
        ),
        ("last_cell(table=tabel1_6, column=year, where=table:tabel1)", 2022, Unit.COUNT),
    ],
)
def test_cells_are_read_counted_and_added(data: Dataset, key: str, amount: int, unit: Unit) -> None:
    value = evaluate(key, data)

    assert value.exact == amount
    assert value.unit is unit
    assert value.provenance.sources
    assert value.provenance.key == key.removesuffix(")") + ", prices=2022)"
    assert evaluate(value.provenance.key, data) == value


def test_a_blank_cell_does_not_exist(data: Dataset) -> None:
    key = "cell(table=fsc_medicin_til_tiden, column=before_poc_kr, where=line:1258)"

    assert evaluate(key, data).amount is None
    assert quantity_of(evaluate(key, data)) is None


def test_decimals_are_those_of_print(data: Dataset) -> None:
    assert evaluate("printed(table=fsc_noegletal, key=overskud_2022)", data).decimals == 1
    assert evaluate("printed(table=business_case_urologi, key=break_even)", data).decimals == 1


@pytest.mark.parametrize(
    "key",
    [
        "printed(table=findes_ikke, key=a)",
        "printed(table=stomi_besparelse, key=x)",
        "printed(table=../local/areas, key=a)",
        "cell(table=kommuner_urologi, column=kommune, where=region:M)",
        "cell(table=kommuner_urologi, column=kommune, where=no:19)",
        "cell(table=kommuner_urologi, column=findes_ikke, where=no:19)",
        "count_rows(table=kommuner_urologi, where=findes_ikke:M)",
        "count_rows(table=kommuner_urologi, where=region)",
        "sum_cells(table=kommuner_urologi, column=no, where=region:X)",
        "sum_cells(table=kommuner_urologi, column=kommune, where=region:M)",
        "last_cell(table=kommuner_urologi, column=no, where=region:X)",
        "example_gain(party=Kommune 99, contract_year=1)",
        "example_gain(party=Kommune 1, contract_year=5)",
        "example_losers(kind=forening)",
        "example_gains(region=X, contract_year=1)",
        "example_year_days(contract_year=9)",
        "stoma_saving_pct(group=Ingen)",
        "break_even_with_pct(municipalities=mange)",
    ],
)
def test_what_is_not_there_is_refused(data: Dataset, key: str) -> None:
    with pytest.raises(InputError):
        evaluate(key, data)


def test_days_are_read(data: Dataset) -> None:
    assert printed_day(data, "tidsplan_urologi", "from_iso", "line:1387") == date(2025, 3, 1)
    with pytest.raises(InputError, match="ikke en dato"):
        printed_day(data, "tidsplan_urologi", "milestone", "line:1387")
    with pytest.raises(InputError, match="ikke en dato"):
        printed_day(data, "tidsplan_urologi", "to_iso", "line:1383")


def test_the_resolver_refuses_unknown_claims_and_figures(data: Dataset) -> None:
    resolver = Resolver(data, {})

    for key in ("claim(id=A999)", "claim()", "printed_day(table=x)", "findes_ikke(a=1)"):
        with pytest.raises(InputError):
            resolver(key)


def test_the_business_case_is_recomputed(data: Dataset) -> None:
    case = {
        row["key"]: Fraction(row["value"]) for row in rows(data.project, "business_case_urologi")
    }
    municipal = case["projektomkostninger"] * Fraction(35, 37)
    yearly = case["licens_aarlig"] + case["drift_aarlig"] + municipal / 4

    assert evaluate("break_even_pct()", data).amount == yearly / case["kommuners_forbrug"] * 100
    assert evaluate("case_municipalities()", data).amount == 35
    assert evaluate("municipal_share_pct()", data).amount == Fraction(3500, 37)
    assert evaluate("municipal_project_cost()", data).amount == municipal
    assert (
        evaluate("regional_project_cost()", data).amount == case["projektomkostninger"] - municipal
    )
    with_36 = evaluate("break_even_with_pct(municipalities=36)", data).exact
    assert round(float(with_36), 4) == 10.7053


def test_stoma_savings_are_shares_of_what_can_be_converted(data: Dataset) -> None:
    for group, share in (
        ("Kommuner", Fraction(443, 1374)),
        ("Region Syddanmark", Fraction(-129, 7)),
        ("Region Midtjylland", Fraction(-141, 10)),
        ("I alt", Fraction(173, 1391)),
    ):
        assert evaluate(f"stoma_saving_pct(group={group})", data).amount == share * 100


def test_the_worked_example_is_as_printed_party_by_party(data: Dataset) -> None:
    for row in rows(data.project, "eksempel_omkostninger_besparelser"):
        party = row["party"]
        for column, figure in (
            ("annual_product_saving_kr", "example_saving"),
            ("project_cost_kr", "example_project_cost"),
            ("operating_cost_kr", "example_operation"),
            ("licence_cost_kr", "example_licence"),
            ("annual_cost_kr", "example_annual_cost"),
        ):
            assert round_to_int(evaluate(f"{figure}(party={party})", data).exact) == int(
                row[column]
            )


@pytest.mark.parametrize("region", ["m", "s"])
def test_gains_and_transfers_are_as_printed(data: Dataset, region: str) -> None:
    misprints = {("Kommune 25", 1), ("Kommune 28", 3), ("Kommune 28", 4)}
    for row in rows(data.project, f"eksempel_udligning_region_{region}"):
        party = row["party"]
        total = evaluate(f"example_transfer_all_years(party={party})", data).exact
        assert round_to_int(total) == int(row["comp_total_kr"])
        net = evaluate(f"example_net_all_years(party={party})", data).exact
        assert round_to_int(net) == int(row["net_gain_total_kr"] or 0)
        for year in range(1, 5):
            key = f"(party={party}, contract_year={year})"
            share = evaluate(f"example_share_pct{key}", data).exact
            assert round_to_int(share) == int(row[f"share_y{year}_pct"])
            transfer = round_to_int(evaluate(f"example_transfer{key}", data).exact)
            same = transfer == int(row[f"comp_y{year}_kr"] or 0)
            assert same is ((party, year) not in misprints)


@pytest.mark.parametrize(("region", "file"), [("M", "m"), ("S", "s")])
def test_totals_of_a_region_are_as_printed(data: Dataset, region: str, file: str) -> None:
    totals = {
        row["row_label"]: row for row in rows(data.project, f"eksempel_gevinst_region_{file}")
    }
    for label, figure in (
        ("Samlet gevinst", "example_gains"),
        ("Samlet udligningsbeløb", "example_losses"),
        ("Projektgevinst", "example_net_gain"),
    ):
        whole = evaluate(f"{figure}_all_years(region={region})", data).exact
        assert round_to_int(whole) == int(totals[label]["gain_total_kr"])
        for year in range(1, 5):
            key = f"{figure}(region={region}, contract_year={year})"
            printed = int(totals[label][f"gain_y{year}_kr"])
            assert round_to_int(evaluate(key, data).exact) == printed


def test_the_example_is_solved_again_when_an_input_changes(project_copy: Project) -> None:
    copy = Dataset(project_copy, 2022)
    key = "example_licence(party=Kommune 1)"
    before = evaluate(key, copy).exact

    file = project_copy.raw / "kdnet" / "eksempel_forudsaetninger.csv"
    replace_and_sign(file, ",1749,175,175,", ",1749,175,1750,")

    assert evaluate(key, Dataset(project_copy, 2022)).exact == 10 * before
    assert evaluate(key, copy).exact == before  # as when it was opened


def test_parties_days_and_inhabitants(data: Dataset) -> None:
    for key, amount in (
        (
            "example_days(party=Kommune 2, contract_year=1)",
            (date(2026, 9, 1) - date(2026, 4, 1)).days,
        ),
        ("example_year_days(contract_year=1)", 365),
        ("example_year_days(contract_year=3)", 366),
        ("example_years()", 4),
        ("example_inhabitants()", 2_100_000),
        ("example_losers(kind=kommune)", 4),
        ("example_losers(kind=region)", 2),
    ):
        assert evaluate(key, data).amount == amount
    share = evaluate("example_inhabitants_pct(party=Kommune 1)", data)
    assert share.amount == Fraction(40, 21)


def test_every_listed_figure_of_these_modules_has_a_rule_in_danish() -> None:
    own = {
        n: f for n, f in all_figures().items() if n.startswith(("example_", "stoma_", "municipal"))
    }

    assert len(own) > 20
    assert all(figure.rule.strip() for figure in own.values())
