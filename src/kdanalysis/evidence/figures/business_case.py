"""Key figures of the urology tender: break-even, bounds, plan, risks, and the stoma tender."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import polars as pl

from kdanalysis.evidence.registry import known, raw_figure, raw_file
from kdanalysis.evidence.value import Unit
from kdanalysis.procurement.business_case import (
    Case,
    break_even,
    compare_counts,
    net_per_year_kr,
    phase_in,
    stoma_comparison,
    upper_bound,
    urology_case,
    urology_timing,
)
from kdanalysis.procurement.sensitivity import case_at, switching_values
from kdanalysis.project import InputError
from kdanalysis.tables.dataset import Dataset
from kdanalysis.tables.tender import (
    CaseFigure,
    CaseRange,
    read_figures,
    read_joining,
    read_ranges,
    read_risks,
    read_stoma_savings,
    read_timeline,
)

# Key figures of the urology tender's business case and of the stoma tender beside it.

_CASE = "business_case_urologi"
_STOMA = "stomi_besparelse"


@raw_figure(
    Unit.PCT,
    "(licenser + drift + kommunernes projektomkostning / år) / kommunernes årlige forbrug; "
    "uden udligning",
    _CASE,
)
def break_even_pct(data: Dataset) -> Fraction:
    """Product discount at which the municipalities end at 0, without equalisation (2024: 2833)."""
    return break_even(_case(data)) * 100


@raw_figure(Unit.PCT, "som break-even, men med et andet antal kommuner i fordelingen", _CASE)
def break_even_with_pct(data: Dataset, *, municipalities: str) -> Fraction:
    """Break-even with another count of municipalities in the split of the project cost."""
    return break_even(_with(data, municipalities)) * 100


@raw_figure(Unit.COUNT, "det antal kommuner, som giver den trykte deling af projektet", _CASE)
def case_municipalities(data: Dataset) -> Fraction:
    """Count of municipalities implied by the printed split of the project cost (2024: 2829)."""
    return Fraction(_case(data).municipalities)


@raw_figure(Unit.PCT, "kommuner / (kommuner + regioner)", _CASE)
def municipal_share_pct(data: Dataset) -> Fraction:
    """The municipalities' share of the project cost, by count."""
    return _case(data).municipal_share * 100


@raw_figure(Unit.KR, "projektomkostning × kommuner / (kommuner + regioner)", _CASE)
def municipal_project_cost(data: Dataset) -> Fraction:
    """The project cost of the municipalities together, once, kr."""
    return _case(data).municipal_project_cost_kr


@raw_figure(Unit.KR, "projektomkostning × regioner / (kommuner + regioner)", _CASE)
def regional_project_cost(data: Dataset) -> Fraction:
    """The project cost of the regional authorities together, once, kr."""
    return _case(data).regional_project_cost_kr


@raw_figure(Unit.PCT, "besparelse / (køb før − kan ikke konverteres)", _STOMA, decimals=0)
def stoma_saving_pct(data: Dataset, *, group: str) -> Fraction:
    """Saving of one group in the stoma tender, per cent of what can be converted (2023: 2394).

    Raises:
        InputError: the table has no such group.
    """
    folder = data.project.raw / "kdnet"
    figures = read_figures(folder / f"{_CASE}.csv")
    comparison = stoma_comparison(figures, read_stoma_savings(folder / f"{_STOMA}.csv"))
    savings = {saving.group: saving for saving in comparison.savings}
    if group not in savings:
        raise InputError(
            f"Ukendt gruppe i stomiudbuddet: {group}.", _STOMA, f"Brug en af {', '.join(savings)}."
        )
    return savings[group].share * 100


def _case(data: Dataset) -> Case:
    return urology_case(read_figures(data.project.raw / "kdnet" / f"{_CASE}.csv"))


def _with(data: Dataset, municipalities: str) -> Case:
    if not municipalities.isdecimal():
        raise InputError(
            f"»{municipalities}« er ikke et antal kommuner.", "nøgletal", "Skriv et helt tal."
        )
    return compare_counts(_case(data), int(municipalities)).other


# Key figures of the urology business case beyond its break-even: bounds and spans.
#
# Spans are the project's own assumption: whatever shows one says so. A discount or a share is
# given in per cent, as text with a point: `discount=10.7`.

