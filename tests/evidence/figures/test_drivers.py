"""The key figures recomputed from the printed tables with plain Python, nothing of the package."""

from __future__ import annotations

import csv
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from tests.support.printed import CARE, FILE, PLACEMENTS, RATES, Printed, factor, printed_cells

from kdanalysis.evidence.figures import drivers
from kdanalysis.evidence.figures import expenditure as committee
from kdanalysis.tables.period import Period

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kdanalysis.evidence.value import Value
    from kdanalysis.tables.dataset import Dataset

PERIOD = Period(2018, 2022)
ROUNDING_TKR = 20
"""Printed cells are rounded to 1,000 kr.; sums of a table's rows differ by less than this."""
SUPPLIER_ROWS = {"private": "4.0", "municipal": "4.7", "regional": "4.8"}
POPULATION = FILE.parents[1] / "statbank" / "FOLK1A" / "2026-11-22" / "population.csv"


def groups(table: int) -> list[tuple[str, ...]]:
    """Return the printed rows of a table, those of one group together."""
    rows = list(dict.fromkeys(c.label for c in printed_cells() if c.table == f"tabel{table}"))
    joint = CARE if CARE[0] in rows else PLACEMENTS
    return [joint, *((row,) for row in rows if row not in joint and row != "I alt")]


def parts(country: int, here: int, rows: Sequence[tuple[str, ...]]) -> dict[str, Fraction]:
    """Return national, mix and local part of a table's change."""
    printed = Printed()
    whole = {
        table: [sum(printed(table, year, *group) for group in rows) for year in (2018, 2022)]
        for table in (country, here)
    }
    share = Fraction(whole[here][0], whole[country][0])
    growth = Fraction(whole[country][1], whole[country][0]) - 1
    mix = local = Fraction()
    for group in rows:
        there, own = ([printed(t, y, *group) for y in (2018, 2022)] for t in (country, here))
        weight = Fraction(own[0], there[0]) if there[0] else share
        expected = (there[1] - there[0]) * weight
        mix += expected - own[0] * growth
        local += own[1] - own[0] - expected
    return {"national": whole[here][0] * growth, "mix": mix, "local": local}


@pytest.mark.parametrize(("base", "tables"), [("adults", (1, 2)), ("children", (5, 6))])
def test_shift_share(data: Dataset, base: str, tables: tuple[int, int]) -> None:
    found = parts(*tables, groups(tables[1]))
    for part, amount in found.items():
        value = drivers.effect(data, area="082", group=base, base=base, period=PERIOD, part=part)
        assert abs(value.exact - amount) < ROUNDING_TKR


@pytest.mark.parametrize(("base", "tables"), [("adults", (1, 2)), ("children", (5, 6))])
def test_shift_share_by_function(data: Dataset, base: str, tables: tuple[int, int]) -> None:
    rows = [(row,) for group in groups(tables[1]) for row in group]
    value = drivers.local_effect_by_function(data, area="082", base=base, period=PERIOD)
    assert abs(value.exact - parts(*tables, rows)["local"]) < ROUNDING_TKR


def supplied(table: int, year: int) -> dict[str, int]:
    cells = [cell for cell in printed_cells() if cell.table == f"tabel{table}"]
    printed = {(cell.label[:3], cell.year): cell.amount for cell in cells}
    return {name: printed[row, year] or 0 for name, row in SUPPLIER_ROWS.items()}


@pytest.mark.parametrize(("area", "table"), [("000", 3), ("082", 4)])
def test_substitution(data: Dataset, area: str, table: int) -> None:
    first, last = supplied(table, 2018), supplied(table, 2022)
    for name, amount in last.items():
        constant = Fraction(first[name], sum(first.values())) * sum(last.values())
        value = drivers.supplier_gain(data, area=area, supplier=name, period=PERIOD)
        assert abs(value.exact - (amount - constant)) < ROUNDING_TKR


def test_flows_are_all_of_the_one_losers_loss(data: Dataset) -> None:
    first, last = supplied(4, 2018), supplied(4, 2022)
    private = last["private"] - Fraction(first["private"], sum(first.values())) * sum(last.values())
    value = drivers.supplier_flow(
        data, area="082", loser="municipal", gainer="private", period=PERIOD
    )
    assert abs(value.exact - private) < ROUNDING_TKR


