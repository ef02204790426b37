"""The profiles' key figures against a recomputation from the delivered file alone."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from statistics import median
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from tests.report.profile.cases import BOTH, DRUGS, EXCERPT, FOSTER, PREVENTION, Levels, excerpt

from kdanalysis.evidence.arguments import evaluate
from kdanalysis.evidence.catalogue import all_figures
from kdanalysis.evidence.figures import profile as figures
from kdanalysis.evidence.figures.profile import (
    alike,
    breaks,
    profile_growth_median,
    profile_growth_pct,
    profile_share_median,
    ranked,
)
from kdanalysis.project import InputError
from kdanalysis.tables.areas import COUNTRY
from kdanalysis.tables.period import Period

if TYPE_CHECKING:
    from kdanalysis.project import Project
    from kdanalysis.tables.dataset import Dataset

SAMSO, AARHUS, RANDERS, SYDDJURS, ODDER = "741", "751", "730", "706", "727"
PERIOD = Period(2016, 2024)


@pytest.fixture(scope="module")
def told(checkout: Project) -> Levels:
    return excerpt(checkout)


@pytest.mark.parametrize("item", [PREVENTION, FOSTER, DRUGS])
@pytest.mark.parametrize("year", [2016, 2024])
def test_ranks_and_spread_leave_samso_out(
    data: Dataset, told: Levels, item: str, year: int
) -> None:
    others = {
        code: kr
        for (code, i, y), kr in told.items()
        if (i, y) == (item, year) and code not in (SAMSO, COUNTRY)
    }
    assert len(others) == 18
    assert figures.profile_ranked(data, year=year).exact == 18
    for code, kr in others.items():
        place = figures.profile_rank(data, area=code, item=item, year=year)
        assert place.exact == 1 + sum(other > kr for other in others.values())
    assert figures.profile_rank(data, area=SAMSO, item=item, year=year).amount is None
    ends = [
        figures.profile_spread(data, item=item, year=year, part=p).exact
        for p in ("low", "median", "high")
    ]
    assert ends == [
        min(others.values()),
        median(map(Fraction, others.values())),
        max(others.values()),
    ]


def test_growth_gap_index_and_share(data: Dataset, told: Levels) -> None:
    first, last = told[AARHUS, FOSTER, 2016], told[AARHUS, FOSTER, 2024]
    country = told[COUNTRY, FOSTER, 2024]
    chosen = {"area": AARHUS, "item": FOSTER}
    growth = figures.profile_growth_pct(data, **chosen, period=PERIOD)
    assert growth.exact == Fraction(last - first, first) * 100
    gap = figures.profile_gap_pct(data, **chosen, year=2024)
    assert gap.exact == Fraction(last - country, country) * 100
    assert figures.profile_index(data, **chosen, year=2024).exact == gap.exact + 100
    base = f"{BOTH}+{DRUGS}"
    whole = sum(told[AARHUS, item, 2024] for item in (PREVENTION, FOSTER, DRUGS))
    share = figures.profile_share_pct(data, **chosen, base=base, year=2024)
    assert share.exact == Fraction(last, whole) * 100


def test_shares_add_up(data: Dataset) -> None:
    items = (PREVENTION, FOSTER, DRUGS)
    for code in data.per_inhabitant.municipalities:
        shares = [
            figures.profile_share_pct(data, area=code, item=i, base="+".join(items), year=2024)
            for i in items
        ]
        assert sum(share.exact for share in shares) == 100


def test_growth_stops_at_jumps(data: Dataset) -> None:
    outlier = figures.profile_growth_pct(data, area=RANDERS, item=PREVENTION, period=PERIOD)
    assert outlier.rounded == Decimal("11.6")
    into = figures.profile_growth_pct(
        data, area=RANDERS, item=PREVENTION, period=Period(2016, 2022)
    )
    assert into.amount is None
    for item in (PREVENTION, FOSTER, BOTH):
        shifted = figures.profile_growth_pct(data, area=SYDDJURS, item=item, period=PERIOD)
        assert shifted.amount is None


def test_the_jumps_of_the_excerpt(data: Dataset) -> None:
    found = {
        (code, item, year)
        for code in data.per_inhabitant.municipalities
        for item in (PREVENTION, FOSTER, DRUGS)
        for year in breaks(data, code, item).jumps
    }
    assert found == {
        (RANDERS, PREVENTION, 2022),
        (RANDERS, PREVENTION, 2023),
        (SYDDJURS, PREVENTION, 2024),
        (SYDDJURS, FOSTER, 2022),
        (ODDER, PREVENTION, 2020),
        (ODDER, FOSTER, 2024),
        (SAMSO, PREVENTION, 2018),
        (SAMSO, PREVENTION, 2019),
        (SAMSO, PREVENTION, 2022),
        (SAMSO, PREVENTION, 2023),
    }
    assert breaks(data, RANDERS, PREVENTION).outliers == (2022,)
    assert breaks(data, COUNTRY, PREVENTION).jumps == ()


def test_steps(data: Dataset, told: Levels) -> None:
    chosen = {"area": RANDERS, "item": PREVENTION, "year": 2022}
    assert figures.profile_step(data, **chosen).exact == 545 - 886  # type: ignore[arg-type]
    expected = Fraction(886 * told[COUNTRY, PREVENTION, 2022], told[COUNTRY, PREVENTION, 2021])
    assert figures.profile_unexpected(data, **chosen).exact == 545 - expected  # type: ignore[arg-type]
    before = figures.profile_step(data, area=RANDERS, item=PREVENTION, year=2016)
    assert before.amount is None
    assert figures.profile_unexpected(data, area=RANDERS, item=PREVENTION, year=2016).amount is None


def test_similar_size(data: Dataset, told: Levels) -> None:
    names = {data.areas[code].name for code in alike(data, RANDERS, 2024)}
    assert names == {"Herning", "Horsens", "Viborg", "Silkeborg"}
    assert alike(data, AARHUS, 2024) == alike(data, SAMSO, 2024) == ()
    assert SAMSO not in ranked(data, 2024)
    figure = figures.profile_alike(data, area=RANDERS, item=FOSTER, year=2024)
    codes = ("657", "615", "791", "740")
    assert figure.exact == median(Fraction(told[code, FOSTER, 2024]) for code in codes)
    assert figures.profile_alike(data, area=AARHUS, item=FOSTER, year=2024).amount is None


def test_places_over_the_years(data: Dataset) -> None:
    chosen = {"area": RANDERS, "item": PREVENTION}
    places = [figures.profile_rank(data, **chosen, year=year).exact for year in PERIOD.years]
    ends = [
        figures.profile_rank_span(data, **chosen, period=PERIOD, end=e).exact
        for e in ("first", "last")
    ]
    assert ends == [min(places), max(places)]
    assert (
        figures.profile_rank_span(data, area=SAMSO, item=FOSTER, period=PERIOD, end="last").amount
        is None
    )
    with pytest.raises(InputError):
        figures.profile_rank_span(data, **chosen, period=PERIOD, end="middle")


def test_a_given_amount_weighs_more_where_few_live(data: Dataset) -> None:
    assert figures.profile_trial(data, area=SAMSO, year=2024).exact == Fraction(1_000_000, 3694)
    assert figures.profile_inhabitants(data, area=SAMSO, year=2024).exact == 3694


def test_an_unknown_rule_is_refused(data: Dataset) -> None:
    with pytest.raises(InputError, match="Der findes ikke hest"):
        figures.profile_rule_kr(data, name="hest")


def test_every_figure_is_computed_again_from_its_key(data: Dataset) -> None:
    all_figures()
    at = {"area": RANDERS, "item": PREVENTION}
    values = [
        figures.profile_level(data, **at, year=2024),
        figures.profile_growth_pct(data, **at, period=PERIOD),
        figures.profile_rank_span(data, **at, period=PERIOD, end="last"),
        figures.profile_spread(data, item=BOTH, year=2024, part="median"),
        figures.profile_rule_factor(data, name="stoerrelsesfaktor"),
        figures.profile_rule_pct(data, name="spring_pct"),
        figures.profile_rule_count(data, name="mindste_folketal"),
        figures.profile_trial(data, area=SAMSO, year=2024),
    ]
    assert all(evaluate(value.provenance.key, data) == value for value in values)
    assert values[0].provenance.sources == ("Kilde: Danmarks Statistik, REGK31",)
    assert "Kilde: antagelse, projektets egen" in values[2].provenance.sources


def test_the_middle_of_the_others_is_that_of_the_raw_file(data: Dataset) -> None:
    """Recomputed with pandas from the raw files, without the package's own tables."""
    raw = pd.read_csv(data.project.raw / EXCERPT, dtype={"kode": str, "funktion": str})
    levels = raw[raw.kode != "000"].pivot_table(
        index=["kode", "funktion"], columns="tid", values="indhold_kr_pr_indb"
    )
    people = pd.read_csv(
        data.project.raw / "statbank/FOLK1A/2026-11-22/population.csv", dtype={"kode": str}
    )
    sizes = people[people.tid == "2024K1"].set_index("kode").folketal
    large = [code for code in levels.index.unique("kode") if sizes[code] >= 10_000]
    assert len(large) == 18
    drugs = levels.xs(DRUGS, level="funktion").loc[large]
    growth = (drugs[2024] / drugs[2016] - 1) * 100
    told = profile_growth_median(data, of="ranked", item=DRUGS, period=PERIOD)
    assert float(told.exact) == pytest.approx(growth.median())
    shares = drugs[2024] / levels.loc[large].groupby("kode")[2024].sum() * 100
    base = f"{PREVENTION}+{FOSTER}+{DRUGS}"
    told = profile_share_median(data, of="ranked", item=DRUGS, base=base, year=2024)
    assert float(told.exact) == pytest.approx(shares.median())
    near = [c for c in large if c != "615" and 2 / 3 <= sizes[c] / sizes["615"] <= 3 / 2]
    told = profile_share_median(data, of="615", item=DRUGS, base=base, year=2024)
    assert float(told.exact) == pytest.approx(shares[near].median())
    told = profile_growth_median(data, of="615", item=DRUGS, period=PERIOD)
    assert float(told.exact) == pytest.approx(growth[near].median())
    assert profile_growth_median(data, of="751", item=DRUGS, period=PERIOD).amount is None


def test_the_middle_growth_leaves_out_those_that_jump(data: Dataset) -> None:
    grown = [
        profile_growth_pct(data, area=code, item=FOSTER, period=PERIOD).amount
        for code in data.per_inhabitant.municipalities
        if code != SAMSO
    ]
    known = [value for value in grown if value is not None]
    assert len(known) < len(grown)
    told = profile_growth_median(data, of="ranked", item=FOSTER, period=PERIOD)
    assert told.exact == median(known)
