"""Own notebooks: found, rendered, proven and listed; a faulty one stops no other report."""

from __future__ import annotations

import json
import re
import shutil
from typing import TYPE_CHECKING, Any, Final

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_raw_cell
from rich.console import Console
from tests.support.locked import lock
from tests.support.shared import Store, relocated

from kdanalysis.cli import run
from kdanalysis.project import CombinedInputError, InputError, Project
from kdanalysis.render import Engine, render_site
from kdanalysis.render.configuration import executed_path
from kdanalysis.render.own import opening, own_reports

if TYPE_CHECKING:
    from pathlib import Path

START: Final = """from kdanalysis.notebook import *
from kdanalysis.report.expenditure import overview_table
from kdanalysis.report.subjects.accounts import choose
valg = choose(area="082", period="2018-2022")"""
GOOD: Final = "Min analyse æøå"
SAID: Final = "faults.json"
SAYING: Final = "say(f\"Væksten er {n(valg.here.growth('adults'))} fra 2018 til 2022.\")"
FAULTY: Final[dict[str, tuple[tuple[str, ...], list[str]]]] = {
    "tal": (
        ("# Tal", START, 'a = 1\nsay("Der er 4711 af dem.")'),
        ["Tallet 4711 er hverken", "egne/tal.ipynb, celle 3, linje 2", "n(own("],
    ),
    "prosa": (
        ("# Prosa", START, SAYING, "md:Udgiften er\n12,5 mio. kr."),
        ["Tallet 12,5", "egne/prosa.ipynb, celle 4, linje 2"],
    ),
    "syntaks": (
        ("# Syntaks", "x = 1\nif x\n  y"),
        ["SyntaxError", "egne/syntaks.ipynb, celle 2, linje 2: if x"],
    ),
    "indryk": (("# Indryk", "x = 1\n  y = 2"), ["celle 2, linje 2: y = 2"]),
    "værdi": (
        ("# Værdi", START, "valg.here.growth('adults')"),
        ["sidste linje viser en værdi", "10.9 %", "celle 3", "say(n(tal))"],
    ),
    "ramme": (
        ("# Ramme", START, "valg.data.table('population')"),
        ["sidste linje", "own_table", "celle 3"],
    ),
    "print": (("# Print", "print('hej')"), ["skriver til stdout: hej", "celle 2"]),
    "vores": (
        ("# Vores", START, 'choose(area="999", period="2018-")'),
        ["999", "celle 3, linje 1: choose(", "Gør: "],
    ),
    "billede": (
        ("# Billede", "import matplotlib.pyplot as plt\nplt.plot([1, 2]);"),
        ["hverken titel eller alternativ tekst", "celle 2", "own_figure"],
    ),
    "tavst": (("# Tavst", "md:Se her: ![](data:image/png;base64,AA==)"), ["alternativ tekst"]),
    "uden": ((START,), ["ingen titel", "# og titlen"]),
    "tom fil": ((), ["ikke en notebook"]),
    "liste": ((), ["ikke en notebook", "egne/liste.ipynb"]),
    "celler er tal": ((), ["ikke en notebook", "egne/celler er tal.ipynb"]),
    "ukendt celle": ((), ["ikke en notebook", "egne/ukendt celle.ipynb"]),
    "mangler output": ((), ["ikke en notebook", "egne/mangler output.ipynb"]),
    "output er et tal": ((), ["ikke en notebook", "egne/output er et tal.ipynb"]),
    "fremtidens form": ((), ["ikke en notebook", "egne/fremtidens form.ipynb"]),
}
_CODE: Final = {"cell_type": "code", "id": "a", "metadata": {}, "source": "1"}
ODD: Final[dict[str, Any]] = {
    "liste": [1],
    "celler er tal": {"cells": [1]},
    "ukendt celle": {"cells": [{**_CODE, "cell_type": "tegning"}]},
    "mangler output": {"cells": [_CODE]},
    "output er et tal": {"cells": [{**_CODE, "outputs": 5, "execution_count": None}]},
    "fremtidens form": {"cells": [], "nbformat": 9},
}
"""JSON that is no notebook, or none of ours."""


