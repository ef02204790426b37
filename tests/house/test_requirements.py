"""pyproject.toml, environment.yml and requirements.lock ask for the same packages."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]
ASKED_FOR = set("pandas polars matplotlib plotly statsmodels jupyter quarto dstapi".split())  # noqa: SIM905
CONDA_NAMES = {"quarto-cli": "quarto", "pandera[polars]": "pandera-polars"}
NAME = re.compile(r"[A-Za-z0-9_.-]+(?:\[[a-z]+\])?")


def _pyproject() -> dict[str, list[str]]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return {"core": project["dependencies"], **project["optional-dependencies"]}


def _environment() -> list[str]:
    entries = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))["dependencies"]
    plain = [entry for entry in entries if isinstance(entry, str)]
    (pip,) = [entry["pip"] for entry in entries if isinstance(entry, dict)]
    return [*plain, *pip]


def _split(requirement: str) -> tuple[str, str]:
    match = NAME.match(requirement)
    assert match, requirement
    name = CONDA_NAMES.get(match[0], match[0])
    return name, requirement[match.end() :].strip()


def _locked() -> dict[str, str]:
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    pins = re.findall(r"^([a-z0-9._-]+)(?:\[[a-z]+\])?==([^\s;\\]+)", text, flags=re.MULTILINE)
    return dict(pins)


def test_environment_holds_every_package_asked_for_by_name() -> None:
    names = {_split(entry)[0] for entry in _environment()}
    assert names >= ASKED_FOR


def test_environment_and_pyproject_ask_for_the_same_versions() -> None:
    groups = _pyproject()
    wanted = dict(map(_split, [*groups["core"], *groups["lab"], *groups["quarto"], *groups["dst"]]))
    held = dict(map(_split, _environment()))
    assert wanted
    assert {name: held.get(name) for name in wanted} == wanted


def test_lock_pins_core_test_and_lab_but_not_what_installs_from_elsewhere() -> None:
    groups = _pyproject()
    locked = _locked()
    for requirement in [*groups["core"], *groups["test"], *groups["lab"]]:
        name = requirement.split(">=")[0].split("[")[0].lower()
        assert name in locked, name
    assert not {"dstapi", "quarto-cli"} & set(locked)


def test_lock_has_hashes_and_no_addresses() -> None:
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert text.count("--hash=sha256:") > len(_locked()) > 100
    assert "://" not in text


def test_top_level_is_as_promised() -> None:
    promised = [
        *("analyses", "data/raw", "data/processed", "src/kdanalysis", "tests", ".ci/run"),
        *("_quarto.yml", "_quarto-dassos.yml", "_quarto-kdnet.yml", "environment.yml"),
        *("README.md", "LICENSE", "CHANGELOG.md", "Makefile", "requirements.lock"),
    ]
    assert [name for name in promised if not (ROOT / name).exists()] == []