@pytest.mark.parametrize(
    ("bound", "shift"),
    [("low", Decimal("-0.5")), ("expected", Decimal(0)), ("high", Decimal("0.5"))],
)
def test_growth_under_other_rates(data: Dataset, bound: str, shift: Decimal) -> None:
    """Undo the printed deflation and deflate anew, with every rate shifted."""
    rates = {year: rate + shift for year, rate in RATES.items()}
    printed = Printed()
    current = printed(6, 2018) / factor(2018)
    growth = (printed(6, 2022) / (current * factor(2018, rates)) - 1) * 100
    value = drivers.growth_at_pct(data, area="082", group="children", period=PERIOD, bound=bound)
    assert float(value.exact) == pytest.approx(float(growth), abs=1e-3)


def test_the_areas_rise_in_children_does_not_stand_at_the_high_end(data: Dataset) -> None:
    ends = [
        drivers.growth_at_pct(data, area="082", group="children", period=PERIOD, bound=bound)
        for bound in drivers.BOUNDS
    ]
    assert [str(value.rounded) for value in ends] == ["3.4", "1.4", "-0.6"]


def test_inhabitants_explain_their_part(data: Dataset) -> None:
    with POPULATION.open(encoding="utf-8", newline="") as lines:
        people = {(r["kode"], r["tid"]): int(r["folketal"]) for r in csv.DictReader(lines)}
    printed = Printed()
    then, now = people["082", "2018K1"], people["082", "2022K1"]
    first, last = Fraction(printed(2, 2018), then), Fraction(printed(2, 2022), now)
    chosen = {"area": "082", "group": "adults"}
    by_people = drivers.population_effect(data, **chosen, period=PERIOD)
    by_cost = drivers.per_inhabitant_effect(data, **chosen, period=PERIOD)
    assert abs(by_people.exact - (now - then) * (first + last) / 2) < ROUNDING_TKR
    assert abs(by_people.exact + by_cost.exact - printed.change(2)) < ROUNDING_TKR
    cross = drivers.inhabitant_cross_term(data, **chosen, period=PERIOD)
    assert abs(cross.exact - (now - then) * (last - first)) < 1
    growth = drivers.per_inhabitant_growth_pct(data, **chosen, period=PERIOD)
    assert float(growth.exact) == pytest.approx(float((last / first - 1) * 100), abs=1e-4)


def own_level(year: int) -> Fraction:
    printed = Printed()
    return Fraction(printed(1, year) + printed(5, year), 10**6)


def test_the_committees_gap(data: Dataset) -> None:
    for year, theirs in ((2018, "53.1"), (2022, "57.8")):
        gap = own_level(year) - Fraction(theirs)
        value = committee.committee_gap(data, year=year)
        assert float(value.exact) == pytest.approx(float(gap), abs=1e-5)


def test_the_last_rate_that_explains_the_gap(data: Dataset) -> None:
    """3.0 % from 2021 to 2022 would lower the level of 2018 from 53.44 to 53.1."""
    rate = committee.committee_last_rate_pct(data, bound="expected")
    lowered = own_level(2018) / Fraction("1.037") * (1 + rate.exact / 100)
    assert float(lowered) == pytest.approx(53.1, abs=1e-5)
    assert str(rate.rounded) == "3.0"


@pytest.mark.parametrize(("bound", "level"), [("low", 53.05), ("expected", 53.1), ("high", 53.15)])
def test_the_shift_of_all_rates_that_explains_the_gap(
    data: Dataset, bound: str, level: float
) -> None:
    shift = committee.committee_price_shift(data, bound=bound)
    rates = {year: rate + Decimal(float(shift.exact)) for year, rate in RATES.items()}
    lowered = float(own_level(2018)) / float(factor(2018)) * float(factor(2018, rates))
    assert lowered == pytest.approx(level, abs=1e-5)


def test_the_scope_that_would_give_the_committees_growth(data: Dataset) -> None:
    scope: Value = committee.committee_scope(data)
    grown = (own_level(2022) + scope.exact) / (own_level(2018) + scope.exact)
    assert float(grown) == pytest.approx(57.8 / 53.1, abs=1e-6)
    level = committee.committee_scope_level(data)
    assert float(level.exact) == pytest.approx(float(own_level(2018) + scope.exact), abs=1e-5)
