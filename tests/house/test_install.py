"""Installing cannot rot: what is released after the lock was made never matters.

The index is made up, a folder of tiny wheels; pip is the one that came with this Python, and those
whose wheels lie in the folder that the environment names (CI puts the oldest and the newest there).
"""

from __future__ import annotations

import base64
import hashlib
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import yaml
from tests.support.place import ROOT

INSTALL = ("--require-hashes", "--no-deps", "--only-binary", ":all:", "-r")
"""How README, Makefile and workflows install a lock."""
RESOLVING_TRIPS = (23, 3)
"""Older pips take a locked package without its extra for another requirement."""
WORKFLOWS = (".github/workflows/accounts.yml", ".github/workflows/tests.yml")
PIPS = sorted(Path(os.environ.get("KDANALYSIS_PIPS", os.devnull)).glob("pip-*.whl"))


def wheel(
    folder: Path, name: str, version: str, *requires: str, extras: tuple[str, ...] = ()
) -> str:
    """Write a wheel that holds one empty module, and return its sha256."""
    info = f"{name}-{version}.dist-info"
    told = [f"Provides-Extra: {extra}" for extra in extras]
    told += [f"Requires-Dist: {requirement}" for requirement in requires]
    files = {
        f"{name}.py": f"VERSION = '{version}'\n",
        f"{info}/METADATA": "\n".join(["Metadata-Version: 2.1", f"Name: {name}", f"Version: {version}", *told, ""]),  # noqa: E501
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",  # noqa: E501
    }  # fmt: skip
    record = [f"{path},sha256={_digest(text)},{len(text)}" for path, text in files.items()]
    files[f"{info}/RECORD"] = "\n".join([*record, f"{info}/RECORD,,", ""])
    path = folder / f"{name}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for place, text in files.items():
            archive.writestr(place, text)
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _digest(text: str) -> str:
    raw = hashlib.sha256(text.encode()).digest()
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """An index where a locked package with an extra has had a newer release since."""
    folder = tmp_path_factory.mktemp("index")
    hashes = {
        "measure": wheel(folder, "measure", "1.0", "reader>=1; extra == 'toml'", extras=("toml",)),
        "reader": wheel(folder, "reader", "1.0"),
        "plugin": wheel(folder, "plugin", "1.0", "measure[toml]>=1.0"),
    }
    wheel(folder, "measure", "2.0", "reader>=1; extra == 'toml'", extras=("toml",))
    wheel(folder, "reader", "2.0")
    return folder, hashes


@pytest.fixture(params=[None, *PIPS], ids=lambda wheel: wheel.name if wheel else "bundled")
def python(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A new environment's interpreter, with the pip that this Python came with or another."""
    subprocess.run([sys.executable, "-m", "venv", tmp_path / "venv"], check=True)
    folder = tmp_path / "venv" / ("Scripts" if os.name == "nt" else "bin")
    interpreter = str(folder / "python")
    if request.param is not None:
        done = pip(interpreter, request.param.parent, "--upgrade", request.param)
        assert done.returncode == 0, done.stderr
        assert request.param.name.startswith(f"pip-{'.'.join(map(str, pip_version(interpreter)))}")
    return interpreter


def pip_version(python: str) -> tuple[int, int]:
    told = subprocess.run(
        [python, "-m", "pip", "--version"], capture_output=True, text=True, check=True
    )
    major, minor, *_ = map(int, re.findall(r"\d+", told.stdout))
    return major, minor


def lock(path: Path, hashes: dict[str, str], measure: str) -> Path:
    names = {"measure": measure, "reader": "reader", "plugin": "plugin"}
    lines = [f"{names[name]}==1.0 --hash=sha256:{digest}" for name, digest in hashes.items()]
    path.write_text("\n".join([*lines, ""]), encoding="utf-8")
    return path


def pip(python: str, folder: Path, *words: str | Path) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
    return subprocess.run(
        [python, "-m", "pip", "install", "--no-index", "--find-links", folder, *words],
        env=environment | {"PIP_CONFIG_FILE": os.devnull, "PIP_DISABLE_PIP_VERSION_CHECK": "1"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.install
def test_a_newer_release_of_a_locked_package_with_an_extra_does_not_matter(
    index: tuple[Path, dict[str, str]], python: str, tmp_path: Path
) -> None:
    folder, hashes = index
    done = pip(python, folder, *INSTALL, lock(tmp_path / "x.lock", hashes, "measure[toml]"))
    assert done.returncode == 0, done.stderr
    code = "import measure, reader, plugin; print(measure.VERSION, reader.VERSION)"
    told = subprocess.run([python, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["1.0", "1.0"]
    checked = subprocess.run([python, "-m", "pip", "check"], capture_output=True, check=False)
    assert checked.returncode == 0


@pytest.mark.install
def test_that_is_what_the_earlier_way_tripped_over(
    index: tuple[Path, dict[str, str]], python: str, tmp_path: Path
) -> None:
    """With an old pip, resolving a lock that lost its extra stops; a newer pip has mended that."""
    folder, hashes = index
    without_extra = lock(tmp_path / "x.lock", hashes, "measure")
    done = pip(python, folder, "--require-hashes", "-r", without_extra)
    assert (done.returncode != 0) == (pip_version(python) < RESOLVING_TRIPS), done.stderr


def test_every_instruction_installs_the_same_way() -> None:
    """README, Makefile and workflows: hashes, nothing resolved, nothing built but the project."""
    texts = {
        name: (ROOT / name).read_text(encoding="utf-8")
        for name in ("README.md", "Makefile", *WORKFLOWS)
    }
    for name, text in texts.items():
        installs = re.findall(r"-m pip install (.*)", text)
        assert len(installs) >= 2, name
        for line in installs:
            words = line.replace("--quiet ", "").split()
            locked = tuple(words[: len(INSTALL)]) == INSTALL
            own = set(words) >= {"--no-deps", "--no-build-isolation"} and words[-1] == "."
            assert locked or own, f"{name}: {line}"
        assert "-m pip check" in text, name


def test_the_workflows_are_yaml_that_names_a_lock_that_is_there() -> None:
    for path in sorted((ROOT / ".github" / "workflows").glob("*.yml")):
        assert yaml.safe_load(path.read_text(encoding="utf-8"))["jobs"]
        for name in re.findall(r"requirements[\w-]*\.lock", path.read_text(encoding="utf-8")):
            assert (ROOT / name).is_file()
