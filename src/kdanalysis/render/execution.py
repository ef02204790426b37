"""Running a notebook into `build/executed/`, with notices and where its numbers come from."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import nbformat
import yaml
from nbclient.exceptions import CellExecutionError, DeadKernelError
from nbformat import NotebookNode
from nbformat.v4 import (
    new_code_cell,
    new_markdown_cell,
    new_notebook,
    new_output,
    new_raw_cell,
)

from kdanalysis import recording
from kdanalysis.project import InputError, Project
from kdanalysis.publishing import replacing
from kdanalysis.recording import TOLD, Reads
from kdanalysis.render.configuration import (
    Edition,
    Metadata,
    executed_path,
    inject,
    notebook_path,
    read_yaml,
)
from kdanalysis.render.kernels import Kernels, run_notebook
from kdanalysis.render.outputs import MARKDOWN, check_outputs, outputs
from kdanalysis.render.own import is_own_report, opening, prove
from kdanalysis.sources.receipts import SUFFIX, read_receipt
from kdanalysis.tables.notices import missing_rate, notices, trial_tables

# What a reader must know before any number stands at the top of every report.


_TRIAL = "PRØVEDATA, ikke Danmarks Statistiks tal"


def marked(told: Metadata, project: Project) -> Metadata:
    """Return the front matter with trial data told below the title, so on the first page too."""
    if not trial_tables(project):
        return told
    subtitle = told.get("subtitle")
    return told | {"subtitle": f"{_TRIAL} – {subtitle}" if subtitle else _TRIAL}


def add_notices(notebook: NotebookNode, project: Project, *, deflated: bool = True) -> None:
    """Put trial data, an outage and a missing PL rate right below the front matter.

    Args:
        notebook: The notebook.
        project: The checkout.
        deflated: Whether its amounts need PL rates; one in current prices waits for none.
    """
    left_out = None if deflated else missing_rate(project)
    told = [notice for notice in notices(project) if notice != left_out]
    for place, notice in enumerate(told, start=1):
        cell = new_markdown_cell(notice.markdown)  # type: ignore[no-untyped-call]
        cell.id = f"forbehold-{place}"
        notebook.cells.insert(place, cell)


# Where each printed number comes from, carried by the executed notebook itself.
#
# So both engines get it, and only HTML shows it: hovering or focusing a number tells its rule,
# unrounded amount and source.

CELL_ID = "talkilder"
_KEY = re.compile(r'\{\.n k="([^"]+)"')
_TEMPLATE = Path(__file__).parent / "templates" / "provenance.html"


def add_provenance(notebook: NotebookNode, numbers: Mapping[str, Any]) -> None:
    """Append a cell that tells, in HTML only, where each printed number comes from."""
    text = json.dumps(numbers, ensure_ascii=False, sort_keys=True).replace("</", "<\\/")
    page = _TEMPLATE.read_text(encoding="utf-8").replace("$data$", text)
    markdown = f':::: {{.content-visible when-format="html"}}\n```{{=html}}\n{page}```\n::::\n'
    shown = new_output("display_data", data={MARKDOWN: markdown})  # type: ignore[no-untyped-call]
    cell = new_code_cell("", outputs=[shown], id=CELL_ID)  # type: ignore[no-untyped-call]
    notebook.cells.append(cell)


def printed_keys(notebook: NotebookNode) -> list[str]:
    """Return the keys of all printed numbers, each once, in document order."""
    texts = (output.get("data", {}).get(MARKDOWN, "") for _, _, output in outputs(notebook))
    return list(dict.fromkeys(key for text in texts for key in _KEY.findall(text)))


# Running a notebook into `build/executed/`: same interpreter, no outputs in the source.

# What nbformat raises on JSON that is something else: it looks into it before it checks it.
_NO_NOTEBOOK = (
    nbformat.ValidationError,
    ValueError,
    AttributeError,
    KeyError,
    TypeError,
    RecursionError,
)
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
# Pandoc's markup of a Markdown cell stands in comments, which Jupyter shows to nobody.
_MARKUP = re.compile(r"<!-- *((?:\{|:::|\[\^|@)[^\n]*?) *-->")
_OUR_FAULT = re.compile(r"(?P<what>.*?)\n  Hvor: (?P<where>.*?)\n  Gør: (?P<remedy>.*)", re.DOTALL)
_TELL = "from kdanalysis.report.provenance import tell; tell({keys}, {root!r})"
_FAILED_LINE = re.compile(r"Cell In\[\d+\], line (\d+)")


def read_notebook(path: Path) -> NotebookNode:
    """Return the notebook at `path`.

    Raises:
        InputError: it cannot be read as a notebook.
    """
    try:
        notebook: NotebookNode = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
        nbformat.validate(notebook)
    except _NO_NOTEBOOK as error:
        said = (str(error).splitlines() or [type(error).__name__])[0][:200]
        raise InputError(
            f"Filen er ikke en notebook: {said}", path, "Gem den fra Jupyter."
        ) from error
    return notebook


def front_matter(notebook: NotebookNode, where: str) -> Metadata:
    """Return the YAML between `---` lines in a raw first cell; without one an empty mapping."""
    first = notebook.cells[0] if notebook.cells else None
    if first is None or first.cell_type != "raw":
        return {}
    return read_yaml(
        first.source.strip().removeprefix("---").removesuffix("---"), f"{where}, celle 1"
    )


def newest_data(project: Project) -> date:
    """Return the day the newest raw file was received: the date of the reports.

    Raises:
        InputError: there is no receipt at all, or one cannot be read.
    """
    days = [
        read_receipt(path.with_name(path.name.removesuffix(SUFFIX))).retrieved
        for path in project.raw.rglob(f"*{SUFFIX}")
        # A run that was killed may have left the bench it worked on.
        if not any(part.startswith(".") for part in path.relative_to(project.raw).parts)
    ]
    if not days:
        raise InputError("Der er ingen data.", project.raw, "Hent projektets data frem igen.")
    return max(day.date() if isinstance(day, datetime) else day for day in days)


def execute(project: Project, source: Path, target: Path) -> None:
    """Run the notebook `source` and write it with its outputs to `target`.

    The copy's front matter gets the date of the data, unless the notebook tells one itself.

    Raises:
        InputError: a cell fails, puts out what a report may not hold, or the title is missing.
    """
    with Kernels() as kernels:
        _execute(project, (source, target), newest_data(project), kernels, None)


def execute_edition(project: Project, edition: Edition, newest: date, kernels: Kernels) -> Path:
    """Run one edition of a notebook on a lent kernel and return the copy with its outputs.

    Args:
        project: The checkout.
        edition: Whose parameters are set, and what ends the title.
        newest: The day of the newest data.
        kernels: Where a kernel is lent.

    Raises:
        InputError: as `execute`, or the notebook does not have the parameters.
    """
    source, target = (place(project, edition.path) for place in (notebook_path, executed_path))
    _execute(project, (source, target), newest, kernels, edition)
    return target


def _execute(
    project: Project,
    way: tuple[Path, Path],
    newest: date,
    kernels: Kernels,
    edition: Edition | None,
) -> None:
    source, target = way
    where, own = project.relative(source), is_own_report(project, source)
    notebook = read_notebook(source)
    stated, left = opening(notebook, where) if own else (front_matter(notebook, where), None)
    told = _dated(stated, newest, where, own=own)
    if edition is not None:
        where = f"{where} ({edition.label})"
        inject(notebook, edition.parameters, where)
        told |= {"title": edition.titled(told["title"])}
    _lay_markup_open(notebook)
    numbers = _run(notebook, (project, source.parent), where, kernels)
    if left is not None:
        notebook.cells[0].source = left
    if own:
        prove(notebook, project, where)
    if own and notebook.cells[0].cell_type != "raw":
        notebook.cells.insert(0, new_raw_cell(""))  # type: ignore[no-untyped-call]
    notebook.cells[0].source = _as_front_matter(marked(told, project))
    add_notices(notebook, project, deflated=told.get("prices") != "current")
    if numbers is not None:
        add_provenance(notebook, numbers)
    with replacing(target) as beside:
        nbformat.write(notebook, beside)  # type: ignore[no-untyped-call]


def _dated(stated: Metadata, newest: date, where: str, *, own: bool) -> Metadata:
    """Return the front matter with a date and a title."""
    told: Metadata = {"date": newest, **stated}
    place = f"{where}, celle 1"
    if not told.get("title"):
        remedy = (
            "Begynd notebooken med en Markdown-celle, der siger # og titlen."
            if own
            else "Skriv title: i en rå første celle."
        )
        raise InputError("Rapporten har ingen titel.", place, remedy)
    if not isinstance(told["date"], date):
        raise InputError(
            f"Datoen {told['date']} kan ikke læses.",
            place,
            "Skriv den som 2026-11-22.",
        )
    return told


def _as_front_matter(told: Metadata) -> str:
    return f"---\n{yaml.safe_dump(told, allow_unicode=True, sort_keys=False)}---"


def _lay_markup_open(notebook: NotebookNode) -> None:
    """Let the engines see the markup that Markdown cells hold in comments: `<!-- {#sec-x} -->`."""
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cell.source = _MARKUP.sub(r"\1", cell.source)


def _run(
    notebook: NotebookNode, place: tuple[Project, Path], where: str, kernels: Kernels
) -> Mapping[str, Any] | None:
    """Run the cells, and return where their numbers come from; `None` if they print none.

    Raises:
        InputError: a cell fails, puts out what a report may not hold, or a number carries a key
            that fits no key figure.
    """
    project, folder = place
    try:
        with kernels.lent(folder) as kernel:
            run_notebook(notebook, folder, kernel)
            check_outputs(notebook, where)
            # The numbers are told where they were computed: what that took is loaded there.
            code = _TELL.format(keys=printed_keys(notebook), root=str(project.root))
            asked = new_notebook(cells=[new_code_cell(code)])  # type: ignore[no-untyped-call]
            run_notebook(asked, folder, kernel)
    except CellExecutionError as error:
        raise _cell_fault(notebook, error, where) from error
    except DeadKernelError as error:
        raise InputError(
            "Kernen gik ned, mens notebooken kørte.",
            where,
            "Kør notebooken i Jupyter, og se hvor.",
        ) from error
    told = next(output["data"][TOLD] for _, _, output in outputs(asked) if TOLD in output["data"])
    if told["fault"]:
        raise InputError(*told["fault"])
    files = {path: None if stamp is None else tuple(stamp) for path, stamp in told["files"].items()}
    recording.note(Reads(files, set(told["folders"])))
    numbers: Mapping[str, Any] | None = told["numbers"]
    return numbers


def _cell_fault(notebook: NotebookNode, error: CellExecutionError, where: str) -> InputError:
    """Return what stopped a cell; a fault of ours keeps its words, and gets the place added."""
    number, output = next(
        (number, output) for number, _, output in outputs(notebook) if output.output_type == "error"
    )
    trace = _COLOUR.sub("", "\n".join(output.traceback))
    place = f"{where}, celle {number}"
    if failed := _FAILED_LINE.search(trace):
        line = int(failed[1])
        code = notebook.cells[number - 1].source.splitlines()[line - 1 : line]
        place += f", linje {line}: {''.join(code).strip()}"
    if ours := _OUR_FAULT.fullmatch(error.evalue):
        return InputError(ours["what"], f"{place} ({ours['where']})", ours["remedy"])
    return InputError(
        f"Notebooken standsede: {error.ename}: {error.evalue}",
        place,
        "Ret cellen eller de data, den læser, og kør igen.",
    )
