"""A notice, and the one that a refresh with nothing to do must still give: a missing PL rate.

Read without the tables' other modules, so that it is quick.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kdanalysis.tables.publication import settle

if TYPE_CHECKING:
    from kdanalysis.project import Project

_CHAIN: Final = "data/raw/pl/pl_chain.csv"


@dataclass(frozen=True)
class Notice:
    """One notice; it stands at the top of every report."""

    title: str
    text: str
    """Danish."""

    @property
    def markdown(self) -> str:
        """The notice as a callout that both engines know."""
        return f'::: {{.callout-warning title="{self.title}"}}\n{self.text}\n:::\n'


def missing_rates(project: Project) -> tuple[int, ...]:
    """Return the accounting years after the PL chain's last year, in order; none before a build."""
    settle(project.processed)
    accounts, chain = (_years(project, name) for name in ("net_expenditure", "price_index"))
    return tuple(sorted(year for year in accounts if year > max(chain, default=year)))


def _years(project: Project, table: str) -> set[int]:
    file = project.processed / f"{table}.csv"
    if not file.is_file():
        return set()
    with file.open(encoding="utf-8", newline="") as lines:
        return {int(row["year"]) for row in csv.DictReader(lines)}


def missing_rate(project: Project) -> Notice | None:
    """Return what to tell of accounts that have no price level yet; none if all have."""
    years = missing_rates(project)
    if not years:
        return None
    last = years[0] - 1
    told = f"{years[0]}" if len(years) == 1 else f"{years[0]}-{years[-1]}"
    rates = "satsen" if len(years) == 1 else "satserne"
    return Notice(
        f"Regnskab {told} venter på en PL-sats",
        f"Regnskabet for {told} er hentet, men {rates} fra {last} til {years[-1]} mangler i "
        f"{_CHAIN}. Rapporten går derfor til {last} og er i {last}-priser.",
    )
