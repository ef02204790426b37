"""Any area: the shipped notebooks on every municipality, several, and the country alone.

Sentence, table, caption and axis of a place agree: no amount that is there is shown as none.
"""

from __future__ import annotations

import json
import re
import shutil
from typing import TYPE_CHECKING, Any

import pytest
from matplotlib.figure import Figure as Canvas
from tests.support.fetching import copied
from tests.support.place import ROOT
from tests.support.shared import Store, fetched_until

from kdanalysis.evidence.arguments import evaluate
from kdanalysis.evidence.value import Unit, Value
from kdanalysis.project import PROJECT_VARIABLE, InputError, Project
from kdanalysis.report.charts.figure import Figure
from kdanalysis.report.elements.tables import Table, plain_text
from kdanalysis.report.expenditure import net_expenditure_table
from kdanalysis.report.subjects.accounts import choose, choose_beside
from kdanalysis.report.subjects.trends import path, trend
from kdanalysis.tables.areas import read_areas
from kdanalysis.tables.build import build_processed

if TYPE_CHECKING:
    from pathlib import Path

AREAS = read_areas(ROOT / "data" / "raw" / "local" / "areas.csv").by_code
PLACES = [*(code for code in AREAS if code != "000"), "Skanderborg, Silkeborg"]
MONEY = (Unit.TKR, Unit.MIO_KR, Unit.MIA_KR)
NOTHING = re.compile(r"(?<![\d.,])0(?:,0+)?\N{NO-BREAK SPACE}(?:mio\.|mia\.)?\s?kr\.")


@pytest.fixture(scope="session")
def fetched(store: Store) -> Project:
    def make(root: Path) -> None:
        project = copied(fetched_until(store, 2022).root, root)
        build_processed(project)
        shutil.copytree(ROOT / "data" / "revisions", project.root / "data" / "revisions")

    return Project(store.once("areas", make))


@pytest.fixture(autouse=True)
def _there(fetched: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PROJECT_VARIABLE, str(fetched.root))
    monkeypatch.setattr(
        Canvas, "savefig", lambda *_, **__: None
    )  # what is drawn is tested elsewhere


def shown(notebook: str, area: object) -> list[Any]:
    """Run the code cells of a notebook for an area, and return what they say and show."""
    items: list[Any] = []
    names: dict[str, Any] = {}
    content = json.loads((ROOT / "analyses" / f"{notebook}.ipynb").read_text(encoding="utf-8"))
    for cell in content["cells"]:
        if cell["cell_type"] != "code":
            continue
        exec("".join(cell["source"]), names)
        if "parameters" in cell["metadata"].get("tags", []):
            names["area"] = area
        names["say"] = lambda *sentences: items.append(" ".join(sentences))
        names["show"] = lambda *more: items.extend(more)
    return items


def series_of(item: Table | Figure) -> dict[str, list[Value]]:
    if isinstance(item, Figure):
        return {line.label: list(line.values) for line in item.numbers.series}
    return {row.label: [cell for cell in row.cells if isinstance(cell, Value)] for row in item.rows}


@pytest.mark.parametrize("notebook", ["udgiftsudvikling", "drivkraefter"])
@pytest.mark.parametrize("area", PLACES)
def test_no_amount_that_is_there_is_shown_as_none(notebook: str, area: str) -> None:
    items = shown(notebook, area)
    drawn = [item for item in items if isinstance(item, Table | Figure)]
    said = [plain_text(item) for item in items if isinstance(item, str)]
    assert len(drawn) > 12
    assert len(said) > 10
    identifiers = [item.id for item in drawn]
    assert len(set(identifiers)) == len(identifiers)
    for item in drawn:
        for label, values in series_of(item).items():
            there = [value for value in values if value.amount and value.unit in MONEY]
            if there:
                assert any(value.rounded for value in there), (item.id, label, item)
    assert [text for text in said if NOTHING.search(text)] == []
    # What is said to be the same all years is not said to rise or fall beside it.
    for text in said:
        for sentence in re.findall(r"[^.]*uændrede alle år[^.]*", text):
            assert not re.search(r"(steg|faldt) (på|i) .* med ", text.replace(sentence, "")), text


