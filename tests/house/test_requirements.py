"""pyproject.toml, environment.yml and the locks ask for the same packages."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from importlib.metadata import distributions
from typing import TYPE_CHECKING

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from tests.support.place import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

ASKED_FOR = set("pandas polars matplotlib plotly statsmodels jupyter quarto dstapi".split())  # noqa: SIM905
LEAN, LOWEST = "requirements-report.lock", "requirements-lowest.lock"
_LOCKED_GROUPS = ("core", "build", "lab", "test")
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


def _locked(lock: str = "requirements.lock") -> dict[str, str]:
    text = (ROOT / lock).read_text(encoding="utf-8")
    pins = re.findall(r"^([a-z0-9._-]+(?:\[[a-z,-]+\])?)==([^\s;\\]+)", text, flags=re.MULTILINE)
    return dict(pins)


def _bare(names: Iterable[str]) -> set[str]:
    return {name.partition("[")[0] for name in names}


def test_environment_holds_every_package_asked_for_by_name() -> None:
    names = {_split(entry)[0] for entry in _environment()}
    assert names >= ASKED_FOR


def test_environment_and_pyproject_ask_for_the_same_versions() -> None:
    groups = _pyproject()
    wanted = dict(map(_split, [*groups["core"], *groups["lab"], *groups["quarto"], *groups["dst"]]))
    held = dict(map(_split, _environment()))
    assert wanted
    assert {name: held.get(name) for name in wanted} == wanted


def test_the_full_lock_pins_all_but_what_installs_from_elsewhere() -> None:
    groups, locked = _pyproject(), _bare(_locked())
    for requirement in [entry for name in _LOCKED_GROUPS for entry in groups[name]]:
        name = requirement.split(">=")[0].split("[")[0].lower()
        assert name in locked, name
    assert not {"dstapi", "quarto-cli"} & locked


def test_the_lean_lock_is_part_of_the_full_one_without_tools_for_tests_and_lab() -> None:
    full = {name.partition("[")[0]: version for name, version in _locked().items()}
    lean = _locked(LEAN)
    bare = {name.partition("[")[0]: version for name, version in lean.items()}
    assert {name: full.get(name) for name in bare} == bare
    assert not {"pytest", "mypy", "ruff", "playwright", "jupyterlab", "notebook"} & _bare(lean)
    assert len(lean) < 0.7 * len(full)
    for requirement in [*_pyproject()["core"], *_pyproject()["build"]]:
        assert requirement.split(">=")[0].lower() in lean, requirement


def test_the_lowest_lock_holds_the_bounds_that_are_stated() -> None:
    lowest = _locked(LOWEST)
    for requirement in [*_pyproject()["core"], *_pyproject()["build"], *_pyproject()["test"]]:
        name, _, bound = requirement.partition(">=")
        held = lowest.get(name.lower())
        assert held is not None, name
        assert held.startswith(bound) or _parts(held)[:3] >= _parts(bound), (name, held)
        # Nothing lower exists than what was found: at most a later patch of the bound.
        assert _parts(held)[:2] == (*_parts(bound), 0)[:2], (name, held)


def test_the_build_backend_that_is_locked_is_the_one_that_builds() -> None:
    whole = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = whole["build-system"]["requires"]
    assert asked
    assert set(asked) <= set(whole["project"]["optional-dependencies"]["build"])


def test_the_line_for_where_github_is_blocked_leaves_out_dstapi_alone(tmp_path: Path) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (code,) = re.findall(r'^python -c "(.*)"\nconda env create -f (?:\S+)$', readme, re.MULTILINE)
    (name,) = re.findall(r"^conda env create -f (\S+-\S+)$", readme, re.MULTILINE)
    assert not set(code) & set('"$`\\%')  # PowerShell, cmd and bash read it alike
    shutil.copy(ROOT / "environment.yml", tmp_path)
    subprocess.run([sys.executable, "-c", code], cwd=tmp_path, check=True)
    lines = (ROOT / "environment.yml").read_text(encoding="utf-8").splitlines()
    (left_out,) = set(lines) - set((tmp_path / name).read_text(encoding="utf-8").splitlines())
    assert left_out.strip() == f"- {_pyproject()['dst'][0]}"
    assert len((tmp_path / name).read_text(encoding="utf-8").splitlines()) == len(lines) - 1


def _parts(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version))


@pytest.mark.parametrize("lock", ["requirements.lock", LEAN, LOWEST])
def test_locks_have_hashes_and_no_addresses(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert text.count("--hash=sha256:") > len(_locked(lock)) > 90
    assert "://" not in text


@pytest.mark.parametrize("lock", ["requirements.lock", LEAN, LOWEST])
def test_a_lock_keeps_every_extra_that_a_locked_package_asks_for(lock: str) -> None:
    """An extra that only the requirement names is what an old pip resolves anew."""
    locked = _locked(lock)
    held = {canonicalize_name(name.partition("[")[0]): name for name in locked}
    asked = 0
    for distribution in distributions():
        if canonicalize_name(distribution.name) not in held:
            continue
        extras = re.findall(r"\[([\w,-]+)\]", held[canonicalize_name(distribution.name)])
        for text in distribution.requires or []:
            wanted = Requirement(text)
            known = [{"extra": extra} for extra in (*(e for x in extras for e in x.split(",")), "")]
            applies = wanted.marker is None or any(map(wanted.marker.evaluate, known))
            name = canonicalize_name(wanted.name)
            if wanted.extras and applies and name in held:
                asked += 1
                assert all(extra in held[name] for extra in wanted.extras), (lock, text)
    assert asked >= (1 if lock != LEAN else 0)
    assert "pandera[polars]" in locked


def test_top_level_is_as_promised() -> None:
    promised = [
        *("analyses", "data/raw", "data/processed", "src/kdanalysis", "tests", ".ci/run"),
        *("_quarto.yml", "_quarto-dassos.yml", "_quarto-kdnet.yml", "environment.yml"),
        *("README.md", "LICENSE", "CHANGELOG.md", "Makefile", "requirements.lock", LEAN),
    ]
    assert [name for name in promised if not (ROOT / name).exists()] == []
