"""The worked example of the equalisation as printed (2023: 1481-1498, 1729-2061), typed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from kdanalysis.project import InputError
from kdanalysis.sources.raw import read_raw_csv

if TYPE_CHECKING:
    from pathlib import Path

REGIONS = ("M", "S")
"""The two regions of the example, by the letter printed."""
_PARTIES = (
    "party",
    "party_type",
    "region",
    "consumption_kr",
    "grants",
    "inhabitants",
    "start_date",
)
_COSTS = (
    "party",
    "annual_product_saving_kr",
    "project_cost_kr",
    "operating_cost_kr",
    "licence_cost_kr",
    "annual_cost_kr",
)
_GAINS = (
    "region",
    "row_label",
    "row_type",
    *(f"gain_y{year}_kr" for year in (1, 2, 3, 4)),
    "gain_total_kr",
)
_TRANSFERS = (
    "region",
    "party",
    *(f"share_y{year}_pct" for year in (1, 2, 3, 4)),
    *(f"comp_y{year}_kr" for year in (1, 2, 3, 4)),
    "comp_total_kr",
    "net_gain_total_kr",
)
_MISPRINTS = ("table", "party", "column", "kind", "printed_kr", "recomputed_kr", "cause")


@dataclass(frozen=True)
class ExampleFiles:
    """The example's inputs, and its printed results to hold a calculation against.

    Amounts are whole kroner; a dash in print is null.
    """

    parties: pl.DataFrame
    """party, party_type, region, consumption_kr, grants, inhabitants, start_date."""
    assumptions: dict[str, str]
    """Value by key, as transcribed: amounts in kroner, counts, ISO dates."""
    costs: pl.DataFrame
    """party, annual_product_saving_kr, project_cost_kr, operating/licence/annual_cost_kr."""
    gains: pl.DataFrame
    """region, row_label, row_type (party|total), gain_y1_kr … gain_y4_kr, gain_total_kr."""
    transfers: pl.DataFrame
    """region, party, share_y1_pct …, comp_y1_kr …, comp_total_kr, net_gain_total_kr."""
    slide: pl.DataFrame
    """As `transfers`, for Region M, from the slide that lost the payers' minus signs."""
    misprints: pl.DataFrame
    """table, party, column, kind, printed_kr, recomputed_kr, cause: what deviates, and why."""


def read_example(raw: Path) -> ExampleFiles:
    """Return the example from the raw data.

    Args:
        raw: the folder of raw data (`Project.raw`).

    Raises:
        InputError: a file is missing, changed, lacks a column, or has text where a number belongs.
    """
    kdnet = raw / "kdnet"
    return ExampleFiles(
        parties=_typed(kdnet / "eksempel_stamdata.csv", *_PARTIES),
        assumptions=_values(kdnet / "eksempel_forudsaetninger.csv"),
        costs=_typed(kdnet / "eksempel_omkostninger_besparelser.csv", *_COSTS),
        gains=_both_regions(kdnet, "eksempel_gevinst_region", *_GAINS),
        transfers=_both_regions(kdnet, "eksempel_udligning_region", *_TRANSFERS),
        slide=_typed(kdnet / "planche_udligning_region_m.csv", *_TRANSFERS),
        misprints=_typed(raw / "local" / "trykfejl_regneeksempel.csv", *_MISPRINTS),
    )


def _both_regions(folder: Path, stem: str, *columns: str) -> pl.DataFrame:
    files = [folder / f"{stem}_{region.lower()}.csv" for region in REGIONS]
    return pl.concat(_typed(file, *columns) for file in files)


def _values(file: Path) -> dict[str, str]:
    frame = read_raw_csv(file, "key", "value")
    return dict(zip(frame["key"], frame["value"], strict=True))


def _typed(file: Path, *columns: str) -> pl.DataFrame:
    """Return a raw CSV file with amounts, counts and lines as integers and dates as dates."""
    frame = read_raw_csv(file, *columns)
    counts = pl.col("^(.*_kr|.*_pct|line|grants|inhabitants)$").cast(pl.Int64)
    dates = pl.col("^start_date$").str.to_date("%Y-%m-%d")
    try:
        return frame.with_columns(counts, dates)
    except pl.exceptions.PolarsError as error:
        raise InputError(
            f"En celle er ikke et helt tal eller en dato: {error}",
            file,
            "Ret cellen, og dokumentér ændringen med kdanalysis sign.",
        ) from error
