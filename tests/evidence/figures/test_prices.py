"""Rates and factors of the PL chain as key figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kdanalysis.evidence.figures.expenditure import pl_factor, pl_rate_pct
from kdanalysis.report.elements.numbers import plain

if TYPE_CHECKING:
    from kdanalysis.tables.dataset import Dataset


@pytest.mark.parametrize(
    ("year", "rate", "factor"),
    [
        (2018, "–", "1,0940"),
        (2019, "1,6", "1,0768"),
        (2020, "2,1", "1,0546"),
        (2021, "1,7", "1,0370"),
        (2022, "3,7", "1,0000"),
    ],
)
def test_rates_and_factors_are_those_of_the_chain(
    data: Dataset, year: int, rate: str, factor: str
) -> None:
    assert plain(pl_rate_pct(data, year=year)) == rate
    assert plain(pl_factor(data, year=year)) == factor
