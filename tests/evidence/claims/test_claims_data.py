"""The claims as data: all 722, each classed once, and what stops a faulty file."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from tests.support.raw_files import forget_rows, replace_and_sign

from kdanalysis.evidence.claims.audit import audit_claims, classes
from kdanalysis.evidence.claims.expressions import parse
from kdanalysis.evidence.claims.statements import (
    Cause,
    ClaimBasis,
    ClaimStatus,
    read_audit_rows,
    read_claims,
    read_deviations,
)
from kdanalysis.project import InputError
from kdanalysis.tables.dataset import Dataset

if TYPE_CHECKING:
    from pathlib import Path

    from kdanalysis.evidence.claims.audit import Audit
    from kdanalysis.project import Project

PUBLISHED = 722
MUNICIPALITIES = (
    *("Favrskov", "Haderslev", "Horsens", "Kolding", "Middelfart", "Norddjurs", "Odder", "Odense"),
    *("Randers", "Skjern", "Struer", "Svendborg", "Syddjurs", "Sønderborg", "Vejle", "Viborg"),
    "Aarhus",
)
NO_PERSONS = frozenset(
    {
        *(f"{name} Kommune" for name in MUNICIPALITIES),
        "Struer Kommuner",
        "Antal Kommuner",
        "Antal Regioner",
        "Region Midt",
        "Region Midtjylland",
        "Landsbyen Sølund",
        "Aarhus Universitetshospital",
        "Fra Urinvejskirurgisk",
        "Dansac Hollister",
    }
)
"""Pairs of capitalised words in the quotes: places, companies, organisations."""


def local(project: Project, name: str) -> Path:
    return project.raw / "local" / name


def test_the_classes_add_up_to_all_statements(checkout: Project) -> None:
    claims = read_claims(checkout)
    counted = classes(read_audit_rows(checkout, claims))

    assert len(claims) == PUBLISHED
    assert sum(counted.values()) == PUBLISHED
    assert all(counted[basis] for basis in ClaimBasis)


def test_whatever_the_source_derives_is_recomputed(checkout: Project) -> None:
    claims = read_claims(checkout)
    rows = read_audit_rows(checkout, claims)
    derivable = {name for name, claim in claims.items() if claim.derivable_from}

    assert derivable
    assert all(rows[name].basis is ClaimBasis.COMPUTED for name in derivable)


def test_every_statement_that_is_not_recomputed_says_why(checkout: Project) -> None:
    rows = read_audit_rows(checkout, read_claims(checkout))

    for row in rows.values():
        assert (row.basis is ClaimBasis.COMPUTED) is (row.reason is None), row.id


def test_an_expression_does_not_take_its_own_claim_as_proof(checkout: Project) -> None:
    for row in read_audit_rows(checkout, read_claims(checkout)).values():
        if row.expression:
            assert f"claim(id={row.id})" not in parse(row.expression).keys
        if row.expression and row.basis is ClaimBasis.COMPUTED:
            assert "claim(" not in row.expression


def test_every_statement_of_one_metric_is_judged_alike(audit: Audit) -> None:
    seen: dict[tuple[str, str | None, str], set[ClaimStatus]] = {}
    for finding in audit.findings:
        claim = finding.claim
        seen.setdefault((claim.metric, claim.area, claim.value), set()).add(finding.status)

    assert len(seen) > 300
    assert [key for key, statuses in seen.items() if len(statuses) > 1] == []


def test_quotes_hold_no_name_address_telephone_or_mail(checkout: Project) -> None:
    quotes = [claim.quote for claim in read_claims(checkout).values()]
    private = re.compile(r"\b\d{8}\b|\b\d\d \d\d \d\d \d\d\b|@|\b\d{4} [A-ZÆØÅ]")
    names = re.compile(r"\b[A-ZÆØÅ][a-zæøå]+ [A-ZÆØÅ][a-zæøå]+")

    assert [quote for quote in quotes if private.search(quote)] == []
    assert {name for quote in quotes for name in names.findall(quote)} <= NO_PERSONS


def test_tone_of_explanations(checkout: Project) -> None:
    claims = read_claims(checkout)
    for row in read_deviations(checkout, claims).values():
        text = " ".join((row.explanation, row.consequence, row.reason or ""))
        assert not re.search(r"\b(forkerte?|sjusk|skyld|burde)\b", text, re.IGNORECASE), row.id
        if row.cause not in {Cause.ROUNDED_PARTS, Cause.NOT_STATED, Cause.LEVEL_FOR_CHANGE}:
            hedged = "formentlig" in text or row.explained_by is not None
            assert hedged, row.id


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        ("claims_audit.csv", "\nA006,", "\nA999,", "Påstande uden række i kontrollen: A006"),
        ("claims_audit.csv", "\nA006,", "\nA005,", "A005 står to gange"),
        ("claims_audit.csv", "\nA006,", "\nX6,", r"\(X6\), id: »X6« har ikke formen"),
        (
            "claims_audit.csv",
            "A006,computed",
            "A006,gættet",
            r"\(A006\), basis: »gættet« er ikke",
        ),
        (
            "claims_audit.csv",
            "A002,input,,Rammen er en beslutning.",
            "A002,input,,",
            "uden hverken",
        ),
        ("claims_audit.csv", "A002,input", "A002,computed", "Beregnede påstande uden udtryk: A002"),
        ("claims_deviations.csv", "\nA018,", "\nA999,", "Rækker uden påstand: A999"),
        ("claims_deviations.csv", "A016,mismatch", "A016,måske", r"\(A016\), status: »måske«"),
        (
            "claims_deviations.csv",
            ",3,2026-11-22",
            ",9,2026-11-22",
            r"\(A016\), importance: »9«",
        ),
    ],
)
def test_a_faulty_local_file_stops(
    project_copy: Project, name: str, old: str, new: str, message: str
) -> None:
    replace_and_sign(local(project_copy, name), old, new)

    with pytest.raises(InputError, match=message):
        audit_claims(Dataset(project_copy, 2022))


def test_a_row_without_a_statement_stops(project_copy: Project) -> None:
    file = local(project_copy, "claims_audit.csv")
    replace_and_sign(file, "\nA002,", "\nA999,input,,Prøve.,\nA002,")

    with pytest.raises(InputError, match="Rækker uden påstand: A999"):
        audit_claims(Dataset(project_copy, 2022))


def test_a_statement_too_many_or_too_few_stops(project_copy: Project) -> None:
    file = project_copy.raw / "kdnet" / "claims.csv"
    line = next(x for x in file.read_text(encoding="utf-8").splitlines() if x.startswith("A002"))
    replace_and_sign(file, line + "\n", "")

    with pytest.raises(InputError, match="Rækker uden påstand: A002"):
        audit_claims(Dataset(project_copy, 2022))


def test_an_unknown_unit_is_refused(project_copy: Project) -> None:
    file = project_copy.raw / "kdnet" / "claims.csv"
    replace_and_sign(file, "2023,year,0", "2023,alen,0")

    with pytest.raises(InputError, match=r"\(A001\), unit: »alen« er ikke en kendt enhed") as fault:
        read_claims(project_copy)
    assert "mio_kr" in fault.value.remedy


def test_no_statements_at_all_stop(project_copy: Project) -> None:
    file = project_copy.raw / "kdnet" / "claims.csv"
    head, _, rest = file.read_text(encoding="utf-8").partition("\n")
    replace_and_sign(file, rest, rest.splitlines()[0] + "\n")
    forget_rows(file)
    replace_and_sign_empty(file, head)

    with pytest.raises(InputError, match="ingen rækker"):
        read_claims(project_copy)


def replace_and_sign_empty(file: Path, head: str) -> None:
    from kdanalysis.sources.receipts import fingerprint, read_receipt, write_receipt  # noqa: PLC0415

    file.write_text(head + "\n", encoding="utf-8")
    receipt = read_receipt(file)
    write_receipt(file, receipt.model_copy(update={"sha256": fingerprint(file.read_bytes())}))


def test_faulty_expressions_are_named_all_at_once_with_their_place(project_copy: Project) -> None:
    file = local(project_copy, "claims_audit.csv")
    replace_and_sign(file, 'A006,computed,"change(', 'A006,computed,"changed(')
    replace_and_sign(file, 'A008,computed,"', 'A008,computed,"1 + ')
    replace_and_sign(file, 'A013,computed,"', 'A013,computed,"mio(')
    replace_and_sign(file, 'A014,computed,"growth_pct', 'A014,computed,"change')
    deviations = local(project_copy, "claims_deviations.csv")
    replace_and_sign(deviations, '"truncate(growth_pct(', '"cut(growth_pct(')

    with pytest.raises(InputError) as caught:
        audit_claims(Dataset(project_copy, 2022))

    named = re.findall(r"^  ([A-Z]\d{3}):", caught.value.what, re.MULTILINE)
    assert named == ["A006", "A008", "A013", "A014", "A016"]
    assert "tegn 1 i »1 + change(" in caught.value.what


def test_causes_that_are_stored_are_spelled_once(checkout: Project) -> None:
    causes = Counter(row.cause for row in read_deviations(checkout, read_claims(checkout)).values())

    assert sum(causes.values()) > 40
    assert set(causes) <= set(Cause)
