"""Fails a smoke run that passed some package by: a bound is true only of what was really used.

Loaded as a plugin by `make smoke`: `pytest -p tests.support.smoke`.
"""

from __future__ import annotations

import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterable

TOOLS: Final = {"ruff", "import-linter", "mypy", "pandas-stubs", "types-pyyaml"}
"""Packages that no test imports: `make smoke` and `make check-code` run them."""
_LOADED = pytest.StashKey[set[str]]()
_NAME = re.compile(r"[\w.-]+")


def stated(pyproject: str) -> set[str]:
    """Return the packages a run needs, by their names in an index, from pyproject.toml's text."""
    project = tomllib.loads(pyproject)["project"]
    asked = [*project["dependencies"], *project["optional-dependencies"]["test"]]
    names = [_NAME.match(requirement) for requirement in asked]
    return {name[0].lower() for name in names if name} - TOOLS


def passed_by(names: Iterable[str], loaded: set[str]) -> list[str]:
    """Return those of the packages `names` of which no module is among the top-level `loaded`."""
    modules: dict[str, set[str]] = {}
    for module, distributions in packages_distributions().items():
        for distribution in distributions:
            modules.setdefault(distribution.lower().replace("_", "-"), set()).add(module)
    return sorted(name for name in names if not modules.get(name, set()) & loaded)


def _loaded_here() -> set[str]:
    return {name.partition(".")[0] for name in sys.modules}


def pytest_configure(config: pytest.Config) -> None:
    """Begin with nothing loaded."""
    config.stash[_LOADED] = set()


def pytest_testnodedown(node: Any) -> None:
    """Take over what a worker loaded."""
    node.config.stash[_LOADED] |= set(node.workeroutput.get("loaded", ()))


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Tell the run's main process, or there let the run fail if a package was passed by."""
    worker = getattr(session.config, "workeroutput", None)
    if worker is not None:
        worker["loaded"] = sorted(_loaded_here())
        return
    session.config.stash[_LOADED] |= _loaded_here()
    if _missing(session.config):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Name the packages that were passed by."""
    if missing := _missing(config):
        terminalreporter.write_line(f"not used by any smoke test: {', '.join(missing)}")


def _missing(config: pytest.Config) -> list[str]:
    pyproject = (config.rootpath / Path("pyproject.toml")).read_text(encoding="utf-8")
    return passed_by(stated(pyproject), config.stash[_LOADED])