@pytest.mark.parametrize("area", [*(code for code in AREAS if code != "000")])
def test_a_change_that_is_told_shows_in_the_levels(area: str) -> None:
    choice = choose(area=area, period="2018-2022")
    plan, view = choice.data.plan, choice.here
    for group in [*plan.groups, *plan.functions]:
        told = trend(view, group)
        growth = view.growth(group)
        levels = re.search(r"fra \[([^]]*)\].*? til \[([^]]*)\]", told)
        if levels:
            assert levels[1] != levels[2], told
            assert not re.search(r"med \[0(,0)?\N{NO-BREAK SPACE}", told), told
        elif growth.amount is not None and growth.rounded:
            assert "uændrede" not in told, told
        if growth.amount is not None and growth.rounded:
            assert "uændrede alle år" not in path(view, group)


def test_samsoe_is_told_in_its_own_size() -> None:
    """The case that failed: 26 to 226 thousand was told as 0 mio. kr., unchanged from 2019."""
    said = " ".join(plain_text(i) for i in shown("udgiftsudvikling", "Samsø") if isinstance(i, str))
    assert re.search(r"Udgiften på Samsø var \d+\.000\skr\. i 2022, \d+\.000\skr\. mere", said)
    youth = next(
        i
        for i in shown("udgiftsudvikling", 741)
        if getattr(i, "id", "") == "fig-ungdomskriminalitet"
    )
    assert youth.numbers.unit.startswith("1.000 kr.")


def test_the_country_alone_is_told_once() -> None:
    items = shown("udgiftsudvikling", "000")
    said = [plain_text(item) for item in items if isinstance(item, str)]
    for text in said:
        sentences = [part for part in re.split(r"\. ", text) if len(part) > 40]
        assert len(set(sentences)) == len(sentences), text
    assert "Midtjylland" not in " ".join(said[:2])
    (overview,) = [i for i in items if getattr(i, "id", "") == "tbl-samlet"]
    assert len(overview.rows) == 3
    identifiers = [i.id for i in items if isinstance(i, Table | Figure)]
    assert len(set(identifiers)) == len(identifiers)
    with pytest.raises(InputError, match="landet alene") as fault:
        choose_beside(area="landet", period="2018-2022")
    assert "Midtjylland (082)" in fault.value.remedy


def test_several_places_stand_one_by_one_and_together() -> None:
    choice = choose(area=["Skanderborg", "Samsø"], period="2018-")
    assert choice.here.name == "Skanderborg og Samsø"
    assert choice.here.phrase == "i Skanderborg og på Samsø"
    assert [view.area for view in choice.all_views] == ["000", "746", "741", "746+741"]
    tables = [net_expenditure_table(view, "adults") for view in choice.all_views]
    assert [t.id for t in tables] == [
        "tbl-voksne-landet", "tbl-voksne-746", "tbl-voksne-741", "tbl-voksne-lokalt",
    ]  # fmt: skip
    levels = [view.level("adults", 2022).exact for view in choice.all_views]
    assert levels[1] + levels[2] == levels[3]
    told = choice.here.level("adults", 2022)
    assert evaluate(told.provenance.key, choice.data).amount == told.amount


def test_a_view_shows_itself() -> None:
    view = choose(area="Samsø", period="2018-2022").here
    assert repr(view).count("\n") == 0
    html = view._repr_html_()
    assert "Samsø, 2018-2022" in html
    assert html.count("<tr>") == 10


def test_without_accounts_a_municipality_says_how_to_get_them(
    checkout: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(PROJECT_VARIABLE, str(checkout.root))
    with pytest.raises(InputError, match="ingen regnskaber i data for Skanderborg") as fault:
        choose(area="Skanderborg", period="2018-2022")
    assert "kdanalysis refresh" in fault.value.remedy
    assert "Midtjylland (082)" in fault.value.remedy
    with pytest.raises(InputError, match="rækker ud over"):
        choose(area="082", period="2010-2022")
