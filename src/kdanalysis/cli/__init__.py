"""The commands: thin calls into the rooms; a fault ends with one message and an exit code.

Nothing here loads a command before it is called: `commands` says where each is. `app` and `run`
are in `program`.
"""

from __future__ import annotations

import sys
from typing import Any

from kdanalysis.cli.program import app, run

__all__ = ["app", "main", "run"]


def main() -> None:
    """Run the command line, and end the process with the exit code."""
    if sys.argv[1:] == ["--version"]:  # scripts ask for it: without the libraries behind commands
        import kdanalysis  # noqa: PLC0415

        sys.stdout.write(f"kdanalysis {kdanalysis.__version__}\n")
        return
    from kdanalysis.cli.program import run  # noqa: PLC0415

    sys.exit(run())


def __getattr__(name: str) -> Any:  # noqa: ANN401 - the app, or the function
    if name not in {"app", "run"}:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from kdanalysis.cli import program  # noqa: PLC0415

    return getattr(program, name)
