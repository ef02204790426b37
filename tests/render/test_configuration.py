"""The settings of both engines: read as Quarto reads them, and whole in this repository."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from tests.render.notebooks import REPORT, make_project
from tests.support.place import ROOT

from kdanalysis.project import InputError, Project
from kdanalysis.render.configuration import merge, profile_names, read_profile, read_yaml
from kdanalysis.render.documents import STANDARDS

if TYPE_CHECKING:
    from pathlib import Path

_lists = st.lists(st.integers(), unique=True, max_size=3)
_leaves = st.one_of(st.booleans(), st.sampled_from(["", "æ"]), _lists)
_mappings = st.dictionaries(
    st.sampled_from("abc"),
    st.recursive(_leaves, lambda inner: st.dictionaries(st.sampled_from("xyz"), inner, max_size=3)),
    max_size=3,
)


@given(_mappings)
def test_merging_with_nothing_or_itself_changes_nothing(settings: dict[str, object]) -> None:
    assert merge(settings, {}) == settings
    assert merge({}, settings) == settings
    assert merge(settings, settings) == settings


def test_mappings_merge_lists_join_and_the_rest_is_replaced() -> None:
    base = {"a": {"x": 1, "y": 2}, "list": [1, 2], "word": "old"}
    over = {"a": {"y": 3}, "list": [2, 3], "word": "new", "more": True}
    assert merge(base, over) == {
        "a": {"x": 1, "y": 3},
        "list": [1, 2, 3],
        "word": "new",
        "more": True,
    }


@pytest.mark.parametrize("content", ["a: [1", "- et\n- to", "bare tekst"])
def test_settings_that_are_no_mapping_stop(content: str) -> None:
    with pytest.raises(InputError) as fault:
        read_yaml(content, "_quarto.yml")
    assert fault.value.where == "_quarto.yml"


def test_every_profile_of_this_repository_reads_and_names_its_committee() -> None:
    project = Project(ROOT)
    names = profile_names(project)
    assert names[0] == "dassos"
    for name in names:
        settings = yaml.safe_load((ROOT / f"_quarto-{name}.yml").read_text(encoding="utf-8"))
        assert settings["project"]["render"]
        assert settings["committee"]


def test_the_base_holds_no_list_of_reports() -> None:
    # Quarto joins lists: one in the base would give every committee every report.
    base = yaml.safe_load((ROOT / "_quarto.yml").read_text(encoding="utf-8"))
    assert "render" not in base["project"]


def test_the_files_named_in_the_settings_exist() -> None:
    base = yaml.safe_load((ROOT / "_quarto.yml").read_text(encoding="utf-8"))
    named = [*base["format"]["typst"]["template-partials"], *(f["path"] for f in base["filters"])]
    assert len(named) == 3
    assert [path for path in named if not (ROOT / path).is_file()] == []


def test_quarto_enforces_the_same_pdf_standards() -> None:
    base = yaml.safe_load((ROOT / "_quarto.yml").read_text(encoding="utf-8"))
    assert tuple(base["format"]["typst"]["pdf-standard"]) == STANDARDS


def test_front_matter_lies_upon_the_profile_upon_the_base(tmp_path: Path) -> None:
    project = make_project(tmp_path, [])
    profile = read_profile(project, "kdnet")
    metadata = profile.metadata({"title": "T", "toc-depth": 1}, "typst")
    assert (metadata["lang"], metadata["committee"]) == ("da", "KDNET")
    assert (metadata["title"], metadata["toc-depth"]) == ("T", 1)
    assert metadata["papersize"] == "a4"
    assert "papersize" not in profile.metadata({}, "html")
    assert not {"project", "format", "profile"} & set(metadata)


def test_the_reports_of_a_profile_are_its_notebooks(tmp_path: Path) -> None:
    assert read_profile(make_project(tmp_path, []), "dassos").reports == (REPORT,)


def test_a_profile_without_a_file_stops(tmp_path: Path) -> None:
    project = make_project(tmp_path, [])
    (tmp_path / "_quarto-kdnet.yml").unlink()
    with pytest.raises(InputError, match="kdnet"):
        read_profile(project, "dassos")


def test_a_file_without_a_profile_stops(tmp_path: Path) -> None:
    project = make_project(tmp_path, [])
    shutil.copy(tmp_path / "_quarto-kdnet.yml", tmp_path / "_quarto-kdnett.yml")
    with pytest.raises(InputError, match="kdnett"):
        profile_names(project)


def test_an_unknown_profile_stops_and_names_the_known(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"dasos.*(?s:.)*dassos, kdnet"):
        read_profile(make_project(tmp_path, []), "dasos")


def test_a_notebook_that_is_missing_stops(tmp_path: Path) -> None:
    project = make_project(tmp_path, [])
    (project.analyses / f"{REPORT}.ipynb").unlink()
    with pytest.raises(InputError, match=REPORT):
        read_profile(project, "dassos")
