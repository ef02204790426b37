"""Supplementary services' share of providers' accounts, and who rises and falls.

Share = supplementary income / total accounts (2023: 2944); of several providers, of their sums.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kdanalysis.tables.supplements import Account


def share(accounts: Iterable[Account]) -> Fraction | None:
    """Return income from supplementary services as a share (of 1); `None` without accounts."""
    known = list(accounts)
    total = sum((account.total_kr for account in known), Fraction())
    return income(known) / total if total else None


def income(accounts: Iterable[Account]) -> Fraction:
    """Return the income from supplementary services, kr."""
    return sum((account.supplement_kr for account in accounts), Fraction())


def lasting(
    accounts: Iterable[Account], first: int, last: int
) -> dict[str, tuple[Account, Account]]:
    """Return the accounts of both years, by those providers that have both."""
    by_year: dict[int, Mapping[str, Account]] = {}
    known = list(accounts)
    for year in (first, last):
        by_year[year] = {a.provider: a for a in known if a.year == year}
    both = by_year[first].keys() & by_year[last].keys()
    return {
        name: (by_year[first][name], by_year[last][name]) for name in by_year[first] if name in both
    }


def movers(pairs: Mapping[str, tuple[Account, Account]], sign: int) -> tuple[str, ...]:
    """Return whose income rose (`sign` 1), fell (-1) or stood still (0), by name."""
    steps = {
        name: last.supplement_kr - first.supplement_kr for name, (first, last) in pairs.items()
    }
    return tuple(name for name, step in steps.items() if (step > 0) - (step < 0) == sign)
