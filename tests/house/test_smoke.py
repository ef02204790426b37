"""The smoke part of the tests uses every package whose lowest version is stated."""

from __future__ import annotations

import re

from tests.support.place import ROOT
from tests.support.smoke import TOOLS, passed_by, stated

MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def test_a_package_that_no_test_loads_is_named() -> None:
    names = stated((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert len(names) > 30
    assert passed_by({"polars", "fastexcel"}, {"polars", "os"}) == ["fastexcel"]
    assert passed_by(names, set()) == sorted(names)


def test_what_no_test_loads_is_run_by_make() -> None:
    run = set(re.findall(r"\$\(BIN\)/(\S+)", MAKEFILE))
    assert run >= {"ruff", "mypy", "lint-imports"}
    assert TOOLS - run == {"import-linter", "pandas-stubs", "types-pyyaml"}
    assert "-p tests.support.smoke" in MAKEFILE


def test_the_smoke_part_names_tests_that_are_there() -> None:
    (listed,) = re.findall(r"^SMOKE := ((?:.*\\\n)*.*)", MAKEFILE, flags=re.MULTILINE)
    entries = listed.replace("\\\n", " ").split()
    assert len(entries) > 10
    for entry in entries:
        path, _, test = entry.partition("::")
        assert list(ROOT.glob(path)), entry
        assert not test or f"def {test}(" in (ROOT / path).read_text(encoding="utf-8"), entry
