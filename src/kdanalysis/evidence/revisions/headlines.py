"""The headline key figures that are followed from revision to revision.

Each has a name that stays when the period grows (`growth_pct:082:social:adults`): figure, area,
what it is a part of, group; its key tells the period and price level it was computed for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from kdanalysis.evidence.figures import expenditure as spent
from kdanalysis.evidence.figures import purchases as bought
from kdanalysis.tables.areas import COUNTRY, MIDTJYLLAND
from kdanalysis.tables.period import Period

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kdanalysis.evidence.value import Value
    from kdanalysis.tables.dataset import Dataset

AREAS: Final = (COUNTRY, MIDTJYLLAND)
DIRECTED: Final = frozenset({"growth_pct", "purchases_growth_pct"})
"""Figures whose sign is a conclusion."""
RANKED: Final = frozenset({"contribution_pct", "purchases_growth_pct"})
"""Figures whose order among their like is a conclusion."""
_WHOLE: Final = "social"
_TARGETS: Final = ("adults", "children")


def headline_table(data: Dataset) -> pl.DataFrame:
    """Return name, key, amount (a fraction, or null), unit and decimals of all headlines."""
    rows = [
        (
            name,
            value.provenance.key,
            None if value.amount is None else str(value.amount),
            value.unit.name,
            value.decimals,
        )
        for name, value in headlines(data)
    ]
    columns = {"name": pl.String, "key": pl.String, "amount": pl.String, "unit": pl.String}
    return pl.DataFrame(rows, schema=columns | {"decimals": pl.Int64}, orient="row")


def headlines(data: Dataset) -> Iterator[tuple[str, Value]]:
    """Yield name and value of every headline, over all years that have a price level."""
    period = Period(max(data.years[0], data.chain.years[0]), data.newest_year)
    for area in AREAS:
        yield from _spent(data, area, period)
        yield from _bought(data, area, period)


def _spent(data: Dataset, area: str, period: Period) -> Iterator[tuple[str, Value]]:
    for base, group in _parts(data):
        place = f"{area}:{base}:{group}"
        yield f"amount:{place}", spent.amount(data, area=area, group=group, year=period.last)
        yield f"change:{place}", spent.change(data, area=area, group=group, period=period)
        yield f"growth_pct:{place}", spent.growth_pct(data, area=area, group=group, period=period)
        yield (
            f"contribution_pct:{place}",
            spent.contribution_pct(data, area=area, group=group, base=base, period=period),
        )


def _parts(data: Dataset) -> Iterator[tuple[str, str]]:
    """Yield each group with what it is a part of: the whole, a target area, a group."""
    plan = data.plan
    yield _WHOLE, _WHOLE
    for target in _TARGETS:
        yield _WHOLE, target
        groups = dict.fromkeys(plan.functions[code].group for code in plan.codes(target))
        for group in groups:
            yield target, group
            codes = plan.codes(group)
            yield from ((group, code) for code in codes if len(codes) > 1)


def _bought(data: Dataset, area: str, period: Period) -> Iterator[tuple[str, Value]]:
    for art in (*data.plan.arts, "all"):
        place = f"{area}:{'all' if art != 'all' else ''}:{art}"
        yield f"purchases:{place}", bought.purchases(data, area=area, art=art, year=period.last)
        yield (
            f"purchases_growth_pct:{place}",
            bought.purchases_growth_pct(data, area=area, art=art, period=period),
        )
    private, municipal = (data.plan.supplier_art(s).code for s in ("private", "municipal"))
    yield (
        f"passing_year:{area}:{municipal}:{private}",
        bought.passing_year(data, area=area, art=private, other=municipal, period=period),
    )
