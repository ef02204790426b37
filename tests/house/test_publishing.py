"""Files take their places whole: whatever cannot be moved, all are as they were."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.locked import lock

from kdanalysis import publishing
from kdanalysis.project import InputError
from kdanalysis.publishing import publish_set, replacing, replacing_set

OLD = {
    "a.html": "gammel a",
    "b.pdf": "gammel b",
    "c.xlsx": "gammel c",
    "x/1.csv": "1",
    "x/2.csv": "2",
}
NEW = {"a.html": "ny a", "b.pdf": "ny b", "c.xlsx": "ny c", "x/2.csv": "ny 2", "x/3.csv": "3"}


def lay(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def found(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in files}


def test_a_set_takes_its_place_and_what_is_gone_goes(tmp_path: Path) -> None:
    site, new = lay(tmp_path / "site", {**OLD, "andet.txt": "bliver"}), lay(tmp_path / "ny", NEW)
    earlier = list((site / "x").iterdir())
    places = publish_set(new, site, instead_of=earlier)
    assert found(site) == {**NEW, "andet.txt": "bliver"}
    assert [path.relative_to(site).as_posix() for path in places] == sorted(NEW)


@pytest.mark.parametrize("name", [*NEW, "x/1.csv"])
def test_one_locked_file_leaves_all_as_they_were(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site, new = lay(tmp_path / "site", OLD), lay(tmp_path / "ny", NEW)
    lock(monkeypatch, name)
    with pytest.raises(InputError, match="intet er ændret") as fault:
        publish_set(new, site, instead_of=[site / "x" / "1.csv", site / "x" / "2.csv"])
    assert fault.value.where == (site / name).as_posix()
    assert "Luk den" in fault.value.remedy
    assert found(site) == OLD
    assert not list(site.glob(".kdanalysis-*"))


@pytest.mark.parametrize("name", list(NEW))
def test_a_folder_in_the_way_does_too(name: str, tmp_path: Path) -> None:
    site, new = lay(tmp_path / "site", OLD), lay(tmp_path / "ny", NEW)
    (site / name).unlink(missing_ok=True)
    (site / name).mkdir()
    before = found(site)
    with pytest.raises(InputError, match="der ligger en mappe"):
        publish_set(new, site, instead_of=[])
    assert found(site) == before


names = st.sets(st.sampled_from(["a", "b", "c", "d", "x/a", "x/b", "y/z/c"]))


@given(old=names, new=names, locked=st.sampled_from(["a", "b", "c", "d"]))
def test_any_set_is_all_or_nothing(
    tmp_path_factory: pytest.TempPathFactory, old: set[str], new: set[str], locked: str
) -> None:
    folder = tmp_path_factory.mktemp("set")
    site = lay(folder / "site", dict.fromkeys(old, "gammel"))
    site.mkdir(exist_ok=True)
    ready = lay(folder / "ny", dict.fromkeys(new, "ny"))
    ready.mkdir(exist_ok=True)
    with pytest.MonkeyPatch.context() as patch:
        lock(patch, locked)
        try:
            publish_set(ready, site, instead_of=[site / name for name in old])
        except InputError:
            assert found(site) == dict.fromkeys(old, "gammel")
        else:
            assert found(site) == dict.fromkeys(new, "ny")
    shutil.rmtree(folder)


def test_a_single_file_is_replaced_only_when_its_writing_ends(tmp_path: Path) -> None:
    target = tmp_path / "mappe" / "fil.txt"
    with replacing(target) as beside:
        beside.write_text("en", encoding="utf-8")
        assert not target.exists()
    with pytest.raises(ZeroDivisionError), replacing(target) as beside:
        beside.write_text(f"halv {1 / 0}", encoding="utf-8")
    assert found(tmp_path) == {"mappe/fil.txt": "en"}


def test_a_single_locked_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = lay(tmp_path, {"bilag.xlsx": "gammel"}) / "bilag.xlsx"
    lock(monkeypatch, "bilag.xlsx")
    with pytest.raises(InputError, match="intet er ændret"), replacing(target) as beside:
        beside.write_text("ny", encoding="utf-8")
    assert found(tmp_path) == {"bilag.xlsx": "gammel"}


def test_a_file_where_the_folder_should_be_is_refused(tmp_path: Path) -> None:
    (tmp_path / "ud").write_text("fil", encoding="utf-8")
    with pytest.raises(InputError, match="hvor mappen skal være"), replacing_set(tmp_path / "ud"):
        pass


def test_nothing_else_in_the_package_moves_files_over_others() -> None:
    """One mechanism; whole folders that are new take their name by one rename of their own."""
    package = Path(publishing.__file__).parent
    own = {"publishing.py", "tables/publication.py"}
    hits = [
        path.relative_to(package).as_posix()
        for path in package.rglob("*.py")
        for mark in ("os.replace(", "shutil.move(", ".replace(folder /", "mkstemp(")
        if mark in path.read_text(encoding="utf-8")
    ]
    assert set(hits) <= own
    assert "publishing.py" in hits
