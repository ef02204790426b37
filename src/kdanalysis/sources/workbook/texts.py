"""Values written as text: the cells of a CSV row and the options of a command."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kdanalysis.sources.workbook.cells import CellError, text_value
from kdanalysis.sources.workbook.faults import Fault, Place
from kdanalysis.sources.workbook.layout import OPTION_FIELDS
from kdanalysis.sources.workbook.records import Record

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kdanalysis.sources.workbook.layout import Field
    from kdanalysis.sources.workbook.records import CellValue


@dataclass(frozen=True)
class Options:
    """The assumptions given with a command, as read."""

    record: Record
    faults: tuple[Fault, ...]


def read_options(texts: Mapping[str, str | None]) -> Options:
    """Return the options by key of `OPTION_FIELDS`; those not given are empty."""
    places = {f.key: Place(f"kommandolinjen, {f.title}") for f in OPTION_FIELDS}
    return Options(*text_record(texts, OPTION_FIELDS, places))


def text_record(
    texts: Mapping[str, str | None], fields: Sequence[Field], places: Mapping[str, Place]
) -> tuple[Record, tuple[Fault, ...]]:
    """Return the values of one row of texts, and a fault for each that cannot be read."""
    values: dict[str, CellValue] = {}
    faults: dict[str, Fault] = {}
    for field in fields:
        try:
            values[field.key] = text_value(texts.get(field.key) or "", field)
        except CellError as error:
            faults[field.key] = Fault(places[field.key], error.what, error.remedy)
    return Record(values, places, frozenset(faults)), tuple(faults.values())