def own(project: Project, name: str, *cells: str) -> Path:
    """Write an own notebook: a first title, code, or `md:` and Markdown."""
    made = [
        new_markdown_cell(text.removeprefix("md:"))  # type: ignore[no-untyped-call]
        if text.startswith(("# ", "md:"))
        else new_code_cell(text)  # type: ignore[no-untyped-call]
        for text in cells
    ]
    path = project.analyses / "egne" / f"{name}.ipynb"
    path.parent.mkdir(exist_ok=True)
    nbformat.write(new_notebook(cells=made), path)  # type: ignore[no-untyped-call]
    return path


def copy_of(checkout: Project, root: Path) -> Project:
    for folder in ("data", "analyses"):
        shutil.copytree(checkout.root / folder, root / folder)
    shutil.rmtree(root / "analyses" / "egne", ignore_errors=True)
    for file in checkout.root.glob("_quarto*.yml"):
        shutil.copy(file, root)
    return Project(root)


def render(project: Project, *reports: str) -> list[str]:
    return render_site(project, Console(quiet=True), reports=reports, engine=Engine.PANDOC)


@pytest.fixture(scope="session")
def project(checkout: Project, store: Store) -> Project:
    """A project whose own notebooks are all made once: a good one beside the faulty; to be read."""

    def make(root: Path) -> None:
        made = copy_of(checkout, root)
        own(
            made,
            GOOD,
            "# Min egen analyse\n\nOm 2018.",
            START,
            SAYING,
            "show(overview_table(valg))",
        )
        for name, (cells, _) in FAULTY.items():
            own(made, name, *cells)
        (made.analyses / "egne" / "tom fil.ipynb").write_bytes(b"")
        for name, content in ODD.items():
            form = {"metadata": {}, "nbformat": 4, "nbformat_minor": 5}
            whole = form | content if isinstance(content, dict) else content
            odd = made.analyses / "egne" / f"{name}.ipynb"
            odd.write_text(json.dumps(whole), encoding="utf-8")
        own(made, "_kladde", "# Kladde", "1 / 0")
        with pytest.raises(CombinedInputError) as raised:
            render(made, *own_reports(made))
        told = [[fault.what, fault.where, fault.remedy] for fault in raised.value.faults]
        (root / SAID).write_text(json.dumps(told), encoding="utf-8")

    return Project(store.once("own", make))


@pytest.fixture
def faults(project: Project) -> CombinedInputError:
    """What was said when they were made."""
    told = json.loads((project.root / SAID).read_text(encoding="utf-8"))
    return CombinedInputError([InputError(what, where, remedy) for what, where, remedy in told])


@pytest.fixture
def copy(project: Project, tmp_path: Path) -> Project:
    """A copy of the project and what was made in it, to be worked at."""
    return relocated(project.root, tmp_path / "copy")


def test_they_are_found_by_themselves_but_drafts(project: Project) -> None:
    assert own_reports(project) == tuple(sorted(f"egne/{name}" for name in [GOOD, *FAULTY]))


@pytest.mark.parametrize("name", FAULTY)
def test_each_fault_is_one_message_with_its_place(name: str, faults: CombinedInputError) -> None:
    (told,) = [str(fault) for fault in faults.faults if f"egne/{name}.ipynb" in fault.where]
    assert [part for part in FAULTY[name][1] if part not in told] == []
    assert told.count("Hvor:") == told.count("Gør:") == 1


def test_all_are_told_and_the_good_one_is_made(
    project: Project, faults: CombinedInputError
) -> None:
    assert len(faults.faults) == len(FAULTY)
    assert str(faults).count("Hvor:") == len(FAULTY)
    made = {path.name for path in (project.site / "egne").iterdir() if path.is_file()}
    assert made == {f"{GOOD}.{suffix}" for suffix in ("html", "pdf", "xlsx")}