_RANGES = "local/intervaller_urologi"


@raw_figure(Unit.KR, "licenser + drift + kommunernes projektomkostning / år", _CASE)
def cost_per_year(data: Dataset) -> Fraction:
    """What the municipalities together must save in a year to end at 0, kr. (2024: 2827-2833)."""
    return urology(data).cost_per_year_kr


@raw_figure(Unit.KR, "kommunernes projektomkostning / år", _CASE)
def municipal_project_cost_per_year(data: Dataset) -> Fraction:
    """The municipalities' project cost spread over the contract, kr. a year."""
    case = urology(data)
    return case.municipal_project_cost_kr / case.years


@raw_figure(Unit.PCT_POINT, "break-even med det andet antal − break-even", _CASE, decimals=4)
def break_even_count_difference(data: Dataset, *, municipalities: str) -> Fraction:
    """What another count of municipalities in the cost split moves the break-even by."""
    count = int(number_in(municipalities))
    return compare_counts(urology(data), count).break_even_difference * 100


@raw_figure(Unit.KR, "rabat × forbrug − omkostninger pr. år; uden udligning", _CASE)
def net_per_year(data: Dataset, *, discount: str) -> Fraction:
    """The municipalities' result of a year at a product discount, kr., without equalisation."""
    return net_per_year_kr(urology(data), number_in(discount) / 100)


@raw_figure(
    Unit.PCT,
    "(omkostninger pr. år + regioner × udligningsloft) / kommunernes årlige forbrug; kun hvis alle "
    "regioner modtager hele loftet hvert år, og hele forbruget indgår",
    _CASE,
)
def upper_bound_pct(data: Dataset) -> Fraction:
    """Break-even if every region receives the whole ceiling; print only with its condition."""
    return upper_bound(urology(data), _ceiling_kr(data)).discount * 100


@raw_figure(Unit.KR, "regioner × udligningsloft", _CASE)
def ceiling_all_regions(data: Dataset) -> Fraction:
    """The highest equalisation of a year in all regions together, kr."""
    return urology(data).regions * _ceiling_kr(data)


@raw_figure(Unit.PCT, "regioner × udligningsloft / kommunernes årlige forbrug", _CASE)
def ceiling_share_pct(data: Dataset) -> Fraction:
    """The highest equalisation of a year, per cent of the municipalities' consumption."""
    case = urology(data)
    return case.regions * _ceiling_kr(data) / case.consumption_kr * 100


@raw_figure(Unit.PCT, "break-even med én forudsætning i spændets ene ende", _CASE, _RANGES)
def break_even_end_pct(data: Dataset, *, total: str, end: str) -> Fraction:
    """Break-even with one total at the `low` or `high` end of its assumed span."""
    span = _range(data, total)
    amount = known({"low": span.low, "high": span.high}, end)
    return break_even(case_at(urology(data), total, amount)) * 100


@raw_figure(Unit.PCT_POINT, "break-even ved høj − break-even ved lav, uden fortegn", _CASE, _RANGES)
def break_even_swing(data: Dataset, *, total: str) -> Fraction:
    """How far the break-even moves over the assumed span of one total."""
    case, span = urology(data), _range(data, total)
    ends = [break_even(case_at(case, total, amount)) for amount in (span.low, span.high)]
    return abs(ends[1] - ends[0]) * 100


@raw_figure(Unit.PCT, "skiftepunkt / forventet − 1", _CASE, decimals=0)
def switching_change_pct(data: Dataset, *, total: str, discount: str) -> Fraction | None:
    """How far one total may move at a discount before the case tips; `None` if nothing tips it."""
    rows = switching_values(urology(data), number_in(discount) / 100)
    changes = {row.key: row.change for row in rows}
    change = known(changes, total)
    return None if change is None else change * 100


@raw_figure(Unit.KR, "break-even × forbrug", _CASE)
def stoma_break_even(data: Dataset) -> Fraction:
    """What the stoma tender had to save in a year, kr."""
    savings = read_stoma_savings(raw_file(data, _STOMA))
    return stoma_comparison(_figures(data), savings).break_even_kr


def _figures(data: Dataset) -> dict[str, CaseFigure]:
    return read_figures(raw_file(data, _CASE))


