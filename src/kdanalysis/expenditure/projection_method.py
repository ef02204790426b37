"""The ways to project that are tried; named apart from their fitting, which is slow to load."""

from __future__ import annotations

from enum import StrEnum


class ProjectionMethod(StrEnum):
    """Ways to project, the simplest first."""

    NAIVE = "naive"
    """Next year is like the last (random walk)."""
    DRIFT = "drift"
    """The mean yearly change goes on (random walk with drift)."""
    LOCAL_LEVEL = "local_level"
    """A level that wanders, seen with noise."""
    LOCAL_TREND = "local_trend"
    """A level and a slope that wander, seen with noise."""
    ETS = "ets"
    """Exponential smoothing with additive errors and additive trend."""
