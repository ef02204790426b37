"""What changed, in a few plain lines for the terminal and for a pull request."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kdanalysis.report.changes import text
from kdanalysis.report.changes.choice import revisited
from kdanalysis.report.elements.tables import plain_text
from kdanalysis.tables.dataset import open_priced

if TYPE_CHECKING:
    from kdanalysis.project import Project

_REFERENCE = re.compile(r"; de står i @[\w-]+")


def summary_lines(project: Project) -> list[str]:
    """Return one line per kind of change.

    Raises:
        InputError: nothing has been recorded.
    """
    review = revisited(open_priced(project))
    said = (
        text.compared(review),
        text.restated(review),
        text.years_and_areas(review),
        text.rates(review),
        text.codes(review),
        text.conclusions(review),
    )
    lines = dict.fromkeys(_REFERENCE.sub("", plain_text(line)) for line in said if line)
    return [line.replace("\N{NO-BREAK SPACE}", " ") for line in lines]
