"""A real JupyterLab on a project, opened in a headless Chromium: what a person sees."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

# All cells at once in the page, else those out of sight would go unchecked; nothing asks the net.
_SETTINGS: Final = {
    "notebook-extension/tracker": {"windowingMode": "none"},
    "apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
}
_OPEN: Final = """async path => {
  await window.jupyterapp.restored;
  await window.jupyterapp.commands.execute('docmanager:open', { path, factory: 'Notebook' });
}"""
_READY: Final = "window.jupyterapp.shell.currentWidget?.sessionContext?.isReady"
_CLOSE: Final = """async () => {
  const panel = window.jupyterapp.shell.currentWidget;
  await panel.sessionContext.shutdown();
  panel.dispose();
}"""
# What an earlier opening left in the window must not pass for a run.
_RUN_ALL: Final = """async () => {
  await window.jupyterapp.commands.execute('notebook:clear-all-cell-outputs');
  await window.jupyterapp.commands.execute('notebook:run-all-cells');
}"""
_DONE: Final = """() => {
  const panel = window.jupyterapp.shell.currentWidget;
  const model = panel && panel.content && panel.content.model;
  if (!model || panel.sessionContext.kernelDisplayStatus !== 'idle') return false;
  const isRun = c => c.type === 'code' && c.sharedModel.source.trim();
  const cells = Array.from(model.cells).filter(isRun);
  const failed = cells.some(c => c.sharedModel.outputs.some(o => o.output_type === 'error'));
  return failed || cells.every(c => c.executionCount !== null);
}"""
_SECONDS: Final = 120


@dataclass(frozen=True)
class Lab:
    """A running JupyterLab and its window, in which notebooks are opened one after the other."""

    page: Page

    @contextmanager
    def opened(self, notebook: str, *, run: bool = True) -> Iterator[Page]:
        """Yield the window with a notebook (path from the project's root), by default all run.

        When the block ends its kernel is stopped, and it is closed whether saved or not.
        """
        self.page.evaluate(_OPEN, notebook)
        try:
            self.page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=_SECONDS * 1000)
            self.page.wait_for_function(_READY, timeout=_SECONDS * 1000)
            if run:
                self.page.evaluate(_RUN_ALL)
                self.page.wait_for_function(_DONE, timeout=_SECONDS * 1000)
            yield self.page
        finally:
            self.page.evaluate(_CLOSE)


@contextmanager
def running_lab(root: Path, state: Path, browser: Browser) -> Iterator[Lab]:
    """Yield a JupyterLab on `root` that keeps its settings in `state` and none of the user's."""
    for name, content in _SETTINGS.items():
        file = state / "settings" / "@jupyterlab" / f"{name}.jupyterlab-settings"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(content), encoding="utf-8")
    token, port = secrets.token_hex(8), _free_port()
    address = f"http://127.0.0.1:{port}"
    with (state / "lab.log").open("wb") as log:
        server = subprocess.Popen(
            [
                sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root",
                f"--ServerApp.port={port}", "--ServerApp.ip=127.0.0.1",
                f"--IdentityProvider.token={token}", f"--ServerApp.root_dir={root}",
                "--LabApp.expose_app_in_browser=True",
                f"--LabApp.user_settings_dir={state / 'settings'}",
                f"--LabApp.workspaces_dir={state / 'workspaces'}",
            ],
            stdout=log, stderr=log, env=_environment(state), cwd=root,
        )  # fmt: skip
        try:
            _wait(f"{address}/api?token={token}", server, state / "lab.log")
            page = browser.new_page(viewport={"width": 1280, "height": 1000})
            page.goto(f"{address}/lab?token={token}&reset")
            page.wait_for_function("window.jupyterapp", timeout=_SECONDS * 1000)
            yield Lab(page)
            page.close()
        finally:
            server.terminate()
            server.wait(timeout=30)
            shutil.rmtree(state, ignore_errors=True)


def _environment(state: Path) -> dict[str, str]:
    folders = {
        f"JUPYTER_{kind}_DIR": str(state / kind.lower()) for kind in ("CONFIG", "DATA", "RUNTIME")
    }
    return os.environ | folders | {"IPYTHONDIR": str(state / "ipython")}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(_SECONDS * 5):
        assert server.poll() is None, log.read_text(encoding="utf-8")
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.2)
    raise AssertionError(log.read_text(encoding="utf-8"))
