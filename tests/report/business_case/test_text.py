"""Whole sentences of the business case, and what they become on other numbers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from tests.support.printed_tender import read

from kdanalysis.report.business_case.plan import contract_period, gravest_risk, risk_check
from kdanalysis.report.business_case.sensitivity import phase_in, sensitivity, stoma, switching
from kdanalysis.report.subjects.tender import break_even, ceiling, counts, left_out, upper_bound

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.tender import Changed

    from kdanalysis.report.subjects.tender import Tender


CASE, STOMA = "kdnet/business_case_urologi", "kdnet/stomi_besparelse"


def test_break_even(tender: Tender) -> None:
    assert read(break_even(tender)) == (
        "Produktpriserne skal falde 10,7 %, før kommunerne under ét går i nul. Licenser (1.225.200 "
        "kr.), drift (10.644.212 kr.) og ét års del af kommunernes projektomkostning (718.919 kr.) "
        "er tilsammen 12.588.331 kr. om året, målt mod et årligt forbrug på 117,6 mio. kr."
    )


def test_what_is_left_out(tender: Tender) -> None:
    assert read(left_out(tender)) == (
        "Tallet er uden udligning og uden andre gevinster end produktprisen, og det siger intet om "
        "den enkelte kommune eller region. I stomiudbuddet faldt udgiften til hulklip til ca. 10 % "
        "af det budgetterede, og serviceomkostningen ved frit valg blev 388 kr. mod budgetteret "
        "1.500 kr.; tilsvarende gevinster er ikke opgjort for urologi."
    )


def test_35_against_36(tender: Tender) -> None:
    assert read(counts(tender)) == (
        "Den trykte deling af projektomkostningen svarer til 35 kommuner, mens teksten nævner 36. "
        "Med 36 kommuner er break-even 10,7053 % mod 10,7044 %. Forskellen på 0,0009 procentpoint "
        "ændrer ikke tallet som trykt."
    )


def test_a_count_that_agrees_is_said_to(changed: Changed) -> None:
    same = changed(CASE, "key", {("kommuner_udsendt", "value"): 35})
    assert read(counts(same)).endswith("svarer til 35 kommuner, det samme antal som i teksten.")


def test_a_count_far_off_changes_the_printed_number(changed: Changed) -> None:
    few = changed(CASE, "key", {("kommuner_udsendt", "value"): 2})
    assert read(counts(few)).endswith("procentpoint ændrer tallet som trykt.")


def test_the_upper_bound_carries_its_condition_in_the_same_sentence(tender: Tender) -> None:
    told = read(upper_bound(tender))
    assert told == (
        "Med udligning er break-even højst 31,1 % (øvre grænse, ikke et skøn: gælder kun, hvis "
        "alle regioner modtager det fulde udligningsloft hvert år, og hele kommunernes forbrug "
        "indgår i udbuddet), mod 10,7 % uden udligning."
    )
    assert ". " not in told


def test_ceiling(tender: Tender) -> None:
    assert read(ceiling(tender)) == (
        "Loftet er 12 mio. kr. pr. år pr. region. For 2 regioner er det 24 mio. kr. om året eller "
        "20,4 % af kommunernes forbrug."
    )


def test_sensitivity_names_the_widest_and_the_assumption(tender: Tender) -> None:
    assert read(sensitivity(tender)) == (
        "Kommunernes forbrug pr. år flytter break-even mest: mellem 8,9 % og 13,4 % i det antagne "
        "spænd, mod 10,7 % som trykt."
    )


def test_another_span_may_be_the_widest(changed: Changed) -> None:
    wide = changed("local/intervaller_urologi", "key", {("drift_aarlig", "high"): 30_000_000})
    assert read(sensitivity(wide)).startswith("Drift pr. år flytter break-even mest: mellem 8,9 %")


def test_switching(tender: Tender) -> None:
    assert read(switching(tender)) == (
        "Ved en produktrabat på 5 % taber kommunerne samlet 6,7 mio. kr. om året, ved 20 % vinder "
        "kommunerne samlet 10,9 mio. kr. om året. @tbl-skiftepunkter viser, hvor meget én "
        "forudsætning kan flytte sig, før resultatet skifter fortegn."
    )


def test_a_discount_at_the_break_even_ends_at_nothing(changed: Changed) -> None:
    span = {("produktrabat", "low"): "10.7"}
    assert "på 10,7 % går kommunerne samlet i nul," in read(
        switching(changed("local/intervaller_urologi", "key", span))
    )


def test_phase_in(tender: Tender) -> None:
    assert read(phase_in(tender)) == (
        "Projektomkostningen skal betales fuldt ud, også når en kommune starter senere. Er 100 % "
        "af forbruget bundet af SKI-aftale til kvartalets sidste dag, er break-even 10,87 % mod "
        "10,70 % ved start på kontraktens første dag."
    )


def test_stoma(tender: Tender) -> None:
    assert read(stoma(tender)) == (
        "Stomiudbuddets break-even var 9,95 % af et årligt forbrug på ca. 130 mio. kr., altså en "
        "besparelse på 12,9 mio. kr. Udbuddet gav kommunerne en besparelse på 44,3 mio. kr. om "
        "året (32 % af det, der kan konverteres), Region Midtjylland en merudgift på 14,1 mio. kr. "
        "og Region Syddanmark en merudgift på 12,9 mio. kr."
    )


def test_a_region_that_saves_is_said_to(changed: Changed) -> None:
    saved = changed(STOMA, "row_label", {("Besparelse i kr.", "region_syd"): 400_000})
    assert read(stoma(saved)).endswith("Region Syddanmark en besparelse på 0,4 mio. kr.")


def test_contract_period(tender: Tender) -> None:
    assert read(contract_period(tender)) == (
        "Kontrakten er planlagt fra 1. marts 2025 til 28. februar 2029; kommuner bundet af "
        "SKI-aftale kan tidligst starte 1. oktober 2025."
    )


def test_risks(tender: Tender) -> None:
    assert read(gravest_risk(tender)) == 'Højeste risikotal har "Udskiftning af produkter": 50.'
    assert read(risk_check(tender)) == "Alle trykte risikotal er genberegnet uden afvigelser."


def test_a_wrong_product_in_print_is_named(changed: Changed) -> None:
    wrong = changed(
        "kdnet/risikoanalyse_urologi", "risk", {("Dårlig datakvalitet", "risk_total_printed"): 17}
    )
    assert risk_check(wrong) == (
        "De trykte risikotal afviger fra konsekvens × sandsynlighed for: Dårlig datakvalitet."
    )


SENTENCES: dict[str, Callable[[Tender], str]] = {
    sentence.__name__: sentence
    for sentence in (
        break_even,
        left_out,
        counts,
        upper_bound,
        ceiling,
        sensitivity,
        switching,
        phase_in,
        stoma,
        gravest_risk,
    )
}


@pytest.mark.parametrize("name", SENTENCES)
def test_every_number_stands_in_a_span_with_its_key(tender: Tender, name: str) -> None:
    sentence = SENTENCES[name](tender)
    assert re.search(r'\]\{\.n k="\w+\(', sentence)
    outside = re.sub(r"\[[^][]*\]\{[^}]*\}", "", sentence)
    assert not re.search(r"\d", outside)
