"""The check: it is silent now, and speaks when a number, a table or an acknowledgement changes."""

from __future__ import annotations

import csv
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from tests.support.raw_files import replace_and_sign, replace_text

from kdanalysis.evidence.claims.audit import (
    Audit,
    Finding,
    audit_claims,
    findings_table,
    problems,
    write_findings,
)
from kdanalysis.evidence.claims.statements import Cause, ClaimStatus
from kdanalysis.tables.dataset import Dataset

if TYPE_CHECKING:
    from pathlib import Path

    from kdanalysis.evidence.claims.audit import Problem
    from kdanalysis.project import Project


def found(project: Project) -> dict[str, str]:
    return {p.id: p.what for p in problems(audit_claims(Dataset(project, 2022)))}


def only(finding: Finding, **deviation: Any) -> list[Problem]:
    """Return the problems of one finding with another stored deviation."""
    assert finding.deviation is not None
    stored = replace(finding.deviation, **deviation)
    return problems(Audit((replace(finding, deviation=stored),)))


def test_all_deviations_are_acknowledged(audit: Audit) -> None:
    assert problems(audit) == []


def test_a_corrupted_print_is_a_new_deviation(project_copy: Project) -> None:
    file = project_copy.raw / "kdnet" / "claims.csv"
    replace_and_sign(file, "hele_landet,9.7,pct", "hele_landet,9.8,pct")

    assert list(found(project_copy)) == ["A007"]


def test_a_restated_input_that_differs_is_a_new_deviation(project_copy: Project) -> None:
    file = project_copy.raw / "kdnet" / "claims.csv"
    old = "afsættes en ramme på op til 200.000 kr.,analyse_ramme,midtjylland,200000"
    replace_and_sign(file, old, old.replace("200000", "250000"))

    assert found(project_copy)["A004"].startswith("Ny afvigelse: trykt 250000, genberegnet 200000")


def test_a_corrupted_account_is_noticed(project_copy: Project) -> None:
    file = project_copy.processed / "net_expenditure.csv"
    row = next(
        line
        for line in file.read_text(encoding="utf-8").splitlines()
        if line.startswith("082,53851,2022,")
    )
    amount = row.split(",")[3]
    replace_text(file, row, row.replace(amount, str(int(amount) + 50_000)))

    seen = found(project_copy)

    assert {"A008", "A042"} <= set(seen)
    assert "A138" in seen
    assert "kvitteret er 19.6" in seen["A138"]


def test_a_corrupted_cell_of_the_worked_example_is_noticed(project_copy: Project) -> None:
    file = project_copy.raw / "kdnet" / "eksempel_omkostninger_besparelser.csv"
    replace_and_sign(file, "Kommune 1,2000000,", "Kommune 1,2100000,")

    seen = found(project_copy)

    assert {"C102", "C106", "C112", "C118", "C120", "C124"} <= set(seen)
    assert "C084" not in seen


def test_a_deviation_that_vanished_is_noticed_until_acknowledged(project_copy: Project) -> None:
    claims = project_copy.raw / "kdnet" / "claims.csv"
    for _ in range(4):
        replace_and_sign(claims, "_pct,midtjylland,1.3,pct", "_pct,midtjylland,1.4,pct")

    seen = found(project_copy)

    assert set(seen) == {"A016", "A069", "A200", "A276"}
    assert all(what.startswith("Afvigelsen er forsvundet") for what in seen.values())
    deviations = project_copy.raw / "local" / "claims_deviations.csv"
    for name in seen:
        replace_and_sign(deviations, f"{name},mismatch,1.4,", f"{name},match,1.4,")
    assert found(project_copy) == {}


@pytest.mark.parametrize(
    ("name", "change", "message"),
    [
        ("A082", {"acknowledged": None}, "ikke kvitteret"),
        ("A082", {"reason": None}, "ikke kvitteret"),
        ("A082", {"recomputed": "373"}, "Genberegnet er nu 374, kvitteret er 373"),
        ("A082", {"status": ClaimStatus.ROUNDING_OK}, "nu mismatch, kvitteret er rounding_ok"),
        ("A082", {"status": ClaimStatus.MATCH}, "nu mismatch, kvitteret er match"),
        ("A082", {"cause": Cause.ROUNDED_PARTS}, "ingen årsag til en afvigelse"),
        ("A049", {"status": ClaimStatus.MISMATCH}, "nu rounding_ok, kvitteret er mismatch"),
    ],
)
def test_an_acknowledgement_that_does_not_fit_is_a_problem(
    findings: dict[str, Finding], name: str, change: dict[str, object], message: str
) -> None:
    (problem,) = only(findings[name], **change)

    assert problem.id == name
    assert message in problem.what


def test_an_explanation_that_does_not_give_the_print_is_a_problem(
    findings: dict[str, Finding],
) -> None:
    finding = replace(findings["A082"], explained=False)

    (problem,) = problems(Audit((finding,)))

    assert "giver ikke det trykte tal" in problem.what


def test_rounding_is_no_excuse_without_its_route(project_copy: Project) -> None:
    file = project_copy.raw / "local" / "claims_deviations.csv"
    replace_and_sign(
        file,
        "A049,rounding_ok,5,afrundede led,committee_unit_cost_growth_pct()",
        "A049,rounding_ok,5,afrundede led,",
    )

    assert found(project_copy) == {
        "A049": "Resultatet er nu mismatch, kvitteret er rounding_ok: undersøg årsagen."
    }


def test_a_new_deviation_has_no_cause_yet(findings: dict[str, Finding]) -> None:
    finding = replace(findings["A082"], deviation=None)

    assert finding.explanation.endswith("årsagen er ikke undersøgt.")
    assert problems(Audit((finding,)))[0].what.startswith(
        "Ny afvigelse: trykt 421, genberegnet 374"
    )


def test_the_table_holds_every_statement(audit: Audit, tmp_path: Path) -> None:
    file = tmp_path / "build" / "claims.csv"

    write_findings(audit, file)

    with file.open(encoding="utf-8", newline="") as lines:
        rows = {row["id"]: row for row in csv.DictReader(lines)}
    assert list(rows["A082"]) == ["id", "status", "recomputed", "printed", "explanation"]
    assert len(rows) == 722
    assert {row["status"] for row in rows.values()} == {status.value for status in ClaimStatus}
    assert (rows["A082"]["recomputed"], rows["A082"]["printed"]) == ("374", "421")
    assert (rows["A002"]["recomputed"], rows["A002"]["printed"]) == ("", "200000")
    assert all(row["explanation"] for row in rows.values())
    assert findings_table(audit).height == 722
