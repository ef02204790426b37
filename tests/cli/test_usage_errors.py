"""A command line that cannot be read: one message in Danish, whatever the fault and command."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

import pytest
from tests.cli.words import ENGLISH

from kdanalysis.cli.commands import COMMANDS, GROUPS
from kdanalysis.cli.exits import USAGE
from kdanalysis.cli.group import load

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Ended

MESSAGE: Final = re.compile(r"Fejl: .+\n  Hvor: kdanalysis.*\n  Gør: .+\n")


def params(name: str, kind: str) -> list[Any]:
    """Return a command's own parameters of a kind."""
    return [p for p in load(name).params if p.param_type_name == kind]


def required(name: str) -> list[str]:
    """Return words for all that a command cannot do without."""
    words = ["x" for p in params(name, "argument") if p.required and p.nargs == 1]
    for param in params(name, "option"):
        words += [param.opts[0], "x"] if param.required else []
    return words


def refused(told: Ended) -> str:
    """Return the message of a command line that was refused."""
    assert told.code == USAGE
    assert told.out == ""
    assert MESSAGE.fullmatch(told.err), told.err
    assert not ENGLISH.findall(told.err.replace("--", "")), told.err
    return told.err


@pytest.mark.parametrize("name", [*COMMANDS, *GROUPS])
def test_an_unknown_option(name: str, types: Callable[..., Ended]) -> None:
    told = refused(types(*name.split(), "--projekt", "x"))
    assert "Ukendt valg: --projekt." in told
    assert "Mente du --project?" in told


@pytest.mark.parametrize("name", COMMANDS)
def test_an_option_without_its_value(name: str, types: Callable[..., Ended]) -> None:
    assert "--project mangler sin værdi" in refused(types(*name.split(), "--project"))


@pytest.mark.parametrize("name", COMMANDS)
def test_a_value_for_an_option_that_takes_none(name: str, types: Callable[..., Ended]) -> None:
    assert "--verbose tager ingen værdi" in refused(types(*name.split(), "--verbose=ja"))


@pytest.mark.parametrize("name", [n for n in COMMANDS if required(n)])
def test_a_missing_argument_or_option(name: str, types: Callable[..., Ended]) -> None:
    assert re.search(r"(Argumentet [A-ZØ]+|Valget --\S+) mangler", refused(types(*name.split())))


@pytest.mark.parametrize(
    "name", [n for n in COMMANDS if all(p.nargs == 1 for p in params(n, "argument"))]
)
def test_an_argument_too_many(name: str, types: Callable[..., Ended]) -> None:
    words = [word for word in required(name) if word != "x"]
    given = ["x"] * (len(params(name, "argument")) + 1) + [w for o in words for w in (o, "x")]
    told = refused(types(*name.split(), *given))
    assert "For mange argumenter: x." in told or "kan ikke bruges som" in told


def test_a_value_that_is_none_of_the_choices(types: Callable[..., Ended]) -> None:
    told = refused(types("render", "--engine", "pandok"))
    assert "»pandok« kan ikke bruges som --engine." in told
    assert "Mente du pandoc? Vælg auto, quarto eller pandoc." in told
    told = refused(types("inputs", "new", "befolkningen"))
    assert "»befolkningen« kan ikke bruges som SKABELON." in told
    assert "Mente du befolkning?" in told


def test_an_unknown_command_and_the_nearest(types: Callable[..., Ended]) -> None:
    assert "Mente du status?" in refused(types("stats"))
    assert "Ukendt kommando: inputs.new." in refused(types("inputs.new"))
    assert "Mente du validate?" in refused(types("inputs", "valider"))
    assert "Kommandoen mangler." in refused(types("--verbose"))
    assert "Kommandoen mangler." in refused(types("inputs", "--verbose"))
