"""Revisions and what changed between them, on altered copies of the repository's own data."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

import polars as pl
import pytest
from tests.house.refresh.projects import call
from tests.support.fetching import copied
from tests.support.place import ROOT
from tests.support.raw_files import replace_and_sign

from kdanalysis.evidence.arguments import evaluate
from kdanalysis.evidence.catalogue import all_figures
from kdanalysis.evidence.revisions import figures
from kdanalysis.evidence.revisions.changes import Changes, Headline, headlines_of, leads, ranks
from kdanalysis.evidence.revisions.store import TABLES, Revision, headlines, record, revisions
from kdanalysis.evidence.value import Unit, Value
from kdanalysis.project import InputError, Project
from kdanalysis.report import changes as changes_checks
from kdanalysis.report.changes import change_report, summary_lines
from kdanalysis.report.elements.breaks import dotted
from kdanalysis.report.elements.numbers import tidy
from kdanalysis.report.elements.tables import Table, plain_text
from kdanalysis.report.subjects import changes as changes_text
from kdanalysis.report.subjects.changes import Revisited, open_changes, revisited
from kdanalysis.tables.build import build_processed
from kdanalysis.tables.dataset import open_priced

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from typer.testing import CliRunner


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project with its first revision."""
    made = copied(ROOT, tmp_path)
    assert record(made) is not None
    return made


def altered(project: Project, table: str, change: pl.Expr) -> None:
    """Change a processed table as a new build would."""
    file = project.processed / f"{table}.csv"
    types = pl.read_csv(file, infer_schema=False)
    frame = types.with_columns(pl.col("year").cast(pl.Int64))
    column = "inhabitants" if table == "population" else "amount_tkr"
    frame = frame.with_columns(pl.col(column).cast(pl.Int64))
    frame.with_columns(change.alias(column)).write_csv(file)


def grown(area: str, column: str, code: str, year: int, delta: int) -> pl.Expr:
    """Return an amount with `delta` added in one cell."""
    cell = (pl.col("area_code") == area) & (pl.col(column) == code) & (pl.col("year") == year)
    return pl.col("amount_tkr") + pl.when(cell).then(delta).otherwise(0)


def review(project: Project) -> Revisited:
    """Record what the project stands on now, and return it beside the revision before."""
    assert record(project) is not None
    return revisited(open_priced(project))


def read(text: str) -> str:
    return plain_text(tidy(text)).replace("\N{NO-BREAK SPACE}", " ")


def test_a_revision_holds_the_tables_and_the_headlines(project: Project) -> None:
    revision = revisions(project)[-1]
    for name in TABLES:
        kept = (revision.folder / f"{name}.csv").read_bytes()
        assert kept == (project.processed / f"{name}.csv").read_bytes()
    known = headlines_of(revision)
    # The whole, 2 targets, 16 groups and 7 functions of larger groups; 6 arts and their sum.
    assert len(known) == len(list(headlines(open_priced(project)))) == 2 * (4 * 26 + 2 * 7 + 1)
    growth = known["growth_pct:082:social:adults"]
    assert growth.key == "growth_pct(area=082, group=adults, period=2018-2022, prices=2022)"
    assert round(float(growth.amount or 0), 1) == 10.9
    assert revision.state["vintages"] == {}


def test_what_has_not_changed_is_not_recorded_again(project: Project) -> None:
    before = {p: p.stat().st_mtime_ns for p in project.revisions.rglob("*")}
    assert record(project) is None
    assert {p: p.stat().st_mtime_ns for p in project.revisions.rglob("*")} == before


def test_revisions_are_named_in_order_though_made_within_a_second(project: Project) -> None:
    for delta in (1, 2, 3):
        altered(project, "net_expenditure", grown("082", "function_code", "53850", 2022, delta))
        assert record(project) is not None
    names = [revision.name for revision in revisions(project)]
    assert len(names) == 4
    assert names == sorted(set(names))


def test_a_damaged_revision_stops(project: Project) -> None:
    revision = revisions(project)[-1]
    (revision.folder / "figures.csv").unlink()
    with pytest.raises(InputError, match="ikke hel"):
        headlines_of(revision)
    (revision.folder / "state.json").write_text("{", encoding="utf-8")
    with pytest.raises(InputError, match="kan ikke læses"):
        _ = Revision(revision.folder).state


