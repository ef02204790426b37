"""Recorded headlines, and the conclusions that follow from them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from kdanalysis.evidence.revisions.headlines import AREAS, DIRECTED, RANKED
from kdanalysis.evidence.value import Unit
from kdanalysis.tables.rounding import round_half_up

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from kdanalysis.evidence.revisions.store import Revision


@dataclass(frozen=True)
class Headline:
    """A headline as it was recorded."""

    name: str
    key: str
    amount: Fraction | None
    unit: Unit
    decimals: int

    @property
    def figure(self) -> str:
        """The key figure it is a case of."""
        return self.name.partition(":")[0]

    @property
    def area(self) -> str:
        """The area it is about."""
        return self.name.split(":")[1]

    @property
    def sign(self) -> int | None:
        """The direction as printed: what rounds to zero has none."""
        if self.amount is None:
            return None
        printed = round_half_up(self.amount, self.decimals)
        return (printed > 0) - (printed < 0)


@dataclass(frozen=True)
class Turned:
    """A conclusion that is another one now."""

    kind: str
    """`direction`, `rank`, `lead` (the area against the country) or `passing`."""
    name: str
    before: int | None
    after: int | None


def headlines_of(revision: Revision) -> Mapping[str, Headline]:
    """Return the headlines of a revision by name; read again only when its file has changed."""
    file = revision.folder / "figures.csv"
    return _headlines_of(revision, file.stat().st_mtime_ns if file.is_file() else 0)


@lru_cache(maxsize=8)
def _headlines_of(revision: Revision, _stamp: int) -> Mapping[str, Headline]:
    rows = revision.table("figures").iter_rows(named=True)
    return {
        row["name"]: Headline(
            row["name"],
            row["key"],
            None if row["amount"] is None else Fraction(row["amount"]),
            Unit[row["unit"]],
            row["decimals"],
        )
        for row in rows
    }


def ranks(headlines: Mapping[str, Headline]) -> dict[str, int]:
    """Return the place of each ranked headline among its like, the greatest first.

    Like are headlines of the same figure and area that are parts of the same whole.
    """
    like: dict[str, list[Headline]] = defaultdict(list)
    for headline in headlines.values():
        whole, _, group = headline.name.rpartition(":")
        is_whole = whole.rpartition(":")[2] in {group, ""}
        if headline.figure in RANKED and headline.amount is not None and not is_whole:
            like[whole].append(headline)
    return {
        headline.name: place
        for family in like.values()
        for place, headline in enumerate(sorted(family, key=_size), start=1)
    }


def _size(headline: Headline) -> Fraction:
    return -(headline.amount or Fraction())


def leads(headlines: Mapping[str, Headline]) -> dict[str, int]:
    """Return whether growth in the area is above (1), equal to (0) or below (-1) the country's."""
    country, here = AREAS
    found: dict[str, int] = {}
    for name, own in headlines.items():
        other = headlines.get(name.replace(f":{here}:", f":{country}:"))
        if own.figure in DIRECTED and own.area == here and other is not None:
            pair = [h.amount for h in (own, other)]
            if None not in pair:
                mine, theirs = (round_half_up(a or 0, own.decimals) for a in pair)
                found[name] = (mine > theirs) - (mine < theirs)
    return found


def turned(old: Mapping[str, Headline], new: Mapping[str, Headline]) -> Iterator[Turned]:
    """Yield the conclusions that are others in `new`, in the order of the headlines."""
    for kind, conclude in _CONCLUSIONS.items():
        before, after = conclude(old), conclude(new)
        for name in before:
            if name in after and before[name] != after[name]:
                yield Turned(kind, name, before[name], after[name])


def _directions(headlines: Mapping[str, Headline]) -> Mapping[str, int | None]:
    return {name: h.sign for name, h in headlines.items() if h.figure in DIRECTED}


def _passings(headlines: Mapping[str, Headline]) -> Mapping[str, int | None]:
    return {name: _year(h) for name, h in headlines.items() if h.figure == "passing_year"}


def _year(headline: Headline) -> int | None:
    return None if headline.amount is None else int(headline.amount)


_CONCLUSIONS: Final[dict[str, Callable[[Mapping[str, Headline]], Mapping[str, int | None]]]] = {
    "direction": _directions,
    "rank": ranks,
    "lead": leads,
    "passing": _passings,
}
