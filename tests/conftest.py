"""The project's own data, a copy of it to spoil, and reports on invented accounts."""

from __future__ import annotations

# ruff: noqa: E402 - the environment must be set before anything loads numpy
import os
import shutil
from pathlib import Path

# The fits are small: threads of the linear algebra would only wait for each other's turn.
for _library in ("OMP", "OPENBLAS", "MKL"):
    os.environ.setdefault(f"{_library}_NUM_THREADS", "1")
# Nor must the tests work on another project than theirs.
os.environ.pop("KDANALYSIS_PROJECT", None)

import pytest
from hypothesis import settings
from hypothesis.internal.conjecture import providers
from typer.testing import CliRunner

from kdanalysis.project import Project
from kdanalysis.report.subjects.accounts import Choice, View
from kdanalysis.tables.dataset import Dataset
from kdanalysis.tables.period import Period

# Hypothesis mixes constants of whichever of our modules are loaded into the draws, also with
# `derandomize`: what a test draws would depend on which other tests ran before it.
assert hasattr(providers, "_get_local_constants")
providers._get_local_constants = type(providers.GLOBAL_CONSTANTS)  # noqa: SLF001 - see above
settings.register_profile("kdanalysis", deadline=None)
settings.load_profile("kdanalysis")

# What tests of several folders stand on.
pytest_plugins = [
    "tests.support.order",
    "tests.support.shared",
    "tests.support.site",
    "tests.support.tender",
]


@pytest.fixture(scope="session")
def checkout() -> Project:
    """The checkout that the tests stand in."""
    return Project.find(Path(__file__))


@pytest.fixture(scope="session")
def data(checkout: Project) -> Dataset:
    """The repository's data in the prices of 2022."""
    return Dataset(checkout, 2022)


@pytest.fixture(scope="session")
def landet(data: Dataset) -> View:
    """The country, 2018-2022."""
    return View(data, "000", Period(2018, 2022))


@pytest.fixture(scope="session")
def midt(data: Dataset) -> View:
    """Midtjylland, 2018-2022."""
    return View(data, "082", Period(2018, 2022))


@pytest.fixture(scope="session")
def choice(midt: View, landet: View) -> Choice:
    """Midtjylland beside the country."""
    return Choice(midt, landet)


@pytest.fixture
def project_copy(checkout: Project, tmp_path: Path) -> Project:
    """A project with a copy of the data, to be spoilt."""
    (tmp_path / "_quarto.yml").touch()
    shutil.copytree(checkout.root / "data", tmp_path / "data")
    return Project(tmp_path)


@pytest.fixture
def runner() -> CliRunner:
    """What calls the commands in this process."""
    return CliRunner()
