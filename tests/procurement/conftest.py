"""The worked example, read once."""

from __future__ import annotations

from pathlib import Path

import pytest

from kdanalysis.procurement.equalisation import Equalisation, equalise
from kdanalysis.procurement.worked_example import WorkedExample, worked_example
from kdanalysis.project import Project
from kdanalysis.tables.tender import ExampleFiles, read_example


@pytest.fixture(scope="session")
def raw() -> Path:
    return Project.find(Path(__file__)).raw


@pytest.fixture(scope="session")
def files(raw: Path) -> ExampleFiles:
    return read_example(raw)


@pytest.fixture(scope="session")
def example(files: ExampleFiles) -> WorkedExample:
    return worked_example(files)


@pytest.fixture(scope="session")
def result(example: WorkedExample) -> Equalisation:
    return equalise(example.parties, example.contract)
