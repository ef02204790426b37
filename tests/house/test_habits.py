"""What an open project says of itself: version, citation, contributing, decisions and templates."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

ROOT: Final = Path(__file__).parents[2]
TEXTS: Final = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
OPENING: Final = """
from __future__ import annotations
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from kdanalysis.evidence.arguments import evaluate
from kdanalysis.evidence.registry import key_figure
from kdanalysis.evidence.value import Unit
from kdanalysis.project import InputError, Project
from kdanalysis.report.elements.tables import Row, Table
from kdanalysis.report.subjects.accounts import View
from kdanalysis.sources.registers import Day, Exact, read_register
from kdanalysis.tables.dataset import Dataset
from kdanalysis.tables.period import Period
"""
"""What the examples leave out."""
CLOSING: Final = """
view = View(Dataset(Project.find(), 2022), "082", Period(2018, 2022))
told = yearly_table(view).markdown()
assert "tbl-pr-aar" in told and "change_per_year(area=082, group=adults" in told
key = "change_per_year(area=082, group=adults, period=2018-2022)"
amount = evaluate(key, view.data).amount
assert amount * 4 == view.change("adults").amount, amount
try:
    read_rates(Project.find().raw / "local" / "areas.csv")
except InputError as fault:
    assert "offer" in str(fault)
else:
    raise AssertionError
"""


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def version() -> str:
    stated: str = tomllib.loads(text("pyproject.toml"))["project"]["version"]
    return stated


def released() -> list[tuple[str, date]]:
    """Return the versions of the changelog with their days, the newest first."""
    headings = re.findall(r"^## \[(\d+\.\d+\.\d+)\] - (\S+)$", text("CHANGELOG.md"), re.MULTILINE)
    return [(number, date.fromisoformat(day)) for number, day in headings]


def test_the_changelog_is_dated_and_ends_with_this_version() -> None:
    told = released()
    assert told[0][0] == version()
    assert [day for _, day in told] == sorted((day for _, day in told), reverse=True)
    headings = re.findall(r"^## (.*)$", text("CHANGELOG.md"), re.MULTILINE)
    assert headings == ["[Unreleased]", *(f"[{number}] - {day}" for number, day in told)]
    kinds = set(re.findall(r"^### (.*)$", text("CHANGELOG.md"), re.MULTILINE))
    assert kinds <= {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}


def test_the_citation_is_of_this_version_and_names_nobody_who_is_not_there() -> None:
    """The keys that version 1.2.0 of the format requires, and the forms it gives the others."""
    told = yaml.safe_load(text("CITATION.cff"))
    assert told["cff-version"] == "1.2.0"
    assert {"message", "title", "authors"} <= set(told)
    assert told["type"] == "software"
    assert told["version"] == version()
    assert told["date-released"] == released()[0][1]
    assert told["license"] == tomllib.loads(text("pyproject.toml"))["project"]["license"]
    assert told["authors"] == [{"name": "The kdanalysis authors"}]
    assert len(set(told["keywords"])) == len(told["keywords"]) > 0
    assert all(isinstance(told[key], str) for key in ("message", "title", "abstract", "version"))


def test_the_examples_of_contributing_run() -> None:
    blocks = re.findall(r"```python\n(.*?)```", text("CONTRIBUTING.md"), flags=re.DOTALL)
    assert len(blocks) == 3
    # In a process of its own: the key figure would be listed in this one.
    done = subprocess.run(
        [sys.executable, "-c", "\n".join([OPENING, *blocks, CLOSING])],
        cwd=ROOT, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def test_the_commands_of_contributing_are_there() -> None:
    from kdanalysis.cli.commands import COMMANDS  # noqa: PLC0415

    named = re.findall(r"`?kdanalysis ((?:inputs |new )?[a-z]+)\b", text("CONTRIBUTING.md"))
    assert len(named) >= 6
    assert [name for name in named if name not in COMMANDS] == []


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_what_a_text_links_to_is_there(path: Path) -> None:
    targets = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8"))
    here = [target for target in targets if "://" not in target]
    assert [target for target in here if not (path.parent / target).exists()] == []


def test_each_decision_has_a_day_and_says_what_it_rules_out() -> None:
    entries = re.split(r"^## ", text("docs/decisions.md"), flags=re.MULTILINE)[1:]
    assert len(entries) >= 8
    for entry in entries:
        heading = entry.partition("\n")[0]
        assert re.search(r" \(2026-\d\d-\d\d\)$", heading), heading
        assert re.search(r"\*Turned\s+down:\*", entry), heading
        assert len(entry.split()) <= 120, heading


def test_the_templates_of_issues_are_forms() -> None:
    forms = sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml"))
    assert len(forms) == 3
    for path in forms:
        form: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
        assert {"name", "description", "body"} <= set(form)
        ids = [field["id"] for field in form["body"]]
        assert len(set(ids)) == len(ids) >= 3
        assert all(field["type"] in {"input", "textarea"} for field in form["body"])
        assert all(field["attributes"]["label"] for field in form["body"])
        assert any(field.get("validations", {}).get("required") for field in form["body"])


def test_the_template_of_pull_requests_names_what_is_there() -> None:
    told = text(".github/pull_request_template.md")
    named = re.findall(r"[\w/]+\.md", told)
    assert named
    assert [name for name in named if not (ROOT / name).is_file()] == []


ROOMS: Final = (
    "cli",
    "evidence",
    "expenditure",
    "procurement",
    "render",
    "report",
    "sources",
    "tables",
)


def named_modules(text: str) -> list[str]:
    """Return what a text names as modules: `room/name.py`, `name.py` or `room.name`."""
    files = re.findall(r"`((?:[a-z_]+/)*[a-z_]+\.py)`", text)
    dotted = re.findall(rf"`((?:{'|'.join(ROOMS)})(?:\.[a-z_]+)+)`", text)
    return [*files, *(name for name in dotted if not name.endswith(".lua"))]


def is_there(name: str, package: Path) -> bool:
    if name.endswith(".py"):
        places = (ROOT, package, package / "render")  # docs/rendering.md is about that room
        return any((place / name.removeprefix("src/kdanalysis/")).is_file() for place in places)
    parts = name.split(".")
    # The last one or two parts may be a function of the module, or a value of it.
    return any(
        (package.joinpath(*parts[:length]).with_suffix(".py")).is_file()
        or (length > 1 and package.joinpath(*parts[:length]).is_dir())
        for length in range(max(1, len(parts) - 1), len(parts) + 1)
    )


def test_the_modules_that_texts_name_are_there() -> None:
    package = ROOT / "src" / "kdanalysis"
    texts = [path for path in TEXTS if path.name != "CHANGELOG.md"]
    named = [(path.name, name) for path in texts for name in named_modules(path.read_text("utf-8"))]
    assert len(named) > 30
    # In code a name that ends with .py is mostly a file of somebody else's.
    code = [
        (path.name, name)
        for path in package.rglob("*.py")
        for name in named_modules(path.read_text("utf-8"))
        if not name.endswith(".py")
    ]
    assert len(code) > 5
    gone = [(text, name) for text, name in (*named, *code) if not is_there(name, package)]
    assert gone == []
