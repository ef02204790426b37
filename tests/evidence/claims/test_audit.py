"""The audit against independent recomputation: plain Python on the printed tables."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from tests.support.printed import CARE, PLACEMENTS, PREVENTION, YOUTH_CRIME, Printed, factor

from kdanalysis.evidence.arguments import evaluate
from kdanalysis.evidence.claims.audit import agrees
from kdanalysis.evidence.claims.expressions import parse
from kdanalysis.evidence.claims.statements import ClaimBasis, ClaimStatus, Money, Relation
from kdanalysis.tables.rounding import round_half_up

if TYPE_CHECKING:
    from collections.abc import Callable

    from kdanalysis.evidence.claims.audit import Audit, Finding
    from kdanalysis.tables.dataset import Dataset

PRIVATE = "4.0 Tjenesteydelser uden moms (køb hos private og selvejende uden driftsaftale)"
MUNICIPAL, REGIONAL = "4.7 Betalinger til kommuner", "4.8 Betalinger til regioner"
LONG, LIKE, SHORT = CARE
PER_UNIT = {"mia_kr": 10**6, "mio_kr": 10**3, "pct": 1}

# Number of the table for the country; that of Midtjylland is the next.
LEVELS: dict[str, tuple[int, int, tuple[str, ...]]] = {
    "voksen_2018": (1, 2018, ()),
    "voksen_2022": (1, 2022, ()),
    "boern_2018": (5, 2018, ()),
    "boern_2020": (5, 2020, ()),
    "boern_2022": (5, 2022, ()),
    "botilbud_2018": (1, 2018, CARE),
    "botilbud_2022": (1, 2022, CARE),
    "botilbudslignende_2018": (1, 2018, (LIKE,)),
    "botilbudslignende_2022": (1, 2022, (LIKE,)),
    "privat_koeb_2018": (3, 2018, (PRIVATE,)),
    "privat_koeb_2022": (3, 2022, (PRIVATE,)),
    "kommune_koeb_2018": (3, 2018, (MUNICIPAL,)),
    "kommune_koeb_2022": (3, 2022, (MUNICIPAL,)),
    "region_koeb_2018": (3, 2018, (REGIONAL,)),
    "region_koeb_2022": (3, 2022, (REGIONAL,)),
    "koeb_i_alt_2018": (3, 2018, ()),
    "koeb_i_alt_2022": (3, 2022, ()),
    "forebyg_2018": (5, 2018, (PREVENTION,)),
    "forebyg_2022": (5, 2022, (PREVENTION,)),
}
CHANGES: dict[str, tuple[int, int, int, tuple[str, ...]]] = {
    "voksen_stigning": (1, 2018, 2022, ()),
    "boern_stigning": (5, 2018, 2022, ()),
    "boern_2018_2020": (5, 2018, 2020, ()),
    "botilbud_stigning": (1, 2018, 2022, CARE),
    "forebyg_stigning": (5, 2018, 2022, (PREVENTION,)),
    "forebyg_2018_2020": (5, 2018, 2020, (PREVENTION,)),
    "forebyg_2020_2022": (5, 2020, 2022, (PREVENTION,)),
    "anbring_2018_2022": (5, 2018, 2022, PLACEMENTS),
    "anbring_2018_2021": (5, 2018, 2021, PLACEMENTS),
    "anbring_2021_2022": (5, 2021, 2022, PLACEMENTS),
    "ungdomskrim_2019_2022": (5, 2019, 2022, (YOUTH_CRIME,)),
}
GROWTHS: dict[str, tuple[int, int, tuple[str, ...]]] = {
    "voksen_stigning_pct": (1, 2022, ()),
    "boern_stigning_pct": (5, 2022, ()),
    "botilbudslignende_stigning_pct": (1, 2022, (LIKE,)),
    "laengerevarende_stigning_pct": (1, 2022, (LONG,)),
    "midlertidige_stigning_pct": (1, 2022, (SHORT,)),
    "botilbud_udgift_2018_2021_pct": (1, 2021, CARE),
    "privat_koeb_pct": (3, 2022, (PRIVATE,)),
    "kommune_koeb_pct": (3, 2022, (MUNICIPAL,)),
    "region_koeb_pct": (3, 2022, (REGIONAL,)),
    "koeb_i_alt_pct": (3, 2022, ()),
}

EXPECTED_MISMATCHES = frozenset(
    f"{name[0]}{name[1:]:0>3}"
    for name in (
        *("A16", "A18", "A30", "A69", "A70", "A82", "A84", "A102", "A138", "A147", "A150", "A159"),
        *("A200", "A201", "A222", "A223", "A233", "A245", "A248", "A276", "A278", "A293", "A296"),
        *("A393", "B2", "B34", "B52", "B59", "B60", "B112", "C23", "C25", "C26", "C64", "C76"),
        *("C77", "C78", "C127", "C129", "C149"),
    )
)
EXPECTED_ROUNDED = frozenset({"A049", "A184", "A321", "B009", "B010"})


def by_hand(finding: Finding, printed: Printed) -> Fraction | None:
    """Return a claim's number in its own unit from the printed cells; `None` if not covered."""
    metric, midt = finding.claim.metric, finding.claim.area == "midtjylland"
    if metric in LEVELS:
        table, year, labels = LEVELS[metric]
        tkr = Fraction(printed(table + midt, year, *labels))
    elif metric in CHANGES:
        table, first, last, labels = CHANGES[metric]
        tkr = Fraction(printed.change(table + midt, *labels, first=first, last=last))
    elif metric in GROWTHS:
        table, last, labels = GROWTHS[metric]
        tkr = printed.growth_pct(table + midt, *labels, last=last)
    elif metric == "botilbud_andel_af_stigning":
        tkr = Fraction(printed.change(1 + midt, *CARE), printed.change(1 + midt)) * 100
    else:
        return None
    return tkr / PER_UNIT[finding.claim.unit]


