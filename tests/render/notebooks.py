"""Notebooks for the tests, built in code: small, fast, and with every construct of a report."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_raw_cell
from tests.support.place import ROOT

from kdanalysis.project import Project
from kdanalysis.report.charts.interactive import Interactive

if TYPE_CHECKING:
    from pathlib import Path

REPORT = "udgiftsudvikling"
FRONT = "---\ntitle: Prøverapport\nsubtitle: Til afprøvning\n---"

_SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="459" height="100" viewBox="0 0 459 100">'
    '<rect x="5" y="5" width="{width}" height="90" fill="#1f4e79"/></svg>'
)

_CHART = '{"data": [{"x": [2021, 2022], "y": [1, 2], "type": "scatter"}], "layout": {}}'

TABLE = """\
| Område | 2021 | 2022 |
|:---------------------------------------------|----------------:|----------------:|
| Botilbud | [1.234,5]{{.n}} | −2,0 |
| **I alt** | – | 3,0 |

: Udgifter til botilbud. Mio. kr. {{#{name}}}

::: {{.source}}
Kilde: prøvedata.
:::
"""


def code(text: str) -> Any:
    """Return a code cell."""
    return new_code_cell(text)  # type: ignore[no-untyped-call]


def text(content: str) -> Any:
    """Return a Markdown cell."""
    return new_markdown_cell(content)  # type: ignore[no-untyped-call]


def shows(*outputs: tuple[dict[str, str], dict[str, Any]]) -> Any:
    """Return a cell that displays the given (data, metadata) pairs, in order."""
    lines = ["from IPython.display import publish_display_data as out"]
    lines += [f"out({data!r}, metadata={metadata!r})" for data, metadata in outputs]
    return code("\n".join(lines))


def markdown(content: str, metadata: dict[str, Any] | None = None) -> Any:
    """Return an output of Markdown."""
    return {"text/markdown": content, "text/plain": "<Markdown>"}, metadata or {}


def dataset(name: str, kind: str, rows: list[list[Any]] | None = None) -> dict[str, Any]:
    """Return the metadata of one dataset."""
    stated = {
        "id": name,
        "kind": kind,
        "title": f"Titel på {name}",
        "unit": "Mio. kr.",
        "source": "Kilde: prøvedata",
        "note": None,
        "columns": ["Område", "2021", "2022"],
        "rows": rows or [["Botilbud", 1234.5, -2], ["I alt", None, 3]],
    }
    return {"kdanalysis": {"dataset": stated}}


def figure(name: str, alt: str = "Søjlen er høj.", *, numbers: bool = True) -> Any:
    """Return a cell with one figure in the three outputs of a report."""
    svg = _SVG.format(width=sum(map(ord, name)) % 400)
    return shows(
        markdown(f'::: {{#{name} fig-alt="{alt}"}}'),
        ({"image/svg+xml": svg, "text/plain": "<Figure>"}, {}),
        markdown(f"**Billedtekst til {name}.** Kilde: prøvedata.\n:::", _numbers(name, numbers)),
    )


def _numbers(name: str, wanted: bool) -> dict[str, Any]:  # noqa: FBT001
    return dataset(name, "figure") if wanted else {}


def table(name: str) -> Any:
    """Return a cell with one table."""
    return shows(markdown(TABLE.format(name=name), dataset(name, "table")))


def everything() -> list[Any]:
    """Return the cells of a report that holds each construct at least once."""
    return [
        text(
            "# Hovedtendenser {#sec-hoved}\n\n"
            'Udgifterne steg [10,9\u00a0%]{.n k="growth_pct(area=082)"}, se @tbl-voksne,\n'
            "[@fig-botilbud; @fig-privat], @sec-under, nummer [-@fig-privat] og @eq-andel.[^1]\n"
            'Andelen er $x_1 + n$ eller [$\\frac{a}{b}$]{alt="a delt med b"}.\n\n'
            "[^1]: Fodnoten nævner kilden.\n\n"
            "## Under {#sec-under}\n\nTekst på dansk: æøå."
        ),
        figure("fig-botilbud"),
        table("tbl-voksne"),
        text(
            "::: {.callout-note}\nTekst i boksen.\n:::\n\n"
            '::: {.callout-important title="Forbehold *her*"}\nVigtig tekst.\n:::\n\n'
            "::: {.callout-tip}\n## Eget navn\n\nTekst under eget navn.\n:::\n\n"
            '$$ s = \\frac{a}{b} $$ {#eq-andel alt="s er a delt med b"}\n\n'
            '::: {.content-visible when-format="html"}\nKun på skærmen.\n:::\n\n'
            '::: {.content-hidden when-format="html"}\nKun på papiret.\n:::\n\n'
            '[Kun til DASSOS.]{.content-visible when-profile="dassos"}'
            '[Ikke til DASSOS.]{.content-visible unless-profile="dassos"}'
        ),
        figure("fig-privat"),
        shows(markdown(Interactive("fig-privat", lambda: _CHART).markdown())),
        text("# På tværs\n\n::: {.landscape}"),
        table("tbl-bred"),
        text(":::\n\n# Kilder {.unnumbered}\n\nSe [Hovedtendenser](#sec-hoved)."),
    ]


def write_notebook(path: Path, cells: list[Any], front: str | None = FRONT) -> Path:
    """Write a notebook without outputs; `front` is its raw first cell."""
    first = [] if front is None else [new_raw_cell(front)]  # type: ignore[no-untyped-call]
    notebook = new_notebook(cells=[*first, *cells])  # type: ignore[no-untyped-call]
    for number, cell in enumerate(notebook.cells):
        cell.id = f"celle-{number}"
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, path)  # type: ignore[no-untyped-call]
    return path


def make_project(root: Path, cells: list[Any], front: str | None = FRONT) -> Project:
    """Return a project of its own: this repository's settings, a little data, one notebook."""
    raw = root / "data" / "raw" / "pl"
    raw.mkdir(parents=True)
    for name in ("pl_chain.csv", "pl_chain.csv.receipt.yaml"):
        shutil.copy(ROOT / "data" / "raw" / "pl" / name, raw / name)
    for settings in ROOT.glob("_quarto*.yml"):
        shutil.copy(settings, root)
    only_report(root)
    project = Project(root)
    write_notebook(project.analyses / f"{REPORT}.ipynb", cells, front)
    return project


def only_report(root: Path) -> None:
    """Let every profile list the one report of the tests."""
    for settings in root.glob("_quarto-*.yml"):
        committee = settings.stem.removeprefix("_quarto-").upper()
        settings.write_text(
            f"project:\n  render: [build/executed/{REPORT}.ipynb]\ncommittee: {committee}\n",
            encoding="utf-8",
        )
