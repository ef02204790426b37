"""Sentences on the price level and the expert committee: one case per branch."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tests.support.invented import invented, read
from tests.support.raw_files import replace_and_sign

from kdanalysis.report.subjects.accounts import Choice, View
from kdanalysis.report.subjects.conclusions import (
    assumption,
    committee_levels,
    committee_prices,
    committee_scopes,
    conclusions,
    growth_verdict,
    invariant,
    margin,
    verdict,
)
from kdanalysis.tables.dataset import Dataset

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kdanalysis.project import Project

UP = (100, 100, 100, 100, 150)
CARE = "53850"


def test_the_assumption_is_named_as_the_projects_own(choice: Choice) -> None:
    assert read(assumption(choice)).startswith(
        "Hver årlig PL-sats er forskudt med −0,5 procentpoint til 0,5 procentpoint (antagelse, "
        "projektets egen)."
    )


def test_which_conclusions_do_not_stand(choice: Choice) -> None:
    assert read(verdict(choice)) == (
        "Disse hovedkonklusioner afhænger af PL-kæden: at udgifterne på børne- og ungeområdet "
        "steg i Midtjylland, at udgifterne til anbringelser faldt på landsplan, at udgifterne til "
        "forebyggende foranstaltninger faldt i Midtjylland og at udgifterne pr. indbygger på "
        "børne- og ungeområdet faldt i Midtjylland. De øvrige holder i hele det antagne interval."
    )
    assert read(growth_verdict(choice)) == (
        "Retningen afhænger af pris- og lønkæden (PL) for børne- og ungeområdet i Midtjylland, "
        "anbringelser på landsplan og forebyggende foranstaltninger i Midtjylland."
    )


def rising(data: Dataset) -> dict[str, Sequence[float]]:
    """Return accounts in which everything rises by half, the area more than the country."""
    return dict.fromkeys((*data.plan.functions, *data.plan.arts), UP)


def test_all_conclusions_stand_where_everything_moves_far(data: Dataset) -> None:
    # Residential care has three accounts, and rises most.
    steep = rising(data) | dict.fromkeys(("53850", "53851", "53852"), (100, 100, 100, 100, 300))
    gentle = dict.fromkeys(steep, (100, 100, 100, 100, 120)) | {CARE: (100, 100, 100, 100, 160)}
    choice = invented(data, here=steep, country=gentle)
    assert read(verdict(choice)) == "Alle hovedkonklusioner holder i hele det antagne interval."
    assert (
        read(growth_verdict(choice))
        == "Alle hovedgrupper har samme retning i hele det antagne interval."
    )


def test_one_conclusion_that_does_not_stand(data: Dataset) -> None:
    steep = rising(data) | dict.fromkeys(("53850", "53851", "53852"), (100, 100, 100, 100, 300))
    gentle = dict.fromkeys(steep, (100, 100, 100, 100, 120)) | {CARE: (100, 100, 100, 100, 160)}
    slow = steep | {"40": (100, 100, 100, 100, 101)}
    assert read(verdict(invented(data, here=slow, country=gentle))) == (
        "Én hovedkonklusion afhænger af PL-kæden: at køb hos private steg i Midtjylland. De øvrige "
        "holder i hele det antagne interval."
    )


def test_conclusions_follow_the_data(data: Dataset) -> None:
    """Level with the country, another group leads, and nothing crosses: fewer conclusions."""
    texts = [read(c.text) for c in conclusions(invented(data, here={"53840": UP}))]
    assert "udgifterne på voksenområdet udviklede sig i Midtjylland som på landsplan" in texts
    assert not any("bidrog mest" in text or "passerede" in text for text in texts)
    slower = invented(data, here={}, country={CARE: UP})
    texts = [read(c.text) for c in conclusions(slower)]
    assert "udgifterne til botilbud udviklede sig svagere i Midtjylland end på landsplan" in texts
    assert "botilbud bidrog mest til ændringen på voksenområdet på landsplan" in texts


def test_what_cannot_depend_on_the_chain(choice: Choice) -> None:
    assert "afhænger ikke af PL-kæden" in invariant()
    found = {c.text: c for c in conclusions(choice)}
    passing = found["køb hos private passerede betalinger til kommuner i Midtjylland"]
    assert [value.exact for value in passing.values] == [2021, 2021, 2021]


def test_how_far_off_the_rates_would_have_to_be(midt: View, data: Dataset) -> None:
    assert read(margin(midt, "adults")) == (
        "Væksten i udgifterne på voksenområdet i Midtjylland er borte, hvis hver PL-sats er "
        "2,7 procentpoint højere end den anvendte."
    )
    assert read(margin(midt, "placements")) == (
        "Faldet i udgifterne til anbringelser i Midtjylland er borte, hvis hver PL-sats er "
        "0,7 procentpoint lavere end den anvendte."
    )
    assert read(margin(invented(data).here, "adults")) == (
        "For udgifterne på voksenområdet i Midtjylland er der ingen vækst at regne en grænse for."
    )
    assert read(margin(midt, "youth_crime")).startswith("For udgifterne til indsatser")


def test_the_committees_levels(landet: View, data: Dataset) -> None:
    assert read(committee_levels(landet)) == (
        "Den egne opgørelse er 53,44 mia. kr. i 2018 og 57,82 mia. kr. i 2022. Det er "
        "0,34 mia. kr. mere end ekspertudvalgets i 2018 og 0,02 mia. kr. mere i 2022. Væksten er "
        "8,2 % mod udvalgets 8,9 %. Da udvalgets tal er afrundede, kan dets vækst ligge mellem "
        "8,7 % og 9,0 %; forskellen kan ikke skyldes afrunding alene."
    )
    low = {"socialomraadet_2018": "2.1", "socialomraadet_2022": "2.0"}
    sentence = read(committee_levels(level(data, low).country))
    assert sentence.startswith(
        "Den egne opgørelse er 2,00 mia. kr. i 2018 og 2,00 mia. kr. i 2022. Det er 0,10 mia. kr. "
        "mindre end ekspertudvalgets i 2018 og det samme i 2022."
    )


def level(data: Dataset, quotes: Mapping[str, str]) -> Choice:
    """Return 20 accounts of 100 mio. kr. in every year, and none that is newer."""
    newer = [code for code in data.plan.functions if not data.plan.existing(code, 2018)]
    assert len(data.plan.functions) - len(newer) == 20
    return invented(data, quotes=quotes, here=dict.fromkeys(newer, (0, 0, 0, 0, 0)))


def test_rounding_may_explain_the_committees_growth(data: Dataset) -> None:
    flat = level(data, {"socialomraadet_2018": "2.0", "socialomraadet_2022": "2.0"})
    sentence = read(committee_levels(flat.country))
    assert "Det er det samme som ekspertudvalgets i 2018 og det samme i 2022." in sentence
    assert sentence.endswith("forskellen kan skyldes afrunding alene.")
    assert read(committee_scopes(flat.country)) == (
        "En afgrænsning, der er ens i begge år, kan ikke forklare forskellen i vækst."
    )


def test_the_rates_that_would_explain_the_committee(landet: View) -> None:
    assert read(committee_prices(landet)) == (
        "Hele forskellen til ekspertudvalgets niveau i 2018 svarer til, at hver PL-sats afveg "
        "−0,16 procentpoint fra den anvendte (mellem −0,19 procentpoint og −0,14 procentpoint, når "
        "udvalgets afrunding regnes med), eller til, at alene satsen til 2022 var 3,0 % i stedet "
        "for 3,7 %. Den jævne afvigelse ligger inden for følsomhedens interval: et andet PL-skøn "
        "kan alene forklare forskellen. Om det er grunden, er ikke oplyst."
    )


def test_rates_far_outside_the_range(data: Dataset) -> None:
    assert read(committee_prices(invented(data).country)).endswith(
        "Den jævne afvigelse ligger uden for følsomhedens interval: et andet PL-skøn kan næppe "
        "alene forklare forskellen. Om det er grunden, er ikke oplyst."
    )


def test_the_scope_that_would_explain_the_committee(landet: View, data: Dataset) -> None:
    assert read(committee_scopes(landet)) == (
        "Skulle en anden afgrænsning, lige stor i begge år, alene forklare væksten, måtte udvalget "
        "holde 3,9 mia. kr. ude, som er regnet med her. Så ville niveauet i 2018 være "
        "49,5 mia. kr.; udvalget angiver derimod 53,1 mia. kr."
    )
    # From 2.0 to 2.1 by the own account, from 3.0 to 3.1 by theirs.
    rise = {CARE: (100, 100, 100, 100, 200), "52826": (0, 0, 0, 0, 0)}
    quotes = {"socialomraadet_2018": "3.0", "socialomraadet_2022": "3.1"}
    assert read(committee_scopes(invented(data, here=rise, quotes=quotes).country)) == (
        "Skulle en anden afgrænsning, lige stor i begge år, alene forklare væksten, måtte udvalget "
        "regne 1,0 mia. kr. mere med end her. Så ville niveauet i 2018 være 3,0 mia. kr.; udvalget "
        "angiver også 3,0 mia. kr."
    )


def test_the_range_is_data(project_copy: Project, midt: View) -> None:
    file = project_copy.raw / "local" / "intervaller_pl.csv"
    replace_and_sign(file, "-0.5,0,0.5", "-0.1,0,0.1")
    views = [replace(midt, data=Dataset(project_copy, 2022), area=area) for area in ("082", "000")]
    narrow = Choice(views[0], views[1])
    assert read(growth_verdict(narrow)) == (
        "Retningen afhænger af pris- og lønkæden (PL) for forebyggende foranstaltninger i "
        "Midtjylland."
    )
