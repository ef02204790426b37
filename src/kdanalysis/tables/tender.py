"""The urology tender as data: its business case, and the worked example of the equalisation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path

import polars as pl

from kdanalysis.project import InputError
from kdanalysis.sources.receipts import read_raw_csv

# The urology business case as printed and as assumed: raw files to typed rows and tidy frames.
#
# Sources: agenda of 26-01-2024 ("2024"), lines 1280-1420 and 2635-2833; agenda of 10-11-2023
# ("2023"), lines 1691-1697 and 2391-2394. Misprints are kept; nothing is calculated here but the
# risk score, which stands beside the printed one.

_UNIT_SIZE = {"mio_kr": Fraction(1_000_000), "pct": Fraction(1, 100)}
_FIGURE = ("key", "doc", "line", "printed", "value", "unit")
_RANGE = ("key", "low", "expected", "high", "unit", "decided_by", "reason")
_JOINED = {"ja": True, "nej": False, "afventer": None}


@dataclass(frozen=True)
class CaseFigure:
    """One printed figure."""

    key: str
    doc: str
    line: int
    printed: str
    value: Fraction
    """The number as transcribed, in `unit`."""
    unit: str

    @property
    def amount(self) -> Fraction:
        """The number in the base of its unit: kroner, share of 1, or as it is."""
        return self.value * _UNIT_SIZE.get(self.unit, Fraction(1))


@dataclass(frozen=True)
class CaseRange:
    """The span assumed for one parameter, in the base of its unit (kroner, share of 1, count)."""

    key: str
    label: str
    low: Fraction
    expected: Fraction
    high: Fraction
    unit: str
    """`kr`, `count` or `pct` (a share of 1 here)."""
    decided_by: str
    """Who answers for the span; must be shown wherever it is used."""
    reason: str


def read_figures(file: Path) -> dict[str, CaseFigure]:
    """Return the printed figures of a file such as `business_case_urologi.csv`, by key."""
    rows = read_raw_csv(file, *_FIGURE).iter_rows(named=True)
    return {row["key"]: _figure(row) for row in rows}


def _figure(row: dict[str, str]) -> CaseFigure:
    value = Fraction(row["value"])
    return CaseFigure(row["key"], row["doc"], int(row["line"]), row["printed"], value, row["unit"])


def read_ranges(file: Path) -> dict[str, CaseRange]:
    """Return the assumed spans by key, with shares as fractions of 1.

    Raises:
        InputError: a cell is not a number, a span is out of order, or nobody answers for it.
    """
    ranges = [_range(row, file) for row in read_raw_csv(file, *_RANGE).iter_rows(named=True)]
    return {item.key: item for item in ranges}


def _range(row: dict[str, str], file: Path) -> CaseRange:
    size = _UNIT_SIZE.get(row["unit"], Fraction(1))
    try:
        low, expected, high = (Fraction(row[name]) * size for name in ("low", "expected", "high"))
    except (TypeError, ValueError):
        raise _range_error("indeholder ikke tre tal", row, file) from None
    if not low <= expected <= high:
        raise _range_error("er ikke ordnet lav ≤ forventet ≤ høj", row, file)
    if not row["decided_by"]:
        raise _range_error("siger ikke, hvem der har besluttet det", row, file)
    text = (row["unit"], row["decided_by"], row["reason"] or "")
    return CaseRange(row["key"], row["label"], low, expected, high, *text)


def _range_error(fault: str, row: dict[str, str], file: Path) -> InputError:
    return InputError(f"Intervallet »{row['key']}« {fault}.", file, "Ret rækken, og kvitter igen.")


def read_stoma_savings(file: Path) -> pl.DataFrame:
    """Return the stoma tender's table (2023: 2391-2394).

    Columns: `row_label`, `unit` (kr or pct), `kommuner`, `region_syd`, `region_midt`, `i_alt` (all
    Int64, in the row's unit).
    """
    amounts = ("kommuner", "region_syd", "region_midt", "i_alt")
    frame = read_raw_csv(file, "row_label", "unit", *amounts)
    return frame.select("row_label", "unit", pl.col(amounts).cast(pl.Int64))


def read_eligible(file: Path) -> pl.DataFrame:
    """Return who may join (2024: 1325-1326, 2636-2644): `municipality`, `region`, `may_join`.

    The annex prints "tilsluttede"; on 26-01-2024 nobody had joined, so it is read as "may join".
    """
    may_join = (pl.col("status") == "tilsluttet").alias("may_join")
    frame = read_raw_csv(file, "kommune", "region", "status")
    return frame.select(pl.col("kommune").alias("municipality"), "region", may_join)


def read_joining(file: Path) -> pl.DataFrame:
    """Return who has confirmed: `party`, `party_type`, `region`, `joined`, `day`, `source`.

    `joined` is null for a party that has not decided; an answer carries its day and source.

    Raises:
        InputError: a party stands twice, an answer is unknown, or it lacks day or source.
    """
    rows = read_raw_csv(file, "party", "party_type", "region", "joined", "day", "source")
    unknown = pl.col("joined").is_null() | ~pl.col("joined").is_in(list(_JOINED))
    unproven = (pl.col("joined") != "afventer") & pl.any_horizontal(
        pl.col("day", "source").is_null()
    )
    if not (faulty := rows.filter(unknown | unproven | pl.col("party").is_duplicated())).is_empty():
        raise InputError(
            f"Tilslutningen kan ikke læses for: {', '.join(faulty['party'].unique().sort())}.",
            file,
            "Hver part står én gang med ja, nej eller afventer; ja og nej kræver dag og kilde.",
        )
    joined = pl.col("joined").replace_strict(_JOINED, return_dtype=pl.Boolean)
    return rows.with_columns(joined, pl.col("day").str.to_date())


def read_timeline(file: Path) -> pl.DataFrame:
    """Return the plan (2024: 1377-1389): `milestone`, `printed`, `first_day`, `last_day`.

    Days are null where the source gives none ("tidligst august 2024" has no last day).
    """
    days = (pl.col("from_iso").alias("first_day"), pl.col("to_iso").alias("last_day"))
    frame = read_raw_csv(file, "milestone", "when_printed", "from_iso", "to_iso")
    return frame.select(
        "milestone", pl.col("when_printed").alias("printed"), *(day.str.to_date() for day in days)
    )


def read_risks(file: Path) -> pl.DataFrame:
    """Return the risk matrix (2024: 2798-2809), the gravest risk first, ties as printed.

    Columns: `risk`, `consequence`, `probability`, `score` (their product), `score_printed`,
    `preventive`, `mitigating` (the two texts as printed, cut off where the source cuts them off).
    """
    whole = pl.col("consequence", "probability").cast(pl.Int64)
    printed = pl.col("risk_total_printed").cast(pl.Int64).alias("score_printed")
    score = (pl.col("consequence") * pl.col("probability")).alias("score")
    columns = ["risk", "consequence", "probability", "score", "score_printed"]
    frame = (
        read_raw_csv(file, *columns[:3], "risk_total_printed", "preventive", "mitigating")
        .with_columns(whole, printed)
        .with_columns(score)
    )
    by_score = frame.sort("score", descending=True, maintain_order=True)
    return by_score.select(*columns, "preventive", "mitigating")


def read_status(file: Path, as_of: date) -> pl.DataFrame:
    """Return what was known on `as_of`: `topic`, `day`, `doc`, `line`, `status`, `text`.

    Raises:
        InputError: nothing was known yet; a report of that day would have no status to open with.
    """
    typed = (pl.col("day").str.to_date(), pl.col("line").cast(pl.Int64))
    frame = read_raw_csv(file, "topic", "day", "doc", "line", "status", "text")
    known = frame.with_columns(*typed).filter(pl.col("day") <= as_of)
    if known.is_empty():
        raise InputError(
            f"Der er ingen status pr. {as_of:%d-%m-%Y}.", file, "Vælg en senere rapportdato."
        )
    return known


# The worked example of the equalisation as printed (2023: 1481-1498, 1729-2061), typed.

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
