"""How the business case moves with its totals: what each may be before it tips.

The sources give no ranges: they are data of the project ("antagelse, projektets egen"), few and
stated, never a finding. Shares are fractions of 1, amounts kroner, arithmetic exact.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction

from kdanalysis.procurement.business_case import Case, net_per_year_kr

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
