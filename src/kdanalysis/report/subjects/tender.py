"""Where the tender stands on a day, and its business case in sentences."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import polars as pl

from kdanalysis.evidence.figures import business_case as case
from kdanalysis.evidence.figures.example import Solution, solution
from kdanalysis.evidence.figures.printed import printed
from kdanalysis.evidence.registry import raw_file
from kdanalysis.evidence.value import Unit, Value
from kdanalysis.procurement.business_case import UpperBound
from kdanalysis.project import Project
from kdanalysis.report.elements.numbers import capitalised, listed, long_date, n
from kdanalysis.sources.receipts import read_receipt
from kdanalysis.tables.dataset import Dataset, open_newest
from kdanalysis.tables.given import read_day
from kdanalysis.tables.tender import CaseRange, read_ranges, read_status

# What a report on the tender is about: the data, and the day whose status it tells.


_PREFIX = "Kilde: "


@dataclass(frozen=True)
class Tender:
    """The tender as it was known on a day."""

    data: Dataset
    as_of: date

    @property
    def day(self) -> str:
        """The day as a key figure's argument."""
        return self.as_of.isoformat()

    @cached_property
    def status(self) -> pl.DataFrame:
        """What was known on the day: `topic`, `day`, `doc`, `line`, `status`, `text`."""
        return read_status(raw_file(self.data, "local/status_urologi"), self.as_of)

    @cached_property
    def ranges(self) -> dict[str, CaseRange]:
        """The assumed spans of the business case."""
        return read_ranges(raw_file(self.data, "local/intervaller_urologi"))

    @property
    def example(self) -> Solution:
        """The worked example, solved."""
        return solution(self.data)

    @property
    def regions(self) -> tuple[str, ...]:
        """The regions of the worked example."""
        return self.example.equalisation.regions

    def cited(self, *files: str) -> str:
        """Return one source line for several raw files, each source once."""
        told = [read_receipt(raw_file(self.data, name)).citation for name in files]
        return _PREFIX + "; ".join(dict.fromkeys(text.removeprefix(_PREFIX) for text in told))


def open_tender(*, status_date: object) -> Tender:
    """Return the tender of a report's parameters.

    Args:
        status_date: the day whose status is told, e.g. `2024-01-26`.

    Raises:
        InputError: the text is no day, or nothing was known yet.
    """
    day = read_day(status_date, "status_date")
    project = Project.find()
    # The tender's amounts are as printed; the price level only completes the keys.
    return Tender(open_newest(project), day)


# Sentences on where the tender stands: the decision, who may join, what the data are worth.

REGIONS = {"M": "midtjyske", "S": "syddanske"}
"""The regions of the tender, as adjectives."""


def status_box(tender: Tender) -> str:
    """Return the status of the decision as the box a report opens with."""
    points = [f"**{long_date(day)}.** {text}" for day, text in _decisions(tender).items()]
    points.append(f"**Tilslutning.** {joining(tender)}")
    if later := _later(tender):
        points.append(later)
    text = "\n".join(f"- {point}" for point in points)
    known = f"Pr. {long_date(tender.as_of)} er status:"
    return f'::: {{.callout-important title="Status for beslutningen"}}\n{known}\n\n{text}\n:::\n'


def _decisions(tender: Tender) -> dict[date, str]:
    """Return what was decided by day, the oldest first."""
    told: dict[date, list[str]] = {}
    for row in _about(tender, "beslutning"):
        told.setdefault(row["day"], []).append(row["text"])
    return {day: " ".join(told[day]) for day in sorted(told)}


def _later(tender: Tender) -> str:
    newest = max(_decisions(tender))
    if newest == tender.as_of:
        return ""
    return f"Data indeholder ingen beslutning efter {long_date(newest)}."


def decision(tender: Tender) -> str:
    """Return what was decided last, with its day."""
    decisions = _decisions(tender)
    newest = max(decisions)
    return f"{long_date(newest)}: {decisions[newest]}"


def joining(tender: Tender) -> str:
    """Return how many municipalities may join, and how many have confirmed or declined."""
    may = [case.may_join(tender.data, kind="kommune", region=region) for region in REGIONS]
    answers = [
        _answers(tender, case.confirmed, "har bekræftet") or "ingen har bekræftet",
        _answers(tender, case.declined, "har afslået"),
    ]
    told = listed([answer for answer in answers if answer])
    return f"{capitalised(_by_region(may))} kommuner *kan* tilslutte sig; {told}."


def _answers(tender: Tender, figure: Callable[..., Value], verb: str) -> str:
    counts = [
        figure(tender.data, kind="kommune", region=region, status_date=tender.day)
        for region in REGIONS
    ]
    return f"{_by_region(counts)} {verb}" if any(count.exact for count in counts) else ""


