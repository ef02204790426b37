"""How the business case moves with its totals: one-way sensitivity, switching values, curve.

The sources give no ranges: they are data of the project ("antagelse, projektets egen"), few and
stated, never a finding. Shares are fractions of 1, amounts kroner, arithmetic exact.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from kdanalysis.procurement.business_case import Case, break_even, net_per_year_kr
from kdanalysis.project import InputError
from kdanalysis.tables.tender import CaseRange

PARAMETERS = {
    "kommuners_forbrug": "consumption_kr",
    "licens_aarlig": "licences_kr",
    "drift_aarlig": "operation_kr",
    "projektomkostninger": "project_cost_kr",
    "antal_kommuner": "municipalities",
}
"""Keys of the ranges that are totals of the case, and the fields of `Case` they stand for."""


def case_at(case: Case, key: str, amount: Fraction) -> Case:
    """Return the case with one total changed; `key` is one of `PARAMETERS`."""
    field = PARAMETERS[key]
    changed: dict[str, Fraction | int] = {
        field: int(amount) if field == "municipalities" else amount
    }
    return replace(case, **changed)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Sensitivity:
    """The break-even over the span of one total, everything else as published."""

    range: CaseRange
    at_low: Fraction
    expected: Fraction
    at_high: Fraction

    @property
    def swing(self) -> Fraction:
        """The distance between the two ends, as a share of 1."""
        return abs(self.at_high - self.at_low)


def one_way(case: Case, ranges: Mapping[str, CaseRange]) -> tuple[Sensitivity, ...]:
    """Return the break-even over each total's span, the widest swing first (a tornado).

    Raises:
        InputError: a total lacks its range, or a range does not expect what the case says.
    """
    rows = [_sensitivity(case, _range_of(case, key, ranges)) for key in PARAMETERS]
    return tuple(sorted(rows, key=lambda row: row.swing, reverse=True))


def _sensitivity(case: Case, span: CaseRange) -> Sensitivity:
    ends = (break_even(case_at(case, span.key, end)) for end in (span.low, span.high))
    at_low, at_high = ends
    return Sensitivity(span, at_low, break_even(case), at_high)


def _range_of(case: Case, key: str, ranges: Mapping[str, CaseRange]) -> CaseRange:
    span = ranges.get(key)
    if span is None or span.expected != getattr(case, PARAMETERS[key]):
        raise InputError(
            f"Intervallet for »{key}« mangler eller venter noget andet end business casen.",
            "data/raw/local/intervaller_urologi.csv",
            "Ret rækken, så forventet er business casens tal, og kvitter igen.",
        )
    return span


@dataclass(frozen=True)
class SwitchingValue:
    """The value of one total at which the case tips between gain and loss."""

    key: str
    expected: Fraction
    """The total as published."""
    value: Fraction | None
    """Kroner or count; `None`: no possible value tips the case at that discount."""

    @property
    def change(self) -> Fraction | None:
        """How far the total may move before the case tips, as a share of its published value.

        `None` where nothing tips the case, or where the published value is 0.
        """
        return self.value / self.expected - 1 if self.value is not None and self.expected else None


def switching_values(case: Case, discount: Fraction) -> tuple[SwitchingValue, ...]:
    """Return for each total the value at which a product discount just pays for the case.

    Raises:
        ValueError: the discount is not positive, so no consumption could pay for the case.
    """
    if discount <= 0:
        raise ValueError(f"discount must be positive: {discount}")
    slack_kr = net_per_year_kr(case, discount)
    tipping = {key: tip(case, slack_kr, discount) for key, tip in _TIPPING.items()}
    return tuple(
        SwitchingValue(key, Fraction(getattr(case, PARAMETERS[key])), value)
        for key, value in tipping.items()
    )


def _not_negative(amount: Fraction) -> Fraction | None:
    return amount if amount >= 0 else None


def _consumption(case: Case, _slack_kr: Fraction, discount: Fraction) -> Fraction | None:
    return case.cost_per_year_kr / discount or None  # a free case never tips


def _licences(case: Case, slack_kr: Fraction, _discount: Fraction) -> Fraction | None:
    return _not_negative(case.licences_kr + slack_kr)


def _operation(case: Case, slack_kr: Fraction, _discount: Fraction) -> Fraction | None:
    return _not_negative(case.operation_kr + slack_kr)


def _project_cost(case: Case, slack_kr: Fraction, _discount: Fraction) -> Fraction | None:
    return _not_negative(case.project_cost_kr + slack_kr * case.years / case.municipal_share)


def _municipalities(case: Case, slack_kr: Fraction, _discount: Fraction) -> Fraction | None:
    """Solve n / (n + regions) for the share of the project cost that uses up the slack."""
    affordable_kr = case.municipal_project_cost_kr + slack_kr * case.years
    left_kr = case.project_cost_kr - affordable_kr
    return case.regions * affordable_kr / left_kr if affordable_kr >= 0 and left_kr > 0 else None


_TIPPING: dict[str, Callable[[Case, Fraction, Fraction], Fraction | None]] = {
    "kommuners_forbrug": _consumption,
    "licens_aarlig": _licences,
    "drift_aarlig": _operation,
    "projektomkostninger": _project_cost,
    "antal_kommuner": _municipalities,
}


@dataclass(frozen=True)
class CurvePoint:
    """The yearly result of the municipalities together at one discount."""

    discount: Fraction
    net_kr: Fraction


def discount_curve(case: Case, span: CaseRange, steps: int) -> tuple[CurvePoint, ...]:
    """Return the yearly result at `steps` + 1 even discounts over a range, both ends included.

    Raises:
        ValueError: there is not even one step.
    """
    if steps < 1:
        raise ValueError(f"steps must be positive: {steps}")
    step = (span.high - span.low) / steps
    discounts = (span.low + step * number for number in range(steps + 1))
    return tuple(CurvePoint(discount, net_per_year_kr(case, discount)) for discount in discounts)
