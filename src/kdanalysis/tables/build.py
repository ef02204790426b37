"""Raw data to `data/processed`: small CSV files in fixed order, so that a refresh is a diff."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import polars as pl

from kdanalysis.project import Project
from kdanalysis.sources.receipts import read_receipt
from kdanalysis.sources.registers import Whole, Year, column, read_register
from kdanalysis.tables.basis import CHAIN_FILE, PEOPLE_FILE, PRINTED_FILE, Basis, read_basis
from kdanalysis.tables.fetched import PURCHASING_GROUP, Fetched, fetched_accounts
from kdanalysis.tables.price_level import PriceChain
from kdanalysis.tables.printed import Recovered
from kdanalysis.tables.publication import publish
from kdanalysis.tables.reconciliation import require_rows
from kdanalysis.tables.schemas import CURRENT_PRICES, checked

_RAW: dict[str, str] = {
    "net_expenditure": PRINTED_FILE,
    "purchases": PRINTED_FILE,
    "population": PEOPLE_FILE,
    "quoted_figures": "kdnet/eksterne_tal.csv",
    "price_index": CHAIN_FILE,
    "decisions": "local/decisions.csv",
    "price_range": "local/intervaller_pl.csv",
    "projection_rules": "local/fremskrivning.csv",
}


def build_processed(project: Project) -> list[Path]:
    """Write all processed tables and return the files that changed.

    All tables are computed and checked before the first is written; those that changed take their
    places together, and one that is unchanged is not touched.

    Raises:
        InputError: raw data are missing, changed, incomplete or contradict each other.
    """
    texts = {f"{name}.csv": as_csv(frame) for name, frame in processed_tables(project).items()}
    return publish(texts, project.processed)


def processed_tables(project: Project) -> dict[str, pl.DataFrame]:
    """Return every processed table by name, checked against its schema.

    The accounts are those of the newest vintage; until any are fetched, those behind the printed
    tables.

    Raises:
        InputError: see `build_processed`.
    """
    basis = read_basis(project)
    fetched = fetched_accounts(basis)
    frames = {
        **(printed_accounts(basis) if fetched is None else _pulled(fetched)),
        "population": basis.population,
        "quoted_figures": _quoted_figures(project.raw / _RAW["quoted_figures"]),
        "price_index": _price_index(basis.chain),
        "sources": _sources(basis, fetched),
    }
    return {name: checked(name, frame) for name, frame in frames.items()}


def printed_accounts(basis: Basis) -> dict[str, pl.DataFrame]:
    """Return the accounts behind the printed tables (2018-2022): the audit case.

    Raises:
        InputError: rows are missing.
    """
    frames = {
        "net_expenditure": _net_expenditure(basis.recovered),
        "purchases": _purchases(basis.recovered),
    }
    require_rows(frames, "printed", basis.project.raw / "local" / "expected_rows.csv")
    return frames


def _pulled(fetched: Fetched) -> dict[str, pl.DataFrame]:
    level = pl.lit(CURRENT_PRICES).alias("price_level")
    return {
        "net_expenditure": fetched.net.with_columns(level),
        "purchases": fetched.purchases.with_columns(level),
    }


def as_csv(frame: pl.DataFrame) -> bytes:
    """Return `frame` as the bytes of a processed file."""
    buffer = io.BytesIO()
    frame.write_csv(buffer)
    return buffer.getvalue()


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


@dataclass(frozen=True)
class _Quoted:
    """One number stated by others; its text is kept as transcribed."""

    name: Annotated[str, column("key")]
    number: Annotated[str, column("value")]
    unit: str
    first_year: Annotated[Year, column("period_from")]
    last_year: Annotated[Year, column("period_to")]
    source: str
    line: Whole


def _quoted_figures(file: Path) -> pl.DataFrame:
    return pl.DataFrame(read_register(file, _Quoted, key=("key",)))


def _price_index(chain: PriceChain) -> pl.DataFrame:
    newest = chain.years[-1]
    rows = [
        (year, _percent(chain, year), float(chain.factor(year, newest)), newest)
        for year in chain.years
    ]
    return pl.DataFrame(rows, schema=["year", "rate_pct", "factor", "price_year"], orient="row")


def _percent(chain: PriceChain, year: int) -> str | None:
    return str(float(chain.rates[year] * 100)) if year in chain.rates else None


def _sources(basis: Basis, fetched: Fetched | None) -> pl.DataFrame:
    project = basis.project
    files = {name: project.raw / file for name, file in _RAW.items()}
    files["population"] = basis.population_file
    if fetched is not None:
        files |= dict.fromkeys(("net_expenditure", "purchases"), fetched.vintage.body)
    rows = [
        (
            name,
            _citation(name, file, basis, fetched),
            project.relative(file),
            read_receipt(file).sha256,
        )
        for name, file in files.items()
    ]
    return pl.DataFrame(rows, schema=["table", "citation", "raw_file", "sha256"], orient="row")


def _citation(name: str, file: Path, basis: Basis, fetched: Fetched | None) -> str:
    if fetched is not None and name in {"net_expenditure", "purchases"}:
        return fetched.citation
    told = read_receipt(file).citation
    if name == "price_index":
        added = basis.chain.added.items()
        told = "; ".join([told, *(f"sats til {year}: {rate.basis}" for year, rate in added)])
    return told