def _by_region(counts: list[Value]) -> str:
    pairs = zip(counts, REGIONS.values(), strict=True)
    return listed([f"{n(count)} {name}" for count, name in pairs])


def data_quality(tender: Tender) -> str:
    """Return what is known of the quality of the data, as a list."""
    rows = _about(tender, "datakvalitet")
    if not rows:
        return f"Pr. {long_date(tender.as_of)} er intet oplyst om datakvaliteten."
    return "\n".join(f"- **{capitalised(row['status'])}.** {row['text']}" for row in rows)


def _about(tender: Tender, topic: str) -> list[dict[str, Any]]:
    return [row for row in tender.status.iter_rows(named=True) if row["topic"] == topic]


# Sentences on the business case: break-even, what it leaves out, its bound with equalisation.

_TABLE = "business_case_urologi"
_PRECISE = 4
"""Decimals that show the difference between two counts of municipalities."""


def told(tender: Tender, key: str) -> Value:
    """Return a printed figure of the business case."""
    return printed(tender.data, table=_TABLE, key=key)


def consumption(tender: Tender) -> Value:
    """Return the municipalities' consumption in mio. kr. as printed, with a decimal."""
    return told(tender, "kommuners_forbrug").to(Unit.MIO_KR, 1)


def break_even(tender: Tender) -> str:
    """Return the break-even and what it is made of (2024: 2827-2833)."""
    data = tender.data
    return (
        f"Produktpriserne skal falde {n(case.break_even_pct(data))}, før kommunerne under ét går i "
        f"nul. Licenser ({n(told(tender, 'licens_aarlig'))}), drift "
        f"({n(told(tender, 'drift_aarlig'))}) og ét års del af kommunernes projektomkostning "
        f"({n(case.municipal_project_cost_per_year(data))}) er tilsammen "
        f"{n(case.cost_per_year(data))} om året, målt mod et årligt forbrug på "
        f"{n(consumption(tender))}."
    )


def left_out(tender: Tender) -> str:
    """Return what the break-even does not hold (2024: 1338-1348)."""
    return (
        "Tallet er uden udligning og uden andre gevinster end produktprisen, og det siger intet om "
        "den enkelte kommune eller region. I stomiudbuddet faldt udgiften til hulklip til ca. "
        f"{n(told(tender, 'hulklip_andel'))} af det budgetterede, og serviceomkostningen ved frit "
        f"valg blev {n(told(tender, 'frit_valg_service_faktisk'))} mod budgetteret "
        f"{n(told(tender, 'frit_valg_service_budget'))}; tilsvarende gevinster er ikke opgjort for "
        "urologi."
    )


def counts(tender: Tender) -> str:
    """Return the count behind the printed split beside the count in the text (2024: 1391, 2829)."""
    data, named = tender.data, told(tender, "kommuner_udsendt")
    behind = case.case_municipalities(data)
    start = f"Den trykte deling af projektomkostningen svarer til {n(behind)} kommuner"
    if behind.exact == named.exact:
        return f"{start}, det samme antal som i teksten."
    precise, moved = (break_even_with(tender, count) for count in (behind, named))
    difference = case.break_even_count_difference(data, municipalities=str(named.exact))
    same = precise.with_decimals(1).rounded == moved.with_decimals(1).rounded
    seen = "ændrer ikke" if same else "ændrer"
    return (
        f"{start}, mens teksten nævner {n(named)}. Med {n(named)} kommuner er break-even "
        f"{n(moved)} mod {n(precise)}. Forskellen på {n(difference)} {seen} tallet som trykt."
    )


def break_even_with(tender: Tender, count: Value) -> Value:
    """Return the break-even with a count of municipalities, precise enough to tell two apart."""
    value = case.break_even_with_pct(tender.data, municipalities=str(count.exact))
    return value.with_decimals(_PRECISE)


def upper_bound(tender: Tender) -> str:
    """Return the break-even with the highest equalisation, in one sentence with its condition."""
    data, condition = tender.data, UpperBound.condition.rstrip(".")
    return (
        f"Med udligning er break-even højst {n(case.upper_bound_pct(data))} "
        f"({condition[:1].lower()}{condition[1:]}), mod {n(case.break_even_pct(data))} uden "
        "udligning."
    )


def ceiling(tender: Tender) -> str:
    """Return the ceiling a region, and what it comes to (2024: 1297, 1755)."""
    data = tender.data
    return (
        f"Loftet er {n(told(tender, 'udligning_max'))} pr. år pr. region. For "
        f"{n(told(tender, 'regioner_udsendt'))} regioner er det "
        f"{n(case.ceiling_all_regions(data).to(Unit.MIO_KR))} om året eller "
        f"{n(case.ceiling_share_pct(data))} af kommunernes forbrug."
    )