def test_it_stands_on_the_site_with_links_that_lead_somewhere(project: Project) -> None:
    index = (project.site / "index.html").read_text(encoding="utf-8")
    assert "Egne analyser" in index
    assert "Min egen analyse" in index
    page = (project.site / "egne" / f"{GOOD}.html").read_text(encoding="utf-8")
    assert page.count("Min egen analyse</h1>") == 1
    assert "Om 2018." in page
    assert re.search(r'href="Min%20analyse%20%C3%A6%C3%B8%C3%A5\.pdf"', page)


def test_verify_proves_it(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--project", str(project.root), "verify", f"egne/{GOOD}"]) == 0
    assert f"egne/{GOOD}: alle tal er efterprøvet" in capsys.readouterr().out


def test_a_fault_leaves_the_earlier_edition_and_the_shipped_notebook_s_form(copy: Project) -> None:
    place = copy.site / "egne" / f"{GOOD}.html"
    before, path = place.read_bytes(), copy.analyses / "egne" / f"{GOOD}.ipynb"
    kept = path.read_bytes()
    own(copy, GOOD, "# Min egen analyse", START, 'say("Nu 4711.")')
    with pytest.raises(InputError, match="4711"):
        render(copy, f"egne/{GOOD}")
    assert place.read_bytes() == before
    path.write_bytes(kept)


def test_a_locked_annex_leaves_the_whole_report(
    copy: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = copy.site / "egne"
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    path = copy.analyses / "egne" / f"{GOOD}.ipynb"
    text = path.read_text(encoding="utf-8")
    other = text.replace("Om 2018.", "Om 2019.").replace("overview_table", "contribution_table")
    path.write_text(other, encoding="utf-8")
    with monkeypatch.context() as patch:
        lock(patch, f"{GOOD}.xlsx")
        with pytest.raises(InputError, match="filen er i brug") as fault:
            render(copy, f"egne/{GOOD}")
    assert fault.value.where.endswith(f"{GOOD}.xlsx")
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
    assert f"render:egne:egne/{GOOD}" in render(copy, f"egne/{GOOD}")
    assert "Om 2019." in (folder / f"{GOOD}.html").read_text(encoding="utf-8")
    assert render(copy, f"egne/{GOOD}") == []


def test_an_unknown_name_says_where_own_ones_go(copy: Project) -> None:
    with pytest.raises(InputError) as fault:
        render(copy, GOOD)
    assert f"kdanalysis render egne/{GOOD}" in fault.value.remedy
    own(copy, "x", "# X").rename(copy.analyses / "løs.ipynb")
    with pytest.raises(InputError) as fault:
        render(copy, "løs")
    assert "Flyt notebooken til analyses/egne" in fault.value.remedy


@pytest.mark.parametrize(
    ("cell", "title", "left"),
    [
        (new_markdown_cell("# Titel\n\nTekst"), "Titel", "\nTekst"),  # type: ignore[no-untyped-call]
        (new_markdown_cell("#  Titel <!-- {#sec-x} -->"), "Titel", ""),  # type: ignore[no-untyped-call]
        (new_markdown_cell("---\ntitle: A\n---\nTekst"), "A", "Tekst"),  # type: ignore[no-untyped-call]
        (new_raw_cell("---\ntitle: A\n---"), "A", None),  # type: ignore[no-untyped-call]
        (new_markdown_cell("Tekst\n# Titel"), None, None),  # type: ignore[no-untyped-call]
        (new_markdown_cell("## Afsnit"), None, None),  # type: ignore[no-untyped-call]
        (new_code_cell("# Titel"), None, None),  # type: ignore[no-untyped-call]
    ],
)
def test_the_title_may_stand_in_three_ways(
    cell: nbformat.NotebookNode, title: str | None, left: str | None
) -> None:
    told, rest = opening(new_notebook(cells=[cell]), "x")  # type: ignore[no-untyped-call]
    assert told.get("title") == title
    assert rest == left


def test_without_any_cell_there_is_no_title() -> None:
    assert opening(new_notebook(cells=[]), "x") == ({}, None)  # type: ignore[no-untyped-call]


def test_the_executed_copy_lies_apart(project: Project) -> None:
    assert executed_path(project, f"egne/{GOOD}").parent.name == "egne"
