"""The overview: decisions first, ten key figures at most, no assumption as a finding."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from tests.support.invented import invented

from kdanalysis.project import InputError
from kdanalysis.report.elements.tables import plain_text
from kdanalysis.report.overview import tables as overview_tables
from kdanalysis.report.overview import text as overview_text
from kdanalysis.report.overview.choice import open_overview
from kdanalysis.tables.open_decisions import read_open_decisions

if TYPE_CHECKING:
    from kdanalysis.project import Project
    from kdanalysis.report.overview.choice import Overview
    from kdanalysis.tables.dataset import Dataset


@pytest.fixture(scope="module")
def overview() -> Overview:
    return open_overview(area="082", period="2018-2022", price_year=2022, status_date="2024-01-26")


def test_what_is_to_be_decided_comes_from_the_data(overview: Overview) -> None:
    listed = plain_text(overview_text.to_decide(overview)).splitlines()
    assert len(listed) == 3
    assert listed[0].startswith("- Udligning i det fælles urologiudbud: Kan udligningen godkendes?")
    assert "ikke godkendt" in listed[0]


def test_a_committee_without_decisions_stops(checkout: Project) -> None:
    file = checkout.raw / "local" / "aabne_beslutninger.csv"
    with pytest.raises(InputError, match="ingen udestående beslutninger for Byrådet"):
        read_open_decisions(file, "Byrådet")


def test_six_to_ten_key_figures_each_with_area_country_and_direction(overview: Overview) -> None:
    table = overview_tables.key_figure_table(overview)
    assert 6 <= len(table.rows) <= 10
    shown = {row[0]: row[1:] for row in table.data().rows}
    assert shown["Voksenområdet, vækst (%)"] == (10.9, 9.7, "stigende")
    assert shown["Betalinger til andre kommuner, vækst (%)"] == (-20.9, -13.9, "faldende")
    assert shown["Botilbudsudgift pr. modtager, vækst 2018-2021 (%)"][1:] == (5.4, "stigende")
    assert shown["Urologiudbud: break-even uden udligning (%)"][0] == 10.7


def test_the_findings_are_whole_sentences(overview: Overview) -> None:
    assert plain_text(overview_text.care_finding(overview)).startswith(
        "Udgifterne på voksenområdet steg 10,9\N{NO-BREAK SPACE}% i Midtjylland"
    )
    bought = plain_text(overview_text.purchase_finding(overview))
    assert bought.endswith("overstiger køb hos private betalinger til kommuner fra 2021.")
    assert "anbringelser faldt" in plain_text(overview_text.children_finding(overview))
    assert plain_text(overview_text.decided(overview)).startswith("KD-Net godkendte indstillingen")


@pytest.mark.parametrize(("last", "said"), [(80, "faldende"), (100, "uændret"), (120, "stigende")])
def test_the_direction_follows_the_accounts(
    overview: Overview, data: Dataset, last: int, said: str
) -> None:
    choice = invented(data, here={"53850": [100, 100, 100, 100, last]})
    table = overview_tables.key_figure_table(replace(overview, expenditure=choice))
    shown = {row[0]: row[-1] for row in table.data().rows}
    assert shown["Voksenområdet, vækst (%)"] == said
    assert shown["Anbringelser, vækst (%)"] == "uændret"


def test_no_assumed_range_stands_in_the_overview(checkout: Project) -> None:
    notebook = json.loads((checkout.analyses / "overblik.ipynb").read_text(encoding="utf-8"))
    code = "".join("".join(c["source"]) for c in notebook["cells"] if c["cell_type"] == "code")
    assert "tornado" not in code
    assert "break_even_figure" not in code
