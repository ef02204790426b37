"""Every sentence on any accounts: whole, Danish in its signs, without a trace of the machine."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.support.invented import invented, read

from kdanalysis.report.expenditure import key_points
from kdanalysis.report.subjects import care, trends
from kdanalysis.report.subjects.care import decision, income_change, share_change, who_moved
from kdanalysis.report.subjects.trends import growth_finding, unit_cost_finding, youth_crime

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kdanalysis.report.subjects.accounts import Choice, View
    from kdanalysis.tables.dataset import Dataset

levels = st.lists(
    st.sampled_from([1, 99, 99.6, 100, 100.4, 101, 1500, 1504]), min_size=5, max_size=5
)
accounts = st.fixed_dictionaries(
    dict.fromkeys(("53850", "53840", "52826", "52822", "40", "47"), levels)
)

FAULTS = re.compile(
    r"\.\.|  | [.,;:]|None|nan\b|−0(,0+)?\b(?!,)|-\d|\bet stigning|\ben fald|\{|\}|kr\.\w|^[a-zæøå]"
)


UNCHANGED = re.compile(r" var uændrede [^:]*: (\S+ mi[oa]\. kr\.) i \d+ og (\S+ mi[oa]\. kr\.) i")


def contradicts_itself(sentence: str) -> bool:
    """Tell whether two amounts are called unchanged that a reader sees are not the same."""
    return any(first != last for first, last in UNCHANGED.findall(sentence))


def sentences_of(view: View) -> Iterator[str]:
    for group in ("adults", "children", "social", "counselling", "youth_crime"):
        yield trends.trend(view, group)
        yield trends.path(view, group)
    for base in ("adults", "children"):
        yield trends.driver(view, base)
    yield trends.contribution(view, "residential_care", "adults")
    yield trends.kinds(view, "residential_care")
    for supplier in ("all", "private", "municipal", "regional"):
        yield care.purchase_trend(view, supplier)
        yield care.purchase_share(view, supplier)
    yield care.private_against_municipal(view)
    yield youth_crime(view)


def sentences(choice: Choice) -> Iterator[str]:
    yield from sentences_of(choice.here)
    yield from sentences_of(choice.country)
    for group in ("adults", "counselling"):
        yield trends.comparison(choice, group)
        yield growth_finding(choice, group)
    for told in (care.recipients, care.unit_cost, care.volume_and_price, care.average_cost):
        yield told(choice.country)
    yield unit_cost_finding(choice.country)
    yield from (share_change(choice), income_change(choice), who_moved(choice))
    yield decision(choice, "udgiftsanalyse")
    yield from (point.split("** ")[1] for point in key_points(choice).splitlines())


def test_faults_and_contradictions_are_seen() -> None:
    """The searches below find what they look for."""
    for fault in (
        "Det er 5 kr..",
        "steg −0,0 %",
        "Et fald -5",
        "steg None",
        "steg  5",
        "et stigning",
    ):
        assert FAULTS.search(fault), fault
    assert contradicts_itself("X var uændrede her: 5 mio. kr. i 2018 og 6 mio. kr. i 2022.")
    assert not contradicts_itself("X var uændrede her: 5 mio. kr. i 2018 og 5 mio. kr. i 2022.")


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(accounts, accounts)
def test_sentences_are_well_formed_on_any_accounts(
    data: Dataset, here: dict[str, list[float]], country: dict[str, list[float]]
) -> None:
    told = [read(sentence) for sentence in sentences(invented(data, here=here, country=country))]
    assert len(told) > 50
    for sentence in told:
        assert sentence.endswith("."), sentence
        assert not contradicts_itself(sentence), sentence
        assert not FAULTS.search(sentence.replace("@tbl-voksne-landet", "tabellen")), sentence
