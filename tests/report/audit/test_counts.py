"""Key figures of the audit, counted again by plain Python from the stored files."""

from __future__ import annotations

import csv
from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from kdanalysis.evidence.claims import figures as audited
from kdanalysis.evidence.claims.figures import ALL, CAUSES, IMPORTANCES
from kdanalysis.evidence.claims.statements import ClaimBasis, ClaimStatus
from kdanalysis.evidence.value import Unit, Value
from kdanalysis.project import InputError

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.report.audit.conftest import Reduced

    from kdanalysis.project import Project
    from kdanalysis.report.subjects.audit import Review
    from kdanalysis.tables.dataset import Dataset

NUMBERS = {"kr", "mio_kr", "mia_kr", "pct", "count", "places", "days", "year", "score", "factor"}


def rows(project: Project, name: str) -> list[dict[str, str]]:
    with (project.raw / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def count(value: Value) -> int:
    return int(value.exact)


def test_the_bases_add_up_to_all_statements(data: Dataset, checkout: Project) -> None:
    told = Counter(row["basis"] for row in rows(checkout, "local/claims_audit"))
    found = {
        basis.value: count(audited.claims_counted(data, status=ALL, basis=basis.value))
        for basis in ClaimBasis
    }
    assert found == dict(told)
    assert sum(found.values()) == 722


def test_the_results_add_up_to_all_statements(data: Dataset) -> None:
    found = [audited.claims_counted(data, status=s.value, basis=ALL) for s in ClaimStatus]
    assert sum(map(count, found)) == count(audited.claims_counted(data, status=ALL, basis=ALL))
    assert all(map(count, found))


def test_what_cannot_be_derived_agrees_or_stands_alone(data: Dataset, checkout: Project) -> None:
    told = [r for r in rows(checkout, "local/claims_audit") if r["basis"] != "computed"]
    agreeing = sum(bool(row["expression"]) for row in told)
    assert count(audited.claims_agreeing(data, basis=ALL)) == agreeing
    assert count(audited.claims_alone(data, basis=ALL)) == len(told) - agreeing


def test_a_deviation_counts_once_however_often_it_is_printed(
    data: Dataset, checkout: Project
) -> None:
    stored = [r for r in rows(checkout, "local/claims_deviations") if r["status"] == "mismatch"]
    told = {(row["explanation"], row["importance"], row["cause"]) for row in stored}
    for grade in ("1", "2", "3"):
        wanted = {"status": "mismatch", "cause": ALL, "importance": grade}
        assert count(audited.deviations_counted(data, **wanted)) == sum(
            importance == grade for _, importance, _ in told
        )
        assert count(audited.claims_deviating(data, **wanted)) == sum(
            row["importance"] == grade for row in stored
        )


@pytest.mark.parametrize(("argument", "options"), [("cause", CAUSES), ("importance", IMPORTANCES)])
def test_deviations_add_up_over_causes_and_importances(
    data: Dataset, argument: str, options: tuple[str, ...]
) -> None:
    every = {"status": "mismatch+rounding_ok", "cause": ALL, "importance": ALL}
    parts = [audited.deviations_counted(data, **{**every, argument: one}) for one in options]
    assert sum(map(count, parts)) == count(audited.deviations_counted(data, **every)) > 0


def test_comparisons_are_the_statements_that_are_true_or_not(
    data: Dataset, checkout: Project
) -> None:
    computed = {r["id"] for r in rows(checkout, "local/claims_audit") if r["basis"] == "computed"}
    told = [r for r in rows(checkout, "kdnet/claims") if r["unit"] == "bool"]
    wanted = sum(row["id"] in computed for row in told)
    assert count(audited.comparisons_counted(data, status=ALL)) == wanted
    assert count(audited.comparisons_counted(data, status="mismatch")) == 3


def test_sections_are_counted_apart_and_together(data: Dataset, checkout: Project) -> None:
    one, other = "pkt. 5 risikoanalyse", "pkt. 5 spørgeskema bilag"
    told = Counter(row["section"] for row in rows(checkout, "kdnet/claims"))
    found = audited.claims_in_section(data, section=f"{one}+{other}", status=ALL)
    assert count(found) == told[one] + told[other] > told[one] > 0


def test_transcribed_rows_are_counted_over_tables(data: Dataset, checkout: Project) -> None:
    names = ("fsc_noegletal", "fsc_medicin_til_tiden")
    wanted = sum(len(rows(checkout, f"kdnet/{name}")) for name in names)
    found = audited.listed_rows(data, table="+".join(names))
    assert count(found) == wanted > 0
    assert found.provenance.sources


def test_every_printed_number_is_the_one_in_print(data: Dataset, checkout: Project) -> None:
    told = [r for r in rows(checkout, "kdnet/claims") if r["unit"] in NUMBERS]
    assert len(told) > 400
    for row in told:
        value = audited.claim_printed(data, claim=row["id"])
        assert value.rounded == Decimal(row["value"]), row["id"]
        assert value.decimals == int(row["rounding"])


@pytest.mark.parametrize(
    ("claim", "unit", "recomputed"),
    [
        ("A016", Unit.PCT, "1.4"),
        ("A082", Unit.MIO_KR, "374"),
        ("A159", Unit.MIA_KR, "4.34"),
        ("B034", Unit.MIO_KR, "140"),
        ("B059", Unit.COUNT, "12"),
        ("C127", Unit.KR, "-501521"),
    ],
)
def test_recomputed_numbers_are_in_the_unit_of_the_statement(
    data: Dataset, claim: str, unit: Unit, recomputed: str
) -> None:
    value = audited.claim_recomputed(data, claim=claim)
    assert (value.unit, value.rounded) == (unit, Decimal(recomputed))


def test_a_number_without_expression_has_no_recomputation(review: Review) -> None:
    alone = next(
        f.claim
        for f in review.audit.findings
        if not f.row.expression and f.claim.unit in NUMBERS and f.claim.unit != "year"
    )
    assert audited.claim_recomputed(review.data, claim=alone.id).amount is None


@pytest.mark.parametrize(
    "ask",
    [
        lambda data: audited.claim_printed(data, claim="A999"),
        lambda data: audited.claim_printed(data, claim="A018"),
        lambda data: audited.claim_recomputed(data, claim="A245"),
        lambda data: audited.claims_counted(data, status="sand", basis=ALL),
        lambda data: audited.claims_counted(data, status=ALL, basis="computed+andet"),
        lambda data: audited.claims_in_section(data, section="pkt. 999", status=ALL),
        lambda data: audited.deviations_counted(data, status="mismatch", cause=ALL, importance="4"),
        lambda data: audited.deviations_counted(
            data, status="mismatch", cause="uheld", importance=ALL
        ),
    ],
)
def test_what_does_not_exist_is_refused(data: Dataset, ask: Callable[[Dataset], Value]) -> None:
    with pytest.raises(InputError):
        ask(data)


def test_a_deviation_that_nobody_has_looked_into_is_counted_as_such(reduced: Reduced) -> None:
    review = reduced.keep("A007", "A082", "A222", "A016", unexplained=["A016"])
    told = {"status": "mismatch", "cause": "ikke undersøgt", "importance": "0"}
    assert count(audited.deviations_counted(review.data, **told)) == 1
    assert count(audited.claims_unacknowledged(review.data)) == 1


def test_the_audit_is_made_again_when_a_file_changes(reduced: Reduced) -> None:
    review = reduced.keep("A007", "A016")
    every = {"status": ALL, "basis": ALL}
    assert count(audited.claims_counted(review.data, **every)) == 2
    again = reduced.keep("A007")
    assert count(audited.claims_counted(again.data, **every)) == 1
    assert count(audited.claims_counted(review.data, **every)) == 2  # as when it was opened
