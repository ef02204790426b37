"""The wheel stands alone: built here, installed elsewhere, it lays out a project that renders.

`python -m build` asks the build backend for the very same files; it is no part of the locks, so the
backend is asked here without it, offline.
"""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import tomllib
import venv
import zipfile
from pathlib import Path
from typing import Final

import pytest

from kdanalysis import starter

ROOT: Final = Path(__file__).parents[2]
LARGEST: Final = 1_500_000
"""Bytes: a wheel that is larger holds something that is made, not written."""
REPORT: Final = "overblik"


def run(*words: str | Path, at: Path) -> str:
    """Run a program as somebody does who has no checkout."""
    dropped = ("PYTHON", "PIP_", "KDANALYSIS")
    environment = {k: v for k, v in os.environ.items() if not k.startswith(dropped)}
    done = subprocess.run(
        [str(word) for word in words], cwd=at, capture_output=True, encoding="utf-8", check=False,
        env=environment | {"PYTHONUTF8": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"},
    )  # fmt: skip
    assert done.returncode == 0, f"{words}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def build(kind: str, source: Path, folder: Path) -> Path:
    run(sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", folder, at=source)
    (made,) = folder.iterdir()
    return made


def names(wheel: Path) -> set[str]:
    return set(zipfile.ZipFile(wheel).namelist())


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("wheel", ROOT, tmp_path_factory.mktemp("wheel"))


@pytest.fixture
def installed(wheel: Path, tmp_path: Path) -> Path:
    """Return the Python of an environment that has the wheel, and borrows all it depends on."""
    folder = tmp_path / ".venv"
    venv.create(folder, with_pip=True)
    python = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
    run(python, "-m", "pip", "install", "--no-index", "--no-deps", wheel, at=folder)
    told = "import sysconfig; print(sysconfig.get_path('purelib'))"
    site = Path(run(python, "-c", told, at=folder).strip())
    # Such a line adds a folder, but not what that folder's own lines name: the checkout.
    (site / "borrowed.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return python


def version() -> str:
    stated: str = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    return stated


def test_the_wheel_holds_what_is_written_and_nothing_that_is_made(wheel: Path) -> None:
    assert wheel.name == f"kdanalysis-{version()}-py3-none-any.whl"
    held = names(wheel)
    carried = {name for name in held if name.startswith(f"kdanalysis/{starter.CARRIED}/")}
    wanted = {path.relative_to(ROOT).as_posix() for path in starter.contents(ROOT)}
    assert {name.split("/", 2)[2] for name in carried} == wanted
    assert len(wanted) > 100
    assert not [name for name in held if "/egne/" in name or "/build/" in name or "pyc" in name]
    assert {name.split("/")[0] for name in held} == {
        "kdanalysis",
        wheel.name.removesuffix("-py3-none-any.whl") + ".dist-info",
    }
    assert wheel.stat().st_size < LARGEST


def test_the_source_distribution_builds_the_same_wheel(wheel: Path, tmp_path: Path) -> None:
    source = build("sdist", ROOT, tmp_path / "sdist")
    run(sys.executable, "-m", "tarfile", "-e", source, tmp_path / "source", at=tmp_path)
    (root,) = (tmp_path / "source").iterdir()
    assert not (root / "analyses" / "egne").exists()
    again = build("wheel", root, tmp_path / "again")
    assert again.name == wheel.name
    assert names(again) == names(wheel)


def test_it_lays_out_a_project_that_renders(installed: Path, tmp_path: Path) -> None:
    program = (installed, "-m", "kdanalysis")
    where = "import kdanalysis; print(kdanalysis.__file__)"
    package = Path(run(installed, "-c", where, at=tmp_path).strip())
    assert package.is_relative_to(installed.parents[1])
    assert run(*program, "--version", at=tmp_path) == f"kdanalysis {version()}\n"
    told = run(*program, "init", "projekt", at=tmp_path)
    assert "kdanalysis refresh --offline --project projekt" in told
    run(*program, "--project", "projekt", "render", REPORT, at=tmp_path)
    made = tmp_path / "projekt" / "build" / "site"
    for suffix in ("html", "pdf", "xlsx"):
        assert (made / "kdnet" / f"{REPORT}.{suffix}").stat().st_size > 5_000
    assert f"{REPORT}.html" in (made / "index.html").read_text("utf-8")
    assert str(ROOT) not in (made / "kdnet" / f"{REPORT}.html").read_text("utf-8")
