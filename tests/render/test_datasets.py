"""The numbers behind figures and tables: read strictly from the executed notebook."""

from __future__ import annotations

from typing import Any

import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output
from tests.render.notebooks import dataset

from kdanalysis.project import InputError
from kdanalysis.render.annex import collect, labels
from kdanalysis.report.elements.tables import ShownData

WORDS = {"crossref-fig-title": "Figur", "crossref-tbl-title": "Tabel"}


def notebook(*metadata: dict[str, Any]) -> Any:
    """Return an executed notebook with one output per metadata."""
    cells = []
    for stated in metadata:
        shown = new_output("display_data", {"text/markdown": "x"}, metadata=stated)  # type: ignore[no-untyped-call]
        cells.append(new_code_cell("", outputs=[shown]))  # type: ignore[no-untyped-call]
    return new_notebook(cells=cells)  # type: ignore[no-untyped-call]


def test_datasets_come_in_document_order_with_their_values_unchanged() -> None:
    found = collect(notebook(dataset("tbl-b", "table"), {}, dataset("fig-a", "figure")), "x")
    assert [shown.id for shown in found] == ["tbl-b", "fig-a"]
    assert isinstance(found[0], ShownData)
    assert [tuple(row) for row in found[0].rows] == [("Botilbud", 1234.5, -2), ("I alt", None, 3)]
    assert [type(value) for value in found[0].rows[0]] == [str, float, int]


def test_a_notebook_without_datasets_has_none() -> None:
    assert collect(notebook({}), "x") == ()


def broken(**changes: Any) -> dict[str, Any]:
    stated = dataset("fig-a", "figure")
    stated["kdanalysis"]["dataset"].update(changes)
    return stated


@pytest.mark.parametrize(
    ("stated", "said"),
    [
        (broken(kind="drawing"), "kind"),
        (broken(title=None), "title"),
        (broken(rows=[["a", {"x": 1}, 2]]), "rows"),
        (broken(rows=[["a", 1]]), "3 celler"),
        (broken(rows=[]), "3 celler"),
        (broken(columns=[]), "0 celler"),
        (broken(id="botilbud"), "botilbud"),
        (broken(id="fig-../x"), "fig-../x"),
        ({"kdanalysis": {"dataset": "fig-a"}}, "Datasættet"),
    ],
)
def test_a_dataset_that_is_not_whole_stops_and_names_its_cell(stated: Any, said: str) -> None:
    with pytest.raises(InputError) as fault:
        collect(notebook({}, stated), "analyses/x.ipynb")
    assert said in fault.value.what
    assert fault.value.where == "analyses/x.ipynb, celle 2"


def test_two_datasets_of_one_name_stop() -> None:
    twice = [dataset("fig-a", "figure"), dataset("fig-a", "table")]
    with pytest.raises(InputError, match="fig-a"):
        collect(notebook(*twice), "x")


def test_labels_are_those_the_page_prints() -> None:
    page = (
        '<figure id="fig-b"><img src="data:,"><figcaption>Figur\u00a01: B</figcaption></figure>'
        '<div id="fig-b-interactive"></div>'
        '<div id="tbl-q"><figcaption id="tbl-q-caption">Tabel&nbsp;1: Q</figcaption></div>'
        '<figure id="fig-a"><figcaption>Figur\u00a012: A, se Figur\u00a01</figcaption></figure>'
    )
    names = ["fig-a", "fig-b", "fig-gone", "tbl-q"]
    expected = {"fig-a": "Figur 12", "fig-b": "Figur 1", "tbl-q": "Tabel 1"}
    assert labels(page, names, WORDS) == expected
