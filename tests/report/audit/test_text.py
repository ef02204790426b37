"""Sentences on the outcome: what they say now, and every branch on a few chosen statements."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.support.invented import read

from kdanalysis.evidence.claims.statements import ClaimStatus
from kdanalysis.report.subjects import audit as text
from kdanalysis.report.subjects.audit import Review, open_review, places

if TYPE_CHECKING:
    from tests.report.audit.conftest import Reduced

HOLDS, RATIO, ROUNDED, WRONG, AGAIN = "A007", "A009", "A049", "A082", "A222"
HEADING, HOLDING_HEADING = "A018", "A005"
GIVEN, REPEATED = "A002", "A022"


def test_the_conclusions_stand_first(review: Review) -> None:
    first = read(text.audit_points(review)).splitlines()[0]
    assert first == (
        "- Konklusioner. De fleste konklusioner holder: 60 af 63 sammenligninger, som tallene kan "
        "afgøre, er genberegnet. Regnes afvigelser i tal med, ændrer 4 afvigelser en "
        "konklusion."
    )


def test_the_outcome_as_it_is(review: Review) -> None:
    assert read(text.outcome(review)) == (
        "De to dagsordener indeholder 722 talmæssige udsagn. 453 af dem følger af tal i kilden: "
        "408 er genberegnet som trykt, 5 er genberegnet efter afrunding, 40 afviger."
    )
    assert read(text.repeated(review)) == (
        "Et tal kan være trykt flere steder. De 40 udsagn er 29 forskellige afvigelser: 4 ændrer "
        "en konklusion, 12 ændrer kun et tal i brug og 13 ændrer kun formen."
    )
    assert read(text.acknowledged(review)).startswith("Alle afvigelser er kvitteret, senest ")


@pytest.mark.parametrize(
    ("claims", "sentence"),
    [
        ((HOLDS,), "Ingen af udsagnene er en konklusion, som tallene kan afgøre."),
        (
            (HOLDING_HEADING,),
            "Konklusionerne holder: 1 af 1 sammenligninger, som tallene kan afgøre, er genberegnet."
            " Regnes afvigelser i tal med, ændrer ingen afvigelser en konklusion.",
        ),
        (
            (HOLDING_HEADING, WRONG),
            "De fleste konklusioner holder: 1 af 1 sammenligninger, som tallene kan afgøre, er "
            "genberegnet. Regnes afvigelser i tal med, ændrer 1 afvigelse en "
            "konklusion.",
        ),
        (
            (HEADING,),
            "Højst halvdelen af konklusionerne holder: 0 af 1 sammenligninger, som tallene kan "
            "afgøre, er genberegnet. Regnes afvigelser i tal med, ændrer 1 afvigelse en "
            "konklusion.",
        ),
        (
            (HOLDING_HEADING, HEADING),
            "Højst halvdelen af konklusionerne holder: 1 af 2 sammenligninger, som tallene kan "
            "afgøre, er genberegnet. Regnes afvigelser i tal med, ændrer 1 afvigelse en "
            "konklusion.",
        ),
    ],
)
def test_conclusions(reduced: Reduced, claims: tuple[str, ...], sentence: str) -> None:
    assert read(text.conclusions(reduced.keep(*claims))) == sentence


@pytest.mark.parametrize(
    ("claims", "end"),
    [
        ((HOLDS,), "1 er genberegnet som trykt, ingen afviger."),
        (
            (HOLDS, ROUNDED),
            "1 er genberegnet som trykt, 1 er genberegnet efter afrunding, ingen afviger.",
        ),
        ((HOLDS, WRONG, AGAIN), "1 er genberegnet som trykt, 2 afviger."),
    ],
)
def test_outcome(reduced: Reduced, claims: tuple[str, ...], end: str) -> None:
    assert read(text.outcome(reduced.keep(*claims))).endswith(f"følger af tal i kilden: {end}")


@pytest.mark.parametrize(
    ("claims", "unexplained", "sentence"),
    [
        ((HOLDS,), (), "Der er ingen afvigelser."),
        ((WRONG,), (), "Den ene afvigelse, der er fundet: 1 ændrer en konklusion."),
        (
            (WRONG, AGAIN),
            (),
            "Et tal kan være trykt flere steder. De 2 udsagn er 1 afvigelse: "
            "1 ændrer en konklusion.",
        ),
        (
            (WRONG, "A138", "A393"),
            (WRONG,),
            "Et tal kan være trykt flere steder. De 3 udsagn er 3 forskellige afvigelser: "
            "1 er endnu ikke undersøgt, 1 ændrer kun et tal i brug og 1 ændrer kun formen.",
        ),
    ],
)
def test_repeated(
    reduced: Reduced, claims: tuple[str, ...], unexplained: tuple[str, ...], sentence: str
) -> None:
    assert read(text.repeated(reduced.keep(*claims, unexplained=unexplained))) == sentence


def test_what_cannot_be_derived(reduced: Reduced) -> None:
    assert text.not_derivable(reduced.keep(HOLDS)) == "Alle udsagn kan efterregnes."


def test_what_stands_alone_agrees_with_nothing(reduced: Reduced) -> None:
    assert read(text.not_derivable(reduced.keep(HOLDS, GIVEN))) == (
        "1 udsagn kan ikke efterregnes: intet andet i kilden bestemmer tallet."
    )


def test_what_is_repeated_rightly_is_not_recomputed(reduced: Reduced) -> None:
    told = read(text.not_derivable(reduced.keep(GIVEN, REPEATED)))
    assert told.startswith("2 udsagn kan ikke efterregnes: intet andet i kilden")
    assert "1 af dem kan holdes op imod andre trykte tal" in told
    assert told.endswith("gør det ikke genberegnet.")


def test_remarks(review: Review, reduced: Reduced) -> None:
    assert read(text.remarked(review)).startswith("19 udsagn afviger ikke, men ordlyden kan")
    assert text.remarked(reduced.keep(HOLDS)).startswith("Ingen af de tal, der holder")


def test_rounded(review: Review, reduced: Reduced) -> None:
    assert read(text.rounded(review)) == (
        "5 udsagn (3 forskellige) fås kun, når der regnes videre på led, der er afrundet først."
    )
    assert text.rounded(reduced.keep(HOLDS)) == "Ingen udsagn er genberegnet efter afrunding."


def test_a_deviation_that_is_not_acknowledged_is_named_by_place(reduced: Reduced) -> None:
    review = reduced.keep(HOLDS, WRONG, unexplained=[WRONG])
    assert read(text.acknowledged(review)) == (
        "1 udsagn er ikke kvitteret, som resultatet er nu: 10-11-2023, linje 2662."
    )


def test_places_are_named_once_and_by_agenda(review: Review) -> None:
    found = {f.claim.id: f for f in review.audit.findings}
    some = [found[claim] for claim in ("A016", "A069", "A082", "A084", "A276")]
    assert places(some) == "10-11-2023, linje 2577, 2656 og 2662; 26-01-2024, linje 279"


def test_the_review_is_of_the_project_that_the_notebook_stands_in(
    review: Review, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(review.data.project.analyses)
    assert open_review() == review


def test_a_source_is_named_once(review: Review) -> None:
    told = review.cited("claims", "local/claims_audit", "claims")
    assert told.startswith("Kilde: KD-Net 10-11-2023 og 26-01-2024; ")
    assert told.count("26-01-2024") == 1


def test_deviations_come_by_importance_and_then_as_printed(review: Review) -> None:
    found = review.deviations(ClaimStatus.MISMATCH)
    order = [f.claim.id for f in review.audit.findings]
    keys = [(d.importance, order.index(d.first.claim.id)) for d in found]
    assert keys == sorted(keys)
    assert {1, 2, 3} == {d.importance for d in found}
