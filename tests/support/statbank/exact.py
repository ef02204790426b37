"""Splitting whole numbers so that the parts add up exactly."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def shared_out(totals: NDArray[np.int64], weights: NDArray[np.generic]) -> NDArray[np.int64]:
    """Split each of `totals` over the first axis of `weights`.

    Args:
        totals: whole numbers of shape S, of any sign.
        weights: positive, of shape (n, ...); the trailing axes broadcast against S.

    Returns:
        Whole numbers of shape (n, *S) that sum to `totals` over the first axis.
    """
    cumulated = np.cumsum(np.asarray(weights, dtype=np.float64), axis=0)
    shares = cumulated / cumulated[-1]
    edges = np.floor(shares * totals + 0.5).astype(np.int64)
    edges[-1] = totals
    parts: NDArray[np.int64] = np.diff(edges, axis=0, prepend=np.zeros_like(edges[:1]))
    return parts
