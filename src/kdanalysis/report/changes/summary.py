"""What changed: in a few plain lines for the terminal, and as a whole for a pull request."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kdanalysis.evidence.value import Value
from kdanalysis.project import Project
from kdanalysis.report.changes import listing as checking
from kdanalysis.report.elements.numbers import plain
from kdanalysis.report.elements.tables import Content, Table, Verbatim, plain_text
from kdanalysis.report.subjects import changes as text
from kdanalysis.report.subjects.changes import Revisited, chosen, revisited
from kdanalysis.tables.dataset import open_priced
from kdanalysis.tables.notices import notices

_REFERENCE = re.compile(r"; de står i @[\w-]+")


def summary_lines(project: Project) -> list[str]:
    """Return one line per kind of change.

    Raises:
        InputError: nothing has been recorded.
    """
    return change_lines(revisited(open_priced(project)))


def change_report(project: Project, earlier: str | None = None) -> str:
    """Return all that changed as plain Markdown, as the report on changes tells it.

    Args:
        project: the project.
        earlier: name of the revision to compare with; by default the one before.

    Raises:
        InputError: nothing has been recorded, or there is no such revision.
    """
    review = chosen(open_priced(project), earlier)
    warned = [f"> **{notice.title}.** {notice.text}" for notice in notices(project)]
    said = [f"- {line}" for line in change_lines(review)]
    parts = ["\n>\n".join(warned), "\n".join(said), *map(_as_markdown, change_tables(review))]
    return "\n\n".join(part for part in parts if part) + "\n"


def change_lines(review: Revisited) -> list[str]:
    """Return one line per kind of change, as plain text."""
    return [plain_line(line) for line in dict.fromkeys(_said(review)) if line]


def change_tables(review: Revisited) -> Iterator[Table]:
    """Yield the tables of the report that have something to show."""
    for table in (
        checking.conclusion_table,
        checking.figure_table,
        checking.extended_table,
        checking.restated_table,
        checking.candidate_table,
    ):
        yield from table(review)


def _as_markdown(table: Table) -> str:
    rows = [(row.label, *map(cell_text, row.cells)) for row in table.rows]
    lines = [table.columns, ["---"] * len(table.columns), *rows]
    note = [f"\n{plain_line(table.note)}"] if table.note else []
    listed = [f"| {' | '.join(plain_line(cell) for cell in line)} |" for line in lines]
    return "\n".join([f"**{table.title}** ({table.unit})\n", *listed, *note])


def cell_text(content: Content) -> str:
    """Return a cell as it is printed, still in Markdown."""
    if isinstance(content, Value):
        return plain(content)
    return content.text if isinstance(content, Verbatim) else content


def _said(review: Revisited) -> tuple[str, ...]:
    return (
        text.compared(review),
        text.restated(review),
        text.years_and_areas(review),
        text.rates(review),
        text.codes(review),
        text.program(review),
        text.conclusions(review),
    )


def plain_line(markdown: str) -> str:
    """Return text without spans, without references to tables, with plain spaces."""
    told = _REFERENCE.sub("", plain_text(markdown))
    return told.replace("\N{NO-BREAK SPACE}", " ")
