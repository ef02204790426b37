"""The words that typer and click would say in English: those of the help, and of usage errors.

They bring some of them with gettext and most without, so that no catalogue reaches all; what is
said here is made from what their objects hold, and never from their sentences.
"""

from __future__ import annotations

from difflib import get_close_matches
from enum import Enum
from typing import TYPE_CHECKING, Any, Final, Literal, get_args, get_origin

from kdanalysis.project import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

USAGE: Final = "Brug: "
HELP: Final = "Vis denne hjælp."
COMMANDS: Final = "Kommandoer"
OPTIONS_METAVAR: Final = "[VALG]"
COMMAND_METAVAR: Final = "KOMMANDO ..."
SECTIONS: Final = {"argument": "Argumenter", "option": "Valg"}

_EXTRAS: Final = (
    ("default: ", "ellers "),
    ("env var: ", "miljøvariabel "),
    ("required", "skal angives"),
)
_TYPES: Final = {
    ("<str>", "<text>", "TEXT"): "TEKST",
    ("<int>", "<integer>", "INTEGER"): "HELTAL",
    ("<float>", "FLOAT"): "TAL",
    ("<path>", "PATH"): "STI",
    ("<file>", "FILE", "FILENAME"): "FIL",
    ("<dir>", "DIRECTORY"): "MAPPE",
    ("<datetime>", "<date>"): "DATO",
}
_DANISH_TYPE: Final = {english: danish for words, danish in _TYPES.items() for english in words}


def record(param: Any, ctx: Any) -> tuple[str, str] | None:  # noqa: ANN401 - of typer's own click
    """Return a parameter's name and help for the list of them; `None` if it is hidden."""
    found = param.get_help_record(ctx)
    if found is None:
        return None
    name, text = found
    told = param.help or ""
    words = [_DANISH_TYPE.get(word, word) for word in name.split(" ")]
    left = " ".join(word for word in words if not word.startswith("<list["))  # the name says it
    extras = text.removeprefix(told).strip().lstrip("\\[").removesuffix("]")
    said = [_extra(extra) for extra in extras.split("; ") if extra]
    return left, f"{told} [{'; '.join(said)}]" if said else told


def _extra(text: str) -> str:
    for english, danish in _EXTRAS:
        if text.startswith(english):
            return danish + text.removeprefix(english)
    return text


class CommandLineError(InputError):
    """The command line cannot be read; the exit code is that of such errors."""


def usage_fault(error: Any, command: Any, ctx: Any, args: Sequence[str]) -> CommandLineError:  # noqa: ANN401
    """Return a usage error as what is wrong, where, and what to do.

    Args:
        error: a usage error of typer's own click.
        command: the command that could not read its arguments.
        ctx: its context.
        args: its arguments.
    """
    names = [kind.__name__ for kind in type(error).__mro__]
    tell = next((_FAULTS[name] for name in names if name in _FAULTS), _other)
    what, remedy = tell(error, command, ctx, args)
    return CommandLineError(what, ctx.command_path, remedy or f"Se: {ctx.command_path} --help")


def unknown(kind: str, name: str, known: Iterable[str], where: str) -> CommandLineError:
    """Return what to say of a command or option that there is none of."""
    near = get_close_matches(name, list(known), n=1, cutoff=0.5)
    remedy = f"Mente du {near[0]}? " if near else ""
    return CommandLineError(f"{kind}: {name}.", where, f"{remedy}Se: {where} --help")


def too_many(rest: Sequence[str], where: str) -> CommandLineError:
    """Return what to say of arguments that nothing takes."""
    told = " ".join(rest)
    return CommandLineError(
        f"For mange argumenter: {told}.", where, f"Udelad dem, eller se: {where} --help"
    )


def no_command(where: str) -> CommandLineError:
    """Return what to say of options without a command."""
    return CommandLineError("Kommandoen mangler.", where, f"Vælg en af dem i: {where} --help")


def choices(param: Any) -> list[str]:  # noqa: ANN401
    """Return the values that a parameter is limited to; none if it is not."""
    kind = getattr(getattr(param, "type_descriptor", None), "annotation", None)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return [str(member.value) for member in kind]
    if get_origin(kind) is Literal:
        return [str(value) for value in get_args(kind)]
    return list(getattr(getattr(param, "type", None), "choices", ()))


def _no_such_option(error: Any, command: Any, ctx: Any, _: Sequence[str]) -> tuple[str, str]:  # noqa: ANN401
    known = [name for param in command.get_params(ctx) for name in param.opts]
    fault = unknown("Ukendt valg", error.option_name, known, ctx.command_path)
    return fault.what, fault.remedy


def _bad_option(error: Any, command: Any, ctx: Any, _: Sequence[str]) -> tuple[str, str]:  # noqa: ANN401
    name = error.option_name
    if any(param.is_flag for param in command.get_params(ctx) if name in param.opts):
        return f"Valget {name} tager ingen værdi.", f"Skriv {name} alene."
    return f"Valget {name} mangler sin værdi.", f"Skriv værdien efter {name}."


def _missing(error: Any, *_: object) -> tuple[str, str]:  # noqa: ANN401
    kind = "Argumentet" if error.param.param_type_name == "argument" else "Valget"
    chosen = choices(error.param)
    return f"{kind} {_name(error.param)} mangler.", f"Vælg {_listed(chosen)}." if chosen else ""


def _bad_value(error: Any, command: Any, ctx: Any, args: Sequence[str]) -> tuple[str, str]:  # noqa: ANN401
    param = error.param
    given, _, _ = command.make_parser(ctx).parse_args(list(args))
    value = given.get(param.name)
    told = f"»{value}« kan ikke bruges" if isinstance(value, str) else "Værdien kan ikke bruges"
    chosen = choices(param)
    near = get_close_matches(str(value), chosen, n=1)
    remedy = f"Vælg {_listed(chosen)}." if chosen else f"Skriv {_form(param, ctx)}."
    return f"{told} som {_name(param)}.", f"Mente du {near[0]}? {remedy}" if near else remedy


def _other(*_: object) -> tuple[str, str]:
    return "Kommandolinjen kan ikke læses.", ""


def _name(param: Any) -> str:  # noqa: ANN401
    is_option = param.param_type_name == "option"
    return str(param.opts[0] if is_option else param.metavar or param.name)


def _form(param: Any, ctx: Any) -> str:  # noqa: ANN401
    """Return what kind of value a parameter takes."""
    shown = record(param, ctx)
    words = set(shown[0].split() if shown else ())
    forms = {"HELTAL": "et helt tal", "TAL": "et tal", "DATO": "en dato, fx 2025-09-01"}
    return next((form for word, form in forms.items() if word in words), "en anden værdi")


def _listed(values: Sequence[str]) -> str:
    *most, last = values
    return f"{', '.join(most)} eller {last}" if most else last


_FAULTS: Final[dict[str, Callable[[Any, Any, Any, Sequence[str]], tuple[str, str]]]] = {
    "NoSuchOption": _no_such_option,
    "BadOptionUsage": _bad_option,
    "MissingParameter": _missing,
    "BadParameter": _bad_value,
}
"""Class of a usage error, by name: click's own where typer stands on click, else typer's."""
