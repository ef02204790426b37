"""Projections on series whose right answer is known: walks, trends, levels, degenerate series."""

from __future__ import annotations

import warnings
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.tools.sm_exceptions import ConvergenceWarning
from statsmodels.tsa.statespace.structural import UnobservedComponents

from kdanalysis.expenditure import projection_models as models
from kdanalysis.expenditure.projection import (
    Obstacle,
    Projection,
    Rules,
    Series,
    project,
)
from kdanalysis.expenditure.projection_method import ProjectionMethod
from kdanalysis.expenditure.projection_models import (
    FitError,
    Floats,
    error_half_widths,
    forecast,
)

RULES = Rules(10, 5, 3, 0.8, 0.05)
SIMPLE = (ProjectionMethod.NAIVE, ProjectionMethod.DRIFT)
YEARS, AHEAD = 16, 3
# Fitting takes seconds: few series for it, each projected once, and thousands for what needs none.


def made(amounts: Floats, rules: Rules = RULES) -> Projection:
    found = project(series(amounts), rules)
    assert isinstance(found, Projection)
    return found


def made_anew(amounts: Floats) -> Projection:
    """Past the cache, which holds what came of the working methods."""
    found = project.__wrapped__(series(amounts), RULES)
    assert isinstance(found, Projection)
    return found


def series(amounts: Floats) -> Series:
    return Series(2007, tuple(map(float, amounts)))


def walk(seed: int, years: int = YEARS + AHEAD, slope: float = 0.0) -> Floats:
    return 100 + np.cumsum(np.random.default_rng(seed).normal(slope, 1.0, years))


def line(seed: int, years: int = YEARS + AHEAD) -> Floats:
    return 100 + 3 * np.arange(years) + np.random.default_rng(seed).normal(0, 0.4, years)


def noise(seed: int, years: int = YEARS + AHEAD) -> Floats:
    return 100 + np.random.default_rng(seed).normal(0, 2, years)


WALKS = [walk(seed) for seed in (0, 1, 4, 5)]
LINES = [line(seed) for seed in range(3)]
LEVELS = [noise(seed) for seed in range(3)]


def projections(found: list[Floats]) -> list[Projection]:
    return [made(amounts[:YEARS]) for amounts in found]


def mean_error(found: list[Projection], method: ProjectionMethod) -> float:
    errors = [projection.errors[method] for projection in found]
    return float(np.mean([error for error in errors if error is not None]))


def test_on_random_walks_nothing_beats_the_last_year() -> None:
    found = projections(WALKS)
    naive = mean_error(found, ProjectionMethod.NAIVE)
    assert all(mean_error(found, method) >= naive for method in ProjectionMethod)
    chosen = [projection.method for projection in found]
    assert max(set(chosen), key=chosen.count) is ProjectionMethod.NAIVE


def test_on_trends_the_last_year_is_worst() -> None:
    found = projections(LINES)
    assert ProjectionMethod.NAIVE not in {projection.method for projection in found}
    naive = mean_error(found, ProjectionMethod.NAIVE)
    assert mean_error(found, ProjectionMethod.DRIFT) < naive / 3
    assert mean_error(found, ProjectionMethod.LOCAL_TREND) < naive / 3


def test_on_a_trend_the_projection_goes_on_with_it() -> None:
    found = made(LINES[1][:YEARS])
    assert list(found.spans) == [2023, 2024, 2025]
    for year, span in found.spans.items():
        assert span.middle == pytest.approx(100 + 3 * (year - 2007), abs=1.5)


def test_on_noise_about_a_level_a_local_level_is_better_than_the_last_year() -> None:
    found = projections(LEVELS)
    assert (
        mean_error(found, ProjectionMethod.LOCAL_LEVEL)
        < mean_error(found, ProjectionMethod.NAIVE) * 0.9
    )


