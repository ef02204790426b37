"""The register of breaks in the account plan: what changed, when, and what bridges it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kdanalysis.project import InputError
from kdanalysis.sources.raw import read_raw_csv
from kdanalysis.tables.live.account_tables import Bridge

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from kdanalysis.tables.account_plan import AccountPlan
    from kdanalysis.tables.period import Period

_KINDS = frozenset({"new", "renumbered", "ended", "redefined"})


@dataclass(frozen=True)
class Break:
    """One break; years before `year` are not comparable with `year` and after, unless bridged."""

    function_code: str
    year: int
    kind: str
    what: str
    """For readers (Danish)."""
    bridge: tuple[str, ...]
    """Functions that held the amounts before `year`; none if nothing bridges the break."""
    source: str


@dataclass(frozen=True)
class Breaks:
    """All breaks of the register."""

    entries: tuple[Break, ...]

    def within(self, codes: Iterable[str], period: Period) -> tuple[Break, ...]:
        """Return the breaks of functions that a comparison of the period's years crosses."""
        wanted = set(codes)
        return tuple(
            entry
            for entry in self.entries
            if entry.function_code in wanted and period.first < entry.year <= period.last
        )

    @property
    def bridges(self) -> dict[str, Bridge]:
        """The bridge of each function that has one."""
        return {e.function_code: Bridge(e.year, e.bridge) for e in self.entries if e.bridge}

    def explains(self, code: str, year: int) -> bool:
        """Tell whether a function is registered as ended by `year`."""
        return any(
            e.function_code == code and e.kind == "ended" and e.year <= year for e in self.entries
        )


def read_breaks(file: Path, plan: AccountPlan) -> Breaks:
    """Return the register of `file`.

    Raises:
        InputError: a year or kind cannot be read, a break stands twice, or it is about a function
            that the plan does not have.
    """
    entries = [_entry(row, file) for row in read_raw_csv(file).iter_rows(named=True)]
    _check(entries, plan, file)
    return Breaks(tuple(entries))


def _entry(row: dict[str, str | None], file: Path) -> Break:
    year, kind = str(row["year"]), str(row["kind"])
    if not year.isdecimal() or kind not in _KINDS:
        raise InputError(
            f"Bruddet for {row['function_code']} har et ulæseligt år eller en ukendt art: "
            f"{year}, {kind}.",
            file,
            f"Skriv et årstal, og brug en af {', '.join(sorted(_KINDS))}.",
        )
    codes = tuple((row["bridge_codes"] or "").split(";")) if row["bridge_codes"] else ()
    return Break(
        str(row["function_code"]), int(year), kind, str(row["what"]), codes, str(row["source"])
    )


def _check(entries: Sequence[Break], plan: AccountPlan, file: Path) -> None:
    keys = [(entry.function_code, entry.year) for entry in entries]
    bridged = [entry.function_code for entry in entries if entry.bridge]
    if unknown := [code for code, _ in keys if code not in plan.functions]:
        raise InputError(
            f"Bruddet gælder funktion {unknown[0]}, som ikke er i kontoplanen.",
            file,
            "Ret funktionen, eller tilføj den i account_plan.csv.",
        )
    if len(set(keys)) < len(keys) or len(set(bridged)) < len(bridged):
        raise InputError(
            "Et brud står to gange, eller en funktion har to broer.", file, "Slet den ene række."
        )
