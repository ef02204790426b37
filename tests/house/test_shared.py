"""What is made once for a run: by one worker only, again after a failure, and copies that stand."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from rich.console import Console
from tests.render.notebooks import make_project, text
from tests.support.shared import Store, relocated

from kdanalysis.render import Engine, render_site

if TYPE_CHECKING:
    from pathlib import Path


def test_a_thing_is_made_once_whoever_asks(tmp_path: Path) -> None:
    made: list[Path] = []

    def make(folder: Path) -> None:
        made.append(folder)
        (folder / "a.txt").write_text("a", encoding="utf-8")

    with ThreadPoolExecutor(8) as workers:
        asked = [workers.submit(Store(tmp_path).once, "thing", make) for _ in range(8)]
        found = {(one.result() / "a.txt").read_text(encoding="utf-8") for one in asked}
    assert (len(made), found) == (1, {"a"})
    assert list(tmp_path.glob("*.lock")) == []


def test_what_failed_is_made_anew_without_what_was_left(tmp_path: Path) -> None:
    store = Store(tmp_path)

    def fail(folder: Path) -> None:
        (folder / "half.txt").write_text("half", encoding="utf-8")
        raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        store.once("thing", fail)
    whole = store.once("thing", lambda folder: (folder / "whole.txt").touch())
    assert [path.name for path in whole.iterdir()] == ["whole.txt"]


def test_in_a_copy_elsewhere_a_run_finds_nothing_to_do(tmp_path: Path) -> None:
    quiet = Console(quiet=True)
    first = make_project(tmp_path / "første", [text("# A")])
    assert render_site(first, quiet, engine=Engine.PANDOC) != []
    copy = relocated(first.root, tmp_path / "anden")
    assert render_site(copy, quiet, engine=Engine.PANDOC) == []
    assert render_site(first, quiet, engine=Engine.PANDOC) == []
    (copy.site / "index.html").unlink()
    assert render_site(copy, quiet, engine=Engine.PANDOC) == ["site:index"]
    assert (copy.site / "index.html").is_file()
