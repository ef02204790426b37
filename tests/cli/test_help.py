"""Help: of every command, in Danish, without loading any."""

from __future__ import annotations

import inspect
import re
import subprocess
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Final

import pytest
from tests.cli.words import ENGLISH

import kdanalysis
from kdanalysis import cli
from kdanalysis.cli.commands import COMMANDS, GROUPS
from kdanalysis.cli.exits import EXIT_CODES, USAGE
from kdanalysis.cli.group import load

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Ended

HEAVY: Final = {"doit", "httpx", "matplotlib", "nbformat", "openpyxl", "pandas", "polars", "yaml"}
"""Libraries behind the commands; pydantic is typer's own, for what stands before the command."""
ALL: Final = [*COMMANDS, *GROUPS]


def modules_after(*words: str) -> set[str]:
    """Return what a command line has loaded when it ends, in a process of its own."""
    told = (
        "import sys; from kdanalysis import cli\n"
        f"sys.argv = ['kdanalysis', *{list(words)!r}]\n"
        "try: cli.main()\n"
        "except SystemExit: pass\n"
        "print('\\n' + ' '.join(sys.modules))"
    )
    ended = subprocess.run(
        [sys.executable, "-c", told], capture_output=True, encoding="utf-8", check=True
    )
    return set(ended.stdout.splitlines()[-1].split())


@pytest.mark.parametrize(
    "words", [["--help"], ["--version"], *([*n.split(), "--help"] for n in ALL)]
)
def test_help_loads_nothing_heavy(words: list[str]) -> None:
    loaded = modules_after(*words)
    assert "kdanalysis.cli" in loaded
    assert not loaded & (HEAVY | {"rich.console"})


def test_to_import_the_package_loads_nothing_but_itself() -> None:
    before, after = (
        subprocess.run(
            [sys.executable, "-c", f"{load}import sys; print(*sys.modules)"],
            capture_output=True,
            encoding="utf-8",
            check=True,
        ).stdout.split()
        for load in ("", "import kdanalysis; ")
    )
    assert set(after) - set(before) == {"kdanalysis"}


def test_help_names_every_command_and_exit_code(types: Callable[..., Ended]) -> None:
    told = types("--help")
    assert told.code == 0
    for name in ALL:
        assert re.search(rf"^  {name.split()[0]}  ", told.out, re.MULTILINE)
    for code in EXIT_CODES:
        assert re.search(rf"^ +{code}  ", told.out, re.MULTILINE)


@pytest.mark.parametrize("name", ALL)
def test_help_of_a_command_tells_all_it_takes_in_danish(
    name: str, types: Callable[..., Ended]
) -> None:
    told = types(*name.split(), "--help")
    assert told.code == 0
    assert told.out.startswith(f"Brug: kdanalysis {name} ")
    assert not ENGLISH.findall(told.out)
    for option in ("--project MAPPE", "--verbose", "--debug", "--help"):
        assert f"  {option} " in told.out
    said = " ".join(told.out.split())
    for param in load(name).params:
        assert param.help, f"{param.name} is not described"
        assert " ".join(param.help.split()) in said


@pytest.mark.parametrize(("name", "command"), COMMANDS.items())
def test_the_table_says_what_the_function_says(name: str, command: tuple[str, str]) -> None:
    where, told = command
    module, _, attribute = where.partition(":")
    function = getattr(import_module(module), attribute)
    assert inspect.getdoc(function).split("\n\n")[0] == told, name  # type: ignore[union-attr]


def test_without_words_the_help_is_shown(types: Callable[..., Ended]) -> None:
    told = types()
    assert told.code == USAGE
    assert told.out.startswith("Brug: kdanalysis ")
    assert types("inputs").out.startswith("Brug: kdanalysis inputs ")


def test_the_version_is_the_installed_one(
    types: Callable[..., Ended], monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+.*", kdanalysis.__version__)
    told = types("--version")
    assert (told.code, told.out) == (0, f"kdanalysis {kdanalysis.__version__}\n")
    monkeypatch.setattr("sys.argv", ["kdanalysis", "--version"])
    cli.main()
    assert capfd.readouterr().out == told.out


def test_there_is_no_other_attribute() -> None:
    with pytest.raises(AttributeError, match="nonsense"):
        _ = kdanalysis.nonsense
