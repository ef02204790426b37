"""One other PL rate: what it explains, what it would break, and the sentences about it."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from tests.support.invented import read
from tests.support.printed import Printed

from kdanalysis.evidence.claims.consistency import other_rate
from kdanalysis.evidence.claims.figures import claim_at_rate, explaining_rate_pct
from kdanalysis.project import InputError
from kdanalysis.report.audit import price_level as audit_rates

if TYPE_CHECKING:
    from tests.report.audit.conftest import Reduced

    from kdanalysis.report.subjects.audit import Review
    from kdanalysis.tables.dataset import Dataset

STEP = 0.1
CHAIN, OTHER = Fraction("1.037"), Fraction("1.030")


SUPPORTED = "Botilbudslignende tilbud"


def half_up(number: Fraction, decimals: int) -> Decimal:
    """Return a positive number rounded, halves up."""
    return Decimal(int(number * 10**decimals + Fraction(1, 2))).scaleb(-decimals)


def test_three_numbers_follow_from_the_printed_cells_with_three_per_cent() -> None:
    """By plain Python from Tables 1, 2, 4 and 5: the explanation does not rest on the package."""
    printed, shift = Printed(), OTHER / CHAIN
    country, bought = printed(1, 2018) + printed(5, 2018), printed(4, 2018)
    first, last = (printed(2, year, SUPPORTED) for year in (2018, 2022))
    assert half_up(country * shift / 10**6, 1) == Decimal("53.1")
    assert half_up(bought * shift / 10**6, 2) == Decimal("4.31")
    assert half_up((last / (first * shift) - 1) * 100, 1) == Decimal("20.5")


def test_the_rate_is_found_and_is_the_one_stored_with_the_deviations(review: Review) -> None:
    found = other_rate(review.data, 2022, "0.1")
    assert {d.first.claim.value for d in found.explained} == {"53.1", "20.5", "4.31"}
    assert found.rate == Fraction("0.030")
    for deviation in found.explained:
        stored = deviation.first.deviation
        assert stored is not None
        assert "1.037 * 1.03" in (stored.explained_by or "")


def test_rates_from_zero_to_twice_the_chains_are_tried(review: Review) -> None:
    tried = other_rate(review.data, 2022, "0.1").tried
    assert (tried[0], tried[-1]) == (Fraction(0), Fraction("0.074"))
    assert len(tried) == 75


def test_the_rate_would_break_what_holds(review: Review) -> None:
    broken = {f.claim.id for f in other_rate(review.data, 2022, "0.1").broken}
    assert "A007" in broken
    assert broken.isdisjoint({"A005", "C067"})
    assert len(broken) == 96


def test_a_heading_would_hold_with_the_rate(review: Review) -> None:
    (turned,) = other_rate(review.data, 2022, "0.1").turned
    assert [f.claim.id for f in turned.findings] == ["A018", "A070", "A278"]


@pytest.mark.parametrize(("claim", "number"), [("A030", "53.1"), ("A138", "20.5")])
def test_the_number_at_the_rate_is_the_printed_one(data: Dataset, claim: str, number: str) -> None:
    value = claim_at_rate(data, claim=claim, rate_year=2022, step="0.1")
    assert value.rounded == Decimal(number)


@pytest.mark.parametrize(("year", "step"), [(2018, "0.1"), (2022, "0"), (2022, "lidt")])
def test_a_rate_or_step_that_does_not_exist_is_refused(data: Dataset, year: int, step: str) -> None:
    with pytest.raises(InputError):
        explaining_rate_pct(data, rate_year=year, step=step)


def test_the_sentence_says_what_is_explained_and_what_speaks_against(review: Review) -> None:
    text = audit_rates.one_rate(review, STEP)
    assert read(text).startswith(
        "3 af de afvigende tal har formentlig samme årsag: de følger af tabellerne, når satsen for "
        "2021-2022 er 3,0 % i stedet for 3,7 %. Ingen anden af de satser op til 7,4 %, der er "
        "prøvet, forklarer så mange. Med den sats ville også »Tendens til stigende udgifter"
    )
    assert "med den ville 96 af de 408 genberegnede udsagn ikke holde" in read(text)


def test_the_sentence_says_that_the_numbers_do_not_tell_which_rate(review: Review) -> None:
    assert read(audit_rates.which_link(review, STEP)) == (
        "Tallene kan ikke selv vise, hvilken sats der var en anden: 0,9 % for 2018-2019, "
        "1,4 % for 2019-2020 og 1,0 % for 2020-2021 forklarer de samme. At det er 2021-2022, er en "
        "formodning."
    )


def test_the_table_shows_print_recomputation_and_other_rate(review: Review) -> None:
    (table,) = audit_rates.rate_tables(review, STEP)
    assert [row[2:5] for row in table.data().rows] == [
        (53.1, 53.4, 53.1),
        (20.5, 19.6, 20.5),
        (4.31, 4.34, 4.31),
    ]


@pytest.mark.parametrize("claims", [("A006", "A007"), ("A007", "A138")])
def test_fewer_than_two_explained_is_no_pattern(reduced: Reduced, claims: tuple[str, ...]) -> None:
    review = reduced.keep(*claims)
    assert read(audit_rates.one_rate(review, STEP)) == (
        "Ingen anden PL-sats forklarer mere end én af afvigelserne."
    )
    assert audit_rates.which_link(review, STEP) == ""
    assert audit_rates.rate_tables(review, STEP) == ()


def test_without_any_deviation_there_is_no_rate(reduced: Reduced) -> None:
    data = reduced.keep("A006", "A007").data
    assert explaining_rate_pct(data, rate_year=2022, step="0.1").amount is None
    assert claim_at_rate(data, claim="A007", rate_year=2022, step="0.1").amount is None


def test_nothing_broken_and_nothing_turned_is_told(reduced: Reduced) -> None:
    review = reduced.keep("A030", "A138", "A159")
    text = read(audit_rates.one_rate(review, STEP))
    assert text.endswith("forklarer så mange. Intet af det, der er genberegnet, taler imod satsen.")


def test_when_only_the_newest_link_explains_all_it_is_told(reduced: Reduced) -> None:
    """A growth from 2021 depends on the newest rate only."""
    printed = Printed()
    first, last = (printed(2, year, SUPPORTED) for year in (2021, 2022))
    at_rate = half_up((last / (first * OTHER / CHAIN) - 1) * 100, 1)

    def shorten(row: dict[str, str]) -> None:
        row["expression"] = re.sub(r"2018-2022", "2021-2022", row["expression"])

    def reprint(row: dict[str, str]) -> None:
        row["value"] = str(at_rate) if row["id"] == "A138" else row["value"]

    reduced.keep("A030", "A138", "A159", unexplained=["A138"])
    reduced.change(reduced.project.raw / "local" / "claims_audit.csv", shorten)
    review = reduced.change(reduced.project.raw / "kdnet" / "claims.csv", reprint)
    assert read(audit_rates.which_link(review, STEP)) == (
        "Kun en anden sats for 2021-2022 forklarer dem alle."
    )
