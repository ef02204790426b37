"""The exact model against a second one of another make, on thousands of generated tenders."""

from __future__ import annotations

from decimal import Decimal, localcontext
from typing import TYPE_CHECKING

import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st
from tests.procurement.cases import Case, cases, deficit_cases
from tests.procurement.oracle import PRECISION, solve

from kdanalysis.procurement.allocation import Status, TermKind
from kdanalysis.procurement.equalisation import Equalisation, equalise

if TYPE_CHECKING:
    from collections.abc import Callable
    from fractions import Fraction

_TOLERANCE_KR = Decimal("1e-25")


def _decimal(number: Fraction) -> Decimal:
    with localcontext() as context:
        context.prec = PRECISION
        return Decimal(number.numerator) / Decimal(number.denominator)


@settings(max_examples=1200, deadline=None)
@given(case=cases())
def test_agrees_with_the_second_model(case: Case) -> None:
    _assert_agreement(case)


@settings(max_examples=1200, deadline=None)
@given(case=deficit_cases())
def test_agrees_where_losses_are_carried(case: Case) -> None:
    _assert_agreement(case)


def _assert_agreement(case: Case) -> None:
    parties, contract = case
    answer = solve(parties, contract)
    result = equalise(parties, contract)
    assert len(result.rows) == len(parties) * contract.years
    for row in result.rows:
        at = (row.party.name, row.contract_year)
        assert abs(_decimal(row.gain_kr) - answer.gains[at]) < _TOLERANCE_KR
        assert abs(_decimal(row.share) - answer.shares[at]) < _TOLERANCE_KR
        assert abs(_decimal(row.transfer_kr) - answer.transfers[at]) < _TOLERANCE_KR
        assert row.status.value == answer.statuses[row.region, row.contract_year]


@pytest.mark.parametrize("status", [Status.EQUALISED, Status.DEFICIT, Status.CANCELLED])
def test_generated_cases_reach_every_status(status: Status) -> None:
    _find(lambda result: any(year.status is status for year in result.region_years))


@pytest.mark.parametrize("kind", list(TermKind))
def test_generated_cases_reach_every_kind_of_transfer(kind: TermKind) -> None:
    _find(lambda result: any(row.transfer.part_kr(kind) != 0 for row in result.rows))


def _find(wanted: Callable[[Equalisation], bool]) -> None:
    """Fail unless some generated tender has a result that is `wanted`."""
    quick = settings(phases=[Phase.generate], max_examples=1000, derandomize=True, deadline=None)
    find(cases() | deficit_cases(), lambda case: wanted(equalise(*case)), settings=quick)


@pytest.mark.parametrize("tenders", [cases(), deficit_cases()], ids=["any", "deficit"])
def test_a_good_part_of_the_generated_regions_is_equalised(
    tenders: st.SearchStrategy[Case],
) -> None:
    """Regions that are cancelled pass every rule by doing nothing; they must not crowd out."""
    equalised: list[bool] = []

    @settings(max_examples=200, phases=[Phase.generate], derandomize=True, deadline=None)
    @given(case=tenders)
    def collect(case: Case) -> None:
        result = equalise(*case)
        equalised.extend(any(r.transfer_kr for r in result.of_region(n)) for n in result.regions)

    collect()
    assert len(equalised) > 200
    assert sum(equalised) > len(equalised) / 4
