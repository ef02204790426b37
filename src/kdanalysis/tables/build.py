"""Raw data to `data/processed`: small CSV files in fixed order, so that a refresh is a diff."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import polars as pl

from kdanalysis.project import InputError, Project, replacing
from kdanalysis.sources.raw import read_raw_csv
from kdanalysis.sources.receipts import read_receipt
from kdanalysis.tables.account_plan import read_account_plan
from kdanalysis.tables.areas import MIDTJYLLAND, Areas, read_areas
from kdanalysis.tables.price_level import PriceChain, read_price_chain
from kdanalysis.tables.printed import Recovered, read_printed_cells, recover_current_prices
from kdanalysis.tables.schemas import CURRENT_PRICES, checked

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

PURCHASING_GROUP = "adults"
"""Purchases (main type 4) are known for the whole adult area only (Tables 3-4)."""

_RAW: dict[str, str] = {
    "net_expenditure": "kdnet/tabel1_6.csv",
    "purchases": "kdnet/tabel1_6.csv",
    "population": "statbank/FOLK1A/2026-11-22/population.csv",
    "quoted_figures": "kdnet/eksterne_tal.csv",
    "price_index": "pl/pl_chain.csv",
    "decisions": "local/decisions.csv",
}


def build_processed(project: Project) -> list[Path]:
    """Write all processed tables and return the files that changed.

    All tables are computed and checked before the first is written; one that is unchanged is not
    touched.

    Raises:
        InputError: raw data are missing, changed, incomplete or contradict each other.
    """
    texts = {name: as_csv(frame) for name, frame in processed_tables(project).items()}
    changed = []
    for name, text in texts.items():
        file = project.processed / f"{name}.csv"
        if not file.is_file() or file.read_bytes() != text:
            with replacing(file) as beside:
                beside.write_bytes(text)
            changed.append(file)
    return changed


def processed_tables(project: Project) -> dict[str, pl.DataFrame]:
    """Return every processed table by name, checked against its schema.

    Raises:
        InputError: see `build_processed`.
    """
    raw = project.raw
    chain = read_price_chain(raw / _RAW["price_index"])
    areas = read_areas(raw / "local" / "areas.csv")
    recovered = _recovered(raw, chain, areas)
    frames = {
        "net_expenditure": _net_expenditure(recovered),
        "purchases": _purchases(recovered),
        "population": _population(raw / _RAW["population"], areas),
        "quoted_figures": _quoted_figures(raw / _RAW["quoted_figures"]),
        "price_index": _price_index(chain),
        "sources": _sources(raw),
    }
    return {name: checked(name, frame) for name, frame in frames.items()}


def as_csv(frame: pl.DataFrame) -> bytes:
    """Return `frame` as the bytes of a processed file."""
    buffer = io.BytesIO()
    frame.write_csv(buffer)
    return buffer.getvalue()


def _recovered(raw: Path, chain: PriceChain, areas: Areas) -> list[Recovered]:
    plan = read_account_plan(raw / "local")
    cells = read_printed_cells(raw / _RAW["net_expenditure"], plan, areas)
    return recover_current_prices(cells, chain)


def _net_expenditure(recovered: Iterable[Recovered]) -> pl.DataFrame:
    rows = [
        (r.cell.area_code, r.cell.code, r.cell.year, r.amount_tkr, CURRENT_PRICES)
        for r in recovered
        if not r.cell.is_purchase
    ]
    columns = ["area_code", "function_code", "year", "amount_tkr", "price_level"]
    return pl.DataFrame(rows, schema=columns, orient="row").sort(columns[:3])


def _purchases(recovered: Iterable[Recovered]) -> pl.DataFrame:
    rows = [
        (r.cell.area_code, PURCHASING_GROUP, r.cell.code, r.cell.year, r.amount_tkr, CURRENT_PRICES)
        for r in recovered
        if r.cell.is_purchase
    ]
    columns = ["area_code", "group", "art_code", "year", "amount_tkr", "price_level"]
    return pl.DataFrame(rows, schema=columns, orient="row").sort(columns[:4])


def _population(file: Path, areas: Areas) -> pl.DataFrame:
    frame = read_raw_csv(file).filter(pl.col("tid").str.ends_with("K1"))
    try:
        population = frame.select(
            area_code=pl.col("kode"),
            year=pl.col("tid").str.head(4).cast(pl.Int64),
            inhabitants=pl.col("folketal").cast(pl.Int64),
        ).sort("area_code", "year")
    except pl.exceptions.InvalidOperationError as error:
        raise InputError(f"Et folketal er ikke et tal: {error}", file, "Ret cellen.") from error
    _check_members_sum(population, areas, file)
    return population


def _check_members_sum(population: pl.DataFrame, areas: Areas, file: Path) -> None:
    members = [a.code for a in areas.by_code.values() if a.kind == "municipality"]
    by_year = population.filter(pl.col("area_code").is_in(members)).group_by("year")
    sums = by_year.agg(pl.col("inhabitants").sum(), pl.len()).sort("year")
    stated = population.filter(pl.col("area_code") == MIDTJYLLAND).sort("year")
    whole = sums["len"].eq(len(members)).all() and sums["year"].equals(stated["year"])
    if not whole or not sums["inhabitants"].equals(stated["inhabitants"]):
        raise InputError(
            f"Folketallet for {MIDTJYLLAND} er ikke summen af de {len(members)} kommuner.",
            file,
            "Ret rækkerne, eller hent tabellen igen.",
        )


def _quoted_figures(file: Path) -> pl.DataFrame:
    return read_raw_csv(file).select(
        name=pl.col("key"),
        number=pl.col("value"),
        unit=pl.col("unit"),
        first_year=pl.col("period_from").cast(pl.Int64),
        last_year=pl.col("period_to").cast(pl.Int64),
        source=pl.col("source"),
        line=pl.col("line").cast(pl.Int64),
    )


def _price_index(chain: PriceChain) -> pl.DataFrame:
    newest = chain.years[-1]
    rows = [
        (year, _percent(chain, year), float(chain.factor(year, newest)), newest)
        for year in chain.years
    ]
    return pl.DataFrame(rows, schema=["year", "rate_pct", "factor", "price_year"], orient="row")


def _percent(chain: PriceChain, year: int) -> str | None:
    return str(float(chain.rates[year] * 100)) if year in chain.rates else None


def _sources(raw: Path) -> pl.DataFrame:
    receipts = {name: read_receipt(raw / file) for name, file in _RAW.items()}
    rows = [
        (name, receipt.citation, f"data/raw/{_RAW[name]}", receipt.sha256)
        for name, receipt in receipts.items()
    ]
    return pl.DataFrame(rows, schema=["table", "citation", "raw_file", "sha256"], orient="row")
