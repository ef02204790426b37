"""What the municipal profiles' key figures share: levels, who is compared, and jumps.

Rules of comparison are data (`data/raw/local/profil_regler.csv`).
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Concatenate, ParamSpec

from kdanalysis.evidence.raw_figure import citation, known, raw_file
from kdanalysis.evidence.registry import sourced_figure
from kdanalysis.expenditure.booking import Breaks, Series, Threshold, find_breaks
from kdanalysis.expenditure.ranking import large_enough, similar
from kdanalysis.tables.areas import COUNTRY
from kdanalysis.tables.parameters import Parameter, read_parameters

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from fractions import Fraction
    from pathlib import Path

    from kdanalysis.evidence.value import Unit, Value
    from kdanalysis.tables.dataset import Dataset

P = ParamSpec("P")
RULES = "local/profil_regler"


def profile_figure(
    unit: Unit, rule: str, *, population: bool = False, decimals: int | None = None
) -> Callable[
    [Callable[Concatenate[Dataset, P], Fraction | None]], Callable[Concatenate[Dataset, P], Value]
]:
    """List a function of the levels per inhabitant as a key figure.

    Its sources follow the data: the accounts, or the excerpt.

    Args:
        unit: the unit of the amount the function returns.
        rule: the formula in words (Danish), shown to readers.
        population: whether it also rests on the population and the rules of comparison.
        decimals: printed decimals; by default those usual for the unit.
    """

    def sources(data: Dataset) -> tuple[str, ...]:
        further = (data.citation("population"), rules_citation(data)) if population else ()
        return (data.per_inhabitant.citation, *further)

    return sourced_figure(unit, rule, sources, decimals=decimals)


def rules_citation(data: Dataset) -> str:
    """Return the source line of the rules of comparison."""
    return citation(raw_file(data, RULES))


def parameter(data: Dataset, name: str) -> Parameter:
    """Return a rule of comparison.

    Raises:
        InputError: there is none of that name, or the file is faulty.
    """
    file = raw_file(data, RULES)
    return known(_parameters(file, file.stat().st_mtime_ns if file.is_file() else 0), name)


@lru_cache(maxsize=8)
def _parameters(file: Path, _stamp: int) -> Mapping[str, Parameter]:
    return read_parameters(file)


def inhabitants(data: Dataset, year: int) -> dict[str, int]:
    """Return the population of each municipality on 1 January."""
    codes = data.per_inhabitant.municipalities
    return {code: data.inhabitants(code, year) for code in codes}


def ranked(data: Dataset, year: int) -> tuple[str, ...]:
    """Return the municipalities large enough to be ranked."""
    smallest = parameter(data, "mindste_folketal").value
    return large_enough(inhabitants(data, year), smallest)


def alike(data: Dataset, area: str, year: int) -> tuple[str, ...]:
    """Return the municipalities of similar size."""
    smallest, factor = (
        parameter(data, name).value for name in ("mindste_folketal", "stoerrelsesfaktor")
    )
    return similar(inhabitants(data, year), area, factor, smallest)


def levels_of(data: Dataset, areas: Iterable[str], item: str, year: int) -> dict[str, Fraction]:
    """Return the levels of areas where the item exists, kr. per inhabitant."""
    found = {area: data.per_inhabitant.level_kr(area, item, year) for area in areas}
    return {area: level for area, level in found.items() if level is not None}


def series(data: Dataset, area: str, item: str) -> Series:
    """Return the levels by year of an area beside the country."""
    own, country = (_by_year(data, code, item) for code in (area, COUNTRY))
    return Series(own, country)


def _by_year(data: Dataset, area: str, item: str) -> dict[int, Fraction]:
    table = data.per_inhabitant
    levels = {year: table.level_kr(area, item, year) for year in table.years}
    return {year: level for year, level in levels.items() if level is not None}


def breaks(data: Dataset, area: str, item: str) -> Breaks:
    """Return the years in which an account jumps; the country never does against itself."""
    share, amount = (parameter(data, name).value for name in ("spring_pct", "spring_kr"))
    return find_breaks(series(data, area, item), Threshold(share / 100, amount))