def test_all_statements_have_one_result(audit: Audit) -> None:
    assert len(audit.findings) == 722
    assert sum(audit.by_status.values()) == 722
    assert [f.claim.id for f in audit.findings] == sorted(
        (f.claim.id for f in audit.findings), key=lambda name: (name[0], name)
    )


def test_exactly_these_statements_deviate(audit: Audit) -> None:
    found = {
        status: {f.claim.id for f in audit.findings if f.status is status} for status in ClaimStatus
    }

    assert found[ClaimStatus.MISMATCH] == EXPECTED_MISMATCHES
    assert found[ClaimStatus.ROUNDING_OK] == EXPECTED_ROUNDED
    assert found[ClaimStatus.MATCH] | found[ClaimStatus.MISMATCH] | found[
        ClaimStatus.ROUNDING_OK
    ] == {f.claim.id for f in audit.findings if f.row.basis is ClaimBasis.COMPUTED}


def test_the_tables_by_hand_give_the_same_results(audit: Audit) -> None:
    printed, covered = Printed(), 0
    for finding in audit.findings:
        number = by_hand(finding, printed)
        if number is None:
            continue
        covered += 1
        claim = finding.claim
        holds = round_half_up(number, claim.rounding) == Decimal(claim.value)
        assert finding.status is (ClaimStatus.MATCH if holds else ClaimStatus.MISMATCH), claim.id
        # Printed cells are rounded to 1,000 kr.; sums of up to four rows and two years follow.
        if isinstance(finding.quantity, Money):
            assert abs(finding.quantity.kr - number * PER_UNIT[claim.unit] * 1000) < 8_000
    assert covered > 130


@pytest.mark.parametrize(
    ("ids", "condition"),
    [
        ("A010 A039 A270 A315", lambda p: 2 * p.change(2, *CARE) > p.change(2)),
        ("A025 A096 A285", lambda p: 2 * p.change(1, *CARE) > p.change(1)),
        ("A034", lambda p: all(p(2, year) < p(2, year + 1) for year in range(2018, 2022))),
        ("A019 A076 A279", lambda p: p.change(5, *PLACEMENTS) < 0),
        ("A018 A070 A278", lambda p: p.change(6, PREVENTION) > 0),
        ("A168", lambda p: p(4, 2021, PRIVATE) > p(4, 2021, MUNICIPAL)),
        ("A327", lambda p: p.growth_pct(4, REGIONAL) < p.growth_pct(4, PRIVATE)),
        ("A193", lambda p: abs(p.growth_pct(5, last=2020)) < 1),
        ("A111", lambda p: 2 * p.change(1) > p.change(1) + p.change(5)),
        ("A020 A081 A280", lambda p: p.amounts["tabel5", YOUTH_CRIME, 2018] is None),
    ],
)  # fmt: skip
def test_comparisons_are_decided_by_the_tables(
    findings: dict[str, Finding], ids: str, condition: Callable[[Printed], bool]
) -> None:
    expected = ClaimStatus.MATCH if condition(Printed()) else ClaimStatus.MISMATCH

    assert {findings[name].status for name in ids.split()} == {expected}


