"""Projection of a yearly series: which method errs least, and how far off it may be.

Every method is tried on the past (rolling origin): made on the first years, held against the year
that followed, then again with one year more. The simplest method is used unless a more elaborate
one errs clearly less. The interval is the wider of the method's own and the one that its past
errors give, as short series make methods too sure of themselves. Floats, as statsmodels works so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache

import numpy as np

from kdanalysis.expenditure.projection_method import ProjectionMethod
from kdanalysis.expenditure.projection_models import Floats, Forecast

LEAST_FIT_YEARS = 10
"""With fewer, statsmodels starts exponential smoothing from other values, and state space models
have more unknowns than their degrees of freedom allow."""
_INEXACT = 1e-9
"""Yearly changes that differ by less than this part of the level are the same."""


class Obstacle(Enum):
    """Why there is no projection."""

    TOO_FEW_YEARS = auto()
    NO_VARIATION = auto()
    """All yearly changes are equal, so that no interval can be estimated."""


@dataclass(frozen=True)
class Rules:
    """What a projection must fulfil; assumptions of the project, kept as data."""

    first_fit_years: int
    """The fewest years a method is fitted to."""
    least_trials: int
    """The fewest years a method is tried on."""
    horizon: int
    """Years ahead."""
    coverage: float
    """The part of all cases that the interval shall hold, above 0 and below 1."""
    least_improvement: float
    """How much less (0.05 for 5 %) a more elaborate method must err to be used."""

    def __post_init__(self) -> None:
        """Refuse rules that cannot be followed."""
        if min(self.first_fit_years - LEAST_FIT_YEARS, self.least_trials - 1, self.horizon - 1) < 0:
            raise ValueError(f"der kræves mindst {LEAST_FIT_YEARS} år, 1 prøve og 1 år frem")
        if not (0 < self.coverage < 1 and 0 <= self.least_improvement < 1):
            raise ValueError("dækning og forbedring skal ligge mellem 0 og 100 %")

    @property
    def required_years(self) -> int:
        """The fewest years for a projection."""
        return self.first_fit_years + self.least_trials


@dataclass(frozen=True)
class Series:
    """Amounts of consecutive years, in any one unit."""

    first_year: int
    amounts: tuple[float, ...]

    def __len__(self) -> int:
        """Return the number of years."""
        return len(self.amounts)


@dataclass(frozen=True)
class Span:
    """A projected amount and its prediction interval, in the unit of the series."""

    low: float
    middle: float
    high: float


@dataclass(frozen=True)
class Projection:
    """A projection for the years after a series."""

    method: ProjectionMethod
    spans: Mapping[int, Span]
    """By year."""
    errors: Mapping[ProjectionMethod, float | None]
    """Mean absolute error one year ahead, in the unit of the series; `None` for a method that
    could not be fitted every time, and so is not used."""


@cache
def project(series: Series, rules: Rules) -> Projection | Obstacle:
    """Return the projection of a series, or why there is none."""
    if len(series) < rules.required_years:
        return Obstacle.TOO_FEW_YEARS
    amounts = np.array(series.amounts)
    changes = np.diff(amounts)
    if np.ptp(changes) <= _INEXACT * np.abs(amounts).max():
        return Obstacle.NO_VARIATION
    # The methods see a series of size one: how a fit converges must not depend on the unit.
    origin, size = amounts[-1], np.sqrt(np.mean(changes**2))
    return _projected(series, (amounts - origin) / size, rules, origin=origin, size=size)


def _projected(
    series: Series, scaled: Floats, rules: Rules, *, origin: float, size: float
) -> Projection:
    trials = {method: _tried(method, scaled, rules) for method in ProjectionMethod}
    errors = {m: None if t is None else t.mean_absolute * size for m, t in trials.items()}
    method, trial = _chosen(trials, rules.least_improvement)
    half = trial.half_widths(rules.coverage)
    bounds = zip(trial.made.mean - half, trial.made.mean, trial.made.mean + half, strict=True)
    spans = [Span(*(float(origin + size * bound) for bound in span)) for span in bounds]
    after = series.first_year + len(series)
    return Projection(method, dict(enumerate(spans, after)), errors)


@dataclass(frozen=True)
class _Trial:
    """What a method says of the years ahead, and how it has erred, by years ahead."""

    made: Forecast
    errors: tuple[Floats, ...]

    @property
    def mean_absolute(self) -> float:
        """The mean absolute error one year ahead."""
        return float(np.abs(self.errors[0]).mean())

    def half_widths(self, coverage: float) -> Floats:
        """Return half the width of the interval; further ahead it never is narrower."""
        from kdanalysis.expenditure.projection_models import error_half_widths  # noqa: PLC0415

        past = error_half_widths(self.errors, coverage)
        widths: Floats = np.maximum.accumulate(np.maximum(self.made.half_widths(coverage), past))
        return widths


def _tried(method: ProjectionMethod, scaled: Floats, rules: Rules) -> _Trial | None:
    """Return a method's forecast and its rolling-origin errors; `None` if any fit failed."""
    # Slow to load, and not needed as long as there are too few years.
    from kdanalysis.expenditure.projection_models import FitError, forecast  # noqa: PLC0415

    errors: list[list[float]] = [[] for _ in range(rules.horizon)]
    try:
        for known in range(rules.first_fit_years, len(scaled)):
            made = forecast(method, scaled[:known], rules.horizon)
            actual = scaled[known : known + rules.horizon]
            for ahead, (real, guess) in enumerate(zip(actual, made.mean, strict=False)):
                errors[ahead].append(real - guess)
        last = forecast(method, scaled, rules.horizon)
    except FitError:
        return None
    return _Trial(last, tuple(np.array(found) for found in errors))


def _chosen(
    trials: Mapping[ProjectionMethod, _Trial | None], least_improvement: float
) -> tuple[ProjectionMethod, _Trial]:
    """Return the simplest method that no later one beats clearly; the naive one always fits."""
    fitted = [(method, trial) for method, trial in trials.items() if trial is not None]
    chosen = fitted[0]
    for candidate in fitted[1:]:
        if candidate[1].mean_absolute < chosen[1].mean_absolute * (1 - least_improvement):
            chosen = candidate
    return chosen
