"""The working group's example solved, and every printed cell of it held against the model."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Any, TypeAlias

import polars as pl

from kdanalysis.procurement.equalisation import Equalisation, PartyYear
from kdanalysis.procurement.parties import Contract, Party, PartyKind, annual_cost_kr
from kdanalysis.tables.rounding import round_to_int
from kdanalysis.tables.tender import ExampleFiles

# The working group's example: 31 municipalities and two regions (2023: 1729-2061).
#
# The example is fictitious; everything drawn from it is headed by `LABEL`.


LABEL = "Regneeksempel – ikke urologi"
"""Stands above every table and figure made from the example."""


@dataclass(frozen=True)
class WorkedExample:
    """The example's inputs, ready for `equalise`."""

    parties: tuple[Party, ...]
    contract: Contract
    consumption_kr: Mapping[str, Fraction]
    """A year's consumption before the tender, by party."""
    annual_parts_kr: Mapping[str, tuple[Fraction, Fraction]]
    """Operation and licences of a full year, by party (rule 2)."""


def worked_example(files: ExampleFiles) -> WorkedExample:
    """Return the example's parties, contract and consumption from its printed inputs."""
    savings = dict(zip(files.costs["party"], files.costs["annual_product_saving_kr"], strict=True))
    rows = list(files.parties.iter_rows(named=True))
    parts = {row["party"]: _annual_parts(row, files.assumptions) for row in rows}
    return WorkedExample(
        tuple(_party(row, savings[row["party"]], parts[row["party"]]) for row in rows),
        _contract(files.assumptions),
        {row["party"]: Fraction(row["consumption_kr"]) for row in rows},
        parts,
    )


def _annual_parts(
    row: Mapping[str, Any], assumptions: Mapping[str, str]
) -> tuple[Fraction, Fraction]:
    """Return operation and licences: by grant for municipalities, as told for regions."""
    if row["party_type"] == PartyKind.REGION:
        return Fraction(assumptions["region_drift"]), Fraction(assumptions["region_licens"])
    operation = Fraction(assumptions["drift_pr_bevilling"])
    licence = Fraction(assumptions["licens_pr_bevilling"])
    nothing = Fraction()
    return (
        annual_cost_kr(row["grants"], operation, nothing),
        annual_cost_kr(row["grants"], nothing, licence),
    )


def _party(row: Mapping[str, Any], saving_kr: int, parts: tuple[Fraction, Fraction]) -> Party:
    return Party(
        name=row["party"],
        kind=PartyKind(row["party_type"]),
        region=row["region"],
        annual_saving_kr=Fraction(saving_kr),
        annual_cost_kr=sum(parts, Fraction()),
        inhabitants=row["inhabitants"],
        start_date=row["start_date"],
    )


def _contract(assumptions: Mapping[str, str]) -> Contract:
    return Contract(
        start=date.fromisoformat(assumptions["start"]),
        years=int(assumptions["antal_aar"]),
        project_cost_kr=Fraction(assumptions["projektomkostninger"]),
        municipalities=int(assumptions["antal_kommuner"]),
        regions=int(assumptions["antal_regioner"]),
    )


# Every printed cell of the worked example held against the model, to the krone.
#
# 132 cells of costs (2023: 1883-1915), 195 of gains (1946-1992), 330 of shares and transfers
# (2019-2061) and 180 of the slide (1481-1498), which lost the payers' minus signs.

_COSTS = "eksempel_omkostninger_besparelser"
_GAINS = "eksempel_gevinst_region"
_TRANSFERS = "eksempel_udligning_region"
_SLIDE = "planche_udligning_region"

Address: TypeAlias = tuple[str, str, str]
"""Table (the name of its raw file), row label and column."""


class Verdict(StrEnum):
    """How a printed cell stands to the model; the value is printed."""

    REPRODUCED = "genberegnet"
    SIGN_LOST = "genberegnet, minustegn mangler"
    MISPRINT = "trykfejl"
    DEVIATES = "afviger"


@dataclass(frozen=True)
class PrintedCell:
    """One printed cell and the model's value of it."""

    table: str
    line: int
    """Line of the agenda's text edition."""
    row: str
    column: str
    printed: int
    """Whole kroner or per cent; a printed dash is 0."""
    recomputed: int
    """Rounded half up, once (rule 8)."""
    verdict: Verdict
    cause: str | None
    """Why it deviates, presumably (Danish); `None` where it does not."""


@dataclass(frozen=True)
class _Cell:
    at: Address
    line: int
    printed: int


