"""Kernels that run one notebook after the other, so that the libraries are loaded once each."""

from __future__ import annotations

import os
import socket
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from types import TracebackType
from typing import Any

from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from jupyter_core.utils import run_sync
from nbclient import NotebookClient
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook
from traitlets.config import Config

from kdanalysis.report.display import PAGE, VIEW

# One thread per kernel: two notebooks run at a time, and sums come out the same on every machine.
_ENVIRONMENT = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "POLARS_MAX_THREADS": "1",
    "PYTHONHASHSEED": "0",
    VIEW: PAGE,
}
_FORGET = "%reset -f"
_RECORD = "from kdanalysis.recording import begin; begin()"


class _SameInterpreter(AsyncKernelManager):
    """Starts this interpreter, whatever kernels are installed on the machine."""

    def __init__(self, **settings: Any) -> None:  # noqa: ANN401  # traits of the base class
        super().__init__(kernel_spec_manager=KernelSpecManager(kernel_dirs=[]), **settings)


class Kernels:
    """Idle kernels to be lent; those running when the block ends are stopped."""

    def __init__(self) -> None:
        """Start none: each comes when no idle one is there."""
        self._idle: SimpleQueue[AsyncKernelManager] = SimpleQueue()
        self._stack = ExitStack()

    def __enter__(self) -> Kernels:
        """Return the kernels."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop all kernels and remove their sockets."""
        self._stack.close()

    @contextmanager
    def lent(self, folder: Path) -> Iterator[AsyncKernelManager]:
        """Lend a kernel without variables that records what it reads; a new one starts in `folder`.

        One whose notebook failed is not lent again.
        """
        kernel = self._cleared(folder) or self._new(folder)
        yield kernel
        self._idle.put(kernel)

    def _cleared(self, folder: Path) -> AsyncKernelManager | None:
        try:
            kernel = self._idle.get_nowait()
        except Empty:
            return None
        _run_code(_FORGET, folder, kernel)
        return kernel

    def _new(self, folder: Path) -> AsyncKernelManager:
        # The path of a Unix socket may hold about 100 characters only.
        sockets = self._stack.enter_context(tempfile.TemporaryDirectory(prefix="kd"))
        kernel = _SameInterpreter(kernel_name="python3", config=_transport(sockets))
        self._stack.callback(_stop, kernel)
        _run_code(_RECORD, folder, kernel)
        return kernel


def run_notebook(notebook: NotebookNode, folder: Path, kernel: AsyncKernelManager) -> None:
    """Run all cells in the kernel, which starts in `folder` with the first notebook it gets.

    Raises:
        CellExecutionError: a cell failed.
        DeadKernelError: the kernel died.
    """
    client = NotebookClient(
        notebook,
        km=kernel,
        resources={"metadata": {"path": str(folder)}},
        timeout=None,
        record_timing=False,
    )
    try:
        client.execute(env=os.environ | _ENVIRONMENT)
    finally:
        if client.kc is not None:
            client.kc.stop_channels()


def _run_code(code: str, folder: Path, kernel: AsyncKernelManager) -> None:
    cell = new_code_cell(code)  # type: ignore[no-untyped-call]
    run_notebook(new_notebook(cells=[cell]), folder, kernel)  # type: ignore[no-untyped-call]


def _stop(kernel: AsyncKernelManager) -> None:
    with suppress(RuntimeError):  # it may have died
        run_sync(kernel.shutdown_kernel)(now=True)


def _transport(sockets: str) -> Config:
    # Sockets in the file system are faster than TCP and cannot clash; Windows has TCP only.
    if not hasattr(socket, "AF_UNIX"):
        return Config()
    return Config({"KernelManager": {"transport": "ipc", "ip": str(Path(sockets) / "k")}})