def test_an_older_rate_explains_three_deviations_and_no_other_rate_does(data: Dataset) -> None:
    """One PL rate of 2021-2022 with one decimal gives 53.1, 4.31 and 20.5 together: 3.0 %."""
    printed = Printed()
    fits = []
    for tenths in range(50):
        older = (1 + Fraction(tenths, 1000)) / Fraction(factor(2021))
        levels = (printed(1, 2018) + printed(5, 2018), printed(4, 2018), printed(2, 2018, LIKE))
        social, purchases, care = (level * older for level in levels)
        growth = (printed(2, 2022, LIKE) / care - 1) * 100
        told = (
            round_half_up(social / 10**6, 1),
            round_half_up(purchases / 10**6, 2),
            round_half_up(growth, 1),
        )
        if told == (Decimal("53.1"), Decimal("4.31"), Decimal("20.5")):
            fits.append(tenths)

    assert fits == [30]
    assert data.chain.rates[2022] == Fraction("0.037")


def test_every_explanation_that_is_an_expression_gives_the_printed_number(audit: Audit) -> None:
    explained = [f for f in audit.findings if f.deviation and f.deviation.explained_by]

    assert len(explained) > 25
    assert all(f.explained for f in explained)


def test_a_wrong_digit_in_any_printed_number_is_seen(audit: Audit) -> None:
    swept = 0
    for finding in audit.findings:
        claim, quantity = finding.claim, finding.quantity
        number = claim.unit not in {"bool", "date", "code"} and claim.relation is Relation.EQUAL
        if finding.status is not ClaimStatus.MATCH or not number:
            continue
        step = Decimal(1).scaleb(-claim.rounding)
        for wrong in (claim.printed_number + step, claim.printed_number - step):
            assert not agrees(replace(claim, value=f"{wrong:f}"), quantity), claim.id
        swept += 1
    assert swept > 300


def test_a_wrong_sign_or_truth_is_seen(audit: Audit) -> None:
    for finding in audit.findings:
        claim = finding.claim
        if finding.status is not ClaimStatus.MATCH or claim.unit in {"date", "code"}:
            continue
        if claim.unit == "bool":
            assert not agrees(replace(claim, value="0"), finding.quantity)
        elif claim.printed_number and claim.relation is Relation.EQUAL:
            other = f"{-claim.printed_number:f}"
            assert not agrees(replace(claim, value=other), finding.quantity)


def test_remarks_state_what_the_other_base_gives(
    findings: dict[str, Finding], data: Dataset
) -> None:
    for name, area, share in (("A041", "000", "54.1"), ("A043", "082", "76.5")):
        key = (
            f"contribution_pct(area={area}, group=residential_care, base=social, period=2018-2022)"
        )
        assert round_half_up(evaluate(key, data).exact, 1) == Decimal(share)
        assert f"andelen {share.replace('.', ',')} %" in findings[name].explanation


def test_deviations_come_in_order_of_importance(audit: Audit) -> None:
    grades = [f.deviation.importance for f in audit.deviating if f.deviation]

    assert len(grades) == len(EXPECTED_MISMATCHES)
    assert grades == sorted(grades)
    assert {"A018", "A082", "A201"} <= {f.claim.id for f in audit.deviating[:9]}


def test_remarks_are_listed_for_statements_that_hold(audit: Audit) -> None:
    remarked = {f.claim.id for f in audit.remarked}

    assert {"A041", "A166", "B130"} <= remarked
    assert not remarked & EXPECTED_MISMATCHES


def test_explanations_speak_of_the_result(findings: dict[str, Finding]) -> None:
    assert findings["A006"].explanation.startswith("Genberegnet som change(")
    assert findings["A002"].explanation == "Rammen er en beslutning."
    assert findings["A004"].explanation.endswith("Stemmer med claim(id=A002).")
    assert "formentlig" in findings["A201"].explanation
    assert findings["A201"].explanation.endswith(".")


def test_expressions_name_listed_figures_only(audit: Audit) -> None:
    keys = {key for f in audit.findings if f.row.expression for key in parse(f.row.expression).keys}

    assert len(keys) > 250
