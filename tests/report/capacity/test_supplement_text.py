"""What is said of supplementary services by provider, with and without delivered accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.report.capacity.cases import ROWS, Row, capacity, with_accounts
from tests.support.invented import read

from kdanalysis.evidence.figures import capacity as figures
from kdanalysis.project import InputError
from kdanalysis.report.capacity.supplements import provider_status, provider_tables, provider_trend
from kdanalysis.tables.areas import read_areas
from kdanalysis.tables.given import municipalities

if TYPE_CHECKING:
    from kdanalysis.project import Project


def test_without_accounts_the_report_says_so(checkout: Project) -> None:
    told = capacity(checkout)
    text = read(provider_status(told))
    assert "ikke offentlige og ikke leveret" in text
    assert (
        "8,66 % i 2021 og 8,35 % i 2022 (−0,31 procentpoint), en ændring i indtægten på −14 mio. "
        "kr., fald i 11 kommuner og stigning i 6 og regionen; for 2 kommuner er udviklingen ikke "
        "oplyst."
    ) in text
    assert provider_trend(told) == ""
    assert provider_tables(told) == ()


def test_one_year_gives_no_development(project_copy: Project) -> None:
    told = with_accounts(project_copy, ROWS[:1])
    assert "kun leveret regnskaber for ét år" in provider_status(told)
    assert provider_trend(told) == ""
    assert provider_tables(told) == ()


def test_development_against_what_is_published(project_copy: Project) -> None:
    told = with_accounts(project_copy, ROWS)
    assert "leverede regnskaber" in provider_status(told)
    text = read(provider_trend(told))
    assert "7,50 % i 2021 og 8,13 % i 2022" in text
    assert "indtægten steg 2,0 mio. kr. hos dem med begge år" in text
    assert (
        "Kommuner med begge år: 3; indtægten faldt i 1 (Odder), steg i 1 (Viborg) og var uændret i "
        "1 (Samsø). Uden begge år, og derfor uden ændring: Region Midtjylland."
    ) in text
    assert (
        "De leverede tal afviger fra de offentliggjorte: andelen i 2021 (7,50 % mod 8,66 %)" in text
    )
    assert "kommuner med fald (1 mod 11)" in text
    assert "regionen (ingen stigning leveret)" in text


def as_published(project: Project, down: int, up: int) -> list[Row]:
    """Return invented accounts that add up to the published totals (2023: 2944-2946).

    Of 20 providers with 5.000 mio. kr. together in 2021, income falls from 433 to 419 mio. kr. and
    the accounts grow to 5.018 mio. kr.: 8,66 % and 8,35 %.
    """
    areas = read_areas(project.raw / "local" / "areas.csv")
    names = [area.name for area in municipalities(areas)]
    before = dict.fromkeys(names, 20_000_000)
    after = before | dict.fromkeys(names[:down], 17_000_000)
    after |= dict.fromkeys(names[down : down + up], 21_000_000)
    rows: list[Row] = []
    for year, told, income, whole in ((2021, before, 433, 5_000), (2022, after, 419, 5_018)):
        rows += [(name, "kommune", year, 200_000_000, kr, "ja") for name, kr in told.items()]
        rest = whole * 1_000_000 - 200_000_000 * len(names)
        own = income * 1_000_000 - sum(told.values())
        rows.append(("Region Midtjylland", "region", year, rest, own, "ja"))
    return rows


@pytest.mark.parametrize(("down", "up"), [(11, 6), (12, 7), (13, 6), (11, 8)])
def test_published_totals_can_be_reproduced(project_copy: Project, down: int, up: int) -> None:
    text = read(provider_trend(with_accounts(project_copy, as_published(project_copy, down, up))))
    assert "8,66 % i 2021 og 8,35 % i 2022" in text
    assert "indtægten faldt 14,0 mio. kr." in text
    assert "Hos Region Midtjylland steg indtægten." in text
    assert text.endswith("Alle de offentliggjorte tal er genberegnet uden afvigelser.")


def test_each_published_total_that_is_not_met_is_named(project_copy: Project) -> None:
    text = read(provider_trend(with_accounts(project_copy, as_published(project_copy, 10, 6))))
    assert "fra de offentliggjorte: kommuner med fald (10 mod 11). Det" in text


def test_income_that_stands_still_and_places_above_full(project_copy: Project) -> None:
    rows: list[Row] = [
        ("Odder", "kommune", 2021, 10_000_000, 866_000, "nej"),
        ("Odder", "kommune", 2022, 10_000_000, 866_000, "nej"),
    ]
    told = with_accounts(project_copy, rows)
    assert "indtægten var uændret" in read(provider_trend(told))
    (table,) = provider_tables(told)
    assert table.note is not None
    assert table.note.endswith("Indskrivning ud over fuld belægning er ikke med.")


def test_falling_income_and_other_years(project_copy: Project) -> None:
    rows: list[Row] = [
        ("Odder", "kommune", 2022, 10_000_000, 900_000, "ja"),
        ("Odder", "kommune", 2023, 10_000_000, 400_000, "ja"),
    ]
    text = read(provider_trend(with_accounts(project_copy, rows)))
    assert "indtægten faldt 0,5 mio. kr." in text
    assert "Årene er ikke dem" in text


def test_nobody_with_both_years(project_copy: Project) -> None:
    told = with_accounts(project_copy, (ROWS[0], ROWS[3]))
    assert "ingen driftsherre har leveret begge år" in provider_trend(told)
    (table,) = provider_tables(told)
    assert len(table.rows) == 3
    assert table.note is not None
    assert "Ændringerne i alt er uden Odder og Viborg, der ikke har" in table.note


def test_the_table_puts_falls_first_and_the_unknown_last(project_copy: Project) -> None:
    mixed = (*ROWS, ("Bo A/S", "anden", 2022, 1_000, 10, "nej"))
    (table,) = provider_tables(with_accounts(project_copy, mixed))
    labels = [row.label for row in table.rows]
    assert labels[:3] == ["Odder", "Samsø", "Viborg"]
    assert labels[-1] == "I alt"
    assert table.note is not None
    assert "forskelligt" in table.note


def test_an_unsigned_or_changed_workbook_stops(project_copy: Project) -> None:
    told = with_accounts(project_copy, ROWS)
    file = figures.accounts_file(told.data)
    file.write_bytes(file.read_bytes() + b" ")
    with pytest.raises(InputError, match="ændret"):
        figures.accounts(told.data)
