"""`--json`: one document on standard output, as `docs/commands.md` describes it, and no more."""

from __future__ import annotations

import re
import shutil
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

import pytest
from tests.support.main_accounts import serve_main_accounts
from tests.support.raw_files import replace_and_sign
from tests.support.statbank import LocalStatbank

from kdanalysis.cli.exits import EXIT_CODES, FAULT, UNREACHABLE, USAGE
from kdanalysis.evidence.revisions.store import revisions

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Ended

    from kdanalysis.project import Project

KEY: Final = "growth_pct(area=082, group=adults, period=2018-2022, prices=2022)"


def documented(checkout: Project, command: str) -> list[str]:
    """Return the fields of a command's document that the documentation names."""
    text = (checkout.root / "docs" / "commands.md").read_text(encoding="utf-8")
    return re.findall(rf"^\| {re.escape(command)} \| `(\w+)` \|", text, re.MULTILINE)


def fields(checkout: Project, command: str, document: Any) -> Any:
    """Return a document, whose fields must be the documented ones."""
    named = documented(checkout, f"`{command}`")
    assert named
    assert list(document) == named
    return document


def test_the_table_of_exit_codes_is_the_programs(checkout: Project) -> None:
    text = (checkout.root / "docs" / "commands.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\d+) \| (.+) \|$", text, re.MULTILINE)
    assert {int(code): meaning for code, meaning in rows} == EXIT_CODES


@pytest.mark.usefixtures("here")
def test_a_key_figure(checkout: Project, types: Callable[..., Ended]) -> None:
    told = types("figure", KEY, "--json")
    document = fields(checkout, "figure", told.document)
    assert (told.code, told.err) == (0, "")
    assert document["key"] == KEY
    assert document["printed"] == "10,9 %"
    assert float(Fraction(document["amount_exact"])) == document["amount"]
    assert round(document["amount"], 1) == 10.9
    assert document["sources"][0].startswith("Kilde: ")


@pytest.mark.usefixtures("here")
def test_a_key_figure_that_does_not_exist_has_no_amount(types: Callable[..., Ended]) -> None:
    document = types(
        "figure", "passing_year(area=082, art=49, other=40, period=2018-2019)", "--json"
    ).document
    assert (document["amount"], document["amount_exact"]) == (None, None)


@pytest.mark.usefixtures("here")
def test_the_key_figures_and_what_they_take(checkout: Project, types: Callable[..., Ended]) -> None:
    document = fields(checkout, "figures", types("figures", "vækst", "--json").document)
    names = [figure["name"] for figure in document["figures"]]
    assert names == sorted(names)
    assert "care_unit_cost_growth_pct" in names
    kinds = {a["kind"] for figure in document["figures"] for a in figure["arguments"]}
    assert kinds - {None} <= set(document["kinds"])
    assert {"value": "082", "name": "Midtjylland"} in document["kinds"]["area"]
    assert document["kinds"]["year"][0] == {"value": "2018", "name": ""}


@pytest.mark.usefixtures("here")
def test_the_check_of_claims(checkout: Project, types: Callable[..., Ended]) -> None:
    document = fields(checkout, "check", types("check", "--claims", "--json").document)
    assert document["claims"] == sum(document["by_status"].values()) == 722
    assert set(document["by_status"]) == {"match", "rounding_ok", "mismatch", "not_derivable"}
    assert document["problems"] == []


def test_a_deviation_is_in_the_document_and_in_the_exit_code(
    project_copy: Project, types: Callable[..., Ended]
) -> None:
    replace_and_sign(project_copy.raw / "kdnet" / "claims.csv", "landet,9.7,pct", "landet,9.8,pct")
    told = types("check", "--claims", "--json", "--project", str(project_copy.root))
    assert told.code == FAULT
    assert [problem["id"] for problem in told.document["problems"]] == ["A007"]


@pytest.mark.usefixtures("here")
def test_the_changes_and_the_editions(checkout: Project, types: Callable[..., Ended]) -> None:
    document = fields(checkout, "changes", types("changes", "--json").document)
    stored = [revision.name for revision in revisions(checkout)]
    assert [edition["name"] for edition in document["editions"]] == stored
    assert document["edition"] == stored[-1]
    assert types("changes", "--list", "--json").document == {"editions": document["editions"]}


