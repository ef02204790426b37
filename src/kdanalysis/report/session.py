"""A notebook's session: how our values look as a cell's last line, and what an error says.

Nothing here touches what `say` and `show` put out. Outside of a notebook's kernel it does nothing.
"""

from __future__ import annotations

import os
import traceback
from collections.abc import Callable, Sequence
from typing import Any, Final

from IPython.core.getipython import get_ipython

from kdanalysis.evidence.value import Value
from kdanalysis.project import InputError
from kdanalysis.report.charts.figure import Figure
from kdanalysis.report.charts.interactive import Interactive
from kdanalysis.report.elements.tables import Table
from kdanalysis.tables.dataset import Dataset

DEBUG: Final = "KDANALYSIS_DEBUG"
"""Environment variable: set to anything but 0, an error in a cell shows its whole traceback."""

_SEVERAL = (list, tuple)
_SHOWABLE = (Table, Figure, Interactive)


def prepare(show: Callable[..., None], *, quiet: bool) -> None:
    """Teach the running kernel to show our values, and to tell an error in one message.

    Args:
        show: puts a table or figure into the report.
        quiet: whether a person reads: then values are shown richly, and errors briefly. The
            pipeline needs the traceback and shows no bare values.
    """
    shell = get_ipython()
    if shell is None or shell.display_formatter is None:
        return
    formatters = shell.display_formatter
    for kind in _SHOWABLE:
        formatters.ipython_display_formatter.for_type(kind, show)
    for several in _SEVERAL:
        formatters.ipython_display_formatter.for_type(several, _show_all(show))
    if quiet:
        html = formatters.formatters["text/html"]
        html.for_type(Value, _value)
        html.for_type(Dataset, _dataset)
        for several in _SEVERAL:
            html.for_type(several, _values)
        _tell_errors_briefly(shell)


def _show_all(show: Callable[..., None]) -> Callable[[Sequence[object]], bool | None]:
    def shown(items: Sequence[object]) -> bool | None:
        if not items or not all(isinstance(item, _SHOWABLE) for item in items):
            raise NotImplementedError  # IPython then goes on to the other formatters
        show(*items)
        return True

    return shown


def _value(value: Value) -> str:
    from kdanalysis.report.screen import value_html  # noqa: PLC0415 - only where a value is shown

    return value_html(value)


def _values(items: Sequence[object]) -> str | None:
    from kdanalysis.report.screen import values_html  # noqa: PLC0415 - only where values are shown

    values = [item for item in items if isinstance(item, Value)]
    return values_html(values) if values and len(values) == len(items) else None


def _dataset(data: Dataset) -> str:
    from kdanalysis.report.screen import dataset_html  # noqa: PLC0415 - only where data are shown

    return dataset_html(data)


def _tell_errors_briefly(shell: Any) -> None:  # noqa: ANN401 - IPython's shell
    """Let every error of a cell be one message; IPython means `_showtraceback` to be replaced."""
    whole = shell._showtraceback  # noqa: SLF001 - see above
    if getattr(whole, "is_brief", False):
        return

    def brief(kind: type[BaseException], error: BaseException, trace: list[str]) -> None:
        whole(kind, error, trace if _debugging() else [error_message(kind, error)])

    brief.is_brief = True  # type: ignore[attr-defined]
    shell._showtraceback = brief  # noqa: SLF001 - see above


def _debugging() -> bool:
    return os.environ.get(DEBUG, "0") not in {"", "0"}


def error_message(kind: type[BaseException], error: BaseException) -> str:
    """Return what went wrong in a cell, where in it, and what to do, in Danish."""
    place = _place(error)
    if isinstance(error, InputError):
        at = f"\n  Linje: {place}" if place else ""
        return f"{error}{at}"
    what = f"{kind.__name__}: {error}" if str(error) else kind.__name__
    if isinstance(error, SyntaxError):
        what = f"Linjen kan ikke læses som Python: {error.msg}"
        place = f"{error.lineno}: {(error.text or '').strip()}"
    return (
        f"Cellen standsede: {what}\n  Hvor: linje {place or '–'}\n"
        f"  Gør: Ret linjen, og kør cellen igen. Sæt {DEBUG}=1 for at se hele forløbet "
        f"(%env {DEBUG}=1)."
    )


def _place(error: BaseException) -> str | None:
    """Return line number and code of the innermost line of a cell that led to the error."""
    from ipykernel.compiler import get_tmp_directory  # noqa: PLC0415 - only in a kernel

    cells = get_tmp_directory()  # type: ignore[no-untyped-call]
    frames = traceback.extract_tb(error.__traceback__)
    mine = [frame for frame in frames if frame.filename.startswith(cells)]
    return f"{mine[-1].lineno}: {mine[-1].line}" if mine else None
