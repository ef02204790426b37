"""The printed tables against themselves and the chain, recomputed from the transcribed cells."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.invented import read
from tests.support.printed import printed_cells as plain_cells

from kdanalysis.evidence.claims import figures
from kdanalysis.evidence.claims.consistency import chain_with
from kdanalysis.evidence.claims.figures import ALL
from kdanalysis.project import InputError
from kdanalysis.report.audit import price_level as audit_consistency
from kdanalysis.tables.price_level import PriceChain

if TYPE_CHECKING:
    from tests.report.audit.conftest import Reduced

    from kdanalysis.report.subjects.audit import Review
    from kdanalysis.tables.dataset import Dataset

STEP = 0.1


def gaps() -> Counter[tuple[str, int]]:
    """Return each printed total less its printed rows, by plain Python."""
    left: Counter[tuple[str, int]] = Counter()
    for cell in plain_cells():
        left[cell.table, cell.year] += (1 if cell.total else -1) * (cell.amount or 0)
    return left


def test_fourteen_of_thirty_totals_differ_by_one_or_two(data: Dataset) -> None:
    own = Counter(abs(gap) for gap in gaps().values())
    assert sum(own.values()) == 30
    assert figures.totals_differing(data, table=ALL).exact == 30 - own[0] == 14
    assert figures.least_difference(data, table=ALL).exact == min(set(own) - {0}) == 1
    assert figures.greatest_difference(data, table=ALL).exact == max(own) == 2


def test_each_table_has_its_own_gaps(data: Dataset) -> None:
    own = gaps()
    for table in {table for table, _ in own}:
        mine = [abs(gap) for (name, _), gap in own.items() if name == table]
        assert figures.totals_differing(data, table=table).exact == sum(map(bool, mine))
        assert figures.greatest_difference(data, table=table).exact == max(mine)


def test_all_rows_and_totals_follow_from_the_chain(data: Dataset) -> None:
    assert figures.row_cells_reproduced(data, table=ALL).exact == 268
    assert figures.printed_row_cells(data, table=ALL).exact == 268
    assert figures.totals_reproduced(data, table=ALL).exact == 30


def test_a_rate_of_one_point_seven_fails_as_documented(data: Dataset) -> None:
    """docs/data.md: three rows have no amount behind them and six totals fail."""
    assert figures.control_rate_pct(data, rate_year=2019, shift="0.1").exact == Fraction("1.7")
    assert figures.control_rows(data, rate_year=2019, shift="0.1").exact == 3
    assert figures.control_totals(data, rate_year=2019, shift="0.1").exact == 6


def test_no_shift_fails_nothing_and_every_shift_something(data: Dataset) -> None:
    for year in data.chain.rates:
        assert figures.control_rows(data, rate_year=year, shift="0").exact == 0
        for shift in ("0.1", "-0.1"):
            assert figures.control_totals(data, rate_year=year, shift=shift).exact > 0


@pytest.mark.parametrize(("year", "shift"), [(2018, "0.1"), (2019, "lidt")])
def test_a_rate_that_is_not_there_is_refused(data: Dataset, year: int, shift: str) -> None:
    with pytest.raises(InputError):
        figures.control_rows(data, rate_year=year, shift=shift)


def test_an_unknown_table_is_refused(data: Dataset) -> None:
    with pytest.raises(InputError, match="tabel7"):
        figures.printed_totals(data, table="tabel7")


@given(st.sampled_from(range(2019, 2023)), st.fractions(0, 1))
def test_only_the_named_rate_changes(year: int, rate: Fraction) -> None:
    usual = PriceChain({y: Fraction(1, 100) for y in range(2019, 2023)})
    changed = chain_with(usual, year, rate)
    assert changed.rates == {**usual.rates, year: rate}
    assert usual.rates[year] == Fraction(1, 100)


def test_totals_are_explained(review: Review) -> None:
    assert read(audit_consistency.totals(review)) == (
        "14 af 30 trykte totaler er ikke summen af de trykte rækker; forskellen er 1.000 kr. til "
        "2.000 kr. Alle 30 totaler følger af de uafrundede rækker: totalen er omregnet til faste "
        "priser og afrundet for sig, rækkerne hver for sig. Det er ingen fejl."
    )


def sums(reduced: Reduced, off: int = 0) -> Review:
    """Return a review whose printed totals are the sum of their rows, Table 1's plus `off`."""
    own = gaps()

    def change(row: dict[str, str]) -> None:
        if row["is_total"] == "1":
            amount = int(row["amount_1000kr"]) - own[row["table"], int(row["year"])]
            row["amount_1000kr"] = str(amount + off * (row["table"] == "tabel1"))

    return reduced.change(reduced.project.raw / "kdnet" / "tabel1_6.csv", change)


