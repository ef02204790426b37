"""Supplementary services by provider: template, every fault, the analysis, and what is said."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from tests.report.capacity.cases import NAMES, PERIOD, ROWS, delivered, with_accounts
from typer.testing import CliRunner

from kdanalysis.cli.program import app
from kdanalysis.evidence.arguments import evaluate
from kdanalysis.evidence.catalogue import all_figures
from kdanalysis.evidence.figures import capacity as figures
from kdanalysis.project import InputError
from kdanalysis.sources.workbook.cells import InputFaultsError
from kdanalysis.sources.workbook.layout import HEADER_ROW
from kdanalysis.sources.workbook.supplements import (
    FIELDS,
    PROVIDERS,
    SUPPLEMENTS,
    is_supplements,
    write_supplements_template,
)
from kdanalysis.sources.workbook.template import write_template
from kdanalysis.tables.capacity import read_accounts

if TYPE_CHECKING:
    from pathlib import Path

    from kdanalysis.project import Project


def fault(file: Path, *rows: tuple[Any, ...]) -> InputFaultsError:
    with pytest.raises(InputFaultsError) as caught:
        read_accounts(delivered(file, rows), NAMES)
    return caught.value


def test_the_template_is_recognised_and_never_overwritten(tmp_path: Path) -> None:
    ours, theirs = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    write_supplements_template(ours)
    write_template(theirs)
    assert is_supplements(ours)
    assert not is_supplements(theirs)
    assert not is_supplements(tmp_path / "c.csv")
    assert not is_supplements(tmp_path / "missing.xlsx")
    before = ours.read_bytes()
    with pytest.raises(InputError, match="overskrevet"):
        write_supplements_template(ours)
    assert ours.read_bytes() == before
    headings = [c.value for c in openpyxl.load_workbook(ours)[PROVIDERS][HEADER_ROW]]
    assert headings == [field.title for field in FIELDS]


def test_what_is_delivered_is_read(tmp_path: Path) -> None:
    found = read_accounts(delivered(tmp_path / "a.xlsx", ROWS), NAMES)
    assert len(found) == len(ROWS)
    assert (found[0].provider, found[0].year, found[0].above_full) == ("Odder", 2021, True)
    assert found[3].supplement_kr == 8_000_000


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        (0, None, "»Driftsherre« mangler"),
        (0, "Skagen", "»Skagen« er ikke en af kommunerne"),
        (1, "amt", "ikke en mulighed"),
        (2, 22, "22 er ikke et regnskabsår"),
        (2, 2022.5, "ikke et helt tal"),
        (3, "50 mio.", "er tekst, ikke et tal"),
        (3, 0, "større end 0"),
        (4, -1, "negativ"),
        (4, 60_000_000, "større end det samlede regnskab"),
        (5, None, "»Indskrivning over 100 % regnet med« mangler"),
    ],
)
def test_a_spoilt_cell_is_named_with_row_and_column(
    tmp_path: Path, column: int, value: object, said: str
) -> None:
    row: list[Any] = list(ROWS[0])
    row[column] = value
    told = fault(tmp_path / "a.xlsx", tuple(row), ROWS[3])
    assert said in str(told)
    assert [f.place.row for f in told.faults] == [HEADER_ROW + 1] * len(told.faults)
    assert len(told.faults) == 1


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    told = fault(tmp_path / "a.xlsx", ROWS[0], ROWS[0], ("Viborg", "kommune", 2021, 0, -1, "nej"))
    assert len(told.faults) == 3
    assert "»Odder« 2021 står også i række 5" in str(told)


def test_years_told_in_two_ways_are_refused(tmp_path: Path) -> None:
    told = fault(tmp_path / "a.xlsx", ROWS[0], (*ROWS[1][:-1], "nej"))
    assert "opgjort på en anden måde end i række 5" in str(told)


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        (0, "odder", "»odder« er skrevet på en anden måde i række 5"),
        (1, "anden", "»Odder« har en anden type end i række 5"),
        (3, 41_000, "det ene er mindst 100 gange større"),
    ],
)
def test_years_of_one_provider_must_fit(
    tmp_path: Path, column: int, value: object, said: str
) -> None:
    row: list[Any] = [*ROWS[1][:3], ROWS[1][3], 100, ROWS[1][5]]
    row[column] = value
    if column == 0:  # a municipality's name is checked by itself
        told = fault(
            tmp_path / "a.xlsx", (ROWS[0][0], "anden", *ROWS[0][2:]), (value, "anden", *row[2:])
        )
    else:
        told = fault(tmp_path / "a.xlsx", ROWS[0], tuple(row))
    assert [fault_.what for fault_ in told.faults if said in fault_.what]
    assert len(told.faults) == 1


def test_a_renamed_column_and_a_danish_comma_are_named(tmp_path: Path) -> None:
    told = fault(tmp_path / "a.xlsx", (*ROWS[0][:3], "50.000.000,50", *ROWS[0][4:]))
    assert "er tekst, ikke et tal" in str(told)
    file = delivered(tmp_path / "b.xlsx", ROWS)
    book = openpyxl.load_workbook(file)
    book[PROVIDERS].cell(HEADER_ROW, 3).value = "År"
    book.save(file)
    with pytest.raises(InputFaultsError) as caught:
        read_accounts(file, NAMES)
    assert "Regnskabsår" in str(caught.value)


def test_an_empty_workbook_and_one_of_another_kind_are_refused(tmp_path: Path) -> None:
    assert "ingen rækker" in str(fault(tmp_path / "a.xlsx"))
    write_template(tmp_path / "b.xlsx")
    with pytest.raises(InputFaultsError, match="inputs new tillaegsydelse"):
        read_accounts(tmp_path / "b.xlsx", NAMES)
    with pytest.raises(InputError, match="findes ikke"):
        read_accounts(tmp_path / "c.xlsx", NAMES)


def test_another_version_is_refused(tmp_path: Path) -> None:
    file = delivered(tmp_path / "a.xlsx", ROWS)
    book = openpyxl.load_workbook(file)
    (place,) = book.defined_names[SUPPLEMENTS.version_name].destinations
    book[place[0]][place[1].replace("$", "")].value = 2
    book.save(file)
    with pytest.raises(InputFaultsError, match="version 2 er nyere end 1"):
        read_accounts(file, NAMES)


def test_shares_and_changes(project_copy: Project) -> None:
    data = with_accounts(project_copy, ROWS).data
    share = figures.supplement_share_pct(data, provider="Viborg", year=2022)
    assert share.rounded == Decimal("8.00")
    everyone = figures.supplement_share_pct(data, provider="alle", year=2021)
    assert everyone.exact == Fraction(15, 200) * 100
    change = figures.supplement_share_change(data, provider="Odder", period=PERIOD)
    assert change.exact == -2
    # The region has one year only, so the change of all leaves it out.
    assert figures.supplement_change(data, provider="alle", period=PERIOD).exact == 2_000_000
    together = figures.supplement_share_change(data, provider="alle", period=PERIOD)
    assert together.exact == (Fraction(13, 160) - Fraction(11, 160)) * 100
    assert (
        figures.supplement_change(data, provider="Region Midtjylland", period=PERIOD).amount is None
    )
    counts = [
        figures.supplement_movers(data, kind="kommune", way=way, period=PERIOD).exact
        for way in ("up", "down", "flat")
    ]
    assert counts == [1, 1, 1]
    assert figures.supplement_municipalities(data, period=PERIOD).exact == 3
    all_figures()
    assert evaluate(share.provenance.key, data) == share
    with pytest.raises(InputError, match="Der findes ikke Skagen"):
        figures.supplement_share_pct(data, provider="Skagen", year=2022)


def test_the_commands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, checkout: Project) -> None:
    monkeypatch.chdir(checkout.root)
    file = tmp_path / "t.xlsx"
    made = CliRunner().invoke(app, ["inputs", "new", "tillaegsydelse", "--out", str(file)])
    assert made.exit_code == 0, made.output
    assert is_supplements(file)
    filled = delivered(tmp_path / "f.xlsx", ROWS)
    told = CliRunner().invoke(app, ["inputs", "validate", str(filled)])
    assert told.exit_code == 0, told.output
    assert "Filen er i orden." in told.output
    assert "2022: tillægsydelse 8,13 % af det samlede regnskab" in told.output