@pytest.fixture
def only_simple_methods(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the methods that take seconds fail, so that thousands of series can be projected."""

    def unfitted(_amounts: Floats, _horizon: int) -> models.Forecast:
        raise FitError("not tried")

    for method in set(ProjectionMethod) - set(SIMPLE):
        monkeypatch.setitem(models._METHODS, method, unfitted)  # noqa: SLF001 - made to fail


@pytest.mark.usefixtures("only_simple_methods")
@pytest.mark.parametrize("slope", [0.0, 0.5, 3.0])
def test_the_interval_of_the_chosen_method_holds_about_what_it_promises(slope: float) -> None:
    """400 series at 80 %, the method chosen for each: intervals half as wide hold half of them.

    The wider of two intervals is taken, so that a little more than is promised is held.
    """
    hits, halved = np.zeros(AHEAD), np.zeros(AHEAD)
    for seed in range(400):
        amounts = walk(seed, slope=slope)
        spans = np.array(
            [[s.low, s.middle, s.high] for s in made_anew(amounts[:YEARS]).spans.values()]
        )
        miss, half = np.abs(amounts[YEARS:] - spans[:, 1]), spans[:, 2] - spans[:, 1]
        hits, halved = hits + (miss <= half), halved + (miss <= half / 2)
    # The standard error of a share is 2 per cent.
    assert (hits / 400 > 0.75).all()
    assert (hits / 400 < 0.92).all()
    assert (halved / 400 < 0.62).all()


@pytest.mark.usefixtures("only_simple_methods")
def test_the_simplest_method_is_chosen_unless_there_is_a_trend() -> None:
    """Without a slope the mean change is noise; with one of three deviations naive is worst."""
    level, steep = (
        [made_anew(walk(seed, slope=slope)[:YEARS]).method for seed in range(200)]
        for slope in (0.0, 3.0)
    )
    assert level.count(ProjectionMethod.NAIVE) > 140
    assert steep.count(ProjectionMethod.DRIFT) == 200


def test_the_interval_of_fitted_methods_holds_most_of_what_followed() -> None:
    hits = []
    for amounts in (*WALKS, *LINES, *LEVELS):
        pairs = zip(made(amounts[:YEARS]).spans.values(), amounts[YEARS:], strict=True)
        hits += [span.low <= actual <= span.high for span, actual in pairs]
    assert len(hits) == 30
    assert 0.6 < np.mean(hits) < 1.0


@pytest.mark.parametrize(
    ("method", "slope"), [(ProjectionMethod.NAIVE, 0.0), (ProjectionMethod.DRIFT, 1.5)]
)
def test_the_simple_methods_own_intervals_hold_what_they_promise(
    method: ProjectionMethod, slope: float
) -> None:
    """1500 series: the standard error of the share is 1 per cent."""
    hits = np.zeros(3)
    for seed in range(1500):
        amounts = walk(seed, 15, slope)
        guess = forecast(method, amounts[:12], 3)
        hits += np.abs(amounts[12:] - guess.mean) <= guess.half_widths(0.8)
    # Further ahead the years' changes add up, and the estimated deviation with them.
    assert hits[0] / 1500 == pytest.approx(0.8, abs=0.03)
    assert hits / 1500 == pytest.approx(0.8, abs=0.04)


def test_an_interval_contains_its_projection_and_never_narrows() -> None:
    for found in projections([*WALKS, *LINES]):
        spans = list(found.spans.values())
        widths = [span.high - span.low for span in spans]
        assert all(span.low < span.middle < span.high for span in spans)
        assert np.diff(widths).min() > -1e-9


def test_the_interval_is_no_narrower_than_past_errors_give() -> None:
    errors = (np.array([3.0, -4.0]), np.array([1.0]), np.array([]))
    # Student's quantiles for 90 % two-sided: 2.920 with 2, 6.314 with 1 degree of freedom.
    widths = error_half_widths(errors, 0.9)
    assert widths == pytest.approx([2.920 * np.sqrt(12.5), 6.314, 0.0], rel=1e-3)


def test_drift_is_the_mean_change_and_naive_the_last_year() -> None:
    amounts = np.array([10.0, 14.0, 12.0, 19.0])
    assert list(forecast(ProjectionMethod.DRIFT, amounts, 2).mean) == [22.0, 25.0]
    assert list(forecast(ProjectionMethod.NAIVE, amounts, 2).mean) == [19.0, 19.0]


def test_rolling_errors_are_those_of_a_plain_loop() -> None:
    amounts = WALKS[3][:YEARS]
    found = made(amounts).errors
    errors = [abs(amounts[k] - amounts[k - 1]) for k in range(10, YEARS)]
    assert found[ProjectionMethod.NAIVE] == pytest.approx(np.mean(errors))
    drift = [
        abs(amounts[k] - amounts[k - 1] - (amounts[k - 1] - amounts[0]) / (k - 1))
        for k in range(10, YEARS)
    ]
    assert found[ProjectionMethod.DRIFT] == pytest.approx(np.mean(drift))


@given(
    st.sampled_from(SIMPLE),
    st.lists(st.integers(-1000, 1000), min_size=4, max_size=20),
    st.integers(1, 1000),
    st.integers(-1000, 1000),
)
def test_unit_and_level_are_irrelevant_to_the_simple_methods(
    method: ProjectionMethod, changes: list[int], size: int, shift: int
) -> None:
    amounts = np.cumsum(changes).astype(float)
    before = forecast(method, amounts, 3)
    after = forecast(method, size * (amounts + shift), 3)
    assert after.mean == pytest.approx(size * (before.mean + shift), abs=1e-6 * size)
    assert after.half_widths(0.8) == pytest.approx(size * before.half_widths(0.8), abs=1e-6 * size)


@pytest.mark.parametrize(("size", "shift"), [(1e6, 0.0), (0.01, 500.0)])
def test_unit_and_level_are_irrelevant_to_the_projection(size: float, shift: float) -> None:
    amounts = LINES[0][:YEARS]
    before, after = made(amounts), made(size * (amounts + shift))
    assert after.method is before.method
    for year, span in before.spans.items():
        moved = size * (np.array([span.low, span.middle, span.high]) + shift)
        found = after.spans[year]
        assert [found.low, found.middle, found.high] == pytest.approx(moved, rel=1e-4)


def test_too_few_years_give_no_projection() -> None:
    assert project(Series(2018, (1.0, 2.0, 4.0, 3.0, 5.0)), RULES) is Obstacle.TOO_FEW_YEARS
    assert project(series(WALKS[1][:14]), RULES) is Obstacle.TOO_FEW_YEARS
    assert isinstance(made(WALKS[1][:15]), Projection)


@pytest.mark.parametrize("slope", [0.0, 2.5])
def test_without_variation_no_interval_can_be_estimated(slope: float) -> None:
    exact = Series(2007, tuple(100 + slope * year for year in range(16)))
    assert project(exact, RULES) is Obstacle.NO_VARIATION


class Unfinished:
    """A fitted model whose search for parameters did not end."""

    mle_retvals: dict[str, bool] = {"converged": False}  # noqa: RUF012 - as in statsmodels


class FailingModel:
    """Stands in for a model of statsmodels; its fit fails as told."""

    def __init__(self, *_args: object, **_kwargs: object) -> None:
        pass

    def fit(self, **_kwargs: object) -> Unfinished:
        return Unfinished()


class BreakingModel(FailingModel):
    def fit(self, **_kwargs: object) -> Unfinished:
        raise np.linalg.LinAlgError("singular")


class WarningModel(FailingModel):
    def fit(self, **_kwargs: object) -> Unfinished:
        warnings.warn("no", ConvergenceWarning, stacklevel=1)
        return Unfinished()


@pytest.mark.parametrize("model", [FailingModel, BreakingModel, WarningModel])
def test_a_method_that_does_not_converge_is_out_and_said_to_be(
    monkeypatch: pytest.MonkeyPatch, model: type
) -> None:
    monkeypatch.setattr(models, "UnobservedComponents", model)
    with pytest.raises(FitError):
        forecast(ProjectionMethod.LOCAL_TREND, walk(1, 15), 3)
    found = made_anew(LINES[2][:YEARS])
    assert found.errors[ProjectionMethod.LOCAL_LEVEL] is None
    assert found.errors[ProjectionMethod.LOCAL_TREND] is None
    assert found.errors[ProjectionMethod.ETS] is not None
    assert found.method in {*SIMPLE, ProjectionMethod.ETS}


class StubbornModel(FailingModel):
    """Its first search does not end; what another finds is that of the model it stands for."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        self.model = UnobservedComponents(*args, **kwargs)

    def fit(self, **kwargs: Any) -> Any:
        return Unfinished() if kwargs["method"] == "lbfgs" else self.model.fit(**kwargs)


def test_a_search_that_does_not_end_is_followed_by_another(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    amounts = LEVELS[1][:YEARS]
    usual = forecast(ProjectionMethod.LOCAL_LEVEL, amounts, 3)
    monkeypatch.setattr(models, "UnobservedComponents", StubbornModel)
    other = forecast(ProjectionMethod.LOCAL_LEVEL, amounts, 3)
    assert other.mean == pytest.approx(usual.mean, rel=1e-2)
    assert other.standard_error == pytest.approx(usual.standard_error, rel=5e-2)


def test_a_forecast_that_is_no_number_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing(_amounts: Floats, horizon: int) -> Any:
        return models.Forecast(np.full(horizon, np.nan), np.ones(horizon), 3)

    monkeypatch.setitem(models._METHODS, ProjectionMethod.ETS, nothing)  # noqa: SLF001 - what is tested
    with pytest.raises(FitError):
        forecast(ProjectionMethod.ETS, walk(1, 15), 3)


def test_a_more_elaborate_method_must_be_clearly_better() -> None:
    amounts = LINES[2][:YEARS]
    assert made(amounts).method is not ProjectionMethod.NAIVE
    strict = made(amounts, replace(RULES, least_improvement=0.999))
    assert strict.method is ProjectionMethod.NAIVE


@pytest.mark.parametrize(
    "changed",
    [
        {"first_fit_years": 9},
        {"least_trials": 0},
        {"horizon": 0},
        {"coverage": 1.0},
        {"coverage": 0.0},
        {"least_improvement": -0.1},
        {"least_improvement": 1.0},
    ],
)
def test_rules_that_cannot_be_followed_are_refused(changed: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"mindst|mellem"):
        replace(RULES, **changed)
