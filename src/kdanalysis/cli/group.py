"""Commands that are loaded when they are called, with help in Danish."""

from __future__ import annotations

from importlib import import_module
from typing import Any, Final

import typer
from typer.core import TyperCommand, TyperGroup

from kdanalysis.cli import danish, runlog
from kdanalysis.cli.commands import COMMANDS, GROUPS
from kdanalysis.cli.common import common_params
from kdanalysis.cli.exits import USAGE

_UsageError: Final[Any] = typer.BadParameter.__mro__[1]
"""Click's, or typer's own; it is not exported."""

_WORDS: Final = "kdanalysis.words"
"""Where the whole command line is kept, for the log."""


class _Danish:
    """Help as typer makes it, in Danish words. The bases are typer's, the types click's own."""

    options_metavar: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.options_metavar = danish.OPTIONS_METAVAR

    def get_params(self, ctx: Any) -> list[Any]:  # noqa: ANN401
        """Return its own parameters, the common ones and `--help`."""
        *own, last = super().get_params(ctx)  # type: ignore[misc]
        return [*own, *common_params(), last]

    def format_usage(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401
        """Write the line of usage."""
        pieces = " ".join(self.collect_usage_pieces(ctx))  # type: ignore[attr-defined]
        formatter.write_usage(ctx.command_path, pieces, prefix=danish.USAGE)

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401
        """Read the arguments.

        Raises:
            CommandLineError: they cannot be read.
        """
        given = list(args)
        try:
            rest: list[str] = super().parse_args(ctx, args)  # type: ignore[misc]
        except _UsageError as error:
            raise danish.usage_fault(error, self, ctx, given) from error
        return rest

    def get_help_option(self, ctx: Any) -> Any:  # noqa: ANN401
        """Return the option `--help`."""
        option = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help = danish.HELP
        return option

    def format_options(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401
        """Write the arguments and the options."""
        for kind, title in danish.SECTIONS.items():
            params = [p for p in self.get_params(ctx) if p.param_type_name == kind]
            records = [record for p in params if (record := danish.record(p, ctx)) is not None]
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
            raise danish.too_many(rest, ctx.command_path)
        return rest

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401
        """Do what it does."""
        words = ctx.find_root().meta.get(_WORDS, ())
        with runlog.recording(words, dry=bool(ctx.params.get("dry_run"))):
            return super().invoke(ctx)


class LazyGroup(_Danish, TyperGroup):
    """The commands of the table whose names begin with `prefix`."""

    prefix = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        """Make the group as typer does."""
        super().__init__(*args, **kwargs)
        self.subcommand_metavar = danish.COMMAND_METAVAR

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
            raise danish.unknown(
                "Ukendt kommando", args[0], self.list_commands(ctx), ctx.command_path
            )
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401
        """Do what the command does.

        Raises:
            CommandLineError: there is no command, but options only.
        """
        try:
            return super().invoke(ctx)
        except _UsageError as error:  # those of the commands have been told as such already
            raise danish.no_command(ctx.command_path) from error

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ANN401, ARG002
        """Return the names of all commands, in the order of the table."""
        return list(self._rows())

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ANN401, ARG002
        """Return a command, loading its module; `None` if there is none of that name."""
        return load(self.prefix + cmd_name) if cmd_name in self._rows() else None

    def format_options(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401
        """Write the options and the commands; none of these is loaded."""
        super().format_options(ctx, formatter)
        with formatter.section(danish.COMMANDS):
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
