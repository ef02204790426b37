"""What a profile says: each branch on data that leads to it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl
import pytest
from tests.profile.cases import (
    DRUGS,
    FOSTER,
    PREVENTION,
    everyone,
    excerpt,
    following,
    profile,
    with_levels,
)
from tests.support.invented import InventedData, read

from kdanalysis.evidence.value import Value
from kdanalysis.report import profile as verbs
from kdanalysis.report.charts.profile import Strip, strip_chart
from kdanalysis.report.profile.choice import Profile, profile_of
from kdanalysis.report.profile.text import beside, development, position
from kdanalysis.tables.period import Period

if TYPE_CHECKING:
    from kdanalysis.project import Project
    from kdanalysis.tables.dataset import Dataset

HERNING = "657"


@pytest.fixture(scope="module")
def own(checkout: Project) -> dict[str, Profile]:
    names = ("Aarhus", "Randers", "Samsø", "Syddjurs")
    return {name: profile(checkout, name) for name in names}


@pytest.fixture(scope="module")
def whole(data: Dataset) -> Profile:
    return profile_of(everyone(data), area="Samsø", period=None)


def test_an_excerpt_is_headed_so(own: dict[str, Profile], whole: Profile) -> None:
    text = verbs.coverage(own["Aarhus"])
    assert 'title="Uddrag: tre funktioner"' in text
    for dotted in ("5.28.21", "5.28.22", "5.38.45"):
        assert dotted in text
    assert verbs.coverage(whole) == ""


def test_position_beside_the_country_and_the_others(own: dict[str, Profile]) -> None:
    assert read(position(own["Aarhus"], FOSTER)) == (
        "455 kr. pr. indbygger i 2024, 37,8 % under landsplan og nr. 17 af 18 fra oven."
    )
    assert "12,6 % over landsplan og nr. 8 af 18" in read(position(own["Randers"], FOSTER))
    assert read(position(own["Samsø"], FOSTER)) == (
        "1.429 kr. pr. indbygger i 2024, 95,2 % over landsplan."
    )


def test_a_level_like_the_countrys_is_said_to_be(project_copy: Project) -> None:
    told = profile(following(project_copy, HERNING, FOSTER), HERNING)
    assert "732 kr. pr. indbygger i 2024, som på landsplan og nr." in read(position(told, FOSTER))
    assert beside(told.gap(FOSTER)) == "som på landsplan"


def test_development_beside_the_country(own: dict[str, Profile], project_copy: Project) -> None:
    assert read(development(own["Aarhus"], FOSTER)) == (
        "Niveauet steg 16,1 % fra 2016 til 2024 mod en stigning på 14,0 % på landsplan."
    )
    assert "faldt 3,1 %" in read(development(own["Aarhus"], DRUGS))
    assert development(own["Syddjurs"], FOSTER) == (
        "Udviklingen fra 2016 til 2024 brydes af spring og opgøres ikke."
    )
    steady = {
        key: 100 for key in excerpt(project_copy) if key[1] == DRUGS and key[0] in ("000", HERNING)
    }
    flat = profile(with_levels(project_copy, steady), HERNING)
    assert read(development(flat, DRUGS)) == (
        "Niveauet var uændret fra 2016 til 2024 mod uændret på landsplan."
    )


def test_a_falling_country_is_called_a_fall(project_copy: Project) -> None:
    levels = {("000", DRUGS, year): 200 - 10 * (year - 2016) for year in range(2016, 2025)}
    told = profile(with_levels(project_copy, levels), HERNING)
    assert "mod et fald på 40,0 % på landsplan" in read(development(told, DRUGS))


def test_an_account_that_is_not_used_is_said_to_be(whole: Profile) -> None:
    early = Profile(whole.data, whole.area, Period(2018, 2018))
    assert position(early, "youth_crime") == "Kontoen er ikke brugt på Samsø i 2018."
    assert "youth_crime" not in early.items


def test_key_points_are_one_for_each_main_item(own: dict[str, Profile], whole: Profile) -> None:
    for told in (own["Aarhus"], whole):
        assert verbs.key_points(told).count("\n- ") + 1 == 3


def test_similar_size(own: dict[str, Profile]) -> None:
    assert "er Horsens, Herning, Silkeborg og Viborg." in read(verbs.similar_size(own["Randers"]))
    assert "Ingen af de øvrige" in read(verbs.similar_size(own["Aarhus"]))
    assert (
        read(verbs.similar_size(own["Samsø"]))
        == "Samsø Kommune havde 3.694 indbyggere 1. januar 2024."
    )


def test_a_small_municipality_is_told_why_it_has_no_rank(own: dict[str, Profile]) -> None:
    text = read(verbs.small_base(own["Samsø"]))
    assert "under 10.000 indbyggere" in text
    assert "1.000.000 kr. svarer her til 271 kr. pr. indbygger" in text
    assert verbs.small_base(own["Aarhus"]) == ""


def test_the_mix_names_the_widest_difference(own: dict[str, Profile], whole: Profile) -> None:
    assert read(verbs.mix(own["Aarhus"])) == (
        "Sammensætningen afviger mest fra landet for forebyggende foranstaltninger for børn og "
        "unge, der i 2024 udgør 68,0 % af de viste funktioner mod 59,7 % på landsplan."
    )
    assert "af udgifterne mod" in verbs.mix(whole)


def test_purchases_come_with_the_accounts(own: dict[str, Profile], whole: Profile) -> None:
    assert "kan ikke vises for den enkelte kommune" in verbs.purchases(own["Aarhus"])
    assert "af alle køb på Samsø i 2022" in read(verbs.purchases(whole))
    assert verbs.bought_tables(own["Aarhus"]) == ()
    (table,) = verbs.bought_tables(whole)
    assert "Samsø" in table.title


def test_jumps_are_listed_and_not_drawn(own: dict[str, Profile]) -> None:
    text = read(verbs.jumps(own["Randers"]))
    assert "formentlig" in text
    assert "2022, forebyggende foranstaltninger for børn og unge: fra 886 til 545 kr." in text
    assert "fra 545 til 947 kr. pr. indbygger; tilbage til niveauet før." in text
    assert verbs.jumps(own["Aarhus"]).startswith(
        "Ingen af de viste poster springer i perioden 2016-2024"
    )


def test_a_move_between_accounts_is_pointed_out(own: dict[str, Profile]) -> None:
    text = read(verbs.jumps(own["Syddjurs"]))
    assert (
        "fra 890 til 705 kr. pr. indbygger; niveauet er skiftet. Samtidig steg forebyggende "
        "foranstaltninger for børn og unge 286 kr. pr. indbygger, så noget er formentlig flyttet."
    ) in text
    assert "Samtidig" not in read(verbs.jumps(own["Randers"]))


def test_jumps_outside_the_period_are_left_out(checkout: Project) -> None:
    told = profile(checkout, "Randers", "2016-2021")
    assert verbs.jumps(told).startswith("Ingen af de viste poster springer")


def test_booking_compares_ranks_apart_and_together(own: dict[str, Profile]) -> None:
    aarhus = read(verbs.booking(own["Aarhus"]))
    assert "19,1 % under landsplan (nr. 13; hver for sig nr. 4 og 17)" in aarhus
    assert "summen er det sikreste mål" in aarhus
    assert read(verbs.booking(own["Samsø"])).endswith("27,4 % over landsplan.")


def test_a_rank_that_booking_cannot_move_is_said_to_hold(project_copy: Project) -> None:
    for item in (PREVENTION, FOSTER):
        following(project_copy, HERNING, item, times=3)
    told = read(verbs.booking(profile(project_copy, HERNING)))
    assert "(nr. 1; hver for sig nr. 1 og 1)" in told
    assert "Pladsen er den samme" in told


def test_tables_leave_ranks_out_for_the_small(own: dict[str, Profile]) -> None:
    assert verbs.level_table(own["Aarhus"]).columns[-1] == "Plads"
    assert verbs.level_table(own["Samsø"]).columns[-1] == "Lignende"
    assert "plads" in verbs.level_table(own["Aarhus"]).unit
    assert "plads" not in verbs.level_table(own["Samsø"]).unit
    assert verbs.development_table(own["Aarhus"]).columns[-1] == "Laveste plads"
    assert verbs.development_table(own["Samsø"]).columns[-1] == "Andel, landet"
    missing = verbs.development_table(own["Syddjurs"]).rows[0].cells[0]
    assert isinstance(missing, Value)
    assert missing.amount is None


def test_figures_carry_every_municipality_and_break_at_jumps(own: dict[str, Profile]) -> None:
    placed = verbs.position_figure(own["Syddjurs"])
    assert len(placed.numbers.categories) == 19
    assert placed.finding == (
        "Syddjurs Kommune ligger over landsplan for plejefamilier og stofmisbrugsbehandling."
    )
    assert "på alle de viste poster" in verbs.position_figure(own["Aarhus"]).finding
    drawn = verbs.development_figure(own["Syddjurs"])
    assert "linjen er brudt" in drawn.finding
    assert "94 i 2016 og 72 i 2024" in read(verbs.development_figure(own["Randers"]).finding)


def test_a_municipality_above_on_everything_is_said_to_be(project_copy: Project) -> None:
    for item in (PREVENTION, FOSTER, DRUGS):
        following(project_copy, HERNING, item, times=2)
    figure = verbs.position_figure(profile(project_copy, HERNING))
    assert figure.finding == "Herning Kommune ligger over landsplan på alle de viste poster."


def test_the_whole_account_plan_fills_tables_and_figures(whole: Profile) -> None:
    assert len(verbs.level_table(whole).rows) == len(whole.items) > 10
    assert len(verbs.position_figure(whole).numbers.series) == 3
    assert "<svg" in verbs.development_figure(whole).svg


def test_the_profile_opens_on_the_projects_data() -> None:
    assert verbs.open_profile(area="751", period="2018-2022").period.last == 2022


def test_an_item_that_is_new_that_year_is_no_counter_movement(data: Dataset) -> None:
    accounts = everyone(data)
    net = accounts.table("net_expenditure")
    jump = (pl.col("function_code") == PREVENTION) & (pl.col("area_code") == HERNING)
    moved = net.with_columns(
        amount_tkr=pl.when(jump & (pl.col("year") >= 2019))
        .then(pl.col("amount_tkr") * 3)
        .otherwise("amount_tkr")
    )
    told = profile_of(
        InventedData(data.project, 2022, {**accounts.frames, "net_expenditure": moved}),
        area=HERNING,
        period=None,
    )
    text = read(verbs.jumps(told))
    assert "2019, forebyggende foranstaltninger" in text
    assert "Samtidig" not in text


def test_one_without_a_level_is_left_out_of_the_strip(own: dict[str, Profile]) -> None:
    level = own["Aarhus"].index(FOSTER, 2024)
    none = replace(level, amount=None)
    drawn = strip_chart([Strip("Plejefamilier", (level, none), (), none)], "Aarhus", "Landet")
    whole = strip_chart([Strip("Plejefamilier", (level,), (), level)], "Aarhus", "Landet")
    assert "<!-- Aarhus 62 -->" in whole
    assert "<!-- Aarhus" not in drawn
