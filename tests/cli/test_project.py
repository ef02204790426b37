"""Which project a command works on, wherever one stands."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kdanalysis.cli.exits import FAULT
from kdanalysis.project import PROJECT_VARIABLE, InputError, Project

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Ended

LIST = ("changes", "--list")


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder outside every project, standing in it."""
    folder = tmp_path / "et andet sted"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.usefixtures("elsewhere")
def test_outside_a_project_a_command_says_how_to_name_it(types: Callable[..., Ended]) -> None:
    told = types(*LIST)
    assert told.code == FAULT
    assert "hører ikke til et kdanalysis-projekt" in told.err
    assert "--project MAPPE" in told.err


@pytest.mark.usefixtures("elsewhere")
@pytest.mark.parametrize("where", ["before", "after", "variable"])
def test_a_project_is_named_before_or_after_the_command_or_in_the_environment(
    where: str, checkout: Project, types: Callable[..., Ended], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = str(checkout.root)
    if where == "variable":
        monkeypatch.setenv(PROJECT_VARIABLE, root)
    before = ["--project", root] if where == "before" else []
    after = ["--project", root] if where == "after" else []
    told = types(*before, *LIST, *after)
    assert (told.code, told.err) == (0, "")
    assert sorted(path.name for path in checkout.revisions.glob("[0-9]*"))[0] in told.out


def test_the_option_goes_before_the_variable_and_ends_with_the_command(
    checkout: Project, elsewhere: Path, types: Callable[..., Ended], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(PROJECT_VARIABLE, str(elsewhere))
    assert types(*LIST, "--project", str(checkout.root)).code == 0
    assert os.environ[PROJECT_VARIABLE] == str(elsewhere)
    monkeypatch.delenv(PROJECT_VARIABLE)
    assert types("--project", str(checkout.root), *LIST).code == 0
    assert PROJECT_VARIABLE not in os.environ


def test_a_named_folder_that_is_no_project_is_refused(
    elsewhere: Path, types: Callable[..., Ended], checkout: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(checkout.root)
    told = types(*LIST, "--project", str(elsewhere))
    assert told.code == FAULT
    assert elsewhere.as_posix() in told.err
    assert PROJECT_VARIABLE in told.err


def test_a_relative_folder_and_one_within_the_project_will_do(
    checkout: Project, types: Callable[..., Ended], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(checkout.root.parent)
    assert types(*LIST, "--project", f"{checkout.root.name}/data").code == 0


def test_files_are_found_from_the_working_directory(
    checkout: Project, elsewhere: Path, types: Callable[..., Ended]
) -> None:
    told = types("--project", str(checkout.root), "inputs", "new", "pl", "--out", "min.csv")
    assert told.code == 0
    assert (elsewhere / "min.csv").is_file()
    told = types("changes", "--out", "ud/ændret.md", "--project", str(checkout.root))
    assert told.out == "Skrevet: ud/ændret.md\n"
    assert (elsewhere / "ud" / "ændret.md").is_file()


@pytest.mark.usefixtures("elsewhere")
def test_find_honours_the_variable_also_in_what_is_started(
    checkout: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A kernel starts in its notebook's folder: only the environment reaches it."""
    monkeypatch.setenv(PROJECT_VARIABLE, str(checkout.root))
    assert Project.find() == checkout
    told = "from kdanalysis.project import Project; print(Project.find().root)"
    ended = subprocess.run(
        [sys.executable, "-c", told], capture_output=True, encoding="utf-8", check=True
    )
    assert Path(ended.stdout.strip()) == checkout.root


def test_a_stated_start_goes_before_the_variable(
    checkout: Project, elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(PROJECT_VARIABLE, str(checkout.root))
    with pytest.raises(InputError):
        Project.find(elsewhere)


@pytest.mark.usefixtures("elsewhere")
def test_where_to_look_is_told_in_full_from_elsewhere(
    checkout: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kdanalysis.cli.common import place  # noqa: PLC0415

    page = checkout.site / "index.html"
    assert place(checkout, page) == page.as_posix()
    monkeypatch.chdir(checkout.root)
    assert place(checkout, page) == "build/site/index.html"
