"""What changed from one revision to the next: cells, years, rates, codes, figures, conclusions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, TypeVar

import polars as pl

from kdanalysis.evidence.revisions.store import AREAS, DIRECTED, RANKED, Revision
from kdanalysis.evidence.value import Unit
from kdanalysis.tables.accounts import normalised
from kdanalysis.tables.rounding import round_half_up

# Recorded headlines, and the conclusions that follow from them.


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
    """Return the headlines of a revision by name."""
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


K = TypeVar("K")
_CELLS: Final = {
    "net_expenditure": ("area_code", "function_code", "year"),
    "purchases": ("area_code", "art_code", "year"),
}


@dataclass(frozen=True)
class Changes:
    """The differences between two revisions."""

    before: Revision
    after: Revision

    @property
    def restated(self) -> pl.DataFrame:
        """Cells in both whose amount differs, the greatest change first.

        Columns: table, area_code, code, year, before_tkr, after_tkr, change_tkr.
        """
        found = pl.concat([self._restated(name, keys) for name, keys in _CELLS.items()])
        order = [pl.col("change_tkr").abs(), "table", "area_code", "code", "year"]
        return found.sort(order, descending=[True, False, False, False, False])

    def _restated(self, name: str, keys: tuple[str, ...]) -> pl.DataFrame:
        old, new = (
            r.table(name).select(*keys, amount_tkr=pl.col("amount_tkr"))
            for r in (self.before, self.after)
        )
        both = new.join(old, on=list(keys), suffix="_before", validate="1:1")
        moved = both.filter(pl.col("amount_tkr") != pl.col("amount_tkr_before"))
        return moved.select(
            pl.lit(name).alias("table"),
            "area_code",
            pl.col(keys[1]).alias("code"),
            "year",
            before_tkr=pl.col("amount_tkr_before"),
            after_tkr=pl.col("amount_tkr"),
            change_tkr=pl.col("amount_tkr") - pl.col("amount_tkr_before"),
        )

    def _only(self, column: str, table: str = "net_expenditure") -> tuple[list[str], list[str]]:
        """Return values that only the newer revision has, and those only the older has."""
        old, new = ({str(v) for v in r.table(table)[column]} for r in (self.before, self.after))
        return sorted(new - old), sorted(old - new)

    @property
    def years(self) -> tuple[list[str], list[str]]:
        """New and vanished accounting years."""
        return self._only("year")

    @property
    def areas(self) -> tuple[list[str], list[str]]:
        """New and vanished areas."""
        return self._only("area_code")

    @property
    def rates(self) -> dict[int, tuple[str | None, str | None]]:
        """PL rates that differ, by year: before and after; `None` where there is none."""
        old, new = (dict(_rates(r)) for r in (self.before, self.after))
        return _differing(old, new)

    @property
    def functions(self) -> dict[str, tuple[str | None, str | None]]:
        """Functions that are new, gone or have another title: before and after.

        A title with or without its number is the same title.
        """
        old, new = (dict(r.table("functions").iter_rows()) for r in (self.before, self.after))
        differing = _differing(old, new).items()
        return {code: titles for code, titles in differing if not _is_same_title(*titles)}

    @property
    def is_other_program(self) -> bool:
        """Whether code that may change a number differs."""
        return bool(self.before.state.get("program") != self.after.state.get("program"))

    @property
    def people(self) -> int:
        """How many population figures differ."""
        keys = ["area_code", "year"]
        old, new = (r.table("population") for r in (self.before, self.after))
        both = new.join(old, on=keys, suffix="_before")
        return both.filter(pl.col("inhabitants") != pl.col("inhabitants_before")).height

    @property
    def turned(self) -> tuple[Turned, ...]:
        """The conclusions that are others now, in the order of the headlines."""
        old, new = headlines_of(self.before), headlines_of(self.after)
        return tuple(turned(old, new))


def _is_same_title(before: str | None, after: str | None) -> bool:
    return None not in {before, after} and normalised(before or "") == normalised(after or "")


def _rates(revision: Revision) -> Iterator[tuple[int, str | None]]:
    for row in revision.table("price_index").iter_rows(named=True):
        yield row["year"], row["rate_pct"]


def _differing(
    old: Mapping[K, str | None], new: Mapping[K, str | None]
) -> dict[K, tuple[str | None, str | None]]:
    keys = sorted({*old, *new}, key=str)
    return {k: (old.get(k), new.get(k)) for k in keys if old.get(k) != new.get(k)}
