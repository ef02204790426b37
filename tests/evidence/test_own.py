"""Own numbers: exact, with a key that tells all of it wherever it has been."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import polars as pl
import pypandoc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kdanalysis.evidence.arguments import evaluate
from kdanalysis.evidence.catalogue import all_figures, recompute
from kdanalysis.evidence.own import own, read_key
from kdanalysis.evidence.value import Unit, Value
from kdanalysis.project import InputError, Project
from kdanalysis.render.reading import read_document
from kdanalysis.report.elements.numbers import cell, n, plain, with_unit

if TYPE_CHECKING:
    from kdanalysis.tables.dataset import Dataset

TOLD: dict[str, Any] = {"rule": "lagt sammen", "source": "eget regneark"}
NASTY = (
    "a \"b\" (c, d) {e} [f] | $g$ `h` \\i *j* <k> & l = m; n\no 😀 100 % #p ~q~ @r 's' t. u -- æøå"
)

texts = st.text(min_size=1).filter(lambda text: "".join(map(visible, text)).strip())
amounts = st.one_of(
    st.integers(-(10**8), 10**8),
    st.fractions(-(10**6), 10**6),
    st.decimals(-(10**6), 10**6, allow_nan=False),
    st.floats(-1e6, 1e6),
)


def visible(character: str) -> str:
    return character if character.isprintable() else " "


def refused(amount: object, unit: Any = Unit.KR, **told: Any) -> str:
    with pytest.raises(InputError) as fault:
        own(amount, unit, **{**TOLD, **told})
    return str(fault.value)


@given(amounts, st.sampled_from(list(Unit)), st.integers(0, 6), texts, texts)
def test_the_key_tells_all(
    amount: object, unit: Unit, decimals: int, rule: str, source: str
) -> None:
    value = own(amount, unit, rule=rule, source=source, decimals=decimals)
    assert read_key(value.provenance.key) == value
    assert json.loads(json.dumps(value.provenance.key)) == value.provenance.key
    assert value.shown_as(value.look) == value


@given(amounts, texts, texts)
def test_the_registry_reads_the_key_as_any_other(
    data: Dataset, amount: object, rule: str, source: str
) -> None:
    all_figures()
    value = own(amount, "mio. kr.", rule=rule, source=source)
    assert evaluate(value.provenance.key, data) == value


@pytest.mark.parametrize("write", [n, cell])
def test_the_key_survives_the_way_to_the_page(write: Any, checkout: Project) -> None:
    value = own(Fraction(-7, 3), "kr.", rule=NASTY, source=NASTY, decimals=2)
    markdown = f"| a | b |\n|:--|--:|\n| x | {write(value)} |\n\n: Titel {write(value)} {{#tbl-a}}"
    pieces = read_document(markdown).figures
    assert [piece.key for piece in pieces] == [value.provenance.key] * 2
    assert {piece.text.replace("\xa0", " ") for piece in pieces} <= {
        with_unit(value).replace("\xa0", " "),
        plain(value),
    }
    page = pypandoc.convert_text(markdown, "html", format="markdown")
    assert page.count(f'data-k="{value.provenance.key}"') == 2
    assert recompute(value.provenance.key, checkout) == value
    assert value.provenance.rule == f"Egen beregning: {' '.join(NASTY.split())}"


@pytest.mark.parametrize(
    ("amount", "exact"),
    [
        (5, Fraction(5)),
        (0.1, Fraction(1, 10)),
        (Decimal("2.50"), Fraction(5, 2)),
        (Fraction(1, 3), Fraction(1, 3)),
        (np.int64(7), Fraction(7)),
        (np.float64(0.1), Fraction(1, 10)),
        (np.float32(0.1), Fraction(1, 10)),
        (pl.Series([1.5, 2.5]).sum(), Fraction(4)),
        (pd.Series([1, 2]).max(), Fraction(2)),
    ],
)
def test_amounts_are_kept_exact(amount: object, exact: Fraction) -> None:
    assert own(amount, "kr.", **TOLD).exact == exact


@pytest.mark.parametrize("amount", ["5", None, True, np.True_, pl.Series([1]), [1], 1j, pd.NA])
def test_what_is_no_number_is_refused_in_words(amount: object) -> None:
    assert "er ikke et tal" in refused(amount)


@pytest.mark.parametrize("amount", [float("nan"), float("inf"), Decimal("NaN"), np.float64("nan")])
def test_what_cannot_be_printed_is_refused_in_words(amount: object) -> None:
    assert "divideres med nul" in refused(amount)


def test_a_key_figure_is_no_amount() -> None:
    assert "own(a.exact - b.exact" in refused(own(1, "kr.", **TOLD))


def test_a_number_too_long_for_a_workbook_is_refused() -> None:
    assert "større enhed" in refused(10**15)
    assert own(10**15 - 1, "kr.", **TOLD).exact == 10**15 - 1


@pytest.mark.parametrize("unit", list(Unit))
def test_units_are_read_by_their_danish_text(unit: Unit) -> None:
    assert own(1, unit.value.upper(), **TOLD).unit is unit


def test_an_unknown_unit_names_the_nearest_and_all() -> None:
    told = refused(1, "mill. kr.")
    assert "Mente du »mio. kr.«?" in told
    assert all(f'"{unit}"' in told for unit in Unit)


@pytest.mark.parametrize("name", ["rule", "source"])
@pytest.mark.parametrize("text", ["", "  \n", None, 5])
def test_rule_and_source_must_be_told(name: str, text: object) -> None:
    assert f"{name} mangler" in refused(1, **{name: text})


@pytest.mark.parametrize("decimals", [-1, 7, True, 1.5])
def test_decimals_are_few(decimals: object) -> None:
    assert "fra 0 til 6" in refused(1, decimals=decimals)


@pytest.mark.parametrize(
    "key", ["own()", "own(amount=x, unit=KR, decimals=0, rule=a, source=b)", "own(amount=1)"]
)
def test_a_spoilt_key_is_refused(key: str) -> None:
    with pytest.raises(InputError, match="kan ikke læses"):
        read_key(key)


def test_a_value_is_a_number_for_other_libraries() -> None:
    value = own(2.5, "%", **TOLD)
    assert float(value) == 2.5
    assert np.isnan(float(Value(None, value.unit, 1, value.provenance)))
