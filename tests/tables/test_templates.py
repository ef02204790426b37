"""Dated inputs: a template, and taking what was filled in, with its receipt."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from tests.house.refresh.projects import call
from tests.support.fetching import copied
from tests.support.place import ROOT

from kdanalysis.project import InputError, Project
from kdanalysis.render.steps import TABLES
from kdanalysis.report.subjects.accounts import Choice, View, price_level
from kdanalysis.sources.receipts import read_raw_csv, read_receipt
from kdanalysis.tables.accounts import read_left_out
from kdanalysis.tables.areas import read_areas
from kdanalysis.tables.build import build_processed, processed_tables
from kdanalysis.tables.dataset import open_priced
from kdanalysis.tables.per_inhabitant import newest_excerpt, read_excerpt, read_excerpt_file
from kdanalysis.tables.period import Period
from kdanalysis.tables.price_level import read_price_chain
from kdanalysis.tables.registers import REGISTERS, take, write_register_template

if TYPE_CHECKING:
    from pathlib import Path

    from typer.testing import CliRunner

DAY = date(2024, 6, 14)
RATE = "from_year;to_year;rate_pct;status;basis\r\n2022;2023;{rate};skøn;KL, juni 2023\r\n"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return copied(ROOT, tmp_path)


def filled(project: Project, text: str) -> Path:
    file = project.root / "udfyldt.csv"
    file.write_text(text, encoding="utf-8-sig")
    return file


@pytest.mark.parametrize("name", list(REGISTERS))
def test_a_template_has_the_columns_and_is_never_overwritten(project: Project, name: str) -> None:
    file = project.root / f"{name}.csv"
    write_register_template(project, name, file)
    content = file.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    head = content.decode("utf-8-sig").splitlines()[0]
    assert head == ";".join(REGISTERS[name].columns)
    with pytest.raises(InputError, match="findes allerede"):
        write_register_template(project, name, file)
    assert file.read_bytes() == content


def test_the_next_rate_and_population_are_suggested(project: Project) -> None:
    rates, people = project.root / "pl.csv", project.root / "befolkning.csv"
    write_register_template(project, "pl", rates)
    write_register_template(project, "befolkning", people)
    assert rates.read_text(encoding="utf-8-sig").splitlines()[1] == "2022;2023;;;"
    lines = people.read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 22
    assert lines[1] == "000;Hele landet;2027K1;"


@pytest.mark.parametrize("rate", ["4,9", "4.9"])
def test_a_rate_is_added_with_receipt(project: Project, rate: str) -> None:
    before = read_price_chain(project.raw / "pl" / "pl_chain.csv").rates
    target = take(project, "pl", filled(project, RATE.format(rate=rate)), "KL's skøn", DAY)
    after = read_price_chain(target).rates
    assert {**before, 2023: after[2023]} == after
    assert float(after[2023]) == 0.049
    receipt = read_receipt(target)
    assert receipt.rows == 5
    assert (receipt.note or "").endswith("2024-06-14: KL's skøn")
    assert "tilbageregning" in receipt.source
    build_processed(project)
    assert open_priced(project, 2023).price_year == 2023


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (RATE.format(rate=""), "rate_pct er tom"),
        (RATE.format(rate="fem"), "rate_pct: »fem« er ikke et tal"),
        (RATE.format(rate="4,9").replace("2022;2023", "2024;2025"), "hænger ikke sammen"),
        (RATE.format(rate="4,9;x"), "for mange celler"),
        (RATE.format(rate="4,9").replace("status", "stand"), "Overskriften"),
        (RATE.partition("\r\n")[0], "ikke udfyldt"),
        ("", "Overskriften"),
    ],
)
def test_a_faulty_template_changes_nothing(project: Project, text: str, what: str) -> None:
    chain = project.raw / "pl" / "pl_chain.csv"
    before = chain.read_bytes()
    with pytest.raises(InputError, match=what) as fault:
        take(project, "pl", filled(project, text), "prøve", DAY)
    assert fault.value.remedy
    assert "række 6 her" in fault.value.remedy or "række 6" not in fault.value.what.casefold()
    assert chain.read_bytes() == before


def test_a_file_that_is_missing_or_in_another_encoding_stops(project: Project) -> None:
    file = project.root / "latin.csv"
    with pytest.raises(InputError, match="Filen mangler"):
        take(project, "pl", file, "prøve", DAY)
    file.write_bytes("år;sats".encode("latin-1"))
    with pytest.raises(InputError, match="ikke UTF-8"):
        take(project, "pl", file, "prøve", DAY)


def test_a_new_register_gets_a_receipt_and_grows(project: Project) -> None:
    text = "function_code,title,reason,decided\n{code},Ny ydelse,uden for,2026-11-22\n"
    for code in ("53855", "53870"):
        file = take(project, "udeladte", filled(project, text.format(code=code)), code, DAY)
    assert read_left_out(file) == {"53855", "53870"}
    assert read_receipt(file).rows == 2


def test_a_population_becomes_an_extract_of_its_own(project: Project) -> None:
    first = project.raw / "statbank" / "FOLK1A" / "2026-11-22" / "population.csv"
    kept = first.read_bytes()
    newest = {r["kode"]: r for r in read_raw_csv(first).to_dicts() if r["tid"] == "2026K1"}
    rows = [f"{code};{r['omraade']};2027K1;{r['folketal']}" for code, r in newest.items()]
    text = "\n".join(["kode;omraade;tid;folketal", *rows, ""])
    day = date(2027, 2, 12)
    target = take(project, "befolkning", filled(project, text), "FOLK1A, 1. kvartal", day)
    assert target.parent.name == "2027-02-12"
    assert first.read_bytes() == kept
    build_processed(project)
    assert open_priced(project).inhabitants("000", 2027) == int(newest["000"]["folketal"])
    wrong = text.replace(f"2027K1;{newest['741']['folketal']}", "2027K1;1")
    assert wrong != text
    wrong = wrong.replace("2027K1", "2028K1")
    with pytest.raises(InputError, match="ikke summen"):
        take(project, "befolkning", filled(project, wrong), "prøve", day)


def test_a_second_extract_of_a_day_leaves_the_first(project: Project) -> None:
    """The first extract was handed over on the very day that a user may add another."""
    first = project.raw / "statbank" / "FOLK1A" / "2026-11-22" / "population.csv"
    kept = first.read_bytes()
    newest = {r["kode"]: r for r in read_raw_csv(first).to_dicts() if r["tid"] == "2026K1"}
    rows = [f"{code};{r['omraade']};2027K1;{r['folketal']}" for code, r in newest.items()]
    text = "\n".join(["kode;omraade;tid;folketal", *rows, ""])
    day = date(2026, 11, 22)
    second = take(project, "befolkning", filled(project, text), "FOLK1A", day)
    assert (second.parent.name, first.read_bytes()) == ("2026-11-22-2", kept)
    third = take(project, "befolkning", filled(project, text.replace("2027", "2028")), "F", day)
    assert third.parent.name == "2026-11-22-3"
    build_processed(project)
    assert open_priced(project).inhabitants("000", 2028) == int(newest["000"]["folketal"])


def test_figures_per_inhabitant_are_entered_by_a_template_of_the_next_year(
    project: Project,
) -> None:
    areas = read_areas(project.raw / "local" / "areas.csv")
    before = read_excerpt(project.raw, areas)
    file = project.root / "pr_indbygger.csv"
    write_register_template(project, "pr_indbygger", file)
    lines = file.read_text(encoding="utf-8-sig").splitlines()
    year = before.years[-1] + 1
    # The country and 19 municipalities, three functions.
    assert len(lines) == 1 + 20 * 3
    assert all(line.endswith(f";TOT;INDL;{year};") for line in lines[1:])
    text = "\n".join([lines[0], *(f"{line}{1000 + i}" for i, line in enumerate(lines[1:])), ""])
    known = read_receipt(newest_excerpt(project.raw)).rows or 0
    day = date(2027, 5, 8)
    target = take(project, "pr_indbygger", filled(project, text), "REGK31, INDL", day)
    assert (target, target.parent.name) == (newest_excerpt(project.raw), "2027-05-08")
    after = read_excerpt_file(target, areas)
    assert after.years == range(before.years[0], year + 1)
    first = lines[1].split(";")
    assert after.level_kr(first[0], first[2], year) == 1000
    assert after.level_kr(first[0], first[2], 2020) == before.level_kr(first[0], first[2], 2020)
    assert read_receipt(target).rows == known + 60


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [("1000", "tusind", "ikke et helt tal"), ("\n741;", "\n615;", "står to gange")],
)
def test_faulty_figures_per_inhabitant_change_nothing(
    project: Project, old: str, new: str, what: str
) -> None:
    file = project.root / "pr_indbygger.csv"
    write_register_template(project, "pr_indbygger", file)
    lines = file.read_text(encoding="utf-8-sig").splitlines()
    text = "\n".join([lines[0], *(f"{line}{1000 + i}" for i, line in enumerate(lines[1:])), ""])
    assert old in text
    folders = sorted((project.raw / "statbank" / "REGK31_INDL_uddrag").iterdir())
    with pytest.raises(InputError, match=what):
        take(project, "pr_indbygger", filled(project, text.replace(old, new, 1)), "prøve", DAY)
    assert sorted((project.raw / "statbank" / "REGK31_INDL_uddrag").iterdir()) == folders


def test_an_added_rate_is_told_with_status_and_source(project: Project) -> None:
    """The chain behind the printed tables is derived; what users add is not."""
    take(project, "pl", filled(project, RATE.format(rate="4,9")), "KL's skøn", DAY)
    build_processed(project)
    data = open_priced(project, 2022)
    assert data.citation("price_index").endswith("; sats til 2023: KL, juni 2023")
    view = View(data, "082", Period(2018, 2022))
    told = price_level(Choice(view, view))
    assert "Kæden til og med 2022 er afledt af de trykte tabeller" in told
    assert told.endswith("Tilføjet siden, med kilde i data: satsen til 2023 (skøn).")


def test_the_commands_write_and_take_a_template(
    project: Project, runner: CliRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project.root)
    assert "pl.csv" in call(runner, "inputs", "new", "pl").stdout
    file = filled(project, RATE.format(rate="4,9"))
    told = call(runner, "inputs", "add", "pl", str(file), "--reason", "KL")
    assert "Tilføjet: data/raw/pl/pl_chain.csv" in told.stdout
    with pytest.raises(InputError, match="»pris« kan ikke bruges som SKABELON"):
        call(runner, "inputs", "add", "pris", str(file), "--reason", "KL")


def test_the_build_step_makes_the_processed_tables(checkout: Project) -> None:
    assert set(TABLES) == set(processed_tables(checkout))
