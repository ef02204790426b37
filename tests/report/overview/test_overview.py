"""The overview: decisions first, ten key figures at most, no assumption as a finding."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from tests.support.invented import invented

from kdanalysis.project import InputError
from kdanalysis.report import overview as overview_tables
from kdanalysis.report.elements.tables import plain_text
from kdanalysis.report.overview import open_overview, tender_cost_figure
from kdanalysis.report.subjects.changes import revisited
from kdanalysis.tables.decisions import read_open_decisions

if TYPE_CHECKING:
    from kdanalysis.project import Project
    from kdanalysis.report.overview import Overview
    from kdanalysis.tables.dataset import Dataset


@pytest.fixture(scope="module")
def overview() -> Overview:
    return open_overview(area="082", period="2018-2022", price_year=2022, status_date="2024-01-26")


def test_what_is_to_be_decided_comes_from_the_data(overview: Overview) -> None:
    listed = plain_text(overview_tables.to_decide(overview)).splitlines()
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
    assert shown["Urologiudbud: prisfald til break-even (%)"][0] == 10.7
    ways = [row[-1] for row in table.data().rows]
    assert sum(way != "–" for way in ways) == len(ways) - 1


def test_a_direction_that_depends_on_the_price_level_is_called_unsure(overview: Overview) -> None:
    """As in the report on drivers: other PL rates turn the rise of children and youth around."""
    table = overview_tables.key_figure_table(overview)
    shown = {row[0]: row[-1] for row in table.data().rows}
    assert shown["Børne- og ungeområdet, vækst (%)"] == "stigende (usikker)"
    assert [label for label, way in shown.items() if "usikker" in str(way)] == [
        "Børne- og ungeområdet, vækst (%)"
    ]
    told = plain_text(overview_tables.children_finding(overview))
    assert "afhænger af pris- og lønkæden (PL) for børne- og ungeområdet i Midtjylland" in told
    assert "Usikker: den afhænger af pris- og lønkæden." in (table.note or "")


def test_sure_directions_have_no_caveat(overview: Overview, data: Dataset) -> None:
    steep = dict.fromkeys(data.plan.functions, (100, 100, 100, 100, 200))
    sure = replace(overview, expenditure=invented(data, here=steep))
    assert plain_text(overview_tables.children_finding(sure)).endswith("på landsplan.")
    assert "afhænger" not in overview_tables.children_finding(sure)


def test_the_findings_are_whole_sentences(overview: Overview) -> None:
    assert plain_text(overview_tables.care_finding(overview)).startswith(
        "Udgifterne på voksenområdet steg 10,9\N{NO-BREAK SPACE}% i Midtjylland"
    )
    bought = plain_text(overview_tables.purchase_finding(overview))
    assert bought.endswith("overstiger køb hos private betalinger til kommuner fra 2021.")
    assert "anbringelser faldt" in plain_text(overview_tables.children_finding(overview))
    assert (
        plain_text(overview_tables.decided(overview))
        .replace("*", "")
        .startswith(
            "Analyse af udgiftsudviklingen på det specialiserede socialområde: KD-Net godkendte"
        )
    )


def test_the_first_edition_says_so_once(data: Dataset) -> None:
    first = replace(revisited(data), before=None)
    said = overview_tables.news(first)
    assert said.startswith("Der er ingen tidligere udgave at sammenligne med")
    assert said.count(".") == said.count("november") + 1


def test_a_later_edition_says_what_changed(data: Dataset) -> None:
    newest = revisited(data)
    said = plain_text(overview_tables.news(replace(newest, before=newest.after)))
    assert "sammenlignet med" in said
    assert "Ingen tidligere offentliggjorte beløb eller folketal er rettet." in said
    assert "ingen nye eller bortfaldne regnskabsår" in said
    assert said.endswith("Ingen konklusion har skiftet retning eller rækkefølge.")


def test_the_tenders_cost_adds_up_to_the_break_even(overview: Overview) -> None:
    """2024: 2827-2833: (1,225,200 + 10,644,212 + 2,875,676 / 4) / 117,600,000."""
    figure = tender_cost_figure(overview.tender)
    *costs, whole = figure.numbers.series[0].values
    assert sum(cost.exact for cost in costs) == whole.exact
    assert float(whole.exact) == pytest.approx((1_225_200 + 10_644_212 + 2_875_676 / 4) / 1e6)
    assert round(float(whole.exact) / 117.6 * 100, 1) == 10.7
    assert plain_text(figure.finding).replace("\N{NO-BREAK SPACE}", " ") == (
        "Udbuddet koster kommunerne 12,6 mio. kr. om året; et prisfald på 10,7 % dækker det."
    )
    assert "antagelse" not in figure.numbers.source


def test_there_is_one_figure_per_finding_and_its_headings_claim_nothing(checkout: Project) -> None:
    notebook = json.loads((checkout.analyses / "overblik.ipynb").read_text(encoding="utf-8"))
    code = ["".join(c["source"]) for c in notebook["cells"] if c["cell_type"] == "code"]
    findings = [cell for cell in code if "_finding(" in cell or "break_even(" in cell]
    assert len(findings) == 4
    assert all(cell.count("_figure(") == 1 for cell in findings)
    prose = "".join("".join(c["source"]) for c in notebook["cells"] if c["cell_type"] == "markdown")
    headings = [line for line in prose.splitlines() if line.startswith("#")]
    assert headings
    # What drives, flows or rises follows the data; a heading does not.
    assert not any(re.search(r"driver|flytter|stiger|falder", heading) for heading in headings)


@pytest.mark.parametrize(
    ("last", "said"),
    [
        (0, "faldende"),
        (80, "faldende (usikker)"),
        (100, "uændret"),
        (120, "stigende (usikker)"),
        (200, "stigende"),
    ],
)
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
