"""Whether providers' delivered accounts add up to what is published of all of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kdanalysis.evidence.figures import quoted as quotes
from kdanalysis.evidence.figures import supplements as figures
from kdanalysis.evidence.value import Unit
from kdanalysis.report.elements.inline import n
from kdanalysis.report.elements.words import listed
from kdanalysis.report.expenditure.supplements import FIRST, LAST
from kdanalysis.tables.supplements import MUNICIPALITY, REGION

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kdanalysis.evidence.value import Value
    from kdanalysis.report.capacity.choice import Capacity
    from kdanalysis.tables.period import Period

_INCOME = "tillaegsydelse_aendring"
_COUNTS = {
    "down": ("tillaegsydelse_kommuner_fald", "kommuner med fald"),
    "up": ("tillaegsydelse_kommuner_stigning", "kommuner med stigning"),
}


@dataclass(frozen=True)
class _Pair:
    """A delivered figure beside the published one."""

    label: str
    own: Value
    published: Value
    slack: int = 0
    """How much more the delivered may be: municipalities whose change is not stated."""

    @property
    def fits(self) -> bool:
        """Whether the delivered figure is the published one, as printed."""
        own, told = self.own.with_decimals(self.published.decimals).rounded, self.published.rounded
        return own is not None and told is not None and told <= own <= told + self.slack

    @property
    def told(self) -> str:
        """The label with both figures."""
        return f"{self.label} ({n(self.own)} mod {n(self.published)})"


def fit(choice: Capacity, period: Period) -> str:
    """Return which published figures the delivered accounts give again; not for other years."""
    years = tuple(choice.data.quote(name).first_year for name in (FIRST, LAST))
    if years != (period.first, period.last):
        return "Årene er ikke dem, de offentliggjorte tal gælder."
    pairs = list(_pairs(choice, period))
    off = [pair.told for pair in pairs if not pair.fits]
    region = figures.who_moved(choice.data, REGION, "up", period)
    if not region:
        off.append("regionen (ingen stigning leveret)")
    if not off:
        return "Alle de offentliggjorte tal er genberegnet uden afvigelser."
    return (
        f"De leverede tal afviger fra de offentliggjorte: {listed(off)}. Det skyldes formentlig, "
        f"at ikke alle driftsherrer er med, eller at de er opgjort forskelligt."
    )


def _pairs(choice: Capacity, period: Period) -> Iterator[_Pair]:
    data, everyone = choice.data, figures.EVERYONE
    for name, year in ((FIRST, period.first), (LAST, period.last)):
        share = figures.supplement_share_pct(data, provider=everyone, year=year)
        yield _Pair(f"andelen i {year}", share, quotes.quoted(data, name=name))
    change = figures.supplement_share_change(data, provider=everyone, period=period)
    published = quotes.quoted_difference(data, first=FIRST, last=LAST)
    yield _Pair("ændringen i andelen", change, published)
    income = figures.supplement_change(data, provider=everyone, period=period).to(Unit.MIO_KR)
    yield _Pair("ændringen i indtægten", income, quotes.quoted(data, name=_INCOME))
    slack = int(quotes.supplements_not_stated(data).exact)
    for way, (name, label) in _COUNTS.items():
        count = figures.supplement_movers(data, kind=MUNICIPALITY, way=way, period=period)
        yield _Pair(label, count, quotes.quoted(data, name=name), slack)
