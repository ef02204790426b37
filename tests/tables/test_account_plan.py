"""The account plan: row label, function code, area and groups, and plans that do not hold."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from tests.support.raw_files import replace_and_sign

from kdanalysis.project import InputError, Project
from kdanalysis.tables.account_plan import AccountPlan, read_account_plan

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def plan(checkout: Project) -> AccountPlan:
    return read_account_plan(checkout.raw / "local")


@pytest.fixture
def folder(checkout: Project, tmp_path: Path) -> Path:
    shutil.copytree(checkout.raw / "local", tmp_path / "local")
    return tmp_path / "local"


@pytest.mark.parametrize(
    ("code", "label"),
    [
        ("52821", "Forebyggende foranstaltninger for børn og unge"),
        ("52822", "Plejefamilier"),
        ("53842", "Herberger og kvindekrisecentre"),
        ("53845", "Stofmisbrugsbehandling"),
    ],
)
def test_the_verified_codes_have_their_functions(plan: AccountPlan, code: str, label: str) -> None:
    assert plan.functions[code].label == label


def test_areas_are_the_function_ranges_of_the_source(plan: AccountPlan) -> None:
    """2023: 2735: adults 5.38.38-5.38.59, children and youth 5.28.20-5.28.26."""
    assert len(plan.codes("adults")) == 14
    assert all("53838" <= code <= "53859" for code in plan.codes("adults"))
    assert plan.codes("children") == tuple(f"528{n}" for n in range(20, 27))
    assert plan.codes("social") == (*plan.codes("adults"), *plan.codes("children"))


def test_groups_are_those_of_the_analysis(plan: AccountPlan) -> None:
    assert plan.codes("residential_care") == ("53850", "53851", "53852")
    assert plan.codes("placements") == ("52820", "52822", "52823", "52824")
    assert plan.codes("53850") == ("53850",)


def test_the_groups_of_functions_share_out_each_area(plan: AccountPlan) -> None:
    for area in ("adults", "children"):
        groups = {plan.functions[code].group for code in plan.codes(area)}
        shared_out = [code for group in groups for code in plan.codes(group)]
        assert sorted(shared_out) == sorted(plan.codes(area))


def test_labels_and_phrases_follow_the_group_or_the_function(plan: AccountPlan) -> None:
    assert plan.label("adults") == "voksenområdet"
    assert plan.phrase("adults") == "på voksenområdet"
    assert plan.label("53850") == "Længerevarende botilbud"
    assert plan.phrase("53850") == "til længerevarende botilbud"


def test_a_function_exists_from_its_first_year(plan: AccountPlan) -> None:
    assert [year for year in range(2017, 2021) if plan.existing("52826", year)] == [2019, 2020]
    assert plan.existing("53850", 2000)


def test_a_code_is_written_as_accountants_do(plan: AccountPlan) -> None:
    assert plan.functions["53850"].dotted == "5.38.50"


def test_arts_are_found_by_supplier(plan: AccountPlan) -> None:
    suppliers = ("private", "municipal", "regional")
    assert [plan.supplier_art(s).code for s in suppliers] == ["40", "47", "48"]
    with pytest.raises(InputError, match="Ukendt leverandør: statslig") as fault:
        plan.supplier_art("statslig")
    assert "private" in fault.value.remedy


@pytest.mark.parametrize("verb", ["codes", "label", "phrase"])
def test_an_unknown_group_stops_with_the_known_ones(plan: AccountPlan, verb: str) -> None:
    with pytest.raises(InputError) as fault:
        getattr(plan, verb)("ældre")
    assert fault.value.what == "Ukendt gruppe: ældre."
    assert fault.value.where == "groups.csv"
    assert "residential_care" in fault.value.remedy


@pytest.mark.parametrize(
    ("file", "old", "new", "what"),
    [
        ("account_plan.csv", "adults,aids", "adults,hjælp", "5.38.41 hører til en gruppe"),
        (
            "account_plan.csv",
            "children,prevention",
            "unge,prevention",
            "5.28.21 hører til",
        ),
        (
            "account_plan.csv",
            "assumed,2019",
            "assumed,nyt",
            r"Række 22 \(52826\), first_year: »nyt«",
        ),
        ("account_plan.csv", "53839,", "53838,", "53838 står to gange"),
        ("purchase_arts.csv", "45,", "40,", "40 står to gange"),
        ("groups.csv", "\naids,", "\nadults,", "adults står to gange"),
        ("groups.csv", "adults;children", "adults;unge", "Gruppen social har ingen funktioner"),
        ("groups.csv", "\nescort,", "\nnye,x,x,,x\nescort,", "Gruppen nye har ingen funktioner"),
    ],
)
def test_a_plan_that_does_not_hold_stops(
    folder: Path, file: str, old: str, new: str, what: str
) -> None:
    replace_and_sign(folder / file, old, new)
    with pytest.raises(InputError, match=what) as fault:
        read_account_plan(folder)
    assert file in fault.value.where
    assert fault.value.remedy