def test_changes_have_their_tables_with_exact_amounts(
    project_copy: Project, types: Callable[..., Ended]
) -> None:
    """An earlier edition with another amount: the difference is a row of the document."""
    newest = revisions(project_copy)[-1].folder
    earlier = shutil.copytree(newest, newest.with_name("2026-01-01T000000"))
    file = earlier / "net_expenditure.csv"
    lines = file.read_text(encoding="utf-8").splitlines()
    area, code, year, amount, level = lines[1].split(",")
    lines[1] = ",".join((area, code, year, str(int(amount) - 7), level))
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    document = types("changes", "--json", "--project", str(project_copy.root)).document
    assert document["earlier"] == earlier.name
    (table,) = [table for table in document["tables"] if "rettet" in table["title"]]
    exact = {
        cell["amount_exact"]
        for row in table["rows"]
        for cell in row["cells"]
        if isinstance(cell, dict)
    }
    assert {amount, str(int(amount) - 7)} <= exact


@pytest.mark.usefixtures("here")
def test_an_unknown_edition_names_those_there_are(
    checkout: Project, types: Callable[..., Ended]
) -> None:
    told = types("changes", "--earlier", "2020-01-01T000000")
    assert told.code == FAULT
    assert all(revision.name in told.err for revision in revisions(checkout))
    listed = types("changes", "--list").out
    assert [line.partition(":")[0] for line in listed.splitlines()] == [
        revision.name for revision in revisions(checkout)
    ]


def test_the_status_with_accounts_that_are_asked_for(
    checkout: Project, project_copy: Project, types: Callable[..., Ended]
) -> None:
    with LocalStatbank(last_year=2022) as bank:
        serve_main_accounts(bank)
        project = ("--project", str(project_copy.root))
        assert types("fetch", "--base-url", bank.base_url, *project).code == 0
        told = types("status", "--json", "--base-url", bank.base_url, *project)
        document = fields(checkout, "status", told.document)
        assert told.code == 0
        assert document["reached"] is True
        assert {table["table"] for table in document["tables"]} >= {"REGK31", "FOLK1A"}
        for table in document["tables"]:
            assert table["official"] is False
            assert len(table["vintages"]) == 1
            assert table["published"]["newer"] is False
        assert document["notices"][0]["title"].startswith("PRØVEDATA")
        offline = types("status", "--json", "--offline", *project).document
        assert offline["reached"] is None
        assert all(table["published"] is None for table in offline["tables"])


def test_a_status_that_cannot_ask_still_tells_what_is_stored(
    project_copy: Project, types: Callable[..., Ended], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("time.sleep", lambda _: None)
    project = ("--project", str(project_copy.root))
    with LocalStatbank(last_year=2022) as bank:
        serve_main_accounts(bank)
        assert types("fetch", "--base-url", bank.base_url, *project).code == 0
    told = types("status", "--json", "--base-url", "http://127.0.0.1:9/v1", *project)
    assert told.code == UNREACHABLE
    assert told.document["reached"] is False
    assert told.document["tables"]


@pytest.mark.parametrize(
    ("words", "code", "what"),
    [
        (["figure", "growt_pct(area=082)"], FAULT, "Mente du growth_pct"),
        (["figure"], USAGE, "Argumentet NØGLE mangler."),
        (["verify", "ingen"], FAULT, "apport"),
        (["stats"], USAGE, "Ukendt kommando"),
    ],
)
def test_an_error_is_the_document(
    words: list[str], code: int, what: str, checkout: Project, types: Callable[..., Ended]
) -> None:
    told = types("--project", str(checkout.root), *words, "--json")
    assert (told.code, told.err) == (code, "")
    assert list(told.document) == documented(checkout, "(fejl)")
    assert told.document["exit_code"] == code
    assert set(told.document["error"]) == {"what", "where", "remedy"}
    assert what in told.document["error"]["what"]


def test_words_after_two_dashes_are_no_options(types: Callable[..., Ended]) -> None:
    told = types("figure", "--", "--json")
    assert told.out == ""
    assert "Fejl:" in told.err
