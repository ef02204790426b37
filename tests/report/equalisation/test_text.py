"""Whole sentences of the worked example, and what they become on other savings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from tests.support.printed_tender import read

from kdanalysis.procurement.worked_example import LABEL
from kdanalysis.report.equalisation.example import (
    basis,
    before_and_after,
    equalisation_points,
    first_year,
    statuses,
    steps,
)
from kdanalysis.report.equalisation.methods import alternatives, retender, who_moves
from kdanalysis.report.equalisation.uncertainty import (
    gains_figure,
    outcome,
    simulation,
    unsure_parties,
    unsure_tables,
)
from kdanalysis.report.subjects.worked_example import (
    audit,
    ceiling_in_example,
    lost_signs,
    text_deviation,
)

if TYPE_CHECKING:
    from tests.support.tender import Cells, Changed

    from kdanalysis.report.subjects.tender import Tender


SAVINGS = "kdnet/eksempel_omkostninger_besparelser"
SAVING = "annual_product_saving_kr"
REGION_M = (2, 6, 7, 8, 9, 13, 14, 17, 19, 20, 21, 22, 23, 24, 26, 29, 31)


def savings(kr: int, *, region: int) -> Cells:
    """Return one saving for all municipalities of Region M, and one for the region."""
    own = {(f"Kommune {number}", SAVING): kr for number in REGION_M}
    return {**own, ("Region M", SAVING): region}


@pytest.fixture
def losing(changed: Changed) -> Tender:
    """Every party of Region M loses."""
    return changed(SAVINGS, "party", savings(-100_000, region=-100_000))


@pytest.fixture
def winning(changed: Changed) -> Tender:
    """Every party of Region M wins in every year."""
    return changed(SAVINGS, "party", savings(20_000_000, region=20_000_000))


def test_basis(tender: Tender) -> None:
    assert read(basis(tender)) == (
        "Regneeksemplet er opdigtet: 31 kommuner med 2.100.000 indbyggere og 2 regioner, M og S. "
        "Kontrakten begynder 1. september 2025 og løber i 4 år; projektet koster 3.040.000 kr."
    )


def test_steps_of_a_payer(tender: Tender) -> None:
    assert read(steps(tender, "Kommune 1")) == (
        "Kommune 1 begynder 1. september 2025. Besparelsen på produkterne er 2.000.000 kr. om "
        "året, og drift og licenser koster 251.250 kr. Med 1,90 % af indbyggerne er dens del af "
        "projektomkostningen 54.395 kr. I år 1 er den i drift i 365 dage af 365 dage. Gevinsten i "
        "år 1 er derfor 1.694.355 kr. Det er 17 % af de samlede gevinster i Region S på 9.906.698 "
        "kr., og den betaler derfor 1.595.773 kr. til udligningen."
    )


def test_steps_of_a_receiver_that_starts_late(tender: Tender) -> None:
    assert read(steps(tender, "Kommune 2")) == (
        "Kommune 2 begynder 1. april 2026. Merudgiften til produkter er 700.000 kr. om året, og "
        "drift og licenser koster 335.000 kr. Med 2,38 % af indbyggerne er dens del af "
        "projektomkostningen 67.994 kr. I år 1 er den i drift i 153 dage af 365 dage. Tabet i år 1 "
        "er derfor 501.844 kr. Den modtager 501.844 kr. i udligning."
    )


def test_steps_of_a_region(tender: Tender) -> None:
    told = read(steps(tender, "Region M"))
    assert "Regionens del af projektomkostningen er 92.121 kr." in told
    assert "indbyggerne" not in told


def test_the_first_year_is_the_one_the_party_starts_in(tender: Tender) -> None:
    assert first_year(tender, "Kommune 28") == 3
    assert "I år 3 er den i drift i" in read(steps(tender, "Kommune 28"))


def test_who_has_nothing_to_receive_is_said_to(losing: Tender) -> None:
    assert read(steps(losing, "Kommune 2")).endswith(
        "Den hverken betaler eller modtager udligning."
    )


def test_before_and_after(tender: Tender) -> None:
    assert read(before_and_after(tender, "M")) == (
        "I Region M vinder 14 parter 58,8 mio. kr. før udligning, og 4 taber 49,2 mio. kr. Efter "
        "udligning beholder de vindende 9,6 mio. kr., og de tabende går i nul."
    )


def test_a_region_without_gain_is_cancelled(losing: Tender) -> None:
    assert read(before_and_after(losing, "M")).endswith(
        "Der er intet at udligne med; udbuddet annulleres."
    )
    assert read(statuses(losing)) == "4 regionsår udlignes fuldt; 4 annulleres."


def test_statuses(tender: Tender) -> None:
    assert read(statuses(tender)) == (
        "Alle 8 regionsår udlignes fuldt; der er ingen underskudsår, så reglen om dem kommer ikke "
        "i brug."
    )


def test_ceiling_under_both_readings(tender: Tender) -> None:
    assert read(ceiling_in_example(tender)) == (
        f"{LABEL}: Målt på det, regionen modtager, er det dyreste år 6,86 mio. kr. i Region M og "
        "6,86 mio. kr. i Region S; loftet på 12 mio. kr. holder. Målt på alle overførsler i "
        "regionen er det dyreste år 12,79 mio. kr. i Region M og 9,44 mio. kr. i Region S; loftet "
        "på 12 mio. kr. brydes i Region M fra år 2 (3 af 4 år)."
    )


def test_alternatives(tender: Tender) -> None:
    assert read(alternatives(tender)) == (
        'Ingen part ender med tab efter "efter årets gevinst" og "efter gevinst i hele løbetiden". '
        'Parter med tab har "efter indbyggertal" (8), "efter eget forbrug" (12) og '
        '"uden udligning" (7).'
    )


def test_alternatives_where_nobody_loses(changed: Changed) -> None:
    everyone = {(f"Kommune {number}", SAVING): 20_000_000 for number in range(1, 32)}
    regions = {(f"Region {region}", SAVING): 20_000_000 for region in "MS"}
    winning = changed(SAVINGS, "party", {**everyone, **regions})
    assert alternatives(winning) == ("Ingen part ender med tab, hvilken metode der end bruges.")
    assert "alle parter står som efter årets gevinst." in read(who_moves(winning))


def test_alternatives_where_every_method_leaves_losers(losing: Tender) -> None:
    assert read(alternatives(losing)).startswith("Alle metoder efterlader parter med tab:")


def test_who_moves(tender: Tender) -> None:
    lines = read(who_moves(tender)).splitlines()
    assert lines[1] == (
        "- Efter indbyggertal: 12 parter står bedre (højst 4,51 mio. kr.) og 14 parter står "
        "ringere (højst 2,38 mio. kr.) end efter årets gevinst."
    )
    assert len(lines) == 4


def test_a_re_tender_at_lower_prices(tender: Tender) -> None:
    assert read(retender(tender, 1_000_000)) == (
        "Sparer lavere priser hver region 1.000.000 kr. om året (antagelse, projektets egen), "
        "falder den årlige udligning til Region M fra 6.770.000 kr. til 5.770.000 kr. og Region S "
        "fra 6.770.000 kr. til 5.770.000 kr. Ved uændrede eller højere priser er den årlige "
        "udligning uændret."
    )


@pytest.mark.parametrize("saving", [0, -5])
def test_a_re_tender_that_saves_nothing_changes_nothing(tender: Tender, saving: int) -> None:
    assert retender(tender, saving) == (
        "Ved uændrede eller højere priser er den årlige udligning uændret."
    )


def test_audit(tender: Tender) -> None:
    assert read(audit(tender)) == (
        "834 af 837 trykte celler er genberegnet til kronen, heraf 70 på planchen i absolut værdi; "
        "3 er trykfejl."
    )
    assert lost_signs(tender).startswith("Planchen viser samme tal som bilagets tabel")


def test_an_unknown_deviation_is_told(changed: Changed) -> None:
    spoilt = changed(
        "kdnet/eksempel_gevinst_region_m", "row_label", {("Kommune 7", "gain_y1_kr"): 1}
    )
    assert read(audit(spoilt)).endswith("3 er trykfejl; 1 afviger uden kendt årsag.")


def test_the_formulas_of_the_source_differ_from_its_table(tender: Tender) -> None:
    assert read(text_deviation(tender)) == (
        "Tabellernes tal er brugt. Kildens formler for Kommune 1 regner i stedet med licenser på "
        "26.500 kr., en årlig omkostning på 283.250 kr. og en gevinst i første år på 1.667.058 "
        "kr.; tabellen har 26.250 kr., 251.250 kr. og 1.694.355 kr. Årsagen er ikke oplyst."
    )


@pytest.mark.parametrize(
    ("fixture", "finding"),
    [
        ("tender", "Før udligning vinder Kommune 31 mest, 17,48 mio. kr., og Region M taber mest"),
        ("winning", "vinder mest før udligning"),
        ("losing", "taber mest før udligning"),
    ],
)
def test_the_finding_of_parties_follows_the_data(
    request: pytest.FixtureRequest, fixture: str, finding: str
) -> None:
    figure = gains_figure(request.getfixturevalue(fixture), "M")
    assert read(figure.finding).startswith(f"{LABEL}: ")
    assert finding in read(figure.finding)


def test_nobody_wins_is_said(losing: Tender) -> None:
    assert read(gains_figure(losing, "M").finding).endswith("ingen vinder.")


def test_nobody_loses_is_said(winning: Tender) -> None:
    assert read(gains_figure(winning, "M").finding).endswith("ingen taber.")


def test_probabilities_are_no_finding(tender: Tender) -> None:
    told = read(outcome(tender, simulation(draws=300, seed=3)))
    assert told.startswith(f"{LABEL}: af 300 trækninger er business casen positiv i ")
    assert re.search(r"[\d,]+ % i Region M \(standardfejl [\d,]+ procentpoint\)", told)
    assert told.endswith(
        "Tallene følger af de antagne spænd og er ikke et fund; standardfejlen dækker kun antallet "
        "af trækninger."
    )


def test_unsure_parties_are_counted_and_listed(tender: Tender) -> None:
    settings = simulation(draws=300, seed=3)
    counted = re.findall(r"\d+", read(unsure_parties(tender, settings)))
    assert sum(map(int, counted)) == 33
    (table,) = unsure_tables(tender, settings)
    assert len(table.rows) == int(counted[-1])


def test_with_one_draw_nobody_is_unsure(tender: Tender) -> None:
    assert unsure_tables(tender, simulation(draws=1, seed=3)) == ()


def test_key_points_label_what_comes_from_the_example(tender: Tender) -> None:
    points = read(equalisation_points(tender)).splitlines()
    assert points[0].startswith("- Beslutning. 26. januar 2024: KD-Net godkendte ikke")
    assert all(LABEL in point for point in points[2:])
    assert "834 af 837" in points[-1]