def urology(data: Dataset) -> Case:
    """Return the case as published."""
    return urology_case(_figures(data))


def _ceiling_kr(data: Dataset) -> Fraction:
    return _figures(data)["udligning_max"].amount


def _range(data: Dataset, total: str) -> CaseRange:
    return known(read_ranges(raw_file(data, _RANGES)), total)


def number_in(text: str) -> Fraction:
    """Return the number that an argument of a key holds.

    Raises:
        InputError: it holds none.
    """
    try:
        return Fraction(text)
    except ValueError:
        raise InputError(
            f"»{text}« er ikke et tal.", "nøgletallets argumenter", "Skriv fx 10.7."
        ) from None


# Key figures of the urology tender's plan: who may join, when it starts, what may go wrong.
#
# A share is given in per cent, as text with a point: `bound_share=50`.

_JOINING = "local/tilslutning_urologi"
_TIMELINE = "tidsplan_urologi"


@raw_figure(
    Unit.PCT,
    "(licenser + drift + kommunernes projektomkostning / vægtede år i drift) / forbrug",
    _CASE,
    _TIMELINE,
    decimals=2,
)
def phased_break_even_pct(data: Dataset, *, bound_share: str, start: str) -> Fraction:
    """Break-even when a share of the consumption is bound by another agreement at first.

    It starts on the `first` or the `last` day of the quarter printed (2024: 1388).
    """
    case = urology(data)
    timeline = read_timeline(raw_file(data, _TIMELINE))
    bound = phase_in(case, urology_timing(case, timeline), number_in(bound_share) / 100)
    return known({"first": bound.at_first_day, "last": bound.at_last_day}, start) * 100


@raw_figure(Unit.COUNT, "parter af arten på listen, i regionen", _JOINING)
def may_join(data: Dataset, *, kind: str, region: str) -> Fraction:
    """Parties of a kind (kommune, region) in a region (M, S) that may join."""
    return Fraction(len(_listed(data, kind, region)))


@raw_figure(Unit.COUNT, "parter af arten, som har svaret ja senest på dagen", _JOINING)
def confirmed(data: Dataset, *, kind: str, region: str, status_date: str) -> Fraction:
    """Parties that had confirmed on a day."""
    return _answers(data, (kind, region), status_date, joined=True)


@raw_figure(Unit.COUNT, "parter af arten, som har svaret nej senest på dagen", _JOINING)
def declined(data: Dataset, *, kind: str, region: str, status_date: str) -> Fraction:
    """Parties that had declined on a day."""
    return _answers(data, (kind, region), status_date, joined=False)


@raw_figure(Unit.DAYS, "dage fra statusdatoen til milepælens første dag", _TIMELINE)
def milestone_days(data: Dataset, *, milestone: str, end: str, status_date: str) -> Fraction | None:
    """Days from a day to the `first` or `last` day of a milestone, by its printed number from 1."""
    timeline = read_timeline(raw_file(data, _TIMELINE)).row(int(milestone) - 1, named=True)
    day: date | None = known({"first": timeline["first_day"], "last": timeline["last_day"]}, end)
    return None if day is None else Fraction((day - date.fromisoformat(status_date)).days)


@raw_figure(Unit.COUNT, "konsekvens × sandsynlighed", "risikoanalyse_urologi")
def risk_score(data: Dataset, *, rank: str, part: str) -> Fraction:
    """A risk by rank, the gravest as 1: its `consequence`, `probability` or `score`."""
    row = read_risks(raw_file(data, "risikoanalyse_urologi")).row(int(rank) - 1, named=True)
    return Fraction(known(row, part))


def _answers(data: Dataset, who: tuple[str, str], status_date: str, *, joined: bool) -> Fraction:
    rows = _listed(data, *who).filter(
        pl.col("joined") == joined, pl.col("day") <= date.fromisoformat(status_date)
    )
    return Fraction(rows.height)


def _listed(data: Dataset, kind: str, region: str) -> pl.DataFrame:
    rows = read_joining(raw_file(data, _JOINING))
    known(dict.fromkeys(rows["party_type"]), kind)
    known(dict.fromkeys(rows["region"]), region)
    return rows.filter(pl.col("party_type") == kind, pl.col("region") == region)
