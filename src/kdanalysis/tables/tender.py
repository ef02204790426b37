"""The urology tender as data: its business case, and the worked example of the equalisation."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Literal, TypeAlias

import polars as pl

from kdanalysis.project import InputError
from kdanalysis.sources.registers import Day, Decider, Exact, Remark, Whole, column, read_register

# The urology business case as printed and as assumed: raw files to typed rows and tidy frames.
#
# Sources: agenda of 26-01-2024 ("2024"), lines 1280-1420 and 2635-2833; agenda of 10-11-2023
# ("2023"), lines 1691-1697 and 2391-2394. Misprints are kept; nothing is calculated here but the
# risk score, which stands beside the printed one.

_UNIT_SIZE = {"mio_kr": Fraction(1_000_000), "pct": Fraction(1, 100)}
_JOINED = {"ja": True, "nej": False, "afventer": None}


@dataclass(frozen=True)
class CaseFigure:
    """One printed figure."""

    key: str
    doc: str
    line: Whole
    printed: str
    value: Exact
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
    low: Exact
    expected: Exact
    high: Exact
    unit: str
    """`kr`, `count` or `pct` (a share of 1 here)."""
    decided_by: Decider
    """Who answers for the span; must be shown wherever it is used."""
    reason: Remark


def read_figures(file: Path) -> dict[str, CaseFigure]:
    """Return the printed figures of a file such as `business_case_urologi.csv`, by key."""
    return {figure.key: figure for figure in read_register(file, CaseFigure, key=("key",))}


def read_ranges(file: Path) -> dict[str, CaseRange]:
    """Return the assumed spans by key, with shares as fractions of 1.

    Raises:
        InputError: a cell is not a number, a span is out of order, or nobody answers for it.
    """
    spans = read_register(file, CaseRange, key=("key",), rule=_disorder)
    return {span.key: _in_base(span) for span in spans}


def _disorder(span: CaseRange) -> str | None:
    ordered = span.low <= span.expected <= span.high
    return None if ordered else "intervallet er ikke ordnet lav ≤ forventet ≤ høj"


def _in_base(span: CaseRange) -> CaseRange:
    size = _UNIT_SIZE.get(span.unit, Fraction(1))
    low, expected, high = (number * size for number in (span.low, span.expected, span.high))
    return replace(span, low=low, expected=expected, high=high)


@dataclass(frozen=True)
class _StomaSaving:
    row_label: str
    unit: str
    kommuner: Whole | None
    region_syd: Whole | None
    region_midt: Whole | None
    i_alt: Whole | None


def read_stoma_savings(file: Path) -> pl.DataFrame:
    """Return the stoma tender's table (2023: 2391-2394).

    Columns: `row_label`, `unit` (kr or pct), `kommuner`, `region_syd`, `region_midt`, `i_alt` (all
    Int64, in the row's unit).
    """
    return pl.DataFrame(read_register(file, _StomaSaving))


@dataclass(frozen=True)
class _Answer:
    party: str
    party_type: str
    region: str
    joined: Literal["ja", "nej", "afventer"]
    day: Day | None
    source: str | None


def _unproven(answer: _Answer) -> str | None:
    told = answer.joined == "afventer" or (answer.day and answer.source)
    return None if told else "ja og nej kræver dag og kilde"


def read_joining(file: Path) -> pl.DataFrame:
    """Return who has confirmed: `party`, `party_type`, `region`, `joined`, `day`, `source`.

    `joined` is null for a party that has not decided; an answer carries its day and source.

    Raises:
        InputError: a party stands twice, an answer is unknown, or it lacks day or source.
    """
    frame = pl.DataFrame(read_register(file, _Answer, key=("party",), rule=_unproven))
    joined = pl.col("joined").replace_strict(_JOINED, return_dtype=pl.Boolean)
    return frame.with_columns(joined)


@dataclass(frozen=True)
class _Milestone:
    milestone: str
    printed: Annotated[str, column("when_printed")]
    first_day: Annotated[Day | None, column("from_iso")]
    last_day: Annotated[Day | None, column("to_iso")]


def read_timeline(file: Path) -> pl.DataFrame:
    """Return the plan (2024: 1377-1389): `milestone`, `printed`, `first_day`, `last_day`.

    Days are null where the source gives none ("tidligst august 2024" has no last day).
    """
    return pl.DataFrame(read_register(file, _Milestone))


@dataclass(frozen=True)
class _Risk:
    risk: str
    consequence: Whole
    probability: Whole
    score_printed: Annotated[Whole, column("risk_total_printed")]
    preventive: str | None
    mitigating: str | None


def read_risks(file: Path) -> pl.DataFrame:
    """Return the risk matrix (2024: 2798-2809), the gravest risk first, ties as printed.

    Columns: `risk`, `consequence`, `probability`, `score` (their product), `score_printed`,
    `preventive`, `mitigating` (the two texts as printed, cut off where the source cuts them off).
    """
    frame = pl.DataFrame(read_register(file, _Risk))
    score = (pl.col("consequence") * pl.col("probability")).alias("score")
    by_score = frame.with_columns(score).sort("score", descending=True, maintain_order=True)
    columns = ("risk", "consequence", "probability", "score", "score_printed")
    return by_score.select(*columns, "preventive", "mitigating")


@dataclass(frozen=True)
class _Status:
    topic: str
    day: Day
    doc: str
    line: Whole
    status: str
    text: str


def read_status(file: Path, as_of: date) -> pl.DataFrame:
    """Return what was known on `as_of`: `topic`, `day`, `doc`, `line`, `status`, `text`.

    Raises:
        InputError: nothing was known yet; a report of that day would have no status to open with.
    """
    known = [status for status in read_register(file, _Status) if status.day <= as_of]
    if not known:
        raise InputError(
            f"Der er ingen status pr. {as_of:%d-%m-%Y}.", file, "Vælg en senere rapportdato."
        )
    return pl.DataFrame(known)


# The worked example of the equalisation as printed (2023: 1481-1498, 1729-2061), typed.

REGIONS = ("M", "S")
"""The two regions of the example, by the letter printed."""
Kr: TypeAlias = Whole | None
"""Whole kroner; a dash in print is an empty cell."""


@dataclass(frozen=True)
class _Party:
    party: str
    party_type: str
    region: str
    consumption_kr: Kr
    grants: Whole | None
    inhabitants: Whole | None
    start_date: Day | None


@dataclass(frozen=True)
class _Assumption:
    key: str
    value: str


@dataclass(frozen=True)
class _Cost:
    line: Whole
    party: str
    annual_product_saving_kr: Kr
    project_cost_kr: Kr
    operating_cost_kr: Kr
    licence_cost_kr: Kr
    annual_cost_kr: Kr


@dataclass(frozen=True)
class _Gain:
    line: Whole
    region: str
    row_label: str
    row_type: str
    gain_y1_kr: Kr
    gain_y2_kr: Kr
    gain_y3_kr: Kr
    gain_y4_kr: Kr
    gain_total_kr: Kr


@dataclass(frozen=True)
class _Transfer:
    line: Whole
    region: str
    party: str
    share_y1_pct: Whole | None
    share_y2_pct: Whole | None
    share_y3_pct: Whole | None
    share_y4_pct: Whole | None
    comp_y1_kr: Kr
    comp_y2_kr: Kr
    comp_y3_kr: Kr
    comp_y4_kr: Kr
    comp_total_kr: Kr
    net_gain_total_kr: Kr


@dataclass(frozen=True)
class _Misprint:
    table: str
    party: str | None
    column: str
    kind: str
    printed_kr: Kr
    recomputed_kr: Kr
    cause: str


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
    assumptions = read_register(kdnet / "eksempel_forudsaetninger.csv", _Assumption, key=("key",))
    return ExampleFiles(
        parties=pl.DataFrame(read_register(kdnet / "eksempel_stamdata.csv", _Party)),
        assumptions={row.key: row.value for row in assumptions},
        costs=pl.DataFrame(read_register(kdnet / "eksempel_omkostninger_besparelser.csv", _Cost)),
        gains=_both_regions(kdnet, "eksempel_gevinst_region", _Gain),
        transfers=_both_regions(kdnet, "eksempel_udligning_region", _Transfer),
        slide=pl.DataFrame(read_register(kdnet / "planche_udligning_region_m.csv", _Transfer)),
        misprints=pl.DataFrame(
            read_register(raw / "local" / "trykfejl_regneeksempel.csv", _Misprint)
        ),
    )


def _both_regions(folder: Path, stem: str, row: type[_Gain | _Transfer]) -> pl.DataFrame:
    files = [folder / f"{stem}_{region.lower()}.csv" for region in REGIONS]
    return pl.DataFrame([found for file in files for found in read_register(file, row)])
