"""Key figures of the projection, made on the accounts up to `origin_year`, in fixed prices."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from pathlib import Path

from kdanalysis.evidence.registry import key_figure
from kdanalysis.evidence.value import Unit
from kdanalysis.expenditure.projection import (
    Obstacle,
    Projection,
    Rules,
    Series,
    Span,
    project,
)
from kdanalysis.expenditure.projection_method import ProjectionMethod
from kdanalysis.project import InputError
from kdanalysis.tables.dataset import Dataset
from kdanalysis.tables.registers import read_parameters

# The project's assumptions on projections, read from the raw data.


def projection_rules(data: Dataset) -> Rules:
    """Return what a projection must fulfil.

    Raises:
        InputError: a rule is missing, is no number, or cannot be followed.
    """
    file = _file(data)
    values = {key: rule.value for key, rule in read_parameters(file).items()}
    try:
        return Rules(
            first_fit_years=int(values["foerste_tilpasning"]),
            least_trials=int(values["mindste_proever"]),
            horizon=int(values["horisont"]),
            coverage=float(values["daekning"]) / 100,
            least_improvement=float(values["mindste_forbedring"]) / 100,
        )
    except KeyError as error:
        raise InputError(f"Reglen »{error.args[0]}« mangler.", file, "Tilføj rækken.") from error
    except ValueError as error:
        raise InputError(f"Reglerne kan ikke følges: {error}.", file, "Ret rækken.") from error


def reasons(data: Dataset) -> Mapping[str, str]:
    """Return why each rule is as it is, by its key (Danish)."""
    return {key: rule.reason for key, rule in read_parameters(_file(data)).items()}


def deciders(data: Dataset) -> Mapping[str, str]:
    """Return who answers for each rule, by its key (Danish)."""
    return {key: rule.decided_by for key, rule in read_parameters(_file(data)).items()}


def _file(data: Dataset) -> Path:
    return data.project.raw / "local" / "fremskrivning.csv"


# Key figures of the projection: made on the accounts up to `origin_year`, in fixed prices.
#
# A projection of an earlier origin can always be made again, so that a new account is held
# against what would have been said the year before. Rules in `expenditure.projection`; what it
# takes is data.

_TABLES = ("net_expenditure", "projection_rules")
_RULES = "projection_rules"


def projection_of(
    data: Dataset, *, area: str, group: str, origin_year: int
) -> Projection | Obstacle:
    """Return the projection of a group on the accounts up to a year, or why there is none."""
    return project(_series(data, area, group, origin_year), projection_rules(data))


def cut_short_by(data: Dataset, *, area: str, group: str, origin_year: int) -> int | None:
    """Return the year that ends the series although there are accounts of it; `None` if none does.

    An account of it is missing (the plan was renumbered), or it has no price level.
    """
    year = _series(data, area, group, origin_year).first_year - 1
    if year < data.years[0] or year == origin_year:
        return None
    try:
        data.net_tkr(area, group, year)
    except InputError:
        return year
    return None


@key_figure(Unit.COUNT, "år med regnskab i sammenhæng til og med året", "net_expenditure")
def accounting_years(data: Dataset, *, area: str, group: str, origin_year: int) -> Fraction:
    """Consecutive years with accounts of a group, up to a year."""
    return Fraction(len(_series(data, area, group, origin_year)))


@key_figure(Unit.COUNT, "mindste antal år at tilpasse på plus mindste antal prøver", _RULES)
def projection_required_years(data: Dataset) -> Fraction:
    """The fewest years for a projection."""
    return Fraction(projection_rules(data).required_years)


@key_figure(Unit.COUNT, "mindste antal år, en metode tilpasses på", _RULES)
def projection_fit_years(data: Dataset) -> Fraction:
    """The fewest years a method is fitted to."""
    return Fraction(projection_rules(data).first_fit_years)


@key_figure(Unit.COUNT, "mindste antal år, en metode prøves på", _RULES)
def projection_trials(data: Dataset) -> Fraction:
    """The fewest years a method is tried on."""
    return Fraction(projection_rules(data).least_trials)


@key_figure(Unit.PCT, "intervallets tilsigtede dækning", _RULES, decimals=0)
def projection_coverage_pct(data: Dataset) -> Fraction:
    """The part of all cases that the interval shall hold, per cent."""
    return Fraction(projection_rules(data).coverage).limit_denominator(1000) * 100


@key_figure(Unit.TKR, "fremskrevet udgift i faste priser", *_TABLES)
def projected(
    data: Dataset, *, area: str, group: str, year: int, origin_year: int
) -> Fraction | None:
    """The projected amount, 1,000 kr."""
    return _of_span(data, area, group, (year, origin_year), lambda span: span.middle)


@key_figure(Unit.TKR, "den nedre grænse for fremskrivningen", *_TABLES)
def projected_low(
    data: Dataset, *, area: str, group: str, year: int, origin_year: int
) -> Fraction | None:
    """The lower end of the prediction interval, 1,000 kr."""
    return _of_span(data, area, group, (year, origin_year), lambda span: span.low)


@key_figure(Unit.TKR, "den øvre grænse for fremskrivningen", *_TABLES)
def projected_high(
    data: Dataset, *, area: str, group: str, year: int, origin_year: int
) -> Fraction | None:
    """The upper end of the prediction interval, 1,000 kr."""
    return _of_span(data, area, group, (year, origin_year), lambda span: span.high)


@key_figure(Unit.TKR, "regnskab minus fremskrivning fra et tidligere år, faste priser", *_TABLES)
def projection_miss(
    data: Dataset, *, area: str, group: str, year: int, origin_year: int
) -> Fraction | None:
    """How much the account came out above (or below) the projection, 1,000 kr."""
    middle = _of_span(data, area, group, (year, origin_year), lambda span: span.middle)
    actual = data.net_tkr(area, group, year)
    return None if middle is None or actual is None else actual - middle


@key_figure(Unit.TKR, "metodens gennemsnitlige fejl ét år frem, prøvet på tidligere år", *_TABLES)
def projection_error(
    data: Dataset, *, area: str, group: str, method: str, origin_year: int
) -> Fraction | None:
    """Mean absolute error of a method one year ahead (rolling origin), 1,000 kr."""
    found = projection_of(data, area=area, group=group, origin_year=origin_year)
    return None if isinstance(found, Obstacle) else _whole(found.errors[_method(method)])


def _of_span(
    data: Dataset, area: str, group: str, years: tuple[int, int], pick: Callable[[Span], float]
) -> Fraction | None:
    year, origin_year = years
    found = projection_of(data, area=area, group=group, origin_year=origin_year)
    if isinstance(found, Obstacle):
        return None
    if year not in found.spans:
        raise InputError(
            f"{year} ligger uden for fremskrivningen fra {origin_year}.",
            "nøgletal",
            f"Brug et af årene {', '.join(map(str, found.spans))}.",
        )
    return _whole(pick(found.spans[year]))


def _whole(amount: float | None) -> Fraction | None:
    """Return whole 1,000 kr.: finer digits differ between machines, and mean nothing."""
    return None if amount is None else Fraction(round(amount))


def _series(data: Dataset, area: str, group: str, origin_year: int) -> Series:
    """Return the consecutive accounts of a group that end in `origin_year`, in fixed prices."""
    levels = [data.net_tkr(area, group, origin_year)]
    for year in range(origin_year - 1, data.years[0] - 1, -1):
        if levels[-1] is None:
            break
        levels.append(_level_before(data, area, group, year))
    amounts = [float(level) for level in levels if level is not None]
    return Series(origin_year + 1 - len(amounts), tuple(reversed(amounts)))


def _level_before(data: Dataset, area: str, group: str, year: int) -> Fraction | None:
    """Return the level of an earlier year; `None` where an account or its price level is missing.

    The account plan is renumbered now and then: a year with a part of the accounts is no smaller
    year but the end of the series.
    """
    try:
        return data.net_tkr(area, group, year)
    except InputError:
        return None


def _method(name: str) -> ProjectionMethod:
    if name not in list(ProjectionMethod):
        raise InputError(
            f"Ukendt metode: {name}.", "nøgletal", f"Brug en af {', '.join(ProjectionMethod)}."
        )
    return ProjectionMethod(name)
