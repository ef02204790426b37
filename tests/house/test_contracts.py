"""The import contracts: over every room, and told in docs/architecture.md as they are."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).parents[2]
SOURCE: Final = ROOT / "src"
ARCHITECTURE: Final = ROOT / "docs" / "architecture.md"
LAYERS, FOLDERS, REPORTS, SHARED = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))[
    "tool"
]["importlinter"]["contracts"]


def rooms_of(contract: dict[str, Any]) -> list[set[str]]:
    """Return the rooms of each layer, the lowest first."""
    return [set(layer.split(" | ")) for layer in reversed(contract["layers"])]


def drawn(block: str) -> list[set[str]]:
    """Return the rooms of a diagram: an arrow leads on, and rooms beside each other have a bar."""
    return [set(part.split(" | ")) for part in " ".join(block.split()).split(" → ")]


def diagrams() -> list[list[set[str]]]:
    text = ARCHITECTURE.read_text(encoding="utf-8")
    return [drawn(block) for block in re.findall(r"```\n([^`]*→[^`]*)```", text)]


def test_the_diagram_is_the_contract() -> None:
    rooms, shared = diagrams()
    assert rooms == rooms_of(LAYERS)
    assert shared[: len(SHARED["layers"])] == rooms_of(SHARED)


def test_the_reports_of_the_diagram_are_those_that_do_not_know_each_other() -> None:
    told = {name.rpartition(".")[2] for name in REPORTS["modules"]}
    _, shared = diagrams()
    assert shared[-1] == told
    there = {
        path.stem if path.is_file() else path.name
        for path in (SOURCE / "kdanalysis" / "report").iterdir()
        if path.suffix == ".py" or (path / "__init__.py").is_file()
    }
    assert told < there


def test_the_contract_of_folders_names_every_folder() -> None:
    folders = {
        ".".join(path.parent.relative_to(SOURCE).parts)
        for path in (SOURCE / "kdanalysis").rglob("__init__.py")
    } - {"kdanalysis"}
    assert len(folders) > 15
    assert set(FOLDERS["ancestors"]) == folders


def test_every_room_is_in_a_layer() -> None:
    assert LAYERS["exhaustive"] is True
    assert LAYERS["containers"] == ["kdanalysis"]
    assert LAYERS["exhaustive_ignores"] == ["__main__"]
