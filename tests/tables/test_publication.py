"""Tables take their places together, and what a killed run made ready is finished by the next."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from kdanalysis.tables.publication import publish, settle

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def content(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def test_only_what_differs_is_written(tmp_path: Path) -> None:
    folder = tmp_path / "processed"
    assert {f.name for f in publish({"a": b"1", "b": b"1"}, folder)} == {"a", "b"}
    before = (folder / "a").stat().st_mtime_ns
    assert publish({"a": b"1", "b": b"2"}, folder) == [folder / "b"]
    assert (folder / "a").stat().st_mtime_ns == before
    assert content(folder) == {"a": b"1", "b": b"2"}
    assert publish({"a": b"1", "b": b"2"}, folder) == []
    assert [path.name for path in tmp_path.iterdir()] == ["processed"]


def test_what_was_made_ready_is_moved_by_whoever_comes_next(tmp_path: Path) -> None:
    folder, ready = tmp_path / "processed", tmp_path / ".processed-ready"
    publish({"a": b"1", "b": b"1"}, folder)
    ready.mkdir()
    (ready / "b").write_bytes(b"2")
    settle(folder)
    assert content(folder) == {"a": b"1", "b": b"2"}
    assert not ready.exists()
    settle(folder)


def test_an_abandoned_bench_goes_after_a_day(tmp_path: Path) -> None:
    folder = tmp_path / "processed"
    old, young = tmp_path / ".processed-1-1", tmp_path / ".processed-2-2"
    for bench in (old, young):
        bench.mkdir()
    os.utime(old, (0, 0))
    publish({"a": b"1"}, folder)
    assert not old.exists()
    assert young.exists()


def test_a_fault_while_writing_leaves_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "processed"
    publish({"a": b"1"}, folder)

    def full(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(type(folder), "write_bytes", full)
    try:
        publish({"a": b"2"}, folder)
    except OSError:
        pass
    else:
        raise AssertionError
    assert content(folder) == {"a": b"1"}
    assert [path.name for path in tmp_path.iterdir()] == ["processed"]
