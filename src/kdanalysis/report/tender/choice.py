"""What a report on the tender is about: the data, and the day whose status it tells."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from kdanalysis.evidence.figures.example_solution import Solution, solution
from kdanalysis.evidence.raw_figure import raw_file
from kdanalysis.project import Project
from kdanalysis.sources.receipts import read_receipt
from kdanalysis.tables.business_case import Range, read_ranges, read_status
from kdanalysis.tables.dataset import open_newest
from kdanalysis.tables.given import read_day

if TYPE_CHECKING:
    from datetime import date

    import polars as pl

    from kdanalysis.tables.dataset import Dataset

_PREFIX = "Kilde: "


@dataclass(frozen=True)
class Tender:
    """The tender as it was known on a day."""

    data: Dataset
    as_of: date

    @property
    def day(self) -> str:
        """The day as a key figure's argument."""
        return self.as_of.isoformat()

    @cached_property
    def status(self) -> pl.DataFrame:
        """What was known on the day: `topic`, `day`, `doc`, `line`, `status`, `text`."""
        return read_status(raw_file(self.data, "local/status_urologi"), self.as_of)

    @cached_property
    def ranges(self) -> dict[str, Range]:
        """The assumed spans of the business case."""
        return read_ranges(raw_file(self.data, "local/intervaller_urologi"))

    @property
    def example(self) -> Solution:
        """The worked example, solved."""
        return solution(self.data.project)

    @property
    def regions(self) -> tuple[str, ...]:
        """The regions of the worked example."""
        return self.example.equalisation.regions

    def cited(self, *files: str) -> str:
        """Return one source line for several raw files, each source once."""
        told = [read_receipt(raw_file(self.data, name)).citation for name in files]
        return _PREFIX + "; ".join(dict.fromkeys(text.removeprefix(_PREFIX) for text in told))


def open_tender(*, status_date: object) -> Tender:
    """Return the tender of a report's parameters.

    Args:
        status_date: the day whose status is told, e.g. `2024-01-26`.

    Raises:
        InputError: the text is no day, or nothing was known yet.
    """
    day = read_day(status_date, "status_date")
    project = Project.find()
    # The tender's amounts are as printed; the price level only completes the keys.
    return Tender(open_newest(project), day)