def test_the_first_revision_has_nothing_to_compare_with(project: Project) -> None:
    first = revisited(open_priced(project))
    assert first.changes is None
    assert "Der er ingen tidligere udgave" in read(changes_text.compared(first))
    assert "ikke hentet regnskaber" in changes_text.standing(first)
    said = (changes_text.restated, changes_text.rates, changes_text.conclusions)
    assert {say(first) for say in said} == {
        "Der er endnu ingen tidligere optegnelse at sammenligne med."
    }
    for silent in (changes_text.years_and_areas, changes_text.codes, changes_text.program):
        assert silent(first) == ""
    for tables in _TABLES:
        assert tables(first) == ()


_TABLES: tuple[Callable[[Revisited], tuple[Table, ...]], ...] = (
    changes_checks.restated_table,
    changes_checks.figure_table,
    changes_checks.extended_table,
    changes_checks.conclusion_table,
    changes_checks.print_table,
    changes_checks.check_table,
    changes_checks.candidate_table,
)


def test_nothing_recorded_stops(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = copied(ROOT, tmp_path)
    monkeypatch.chdir(made.root)
    with pytest.raises(InputError, match="intet optegnet"):
        open_changes()


def test_an_earlier_revision_may_be_chosen(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    for delta in (1, 2):
        altered(project, "net_expenditure", grown("082", "function_code", "53850", 2022, delta))
        record(project)
    monkeypatch.chdir(project.root)
    first, second, third = revisions(project)
    assert open_changes().before == second
    chosen = open_changes(earlier=first.name)
    assert (chosen.before, chosen.after) == (first, third)
    with pytest.raises(InputError, match="Ukendt optegnelse"):
        open_changes(earlier="i fjor")


def test_restated_cells_are_told_with_old_and_new(project: Project) -> None:
    altered(project, "net_expenditure", grown("082", "function_code", "53850", 2021, 1234))
    altered(project, "purchases", grown("000", "art_code", "47", 2020, -5))
    now = review(project)
    assert "rettet: 2. " in read(changes_text.restated(now))
    (table,) = changes_checks.restated_table(now)
    assert [row.label for row in table.rows] == [
        "Længerevarende botilbud, Midtjylland",
        "Køb, 4.7 Betalinger til kommuner, Hele landet",
    ]
    cells = [cell for cell in table.rows[0].cells if isinstance(cell, Value)]
    before, after, change = (cell.exact for cell in cells)
    assert after - before == change == 1234
    for cell in cells:
        assert evaluate(cell.provenance.key, now.data).amount == cell.amount
    assert read(changes_text.conclusions(now)) == (
        "Ingen konklusion har skiftet retning eller rækkefølge."
    )


def test_an_unmoved_project_says_that_nothing_is_restated(project: Project) -> None:
    altered(project, "net_expenditure", grown("082", "function_code", "53850", 2021, 1))
    first = review(project)
    same = Revisited(first.data, first.after, first.after)
    assert read(changes_text.restated(same)) == (
        "Ingen tidligere offentliggjorte beløb eller folketal er rettet."
    )
    assert changes_text.years_and_areas(same).startswith("Der er ingen nye")
    assert changes_text.rates(same) == "Pris- og lønkæden er den samme."
    assert changes_text.codes(same) == "Kontoplanens funktioner og titler er de samme."
    assert changes_text.program(same) == "Beregningskoden er den samme."
    assert "samme dag" in read(changes_text.compared(same))


def test_a_figure_is_asked_the_same_question_again(project: Project) -> None:
    """The printed growth of 10.9 % changes when Midtjylland's last year does."""
    altered(project, "net_expenditure", grown("082", "function_code", "53850", 2022, 300_000))
    now = review(project)
    (table,) = changes_checks.figure_table(now)
    rows = {row.label: row.cells for row in table.rows}
    unit, then, new = rows["Vækst, voksenområdet, i Midtjylland"]
    assert unit == "%"
    assert isinstance(then, Value)
    assert isinstance(new, Value)
    assert (str(then.rounded), str(new.rounded)) == ("10.9", "14.7")
    assert not any("på landsplan" in label for label in rows)
    for value in (then, new):
        assert evaluate(value.provenance.key, now.data).amount == value.amount


def test_a_turned_conclusion_is_named(project: Project) -> None:
    """Children in Midtjylland rise by 1.4 %; 500 million less in the last year is a fall."""
    altered(project, "net_expenditure", grown("082", "function_code", "52822", 2022, -500_000))
    now = review(project)
    assert "@tbl-konklusioner" in changes_text.conclusions(now)
    assert not any("@" in line for line in summary_lines(project))
    (table,) = changes_checks.conclusion_table(now)
    rows = {(row.label, row.cells[0]): row.cells[1:] for row in table.rows}
    children = "Vækst, børne- og ungeområdet, i Midtjylland"
    assert rows[children, "Retning"] == ("stigning", "fald")
    ranked = [cells for (_, kind), cells in rows.items() if kind == "Rækkefølge"]
    assert ranked
    for before, after in ranked:
        assert isinstance(before, Value)
        assert isinstance(after, Value)
        assert before.exact != after.exact


def test_private_passing_municipal_in_another_year_is_a_turned_conclusion(
    project: Project,
) -> None:
    altered(project, "purchases", grown("082", "art_code", "40", 2021, -600_000))
    (table,) = changes_checks.conclusion_table(review(project))
    rows = {row.cells[0]: row for row in table.rows}
    row = rows["Krydsning"]
    assert row.label.startswith("Året, hvor køb hos private overstiger køb hos kommuner")
    years = [cell.amount for cell in row.cells[1:] if isinstance(cell, Value)]
    assert years == [Fraction(2021), Fraction(2022)]


def test_a_new_and_a_changed_rate_are_told(project: Project) -> None:
    chain = project.raw / "pl" / "pl_chain.csv"
    last = "2021,2022,3.7,derived,same\n"
    replace_and_sign(chain, last, last + "2022,2023,4.9,skøn,prøve\n")
    build_processed(project)
    now = review(project)
    assert read(changes_text.rates(now)) == "Satsen til 2023 er ny: 4,9 %."
    backwards = Revisited(now.data, revisions(project)[0], now.after)
    assert read(changes_text.rates(backwards)) == "Satsen til 2023 er faldet bort; den var 4,9 %."
    replace_and_sign(chain, "2022,2023,4.9", "2022,2023,5.1")
    build_processed(project)
    assert read(changes_text.rates(review(project))) == (
        "Satsen til 2023 er ændret fra 4,9 % til 5,1 %."
    )


def test_functions_that_come_go_or_change_title_are_told(project: Project) -> None:
    for revision, codes in ((0, {"53850": "A", "53851": "B"}), (1, {"53850": "C", "53852": "D"})):
        if revision:
            altered(project, "net_expenditure", grown("082", "function_code", "53850", 2021, 1))
            record(project)
        rows = pl.DataFrame({"function_code": list(codes), "title": list(codes.values())})
        rows.write_csv(revisions(project)[revision].folder / "functions.csv")
    now = revisited(open_priced(project))
    assert changes_text.codes(now) == (
        "Funktion 5.38.50 hedder nu »C«; før »A«. "
        "Funktion 5.38.51 er faldet bort; den hed »B«. "
        "Funktion 5.38.52 er kommet til: »D«."
    )


def test_another_program_is_told(project: Project) -> None:
    state = revisions(project)[0].folder / "state.json"
    state.write_text(json.dumps({"vintages": {}, "program": "en anden"}), encoding="utf-8")
    assert record(project) is None, "another program alone is no change"
    altered(project, "net_expenditure", grown("082", "function_code", "53850", 2021, 1))
    assert "Beregningskoden er også ændret" in changes_text.program(review(project))


def test_population_that_is_restated_is_counted(project: Project) -> None:
    altered(project, "population", pl.col("inhabitants") + 1)
    now = review(project)
    assert "Antal folketal, der er rettet: 231." in read(changes_text.restated(now))


def test_a_group_that_is_gone_is_told_in_the_table(project: Project) -> None:
    figures_file = revisions(project)[0].folder / "figures.csv"
    text = figures_file.read_text(encoding="utf-8").replace("group=drugs", "group=druks")
    figures_file.write_text(text, encoding="utf-8")
    altered(project, "net_expenditure", grown("082", "function_code", "53850", 2021, 1))
    (table,) = changes_checks.figure_table(review(project))
    gone = [row for row in table.rows if row.cells[-1] == "findes ikke længere"]
    assert {row.label.split(", ")[1] for row in gone} == {"stofmisbrugsbehandling"}


def headline(name: str, amount: int | None) -> Headline:
    return Headline(name, "", None if amount is None else Fraction(amount), Unit.PCT, 1)


def test_ranks_are_among_parts_of_the_same_whole() -> None:
    amounts = {
        "contribution_pct:082:adults:aids": 5,
        "contribution_pct:082:adults:drugs": 9,
        "contribution_pct:082:adults:escort": None,
        "contribution_pct:000:adults:aids": 1,
        "contribution_pct:082:social:social": 100,
        "growth_pct:082:adults:aids": 50,
    }
    known = {name: headline(name, amount) for name, amount in amounts.items()}
    assert ranks(known) == {
        "contribution_pct:082:adults:drugs": 1,
        "contribution_pct:082:adults:aids": 2,
        "contribution_pct:000:adults:aids": 1,
    }


@pytest.mark.parametrize(("mine", "theirs", "lead"), [(2, 1, 1), (1, 1, 0), (0, 1, -1)])
def test_the_lead_is_held_against_the_country(mine: int, theirs: int, lead: int) -> None:
    names = ("growth_pct:082:social:adults", "growth_pct:000:social:adults")
    pair = zip(names, (mine, theirs), strict=True)
    known = {name: headline(name, amount) for name, amount in pair}
    assert leads(known) == {names[0]: lead}
    known[names[1]] = headline(names[1], None)
    assert leads(known) == {}


@pytest.fixture
def extended(project: Project) -> Revisited:
    """The accounts of 2022 come again as those of 2023, with a rate of 5 %."""
    for name in ("net_expenditure", "purchases"):
        file = project.processed / f"{name}.csv"
        rows = file.read_text(encoding="utf-8")
        last_year = [row for row in rows.splitlines(keepends=True) if ",2022," in row]
        again = [row.replace(",2022,", ",2023,") for row in last_year]
        file.write_text(rows + "".join(again), encoding="utf-8")
    last = "2021,2022,3.7,derived,same\n"
    replace_and_sign(project.raw / "pl" / "pl_chain.csv", last, last + "2022,2023,5.0,skøn,prøve\n")
    return review(project)


def test_the_growth_over_a_longer_period_stands_beside_the_former(extended: Revisited) -> None:
    assert changes_text.years_and_areas(extended) == "Regnskabsår, der er kommet til: 2023."
    table, _ = changes_checks.extended_table(extended)
    rows_by = {row.label: row.cells for row in table.rows}
    _, then, new = rows_by["Vækst, voksenområdet, i Midtjylland"]
    assert isinstance(then, Value)
    assert isinstance(new, Value)
    # The same amounts in prices that are 5 % higher: 110.9 / 1.05.
    assert (str(then.rounded), str(new.rounded)) == ("10.9", "5.6")
    assert "youth_crime" not in " ".join(rows_by)


def test_every_headline_stands_as_it_was_and_is_when_the_period_grows(extended: Revisited) -> None:
    rates, amounts = changes_checks.extended_table(extended)
    labels = {row.label for row in rates.rows}
    assert "Bidrag til ændringen, botilbud, på landsplan" in labels
    assert "Vækst i køb, alle arter, på landsplan" in labels
    assert amounts.unit == "1.000 kr., før i 2022-priser og nu i 2023-priser"
    _, before, after = {r.label: r.cells for r in amounts.rows}[
        "Udgift, voksenområdet, i Midtjylland"
    ]
    assert isinstance(before, Value)
    assert isinstance(after, Value)
    # The accounts of 2022 in prices of 2022, and the same of 2023 in prices of 2023.
    assert before.amount == after.amount
    old, new = (headlines_of(r) for r in (extended.before, extended.after) if r is not None)
    asked = [n for n in new if old[n].amount is not None or new[n].amount is not None]
    assert len(rates.rows) + len(amounts.rows) == len(asked) > 200


def test_a_report_that_shows_no_conclusions_counts_them(extended: Revisited) -> None:
    """The overview of KD-Net has no table to refer to."""
    assert extended.changes is not None
    count = len(extended.changes.turned)
    told = plain_text(changes_text.turned(extended))
    assert told == (
        f"Antal konklusioner, der er andre end før: {count}; de står i rapporten »Ændringer siden "
        f"sidst«."
    )
    assert count
    first = replace(extended, before=None)
    assert changes_text.turned(first) == changes_text.conclusions(first)


def test_the_change_report_is_plain_markdown_with_every_table(extended: Revisited) -> None:
    project = extended.data.project
    told = change_report(project)
    assert "- Regnskabsår, der er kommet til: 2023." in told
    assert told.startswith("> **Regnskab 2023 venter på en PL-sats.** ")
    assert "**Konklusioner, der er andre end før**" in told
    assert "| Vækst, voksenområdet, i Midtjylland | % | 10,9 | 5,6 |" in told
    assert "]{" not in told
    assert "@tbl" not in told
    assert "\N{NO-BREAK SPACE}" not in told
    assert change_report(project, revisions(project)[0].name) == told
    with pytest.raises(InputError, match="Ukendt optegnelse"):
        change_report(project, "1999-01-01T000000")


def test_the_command_changes_prints_or_writes_the_report(
    extended: Revisited, runner: CliRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = extended.data.project
    monkeypatch.chdir(project.root)
    shown = call(runner, "changes")
    assert shown.stdout == change_report(project)
    assert "Skrevet: ud.md" in call(runner, "changes", "--out", "ud.md").stdout
    assert (project.root / "ud.md").read_text(encoding="utf-8") == shown.stdout


def test_a_number_before_a_title_makes_it_no_other_title(extended: Revisited) -> None:
    """The plan's own titles have no number; those of Danmarks Statistik have."""
    changes = extended.changes
    assert changes is not None
    file = changes.after.folder / "functions.csv"
    plain = file.read_text(encoding="utf-8")
    numbered = plain.replace("53840,Rådgivning", "53840,5.38.40 Rådgivning")
    file.write_text(numbered, encoding="utf-8")
    assert numbered != plain
    assert changes.functions == {}
    file.write_text(plain.replace("53840,Rådgivning", "53840,Vejledning"), encoding="utf-8")
    assert changes.functions == {"53840": ("Rådgivning", "Vejledning")}


def test_a_change_needs_both_revisions_and_years(project: Project) -> None:
    revision = revisions(project)[0]
    changes = Changes(revision, revision)
    assert changes.restated.is_empty()
    assert (changes.years, changes.areas, changes.people) == (([], []), ([], []), 0)
    assert changes.turned == ()


def test_key_figures_of_changes_refuse_what_they_do_not_know(project: Project) -> None:
    all_figures()
    data = open_priced(project)
    name = revisions(project)[0].name
    for key in (
        "recorded(revision=1999-01-01T000000, name=growth_pct:082:social:adults)",
        f"recorded(revision={name}, name=ukendt)",
        f"recorded_cell(revision={name}, table=anden, area=082, code=53850, year=2021)",
    ):
        with pytest.raises(InputError):
            evaluate(key, data)
    missing = {"revision": name, "table": "purchases", "area": "082", "code": "99"}
    assert figures.recorded_cell(data, year=2021, **missing).amount is None
    change = figures.recorded_cell_change(data, earlier=name, year=2021, **missing)
    assert change.amount is None
    moved = figures.recorded_movement(data, revision=name, area="082", code="53850", year=2018)
    assert moved.amount is None
    assert figures.recorded_rate_pct(data, revision=name, year=2018).amount is None
    assert figures.recorded_rank(data, revision=name, name="ukendt").amount is None


def test_without_fetched_accounts_the_checks_say_so(project: Project) -> None:
    first = revisited(open_priced(project))
    assert "endnu de trykte" in changes_checks.against_print(first)
    assert "når regnskaber er hentet" in changes_checks.checks(first)
    assert "når regnskaber er hentet" in changes_checks.candidates(first)
    nothing = (
        figures.checked_cells(first.data, check="1"),
        figures.deviating_cells(first.data, check="1"),
        figures.implausible_movements(first.data),
        figures.printed_unchanged(first.data),
        figures.printed_restated(first.data),
        figures.printed_cell(first.data, kind="net", area="082", code="53850", year=2021),
    )
    assert all(value.amount is None for value in nothing)


def test_the_register_of_breaks_is_shown_with_its_bridges(project: Project) -> None:
    data = open_priced(project)
    table = changes_checks.break_table(revisited(data))
    numbers = sorted(re.findall(r"\d\.\d\d\.\d\d", " ".join(row.label for row in table.rows)))
    assert numbers == sorted(dotted(entry.function_code) for entry in data.breaks.entries)
    told = [row.cells for row in table.rows]
    assert len(told) == len(set(told))
    cells = {row.label: row.cells for row in table.rows}
    assert cells["5.38.38 Personlig og praktisk hjælp"] == (
        "2018",
        "Personlig og praktisk hjælp står på 5.38.37 i kontoplanen for 2017.",
        "5.38.37",
    )
    assert {cells[2] for cells in cells.values()} == {"ingen", "5.38.37", "5.38.38"}
    assert dotted("53837") == "5.38.37"
