"""Key figures of net expenditure: level, change, growth, contribution, index, per inhabitant.

`group` is a group of the account plan or one function code; amounts are in the data's price year.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kdanalysis.evidence.registry import key_figure
from kdanalysis.evidence.value import Unit
from kdanalysis.expenditure import growth as rules

if TYPE_CHECKING:
    from fractions import Fraction

    from kdanalysis.tables.dataset import Dataset
    from kdanalysis.tables.period import Period

_NET = "net_expenditure"
_POPULATION = "population"


@key_figure(Unit.TKR, "nettodriftsudgift i faste priser", _NET)
def amount(data: Dataset, *, area: str, group: str, year: int) -> Fraction | None:
    """Net operating expenditure before state refund, 1,000 kr."""
    return data.net_tkr(area, group, year)


@key_figure(Unit.TKR, "niveau i periodens sidste år minus niveau i periodens første år", _NET)
def change(data: Dataset, *, area: str, group: str, period: Period) -> Fraction | None:
    """Change over the period, 1,000 kr."""
    first, last = _ends(data, area, group, period)
    return None if first is None or last is None else last - first


@key_figure(Unit.PCT, "ændring i perioden i procent af niveauet i periodens første år", _NET)
def growth_pct(data: Dataset, *, area: str, group: str, period: Period) -> Fraction | None:
    """Growth over the whole period, per cent."""
    first, last = _ends(data, area, group, period)
    return None if first is None or last is None else rules.growth_pct(first, last)


@key_figure(
    Unit.PCT,
    "ændring i gruppen i procent af ændringen i hele området (base) i samme geografi",
    _NET,
)
def contribution_pct(
    data: Dataset, *, area: str, group: str, base: str, period: Period
) -> Fraction | None:
    """Contribution of a group to the change of `base` in the same area, per cent (2023: 2790)."""
    part, whole = (change(data, area=area, group=g, period=period).amount for g in (group, base))
    return None if part is None or whole is None else rules.share_pct(part, whole)


@key_figure(Unit.PCT, "gruppens niveau i procent af hele områdets niveau (base)", _NET)
def share_pct(data: Dataset, *, area: str, group: str, base: str, year: int) -> Fraction | None:
    """Share of a group in the level of `base`, per cent."""
    part, whole = (data.net_tkr(area, g, year) for g in (group, base))
    return None if part is None or whole is None else rules.share_pct(part, whole)


@key_figure(Unit.INDEX, "niveau i forhold til basisåret, hvor basisåret er 100", _NET)
def index(data: Dataset, *, area: str, group: str, year: int, base_year: int) -> Fraction | None:
    """Index, `base_year` = 100."""
    now, then = (data.net_tkr(area, group, y) for y in (year, base_year))
    return None if now is None or not then else now / then * 100


@key_figure(
    Unit.KR_PER_INHABITANT, "nettodriftsudgift delt med folketallet 1. januar", _NET, _POPULATION
)
def per_inhabitant(data: Dataset, *, area: str, group: str, year: int) -> Fraction | None:
    """Net expenditure per inhabitant, kr."""
    level = data.net_tkr(area, group, year)
    return None if level is None else level * 1000 / data.inhabitants(area, year)


def _ends(
    data: Dataset, area: str, group: str, period: Period
) -> tuple[Fraction | None, Fraction | None]:
    return data.net_tkr(area, group, period.first), data.net_tkr(area, group, period.last)
