"""Key figures of the urology tender's business case and of the stoma tender beside it."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from kdanalysis.evidence.raw_figure import raw_figure
from kdanalysis.evidence.value import Unit
from kdanalysis.procurement.business_case.case import break_even, compare_counts, urology_case
from kdanalysis.procurement.business_case.stoma import stoma_comparison
from kdanalysis.project import InputError
from kdanalysis.tables.business_case import read_figures, read_stoma_savings

if TYPE_CHECKING:
    from kdanalysis.procurement.business_case.case import Case
    from kdanalysis.tables.dataset import Dataset

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