def test_totals_that_are_the_sum_of_their_rows_need_no_explanation(reduced: Reduced) -> None:
    review = sums(reduced)
    assert read(audit_consistency.totals(review)) == (
        "Alle 30 trykte totaler er summen af de trykte rækker."
    )
    assert figures.least_difference(review.data, table=ALL).amount is None


def test_totals_that_do_not_follow_are_no_matter_of_rounding(reduced: Reduced) -> None:
    text = read(audit_consistency.totals(sums(reduced, off=5)))
    assert text.startswith("5 af 30 trykte totaler er ikke summen af de trykte rækker; ")
    assert "forskellen er 5.000 kr. Af de uafrundede rækker følger 1" in text
    assert "ingen fejl" not in text


def test_the_table_has_a_row_per_printed_table(review: Review) -> None:
    table = audit_consistency.totals_table(review)
    shown = table.data().rows
    assert [row[0] for row in shown] == [*(f"Tabel {i}" for i in range(1, 7)), "I alt"]
    for column in range(1, 6):
        cells = [row[column] for row in shown]
        assert sum(int(cell or 0) for cell in cells[:-1]) == cells[-1]


def test_the_example_is_told_with_its_misprints(review: Review) -> None:
    text = read(audit_consistency.example_cells(review))
    assert text.startswith("834 af 837 trykte celler er genberegnet til kronen")
    assert "minustegn" in text
    assert audit_consistency.example_table(review).data().rows[-1][1] == 837
    assert len(audit_consistency.example_misprints(review).rows) == 3


def test_the_chain_is_told_with_what_it_reproduces(review: Review) -> None:
    text = read(audit_consistency.chain(review))
    assert "1,6 % (2018-2019), 2,1 % (2019-2020), 1,7 % (2020-2021) og 3,7 % (2021-2022)" in text
    assert "genskaber 268 rækkeceller og 30 totaler" in text


def test_the_negative_control_says_what_fails(review: Review) -> None:
    assert read(audit_consistency.negative_control(review, STEP)) == (
        "Prøven på kæden: ændres blot én sats ét trin ned eller op, kan tabellerne ikke længere "
        "genskabes. Med 1,7 % i stedet for 1,6 % for 2018-2019 har 3 rækkeceller intet helt beløb "
        "bag sig, og 6 totaler passer ikke."
    )


def test_a_chain_that_is_not_alone_is_told(review: Review) -> None:
    """A step that is too small to matter leaves other chains as good."""
    text = read(audit_consistency.negative_control(review, 1e-12))
    assert text.startswith("Kæden er ikke den eneste mulige: også 1,6 % (2018-2019), ")


def test_the_control_table_has_both_sides_of_every_rate(review: Review) -> None:
    shown = audit_consistency.control_table(review, STEP).data().rows
    assert shown[0] == ("2018-2019", 1.6, 1.5, 5, 5, 1.7, 3, 6)
    assert [row[0] for row in shown] == [audit_consistency.link(y) for y in review.data.chain.rates]
