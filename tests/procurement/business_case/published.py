"""The published material of the urology tender, read once for all tests."""

from __future__ import annotations

from functools import cache

from tests.support.place import ROOT

from kdanalysis.procurement.business_case import Case, urology_case
from kdanalysis.procurement.equalisation import Equalisation, equalise
from kdanalysis.procurement.worked_example import worked_example
from kdanalysis.tables.tender import CaseFigure, CaseRange, read_example, read_figures, read_ranges

RAW = ROOT / "data" / "raw"
KDNET = RAW / "kdnet"
LOCAL = RAW / "local"


@cache
def figures() -> dict[str, CaseFigure]:
    """Return the printed figures of the business case."""
    return read_figures(KDNET / "business_case_urologi.csv")


@cache
def case() -> Case:
    """Return the published case."""
    return urology_case(figures())


@cache
def ranges() -> dict[str, CaseRange]:
    """Return the project's assumed spans."""
    return read_ranges(LOCAL / "intervaller_urologi.csv")


@cache
def example() -> Equalisation:
    """Return the worked example, equalised."""
    inputs = worked_example(read_example(RAW))
    return equalise(inputs.parties, inputs.contract)