def compare_with_print(
    files: ExampleFiles, example: WorkedExample, result: Equalisation
) -> tuple[PrintedCell, ...]:
    """Return all printed cells with a verdict, in printed order.

    Args:
        files: the example as printed.
        example: its inputs.
        result: its equalisation by the default method.
    """
    exact = _exact(example, result)
    causes = _causes(files.misprints)
    signs = dict(zip(files.misprints["kind"], files.misprints["cause"], strict=True))["fortegn"]
    return tuple(
        _judged(cell, round_to_int(exact[cell.at]), causes, signs) for cell in _cells(files)
    )


def _judged(
    cell: _Cell, recomputed: int, causes: Mapping[tuple[Address, int, int], str], signs: str
) -> PrintedCell:
    verdict, cause = Verdict.DEVIATES, causes.get((cell.at, cell.printed, recomputed))
    if cell.printed == recomputed:
        verdict = Verdict.REPRODUCED
    elif cell.at[0].startswith(_SLIDE) and cell.printed == -recomputed:
        verdict, cause = Verdict.SIGN_LOST, signs
    elif cause is not None:
        verdict = Verdict.MISPRINT
    table, row, column = cell.at
    return PrintedCell(table, cell.line, row, column, cell.printed, recomputed, verdict, cause)


def _causes(misprints: pl.DataFrame) -> dict[tuple[Address, int, int], str]:
    """Return the cause of each misprint by its place *and* both amounts, so none goes stale."""
    return {
        ((row["table"], row["party"], row["column"]), row["printed_kr"], row["recomputed_kr"]): row[
            "cause"
        ]
        for row in misprints.iter_rows(named=True)
    }


def _cells(files: ExampleFiles) -> Iterator[_Cell]:
    yield from _cells_of(files.costs.drop("annual_product_saving_kr"), _COSTS)
    yield from _cells_of(files.gains.rename({"row_label": "party"}), _GAINS)
    yield from _cells_of(files.transfers, _TRANSFERS)
    yield from _cells_of(files.slide, _SLIDE)


def _cells_of(frame: pl.DataFrame, stem: str) -> Iterator[_Cell]:
    columns = [name for name in frame.columns if name.endswith(("_kr", "_pct"))]
    for row in frame.iter_rows(named=True):
        table = _table(stem, row["region"]) if "region" in row else stem
        for column in columns:
            yield _Cell((table, row["party"], column), row["line"], row[column] or 0)


def _table(stem: str, region: str) -> str:
    return f"{stem}_{region.lower()}"


def _exact(example: WorkedExample, result: Equalisation) -> dict[Address, Fraction]:
    """Return the model's exact value of every printed cell."""
    exact = _cost_figures(example, result)
    for region in result.regions:
        exact |= _total_figures(result, region)
        for party in (party for party in result.parties if party.region == region):
            exact |= _party_figures(region, party.name, result.of_party(party.name))
    return exact


def _cost_figures(example: WorkedExample, result: Equalisation) -> dict[Address, Fraction]:
    figures: dict[Address, Fraction] = {}
    for name, (operation, licence) in example.annual_parts_kr.items():
        figures[_COSTS, name, "project_cost_kr"] = result.project_costs[name].kr
        figures[_COSTS, name, "operating_cost_kr"] = operation
        figures[_COSTS, name, "licence_cost_kr"] = licence
        figures[_COSTS, name, "annual_cost_kr"] = operation + licence
    return figures


def _total_figures(result: Equalisation, region: str) -> dict[Address, Fraction]:
    """Return the three rows of totals below the gains."""
    years = [year for year in result.region_years if year.region == region]
    rows = {
        "Samlet gevinst": [year.gains_kr for year in years],
        "Samlet udligningsbeløb": [year.losses_kr for year in years],
        "Projektgevinst": [year.net_gain_kr for year in years],
    }
    table = _table(_GAINS, region)
    return {
        (table, label, column): kr
        for label, by_year in rows.items()
        for column, kr in _by_year("gain", by_year).items()
    }


def _party_figures(region: str, name: str, rows: Sequence[PartyYear]) -> dict[Address, Fraction]:
    gains = _by_year("gain", [row.gain_kr for row in rows])
    transfers = _by_year("comp", [row.transfer_kr for row in rows])
    shares = {f"share_y{row.contract_year}_pct": row.share * 100 for row in rows}
    net = {"net_gain_total_kr": sum((row.net_kr for row in rows), Fraction())}
    figures = {(_table(_GAINS, region), name, column): kr for column, kr in gains.items()}
    for stem in (_TRANSFERS, _SLIDE):
        for column, value in (transfers | shares | net).items():
            figures[_table(stem, region), name, column] = value
    return figures


def _by_year(stem: str, amounts: Sequence[Fraction]) -> dict[str, Fraction]:
    by_year = {f"{stem}_y{year}_kr": kr for year, kr in enumerate(amounts, start=1)}
    return by_year | {f"{stem}_total_kr": sum(amounts, Fraction())}
