"""What changed from one revision to the next: cells, years, rates, codes, figures, conclusions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeVar

import polars as pl

from kdanalysis.evidence.revisions.conclusions import headlines_of, turned
from kdanalysis.tables.live.titles import normalised

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kdanalysis.evidence.revisions.conclusions import Turned
    from kdanalysis.evidence.revisions.store import Revision

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
