"""Breaks of the register as readers meet them: marked in drawings, told in captions and text."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from tests.support.fetching import copied
from tests.support.place import ROOT
from tests.support.raw_files import replace_and_sign

from kdanalysis.report import expenditure as tables
from kdanalysis.report.drivers import comparison as drivers
from kdanalysis.report.elements.breaks import break_caveat, break_note, break_years, marked
from kdanalysis.report.elements.tables import plain_text
from kdanalysis.report.subjects import account_figures as figures
from kdanalysis.report.subjects.accounts import Choice, View, known_breaks
from kdanalysis.tables.dataset import Dataset
from kdanalysis.tables.period import Period

if TYPE_CHECKING:
    from pathlib import Path

    from kdanalysis.report.charts.figure import Figure

PERIOD = Period(2018, 2022)
ENTERED = "Betalinger er omlagt"
"""What the entered break is said to be."""


def choice_of(data: Dataset) -> Choice:
    here, country = (View(data, area, PERIOD) for area in ("082", "000"))
    return Choice(here, country)


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Choice:
    """The repository's own data and register."""
    return choice_of(Dataset(copied(ROOT, tmp_path_factory.mktemp("plain")), 2022))


@pytest.fixture
def entered(tmp_path: Path) -> Choice:
    """The same, after a break of 5.38.50 in 2021 was entered, as docs/updating.md tells."""
    project = copied(ROOT, tmp_path)
    file = project.raw / "local" / "account_breaks.csv"
    last = file.read_text(encoding="utf-8").splitlines()[-1] + "\n"
    row = f"53850,2021,redefined,{ENTERED}.,,prøve,2026-11-22\n"
    replace_and_sign(file, last, last + row)
    return choice_of(Dataset(project, 2022))


def caption(figure: Figure) -> str:
    return plain_text(figure.closing)


def test_children_cross_the_break_of_2019_and_adults_none(plain: Choice) -> None:
    assert break_years(plain.data, ("children",), PERIOD) == (2019,)
    assert break_years(plain.data, ("adults",), PERIOD) == ()
    assert break_years(plain.data, ("children",), Period(2019, 2022)) == ()
    assert break_note(plain.data, ("adults",), PERIOD) is None
    told = break_note(plain.data, ("children",), PERIOD)
    assert told is not None
    assert told.startswith("Kontobrud 2019: ")
    # Six functions are concerned; it is said once.
    assert told.count("Funktion 5.28.26 findes fra 2019") == 1
    assert len(plain.data.breaks.within(plain.data.plan.codes("children"), PERIOD)) == 6


def test_what_several_functions_share_is_said_once(plain: Choice) -> None:
    told = break_note(plain.data, ("placements",), PERIOD)
    assert told is not None
    assert told.count("Kontobrud") == 1


def test_a_line_is_marked_before_the_year_and_told_in_caption_alt_and_data(plain: Choice) -> None:
    figure = figures.index_figure(plain, "fig-x", ("adults", "children"))
    assert "<!-- Kontobrud 2019 -->" in figure.svg
    for text in (caption(figure), figure.alt, figure.data.note or ""):
        assert "Kontobrud 2019: Funktion 5.28.26 findes fra 2019" in text
    whole = figures.index_figure(plain, "fig-x", ("adults",))
    assert "Kontobrud" not in whole.svg + whole.alt + caption(whole)
    assert whole.data.note is None


@pytest.mark.parametrize("base", ["adults", "children"])
def test_bars_carry_a_mark_that_is_explained(plain: Choice, base: str) -> None:
    for figure in (
        drivers.cascade_figure(plain.here, base),
        drivers.shift_share_figure(plain.here, base),
    ):
        starred = [row[0] for row in figure.data.rows if str(row[0]).endswith(" *")]
        assert bool(starred) is (base == "children")
        assert ("* Kontobrud 2019" in caption(figure)) is (base == "children")


def test_a_break_that_is_entered_shows_in_every_figure_it_concerns(entered: Choice) -> None:
    here = entered.here
    lines = (
        figures.index_figure(entered, "fig-x", ("residential_care",)),
        figures.purchases_figure(here, "fig-koeb"),
        drivers.per_inhabitant_figure(entered, "adults"),
        drivers.substitution_figure(here),
    )
    for figure in lines:
        assert "<!-- Kontobrud 2021 -->" in figure.svg
        assert ENTERED in caption(figure)
    bars = (
        figures.contribution_figure(entered),
        figures.growth_by_function_figure(entered, "fig-botilbud", "residential_care"),
        drivers.cascade_figure(here, "adults"),
    )
    for figure in bars:
        assert any(str(row[0]).endswith(" *") for row in figure.data.rows)
        assert f"* Kontobrud 2021: {ENTERED}." in caption(figure)
    assert ENTERED in caption(figures.unit_cost_figure(entered.country))
    spec = json.loads(figures.purchases_interactive(here, "fig-koeb").spec)
    assert [note["text"] for note in spec["layout"]["annotations"]] == ["Kontobrud 2021"]
    assert [shape["x0"] for shape in spec["layout"]["shapes"]] == [2020.5]


def test_a_break_that_is_entered_shows_below_the_tables_and_in_the_text(entered: Choice) -> None:
    for table in (
        tables.net_expenditure_table(entered.here, "adults"),
        tables.purchases_table(entered.here),
        tables.overview_table(entered),
        tables.contribution_table(entered),
    ):
        assert f"Kontobrud 2021: {ENTERED}." in (table.note or "")
    told = known_breaks(entered)
    assert told.startswith("I perioden 2018-2022 er der kendte brud i kontoplanen")
    assert ENTERED in told


def test_a_period_without_breaks_says_so(plain: Choice) -> None:
    told = break_caveat(plain.data, ("adults",), PERIOD)
    assert told == "Der er ingen kendte brud i kontoplanen i perioden 2018-2022."
    assert marked(plain.data, "adults", PERIOD) == "Voksenområdet"


def test_a_bridge_tells_where_the_amounts_before_it_come_from(plain: Choice) -> None:
    told = break_note(plain.data, ("home_help", "home_support"), Period(2017, 2022))
    assert told is not None
    assert "; beløbene før 2018 er ført over fra 5.38.37 til 5.38.38." in told
    assert "; beløbene før 2018 er ført over fra 5.38.38 til 5.38.39." in told
