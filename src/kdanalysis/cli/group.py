"""Commands that are loaded when they are called, and what is said around them, in Danish."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from difflib import get_close_matches
from enum import Enum
from importlib import import_module
from typing import Any, Final, Literal, get_args, get_origin

import typer
from typer.core import TyperCommand, TyperGroup

from kdanalysis.cli import runlog
from kdanalysis.cli.commands import COMMANDS, GROUPS, UNLOGGED
from kdanalysis.cli.common import common_params
from kdanalysis.cli.exits import USAGE
from kdanalysis.project import InputError

# The words that typer and click would say in English: those of the help, and of usage errors.
#
# They bring some of them with gettext and most without, so that no catalogue reaches all; what
# is said here is made from what their objects hold, and never from their sentences.


USAGE_PREFIX: Final = "Brug: "
HELP: Final = "Vis denne hjælp."
COMMANDS_HEADING: Final = "Kommandoer"
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


# Commands that are loaded when they are called, with help in Danish.

_UsageError: Final[Any] = typer.BadParameter.__mro__[1]
"""Click's, or typer's own; it is not exported."""

_WORDS: Final = "kdanalysis.words"
"""Where the whole command line is kept, for the log."""


class _Danish:
    """Help as typer makes it, in Danish words. The bases are typer's, the types click's own."""

    options_metavar: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.options_metavar = OPTIONS_METAVAR

    def get_params(self, ctx: Any) -> list[Any]:  # noqa: ANN401
        """Return its own parameters, the common ones and `--help`."""
        *own, last = super().get_params(ctx)  # type: ignore[misc]
        return [*own, *common_params(), last]

    def format_usage(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401
        """Write the line of usage."""
        pieces = " ".join(self.collect_usage_pieces(ctx))  # type: ignore[attr-defined]
        formatter.write_usage(ctx.command_path, pieces, prefix=USAGE_PREFIX)

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401
        """Read the arguments.

        Raises:
            CommandLineError: they cannot be read.
        """
        given = list(args)
        try:
            rest: list[str] = super().parse_args(ctx, args)  # type: ignore[misc]
        except _UsageError as error:
            raise usage_fault(error, self, ctx, given) from error
        return rest

    def get_help_option(self, ctx: Any) -> Any:  # noqa: ANN401
        """Return the option `--help`."""
        option = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help = HELP
        return option

    def format_options(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401
        """Write the arguments and the options."""
        for kind, title in SECTIONS.items():
            params = [p for p in self.get_params(ctx) if p.param_type_name == kind]
            records = [told for p in params if (told := record(p, ctx)) is not None]
            if records:
                with formatter.section(title):
                    formatter.write_dl(records)


class DanishCommand(_Danish, TyperCommand):
    """A command that takes the common options, and whose run is logged."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401
        """Read the arguments, and leave none over.

        Raises:
            CommandLineError: they cannot be read.
        """
        ctx.allow_extra_args = True  # said below, in Danish
        rest = super().parse_args(ctx, args)
        if rest and not ctx.resilient_parsing:
            raise too_many(rest, ctx.command_path)
        return rest

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401
        """Do what it does."""
        words = ctx.find_root().meta.get(_WORDS, ())
        dry = bool(ctx.params.get("dry_run")) or ctx.command_path.endswith(UNLOGGED)
        with runlog.recording(words, dry=dry):
            return super().invoke(ctx)


class LazyGroup(_Danish, TyperGroup):
    """The commands of the table whose names begin with `prefix`."""

    prefix = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        """Make the group as typer does."""
        super().__init__(*args, **kwargs)
        self.subcommand_metavar = COMMAND_METAVAR

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401
        """Read the options before the command; without any argument, show the help.

        Raises:
            CommandLineError: they cannot be read.
        """
        if ctx.parent is None:
            ctx.meta[_WORDS] = tuple(args)
        if not args and not ctx.resilient_parsing:
            typer.echo(ctx.get_help())
            raise typer.Exit(USAGE)
        return super().parse_args(ctx, args)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:  # noqa: ANN401
        """Return name and command of the first argument, and the arguments left.

        Raises:
            CommandLineError: there is no such command.
        """
        if args[0] not in self.list_commands(ctx) and not ctx.resilient_parsing:
            raise unknown("Ukendt kommando", args[0], self.list_commands(ctx), ctx.command_path)
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401
        """Do what the command does.

        Raises:
            CommandLineError: there is no command, but options only.
        """
        try:
            return super().invoke(ctx)
        except _UsageError as error:  # those of the commands have been told as such already
            raise no_command(ctx.command_path) from error

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ANN401, ARG002
        """Return the names of all commands, in the order of the table."""
        return list(self._rows())

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ANN401, ARG002
        """Return a command, loading its module; `None` if there is none of that name."""
        return load(self.prefix + cmd_name) if cmd_name in self._rows() else None

    def format_options(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401
        """Write the options and the commands; none of these is loaded."""
        super().format_options(ctx, formatter)
        with formatter.section(COMMANDS_HEADING):
            formatter.write_dl(list(self._rows().items()))

    def _rows(self) -> dict[str, str]:
        """Return the names of the commands with their short help."""
        rows: dict[str, str] = {}
        for name, command in COMMANDS.items():
            if name.startswith(self.prefix):
                first, _, rest = name.removeprefix(self.prefix).partition(" ")
                rows[first] = GROUPS[self.prefix + first] if rest else command.help
        return rows


def load(name: str) -> Any:  # noqa: ANN401 - a command of the click that typer brings
    """Return the command or group `name` of the table."""
    if name in GROUPS:
        return _group(name)
    module, _, attribute = COMMANDS[name].where.partition(":")
    app = typer.Typer(add_completion=False, rich_markup_mode=None)
    app.command(name.rsplit(maxsplit=1)[-1], cls=DanishCommand)(
        getattr(import_module(module), attribute)
    )
    return typer.main.get_command(app)


def _group(name: str) -> Any:  # noqa: ANN401
    class Group(LazyGroup):
        prefix = f"{name} "

    app = typer.Typer(cls=Group, add_completion=False, rich_markup_mode=None, no_args_is_help=True)
    app.callback(help=GROUPS[name])(lambda: None)
    group = typer.main.get_command(app)
    group.name = name
    return group
