"""A person's kernel: values shown richly, an error as one message; the pipeline's as it was."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import nbformat
import pytest
from nbclient import NotebookClient

from kdanalysis.render.kernels import Kernels, run_notebook
from kdanalysis.report.session import error_message

if TYPE_CHECKING:
    from kdanalysis.project import Project

OPENING = """from kdanalysis.notebook import *
from kdanalysis.report.expenditure import *
from kdanalysis.report.subjects.account_figures import index_figure
from kdanalysis.report.subjects.accounts import choose
valg = choose(area="082", period="2018-2022")
midt = valg.here"""


def outputs(project: Project, *cells: str, **environment: str) -> list[list[Any]]:
    """Run cells after `OPENING` as JupyterLab would, and return the outputs of each."""
    v4 = nbformat.v4
    notebook = v4.new_notebook(cells=[v4.new_code_cell(code) for code in (OPENING, *cells)])  # type: ignore[no-untyped-call]
    where = {"metadata": {"path": str(project.root)}}
    client = NotebookClient(notebook, resources=where, allow_errors=True, timeout=120)
    client.execute(env=os.environ | environment)
    return [cell.outputs for cell in notebook.cells[1:]]


@pytest.fixture(scope="module")
def shown(checkout: Project) -> list[list[Any]]:
    cells = [
        'midt.growth("adults")',
        '[midt.growth("adults"), midt.growth("children")]',
        "valg.data",
        "overview_table(valg)",
        '[overview_table(valg), index_figure(valg, "fig-i", ("adults",))]',
        "[1, 2]",
        "[]",
    ]
    return outputs(checkout, *cells)


def html(output: Any) -> str:
    return str(output["data"]["text/html"])


def test_a_value_list_and_dataset_are_rich_with_a_line_beside(shown: list[list[Any]]) -> None:
    for (output,) in shown[:3]:
        assert output["data"]["text/plain"].count("\n") <= 1
        assert "Fraction(" not in str(output["data"])
    assert "10,9" in html(shown[0][0])
    assert html(shown[1][0]).count("<tr>") == 3
    assert "net_expenditure" in html(shown[2][0])


def test_tables_and_figures_show_themselves(shown: list[list[Any]]) -> None:
    assert "<table" in html(shown[3][0])
    table, figure = shown[4]
    assert "<table" in html(table)
    assert "<figure" in html(figure)


def test_other_lists_are_as_ever(shown: list[list[Any]]) -> None:
    assert [dict(output["data"]) for (output,) in shown[5:]] == [
        {"text/plain": "[1, 2]"},
        {"text/plain": "[]"},
    ]


ERRORS = {
    'midt.growth("adlts")': ["adlts", "Hvor:", "Gør:", 'Linje: 1: midt.growth("adlts")'],
    "x = 1\nmidt.nothing()": ["AttributeError", "Hvor: linje 2: midt.nothing()", "Gør:"],
    "x = 1\nif x\n  y": ["kan ikke læses som Python", "Hvor: linje 2: if x", "Gør:"],
    "def f():\n    1 / 0\n\nf()": ["ZeroDivisionError", "Hvor: linje 2: 1 / 0", "Gør:"],
    "raise ValueError": ["Cellen standsede: ValueError\n", "Hvor: linje 1"],
}


def test_an_error_is_one_message(checkout: Project) -> None:
    for (output,), parts in zip(outputs(checkout, *ERRORS), ERRORS.values(), strict=True):
        told = "\n".join(output["traceback"])
        assert output["output_type"] == "error"
        assert told.count("\n") <= 3, told
        assert [part for part in parts if part not in told] == []


def test_the_variable_brings_the_traceback_back(checkout: Project) -> None:
    (output,), (later,) = outputs(checkout, "midt.nothing()", "1 / 0", KDANALYSIS_DEBUG="1")
    assert len("\n".join(output["traceback"]).splitlines()) > 5
    assert "Traceback" in "\n".join(later["traceback"])


def test_it_can_be_asked_for_in_the_notebook(checkout: Project) -> None:
    first, _, second = outputs(checkout, "1 / 0", "%env KDANALYSIS_DEBUG=1", "1 / 0")
    assert len(first[0]["traceback"]) == 1
    assert "Traceback" in "\n".join(second[0]["traceback"])


def test_the_pipeline_sees_the_whole_error(checkout: Project) -> None:
    v4 = nbformat.v4
    notebook = v4.new_notebook(cells=[v4.new_code_cell(f"{OPENING}\n1 / 0")])  # type: ignore[no-untyped-call]
    with (
        Kernels() as kernels,
        pytest.raises(Exception, match="ZeroDivisionError"),
        kernels.lent(checkout.root) as k,
    ):
        run_notebook(notebook, checkout.root, k)
    assert "Traceback" in "\n".join(notebook.cells[0].outputs[0]["traceback"])


def test_an_error_without_words_or_place_is_told_all_the_same() -> None:
    told = error_message(KeyError, KeyError())
    assert told.startswith("Cellen standsede: KeyError\n  Hvor: linje –\n  Gør: ")
