"""What a profile says: each branch on data that leads to it."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

import polars as pl
import pytest
from tests.report.profile.cases import (
    DRUGS,
    FOSTER,
    HERNING,
    PREVENTION,
    everyone,
    excerpt,
    following,
    profile,
    with_levels,
)
from tests.support.invented import InventedData, read

from kdanalysis.evidence.arguments import evaluate
from kdanalysis.evidence.value import Value
from kdanalysis.report.charts.accounts import Strip, strip_chart
from kdanalysis.report.profile.booking import bought_tables, purchases
from kdanalysis.report.profile.comparison import (
    basis,
    beside,
    coverage,
    development,
    development_figure,
    development_table,
    key_points,
    key_to_dots,
    level_table,
    mix,
    position,
    position_figure,
    similar_size,
    small_base,
)
from kdanalysis.report.profile.profile import MunicipalProfile, compact, open_profile, profile_of
from kdanalysis.tables.period import Period
from kdanalysis.tables.price_level import PriceChain

if TYPE_CHECKING:
    from kdanalysis.project import Project
    from kdanalysis.tables.dataset import Dataset


@pytest.fixture(scope="module")
def whole(data: Dataset) -> MunicipalProfile:
    return profile_of(everyone(data), area="Samsø", period=None)


def test_an_excerpt_is_headed_so(own: dict[str, MunicipalProfile], whole: MunicipalProfile) -> None:
    text = coverage(own["Aarhus"])
    assert 'title="Uddrag: tre funktioner"' in text
    for dotted in ("5.28.21", "5.28.22", "5.38.45"):
        assert dotted in text
    assert coverage(whole) == ""


def test_position_beside_the_country_and_the_others(own: dict[str, MunicipalProfile]) -> None:
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


def test_development_beside_the_country(
    own: dict[str, MunicipalProfile], project_copy: Project
) -> None:
    assert read(development(own["Aarhus"], FOSTER)) == (
        "Niveauet steg 16,1 % i løbende priser fra 2016 til 2024 mod en stigning på 14,0 % på "
        "landsplan."
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
        "Niveauet var uændret i løbende priser fra 2016 til 2024 mod uændret på landsplan."
    )


def test_a_falling_country_is_called_a_fall(project_copy: Project) -> None:
    levels = {("000", DRUGS, year): 200 - 10 * (year - 2016) for year in range(2016, 2025)}
    told = profile(with_levels(project_copy, levels), HERNING)
    assert "mod et fald på 40,0 % på landsplan" in read(development(told, DRUGS))


def test_an_account_that_is_not_used_is_said_to_be(whole: MunicipalProfile) -> None:
    early = MunicipalProfile(whole.data, whole.area, Period(2018, 2018))
    assert position(early, "youth_crime") == "Kontoen er ikke brugt på Samsø i 2018."
    assert "youth_crime" not in early.items


def test_key_points_are_one_for_each_main_item(
    own: dict[str, MunicipalProfile], whole: MunicipalProfile
) -> None:
    for told in (own["Aarhus"], whole):
        assert key_points(told).count("\n- ") + 1 == 3


def test_similar_size(own: dict[str, MunicipalProfile]) -> None:
    assert "er Horsens, Herning, Silkeborg og Viborg." in read(similar_size(own["Randers"]))
    assert "Ingen af de øvrige" in read(similar_size(own["Aarhus"]))
    assert (
        read(similar_size(own["Samsø"])) == "Samsø Kommune havde 3.694 indbyggere 1. januar 2024."
    )


def test_a_small_municipality_is_told_why_it_has_no_rank(own: dict[str, MunicipalProfile]) -> None:
    text = read(small_base(own["Samsø"]))
    assert "under 10.000 indbyggere" in text
    assert "1.000.000 kr. svarer her til 271 kr. pr. indbygger" in text
    assert small_base(own["Aarhus"]) == ""


def test_the_mix_names_the_widest_difference(
    own: dict[str, MunicipalProfile], whole: MunicipalProfile
) -> None:
    assert read(mix(own["Aarhus"])) == (
        "Sammensætningen afviger mest fra landet for forebyggende foranstaltninger for børn og "
        "unge, der i 2024 udgør 68,0 % af udgifterne til de viste funktioner mod 59,7 % på "
        "landsplan og 59,7 % i Aarhus i 2016."
    )
    assert "af udgifterne mod" in mix(whole)


def test_the_mix_of_an_item_that_is_new_has_no_share_before(data: Dataset) -> None:
    accounts = everyone(data)
    dear = (pl.col("function_code") == "52826") & (pl.col("area_code") == HERNING)
    net = accounts.table("net_expenditure").with_columns(
        amount_tkr=pl.when(dear).then(pl.col("amount_tkr") * 50).otherwise("amount_tkr")
    )
    frames = {**accounts.frames, "net_expenditure": net}
    told = profile_of(InventedData(data.project, 2022, frames), area=HERNING, period=None)
    text = read(mix(told))
    assert "ungdomskriminalitet" in text
    assert text.endswith("på landsplan.")


def test_purchases_come_with_the_accounts(
    own: dict[str, MunicipalProfile], whole: MunicipalProfile
) -> None:
    assert "kan ikke vises for den enkelte kommune" in purchases(own["Aarhus"])
    text = read(purchases(whole))
    assert "udgjorde 16,7 % af alle køb på Samsø i 2022 mod 16,7 % i 2018" in text
    assert "På landsplan var andelen 16,7 % og medianen af kommunerne 16,7 % i 2022." in text
    assert "På Samsø ligger køb hos private ikke over betalinger til kommuner" in text
    assert bought_tables(own["Aarhus"]) == ()
    (table,) = bought_tables(whole)
    assert [row.total for row in table.rows] == [False, False, False, True]
    assert "Lign." not in table.columns


def test_purchases_are_per_inhabitant_and_need_no_rates(data: Dataset) -> None:
    accounts = everyone(data)
    bought = accounts.table("purchases")
    private = (pl.col("area_code") == HERNING) & (pl.col("art_code") == "40")
    more = bought.with_columns(
        amount_tkr=pl.when(private & (pl.col("year") >= 2021))
        .then(pl.col("amount_tkr") * 2)
        .otherwise("amount_tkr")
    )
    other = InventedData(data.project, 2022, {**accounts.frames, "purchases": more})
    object.__setattr__(other, "chain", PriceChain({2019: Fraction(0)}))
    told = profile_of(other, area=HERNING, period=None)
    assert "I Herning overstiger køb hos private betalinger til kommuner fra 2021." in read(
        purchases(told)
    )
    people = data.inhabitants(HERNING, 2022)
    (table,) = bought_tables(told)
    row = [cell.exact for cell in table.rows[0].cells if isinstance(cell, Value)]
    assert row[1] == Fraction(2 * 22_000_000, people)
    assert row[-2] == Fraction(2, 7) * 100
    assert table.columns[5] == "Lign."
    key = purchases(told).split('k="profile_passing_year')[1].split('"')[0]
    assert evaluate(f"profile_passing_year{key}", other).exact == 2021


def test_the_text_says_what_the_amounts_are(
    own: dict[str, MunicipalProfile], whole: MunicipalProfile
) -> None:
    assert "Uddraget oplyser hverken" in basis(own["Aarhus"])
    assert "nettodriftsudgifter før statsrefusion i løbende priser, delt" in basis(whole)
    assert "lyseblå" in key_to_dots(own["Randers"])
    assert "lyseblå" not in key_to_dots(own["Aarhus"])
    assert compact(own["Aarhus"]) != compact(whole)


def test_tables_leave_out_what_there_is_none_of(own: dict[str, MunicipalProfile]) -> None:
    levels = {name: level_table(told) for name, told in own.items()}
    assert levels["Randers"].columns[-3:] == ("Plads", "Fra", "Til")
    assert levels["Aarhus"].columns[-3:] == ("Plads", "Fra", "Til")
    assert levels["Randers"].columns[-4] == "Lign."
    assert levels["Aarhus"].columns[-4] == "Højest"
    assert levels["Samsø"].columns[-1] == "Højest"
    assert "plads" in levels["Aarhus"].unit
    assert "plads" not in levels["Samsø"].unit
    assert [told.note is not None and "lign." in told.note for told in levels.values()] == [
        False, True, False, True
    ]  # fmt: skip
    assert development_table(own["Randers"]).columns[-1] == "Andel, lign."
    assert development_table(own["Aarhus"]).columns[-1] == "Andel, median"
    missing = development_table(own["Syddjurs"]).rows[0].cells[0]
    assert isinstance(missing, Value)
    assert missing.amount is None


def test_places_over_the_years_have_two_ends(own: dict[str, MunicipalProfile]) -> None:
    table = level_table(own["Aarhus"])
    ends = [cell.exact for cell in table.rows[1].cells[-3:] if isinstance(cell, Value)]
    assert ends == [17, 17, 18]
    assert table.note is not None
    assert "Fra og til er øverste og nederste plads i 2016-2024." in table.note


def test_figures_carry_every_municipality_and_break_at_jumps(
    own: dict[str, MunicipalProfile],
) -> None:
    placed = position_figure(own["Syddjurs"])
    assert len(placed.numbers.categories) == 19
    assert placed.finding == (
        "Syddjurs Kommune ligger over landsplan for plejefamilier og stofmisbrugsbehandling."
    )
    assert "på alle de viste poster" in position_figure(own["Aarhus"]).finding
    drawn = development_figure(own["Syddjurs"])
    assert "linjen er brudt" in drawn.finding
    assert "94 i 2016 og 72 i 2024" in read(development_figure(own["Randers"]).finding)


def test_a_municipality_above_on_everything_is_said_to_be(project_copy: Project) -> None:
    for item in (PREVENTION, FOSTER, DRUGS):
        following(project_copy, HERNING, item, times=2)
    figure = position_figure(profile(project_copy, HERNING))
    assert figure.finding == "Herning Kommune ligger over landsplan på alle de viste poster."


def test_the_whole_account_plan_fills_tables_and_figures(whole: MunicipalProfile) -> None:
    assert len(level_table(whole).rows) == len(whole.items) > 10
    assert len(position_figure(whole).numbers.series) == 3
    assert "<svg" in development_figure(whole).svg


def test_the_profile_opens_on_the_projects_data() -> None:
    assert open_profile(area="751", period="2018-2022").period.last == 2022


def test_one_without_a_level_is_left_out_of_the_strip(own: dict[str, MunicipalProfile]) -> None:
    level = own["Aarhus"].index(FOSTER, 2024)
    none = replace(level, amount=None)
    drawn = strip_chart([Strip("Plejefamilier", (level, none), (), none)], "Aarhus", "Landet")
    whole = strip_chart([Strip("Plejefamilier", (level,), (), level)], "Aarhus", "Landet")
    assert "<!-- Aarhus 62 -->" in whole
    assert "<!-- Aarhus" not in drawn
