"""The methods that `projection` chooses between, each with its own uncertainty.

Imported only when there are years enough: statsmodels and scipy take seconds to load.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import t as student
from statsmodels.tools.sm_exceptions import ConvergenceWarning
from statsmodels.tsa.exponential_smoothing.ets import ETSModel
from statsmodels.tsa.statespace.structural import UnobservedComponents

from kdanalysis.expenditure.projection_method import ProjectionMethod

Floats = NDArray[np.float64]
_MOST_STEPS = 500
_SEARCHES = ("lbfgs", "nm")
"""Quasi-Newton is fast, but may stop where the likelihood is flat; Nelder-Mead gets past that."""


class FitError(Exception):
    """A method could not be fitted; its result would be a number without meaning."""


@dataclass(frozen=True)
class Forecast:
    """What a method says of the years ahead."""

    mean: Floats
    standard_error: Floats
    degrees_of_freedom: int
    """Changes or years less the quantities estimated from them."""

    def half_widths(self, coverage: float) -> Floats:
        """Return half the width of the prediction interval of each year."""
        return _quantile(coverage, self.degrees_of_freedom) * self.standard_error


def forecast(method: ProjectionMethod, amounts: Floats, horizon: int) -> Forecast:
    """Return a method's forecast of the `horizon` years after `amounts`.

    Raises:
        FitError: it did not converge, or gave something that is no number.
    """
    made = _METHODS[method](amounts, horizon)
    if not np.isfinite([made.mean, made.standard_error]).all():
        raise FitError(method)
    return made


def error_half_widths(errors: Sequence[Floats], coverage: float) -> Floats:
    """Return half the width that past errors give, by years ahead."""
    return np.array(
        [_quantile(coverage, len(e)) * np.sqrt(np.mean(e**2)) if len(e) else 0.0 for e in errors]
    )


def _quantile(coverage: float, degrees_of_freedom: int) -> float:
    return float(student.ppf(0.5 + coverage / 2, degrees_of_freedom))


def _naive(amounts: Floats, horizon: int) -> Forecast:
    changes, ahead = np.diff(amounts), np.arange(1, horizon + 1)
    deviation = np.sqrt(np.mean(changes**2) * ahead)
    return Forecast(np.repeat(amounts[-1], horizon), deviation, len(changes))


def _drift(amounts: Floats, horizon: int) -> Forecast:
    changes, ahead = np.diff(amounts), np.arange(1, horizon + 1)
    # The slope is uncertain as well, and that grows with its distance from the last year.
    deviation = changes.std(ddof=1) * np.sqrt(ahead * (1 + ahead / len(changes)))
    return Forecast(amounts[-1] + ahead * changes.mean(), deviation, len(changes) - 1)


def _local_level(amounts: Floats, horizon: int) -> Forecast:
    return _state_space(amounts, horizon, "llevel")


def _local_trend(amounts: Floats, horizon: int) -> Forecast:
    return _state_space(amounts, horizon, "lltrend")


def _state_space(amounts: Floats, horizon: int, specification: str) -> Forecast:
    fitted = _fit(UnobservedComponents(amounts, specification), *_SEARCHES)
    ahead = fitted.get_forecast(horizon)
    return Forecast(ahead.predicted_mean, ahead.se_mean, len(amounts) - len(fitted.params))


def _ets(amounts: Floats, horizon: int) -> Forecast:
    fitted = _fit(ETSModel(pd.Series(amounts), error="add", trend="add"))
    first = len(amounts)
    ahead = fitted.get_prediction(first, first + horizon - 1)
    deviation = np.sqrt(ahead.forecast_variance)
    return Forecast(ahead.predicted_mean.to_numpy(), deviation, first - len(fitted.params))


def _fit(model: Any, *searches: str) -> Any:  # noqa: ANN401 - statsmodels has no types
    """Return the model fitted by the first search for its parameters that ends.

    Raises:
        FitError: none did.
    """
    for search in searches[:-1]:
        with suppress(FitError):
            return _searched(model, method=search)
    return _searched(model, **({"method": searches[-1]} if searches else {}))


def _searched(model: Any, **options: str) -> Any:  # noqa: ANN401 - statsmodels has no types
    """Return the fitted model.

    Raises:
        FitError: the search for the parameters did not end, or broke down.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        warnings.simplefilter("error", ConvergenceWarning)
        try:
            fitted = model.fit(disp=False, maxiter=_MOST_STEPS, **options)
        except (ConvergenceWarning, np.linalg.LinAlgError, ValueError) as error:
            raise FitError(str(error)) from error
    if not fitted.mle_retvals["converged"]:
        raise FitError("not converged")
    return fitted


_METHODS: dict[ProjectionMethod, Callable[[Floats, int], Forecast]] = {
    ProjectionMethod.NAIVE: _naive,
    ProjectionMethod.DRIFT: _drift,
    ProjectionMethod.LOCAL_LEVEL: _local_level,
    ProjectionMethod.LOCAL_TREND: _local_trend,
    ProjectionMethod.ETS: _ets,
}
