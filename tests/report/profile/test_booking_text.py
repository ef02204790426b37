"""What a profile says of jumps and of ways of booking: each branch on data that leads to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
from tests.report.profile.cases import (
    DRUGS,
    FOSTER,
    HERNING,
    PREVENTION,
    everyone,
    following,
    profile,
    with_levels,
)
from tests.support.invented import InventedData, read

from kdanalysis.report.profile.booking import booking, jumps
from kdanalysis.report.profile.profile import MunicipalProfile, profile_of

if TYPE_CHECKING:
    from kdanalysis.project import Project
    from kdanalysis.tables.dataset import Dataset


def test_jumps_are_listed_and_not_drawn(own: dict[str, MunicipalProfile]) -> None:
    text = read(jumps(own["Randers"]))
    assert "formentlig" in text
    assert "2022, forebyggende foranstaltninger for børn og unge: fra 886 til 545 kr." in text
    assert "fra 545 til 947 kr. pr. indbygger; tilbage til niveauet før." in text
    assert jumps(own["Aarhus"]).startswith("Ingen af de viste poster springer i perioden 2016-2024")


def test_a_move_between_accounts_is_pointed_out(own: dict[str, MunicipalProfile]) -> None:
    text = read(jumps(own["Syddjurs"]))
    assert (
        "fra 890 til 705 kr. pr. indbygger; niveauet er skiftet. Samtidig steg forebyggende "
        "foranstaltninger for børn og unge 286 kr. pr. indbygger, så noget er formentlig flyttet."
    ) in text
    assert "Samtidig" not in read(jumps(own["Randers"]))


def test_jumps_outside_the_period_are_left_out(checkout: Project) -> None:
    told = profile(checkout, "Randers", "2016-2021")
    assert jumps(told).startswith("Ingen af de viste poster springer")


def test_booking_compares_ranks_apart_and_together(own: dict[str, MunicipalProfile]) -> None:
    aarhus = read(booking(own["Aarhus"]))
    assert "19,1 % under landsplan (nr. 13; hver for sig nr. 4 og 17)" in aarhus
    assert aarhus.endswith("så summen er et sikrere mål end den enkelte post.")
    assert read(booking(own["Samsø"])).endswith("27,4 % over landsplan.")


def test_a_rank_that_booking_cannot_move_is_said_to_hold(project_copy: Project) -> None:
    for item in (PREVENTION, FOSTER):
        following(project_copy, HERNING, item, times=3)
    told = read(booking(profile(project_copy, HERNING)))
    assert "(nr. 1; hver for sig nr. 1 og 1)" in told
    assert "Pladsen er den samme" in told


def test_the_whole_plan_is_joined_by_main_area(data: Dataset) -> None:
    accounts = everyone(data)
    text = read(booking(profile_of(accounts, area=HERNING, period=None)))
    assert "Lagt sammen ligger voksenområdet" in text
    assert "posterne hver for sig fra nr." in text
    assert "Lagt sammen ligger børne- og ungeområdet" in text
    # Everybody spends the same amount, so all places are those of the number of inhabitants.
    assert text.count("Pladsen er den samme") == 1
    net = accounts.table("net_expenditure")
    dear = (pl.col("function_code") == PREVENTION) & (pl.col("area_code") == HERNING)
    moved = net.with_columns(
        amount_tkr=pl.when(dear).then(pl.col("amount_tkr") * 90).otherwise("amount_tkr")
    )
    other = InventedData(data.project, 2022, {**accounts.frames, "net_expenditure": moved})
    text = read(booking(profile_of(other, area=HERNING, period=None)))
    assert "Pladsen er den samme" in text
    assert "Forskellen kan være bogføring" in text


def test_many_jumps_are_told_in_short(project_copy: Project) -> None:
    zigzag = {
        (HERNING, item, year): 400 if year % 2 else 1200
        for item in (PREVENTION, FOSTER, DRUGS)
        for year in range(2016, 2025)
    }
    text = read(jumps(profile(with_levels(project_copy, zigzag), HERNING)))
    assert text.count("\n- ") == 5
    assert "\n- Desuden springer forebyggende foranstaltninger for børn og unge (2021, " in text
    assert text.endswith(
        "stofmisbrugsbehandling (2017, 2018, 2019, 2020, 2021, 2022, 2023 og 2024)."
    )


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
    text = read(jumps(told))
    assert "2019, forebyggende foranstaltninger" in text
    assert "Samtidig" not in text
