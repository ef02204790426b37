"""`figures`: sorted, found by any words, with what the arguments can be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kdanalysis.cli.figures import _has
from kdanalysis.evidence.catalogue import all_figures

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Ended


def names(told: Ended) -> list[str]:
    """Return the key figures that were told of."""
    return [
        line.partition("(")[0] for line in told.out.splitlines() if "] " in line or "]:" in line
    ]


@pytest.mark.usefixtures("here")
def test_all_are_told_in_order(types: Callable[..., Ended]) -> None:
    assert names(types("figures")) == sorted(all_figures())


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("words", [["køb"], ["KØB"], ["koeb"], ["Kø\u0301b"]])
def test_case_and_spelling_of_letters_are_the_same(
    words: list[str], types: Callable[..., Ended]
) -> None:
    found = names(types("figures", *words))
    assert "purchases" in found
    assert "growth_pct" not in found


@pytest.mark.usefixtures("here")
def test_several_words_must_all_be_there(types: Callable[..., Ended]) -> None:
    found = names(types("figures", "vækst", "modtager"))
    assert "care_unit_cost_growth_pct" in found
    assert set(found) < set(names(types("figures", "vækst")))
    assert "care_unit_cost_growth_pct" not in names(types("figures", "vækst", "1.000 kr."))


@pytest.mark.usefixtures("here")
def test_values_are_told_with_their_names(types: Callable[..., Ended]) -> None:
    told = types("figures", "growth_pct").out
    for line in (
        "  area: 000 (Hele landet), 082 (Midtjylland)",
        "  period: 2018-2022 (",
        "  group: social (det specialiserede socialområde), adults (voksenområdet)",
    ):
        assert line in told


@pytest.mark.usefixtures("here")
def test_a_group_is_found_by_its_danish_name(types: Callable[..., Ended]) -> None:
    assert "  group=residential_care (botilbud)\n" in types("figures", "botilbud").out


@pytest.mark.usefixtures("here")
def test_what_is_not_found_says_so_and_the_nearest(types: Callable[..., Ended]) -> None:
    told = types("figures", "growt_pct")
    assert told.out.splitlines() == ["Intet nøgletal har growt_pct.", "Mente du growth_pct?"]


def test_outside_a_project_the_key_figures_are_told_without_values(
    types: Callable[..., Ended], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    told = types("figures", "growth_pct")
    assert told.code == 0
    assert "Argumenter:" not in told.out


LATIN = st.text(st.characters(max_codepoint=0x24F))


@given(LATIN, LATIN, LATIN)
def test_any_part_is_found_whatever_its_case(before: str, word: str, after: str) -> None:
    assert _has(before + word + after, [word])
    assert _has("køb og BESPARELSER, Århus, café", ["AARHUS", "cafe", "koeb"])
