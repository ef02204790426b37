"""Commands whose modules are loaded when they are called: a refresh takes none of the others."""

from __future__ import annotations

from importlib import import_module
from typing import Any, Final

import typer
from typer.core import TyperGroup

WHERE: Final[dict[str, str]] = {
    "fetch": "cli_accounts:accounts_app",
    "status": "cli_accounts:accounts_app",
    "refresh": "cli_accounts:accounts_app",
    "changes": "cli_accounts:accounts_app",
    "sign": "cli_data:data_app",
    "build": "cli_data:data_app",
    "figures": "cli_data:data_app",
    "figure": "cli_data:data_app",
    "inputs": "cli_tender:inputs_app",
    "equalise": "cli_tender:equalise_command",
    "check": "cli_check:check_command",
    "verify": "cli_verify:verify_command",
}
"""Command → where it is: a Typer app that holds it, an app that is it, or its function."""


class LazyGroup(TyperGroup):
    """A group that finds the commands of `WHERE` besides its own."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ANN401 - typer's own context
        """Return the names of all commands."""
        return [*WHERE, *super().list_commands(ctx)]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ANN401 - typer's own context
        """Return a command, loading its module."""
        return load(cmd_name) if cmd_name in WHERE else super().get_command(ctx, cmd_name)


def load(name: str) -> Any:  # noqa: ANN401 - a command of the click that typer brings
    """Return the command `name` of `WHERE`."""
    module, _, attribute = WHERE[name].partition(":")
    found = getattr(import_module(f"kdanalysis.{module}"), attribute)
    if not isinstance(found, typer.Typer):
        app = typer.Typer()
        app.command(name)(found)
        return typer.main.get_command(app)
    group: Any = typer.main.get_command(found)
    command = group.commands.get(name, group)
    command.name = name
    return command
