"""Tables 1-6 regenerated cell by cell, and the tables beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.support.printed import YEARS, printed_cells

from kdanalysis.evidence.value import Value
from kdanalysis.report.expenditure import (
    contribution_table,
    net_expenditure_table,
    overview_table,
    price_chain_table,
    purchases_table,
)

if TYPE_CHECKING:
    from fractions import Fraction

    from kdanalysis.report.elements.tables import Table
    from kdanalysis.report.subjects.accounts import Choice, View

SOURCE = "Kilde: KD-Net 10-11-2023, tabel 1-6; løbende priser genskabt af kdanalysis"


def printed_rows(table: str) -> list[tuple[int | None, ...]]:
    """Return the printed amounts of a table, row by row, the row "I alt" last."""
    amounts = [cell.amount for cell in printed_cells() if cell.table == table]
    size = len(YEARS)
    return [tuple(amounts[i : i + size]) for i in range(0, len(amounts), size)]


def regenerated(choice: Choice) -> dict[str, Table]:
    landet, midt = choice.views
    return {
        "tabel1": net_expenditure_table(landet, "adults"),
        "tabel2": net_expenditure_table(midt, "adults"),
        "tabel3": purchases_table(landet),
        "tabel4": purchases_table(midt),
        "tabel5": net_expenditure_table(landet, "children"),
        "tabel6": net_expenditure_table(midt, "children"),
    }


@pytest.mark.parametrize("number", range(1, 7))
def test_a_printed_table_comes_out_again_cell_by_cell(choice: Choice, number: int) -> None:
    table = regenerated(choice)[f"tabel{number}"]
    assert [row[1:] for row in table.data().rows] == printed_rows(f"tabel{number}")
    assert table.rows[-1].label == "I alt"
    assert table.rows[-1].total


@pytest.mark.parametrize("number", range(1, 7))
def test_a_table_says_unit_price_level_period_and_source(choice: Choice, number: int) -> None:
    table = regenerated(choice)[f"tabel{number}"]
    assert table.unit == "1.000 kr., 2022-priser"
    assert table.source == SOURCE
    assert "2018-2022" in table.title
    assert table.columns == ("", *map(str, YEARS))


def test_tables_have_names_of_their_own(choice: Choice) -> None:
    tables = [
        *regenerated(choice).values(),
        overview_table(choice),
        contribution_table(choice),
        price_chain_table(choice),
    ]
    assert len({table.id for table in tables}) == len(tables) == 9
    assert all(table.id.startswith("tbl-") for table in tables)


def test_purchases_are_said_not_to_be_residential_care(midt: View) -> None:
    assert purchases_table(midt).note == "Art 4.0 omfatter hele voksenområdet, ikke kun botilbud."


def test_overview(choice: Choice) -> None:
    rows = {row[0]: row[1:] for row in overview_table(choice).data().rows}
    assert rows == {
        "Voksenområdet, hele landet": (35.75, 39.22, 3469, 9.7),
        "Børne- og ungeområdet, hele landet": (17.69, 18.6, 914, 5.2),
        "Det specialiserede socialområde, hele landet": (53.44, 57.82, 4383, 8.2),
        "Voksenområdet, Midtjylland": (7.86, 8.72, 858, 10.9),
        "Børne- og ungeområdet, Midtjylland": (3.6, 3.65, 50, 1.4),
        "Det specialiserede socialområde, Midtjylland": (11.47, 12.37, 908, 7.9),
    }


def _exact(cell: object) -> Fraction:
    assert isinstance(cell, Value)
    return cell.exact


def test_contributions_add_up_to_the_group_and_the_group_is_of_the_whole(choice: Choice) -> None:
    rows = [row.cells for row in contribution_table(choice).rows]
    for kinds, care, adults in ((rows[:3], rows[3], rows[4]), (rows[5:8], rows[8], rows[9])):
        for column in (0, 2):
            parts = sum(_exact(kind[column]) for kind in kinds)
            assert parts == _exact(care[column])
        assert _exact(adults[2]) == 100
    data = contribution_table(choice).data().rows
    assert (data[3][3], data[8][3]) == (68.3, 80.9)


def test_the_price_chain(choice: Choice) -> None:
    assert price_chain_table(choice).data().rows == (
        ("2018", None, 1.094),
        ("2019", 1.6, 1.0768),
        ("2020", 2.1, 1.0546),
        ("2021", 1.7, 1.037),
        ("2022", 3.7, 1.0),
    )
