"""Key figures of supplementary services by provider, from a delivered workbook.

`provider` is a name, or `alle` for all with accounts in the year (over a period: in both years).
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Concatenate, ParamSpec

from kdanalysis.evidence.raw_figure import citation, known
from kdanalysis.evidence.registry import sourced_figure
from kdanalysis.evidence.value import Unit, Value
from kdanalysis.expenditure.supplements import income, lasting, movers, share
from kdanalysis.tables.municipalities import municipalities
from kdanalysis.tables.supplements import MUNICIPALITY, Account, signed_accounts

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kdanalysis.tables.dataset import Dataset
    from kdanalysis.tables.period import Period

P = ParamSpec("P")
EVERYONE = "alle"
_SIGNS = {"up": 1, "flat": 0, "down": -1}


def accounts_file(data: Dataset) -> Path:
    """Return where the delivered workbook stands."""
    return data.project.raw / "local" / "tillaegsydelse.xlsx"


def accounts(data: Dataset) -> tuple[Account, ...]:
    """Return the delivered accounts; none while no workbook is there."""
    names = [area.name for area in municipalities(data.areas)]
    return signed_accounts(accounts_file(data), names)


def supplement_figure(
    unit: Unit, rule: str, decimals: int | None = None
) -> Callable[
    [Callable[Concatenate[Dataset, P], Fraction | None]], Callable[Concatenate[Dataset, P], Value]
]:
    """List a function of the delivered accounts as a key figure; they are its source."""

    def sources(data: Dataset) -> tuple[str, ...]:
        return (citation(accounts_file(data)),)

    return sourced_figure(unit, rule, sources, decimals=decimals)


@supplement_figure(
    Unit.PCT, "indtægter fra tillægsydelse i procent af tilbuddenes samlede regnskab", decimals=2
)
def supplement_share_pct(data: Dataset, *, provider: str, year: int) -> Fraction | None:
    """Share of a provider's accounts in a year, per cent."""
    found = share(_of(data, provider, year))
    return None if found is None else found * 100


@supplement_figure(
    Unit.PCT_POINT, "andel i periodens sidste år minus andel i det første, samme driftsherrer",
    decimals=2,
)  # fmt: skip
def supplement_share_change(data: Dataset, *, provider: str, period: Period) -> Fraction | None:
    """Change in the share, percentage points, of the providers with accounts in both years."""
    pairs = _pairs(data, provider, period)
    first, last = (share(pair[i] for pair in pairs) for i in (0, 1))
    return None if first is None or last is None else (last - first) * 100


@supplement_figure(Unit.KR, "indtægt i periodens sidste år minus det første, samme driftsherrer")
def supplement_change(data: Dataset, *, provider: str, period: Period) -> Fraction | None:
    """Change in income of the providers with accounts in both years, kr."""
    pairs = _pairs(data, provider, period)
    return income(pair[1] for pair in pairs) - income(pair[0] for pair in pairs) if pairs else None


@supplement_figure(Unit.COUNT, "driftsherrer af arten, hvis indtægt steg, stod stille eller faldt")
def supplement_movers(data: Dataset, *, kind: str, way: str, period: Period) -> Fraction:
    """How many providers of a kind rose (`up`), stood still (`flat`) or fell (`down`)."""
    return Fraction(len(who_moved(data, kind, way, period)))


@supplement_figure(Unit.COUNT, "kommuner med regnskab i begge år")
def supplement_municipalities(data: Dataset, *, period: Period) -> Fraction:
    """How many municipalities have delivered both years."""
    pairs = lasting(accounts(data), period.first, period.last)
    return Fraction(sum(first.kind == MUNICIPALITY for first, _ in pairs.values()))


def incomplete(data: Dataset, period: Period) -> tuple[str, ...]:
    """Return the providers without accounts in both the first and the last year."""
    delivered = accounts(data)
    both = lasting(delivered, period.first, period.last)
    return tuple(dict.fromkeys(a.provider for a in delivered if a.provider not in both))


def who_moved(data: Dataset, kind: str, way: str, period: Period) -> tuple[str, ...]:
    """Return the providers of a kind that moved a way."""
    chosen = [account for account in accounts(data) if account.kind == kind]
    return movers(lasting(chosen, period.first, period.last), known(_SIGNS, way))


def _of(data: Dataset, provider: str, year: int) -> list[Account]:
    chosen = _chosen(data, provider)
    return [account for account in chosen if account.year == year]


def _pairs(data: Dataset, provider: str, period: Period) -> list[tuple[Account, Account]]:
    return list(lasting(_chosen(data, provider), period.first, period.last).values())


def _chosen(data: Dataset, provider: str) -> list[Account]:
    options: dict[str, list[Account]] = {EVERYONE: list(accounts(data))}
    for account in options[EVERYONE]:
        options.setdefault(account.provider, []).append(account)
    return known(options, provider)
