"""Who joins the tender: a list of confirmations, and scenarios by selection.

Who may join is printed (2024: 1325-1326, 2636-2644); who has joined is an input, by default nobody.
Consumption per municipality is not public: a selection changes the split of the project cost, and
only a delivered workbook can say what it does to savings.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import polars as pl

from kdanalysis.procurement.business_case import Case
from kdanalysis.procurement.parties import Party, PartyKind
from kdanalysis.project import InputError


@dataclass(frozen=True)
class Selection:
    """Parties chosen to join, in the order of the list."""

    municipalities: tuple[str, ...]
    regions: tuple[str, ...]
    """Regional authorities."""

    @property
    def names(self) -> frozenset[str]:
        """All chosen parties."""
        return frozenset(self.municipalities + self.regions)


def confirmed(joining: pl.DataFrame) -> Selection:
    """Return those who have confirmed, from the frame of `read_joining`."""
    return _selection(joining.filter(pl.col("joined")))


def everyone(joining: pl.DataFrame) -> Selection:
    """Return all who may still join: everybody on the list but those who have declined."""
    return _selection(joining.filter(pl.col("joined").fill_null(value=True)))


def select(joining: pl.DataFrame, names: Iterable[str]) -> Selection:
    """Return a scenario by selection.

    Raises:
        InputError: some names are not on the list of those who may join; all are named.
    """
    chosen = list(names)
    if strangers := sorted(set(chosen) - set(joining["party"])):
        raise InputError(
            f"Kan ikke tilslutte sig udbuddet: {', '.join(strangers)}.",
            "scenariets parter",
            "Vælg blandt parterne i data/raw/local/tilslutning_urologi.csv.",
        )
    return _selection(joining.filter(pl.col("party").is_in(chosen)))


def _selection(rows: pl.DataFrame) -> Selection:
    def of_kind(kind: PartyKind) -> tuple[str, ...]:
        return tuple(rows.filter(pl.col("party_type") == kind.value)["party"])

    return Selection(of_kind(PartyKind.MUNICIPALITY), of_kind(PartyKind.REGION))


def case_with(case: Case, selection: Selection) -> Case | None:
    """Return the case with the project cost split among those selected; `None` without any of them.

    The consumption and the running cost stay those of all municipalities, so only the split of the
    project cost speaks of the selection; its break-even holds if all consumption takes part.
    """
    counts = (len(selection.municipalities), len(selection.regions))
    if not counts[0]:
        return None
    return replace(case, municipalities=counts[0], regions=counts[1])


def parties_of(parties: Sequence[Party], selection: Selection) -> tuple[Party, ...]:
    """Return the delivered parties that are selected, for an equalisation of the scenario.

    Raises:
        InputError: a selected party is missing in the delivery; all are named.
    """
    if missing := sorted(selection.names - {party.name for party in parties}):
        raise InputError(
            f"Leverancen mangler: {', '.join(missing)}.",
            "arket Parter",
            "Indhent tallene for dem, eller vælg et andet scenarie.",
        )
    return tuple(party for party in parties if party.name in selection.names)
