"""Settlement in whole kroner (rule 8)."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction


def settle(transfers_kr: Mapping[str, Fraction]) -> dict[str, int]:
    """Return what each party pays (negative) or receives in whole kroner; the sum is exactly 0.

    Receivers are rounded up, so that nobody is left with a loss; payers carry the difference by
    largest remainder. Equal remainders go by size, then by name: the order given has no say.

    Args:
        transfers_kr: one region's transfers of one contract year by party; they sum to 0.

    Raises:
        ValueError: the transfers do not sum to 0.
    """
    if sum(transfers_kr.values()) != 0:
        raise ValueError("the transfers of a region and year must sum to 0")
    received = {name: math.ceil(kr) for name, kr in transfers_kr.items() if kr >= 0}
    owed = {name: -kr for name, kr in transfers_kr.items() if kr < 0}
    paid = _largest_remainder(owed, sum(received.values()))
    return {name: received[name] if name in received else -paid[name] for name in transfers_kr}


def _largest_remainder(owed: Mapping[str, Fraction], total: int) -> dict[str, int]:
    """Return `owed` rounded to whole kroner that sum to `total`, which is at least their sum."""
    whole = {name: math.floor(kr) for name, kr in owed.items()}
    if not whole:
        return whole
    # Many small receivers may leave more kroner than there are payers: first everyone takes
    # the same, then the largest remainders take one more.
    each, left = divmod(total - sum(whole.values()), len(whole))
    ranked = sorted(owed, key=lambda name: (whole[name] - owed[name], -owed[name], name))
    chosen = set(ranked[:left])
    return {name: kroner + each + (name in chosen) for name, kroner in whole.items()}
