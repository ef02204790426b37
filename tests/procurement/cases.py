"""Generated tenders for the tests of the equalisation."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from random import Random

from hypothesis import strategies as st

from kdanalysis.procurement.parties import Contract, Party, PartyKind, contract_end

Case = tuple[tuple[Party, ...], Contract]

DAYS = st.dates(date(2019, 1, 1), date(2033, 12, 31)) | st.sampled_from(
    [date(2024, 2, 29), date(2028, 2, 29), date(2027, 3, 1), date(2028, 2, 28)]
)
CONTRACTS = st.builds(
    Contract,
    start=DAYS,
    years=st.integers(1, 4),
    project_cost_kr=st.sampled_from([0, 1, 10, 100_000, 2_000_003]).map(Fraction),
)
Numbers = tuple[Fraction, int, int, int]
"""Saving, annual cost, inhabitants, and the quarter of the contract in which the party starts."""


def spread(seed: int) -> Numbers:
    """Return numbers spread over their ranges; more parties gain than lose.

    Left to itself Hypothesis mostly draws small numbers, and then most regions gain nothing and
    are cancelled: the rules of equalisation would hardly be tried.
    """
    random = Random(seed)
    saving = Fraction(random.randint(-1_500_000, 3_000_000), random.choice([1, 1, 3, 7]))
    quarter = random.choice([0, 0, 0, 1, 2, 3, 4])
    return saving, random.randint(0, 300_000), random.randint(1, 400_000), quarter


EDGES: st.SearchStrategy[Numbers] = st.tuples(
    st.integers(-3, 6).map(Fraction), st.integers(0, 3), st.integers(1, 3), st.integers(0, 4)
)
SPREAD = st.integers(0, 2**32).map(spread)
NUMBERS = st.sampled_from([SPREAD, SPREAD, SPREAD, EDGES]).flatmap(lambda numbers: numbers)


def start_in(contract: Contract, quarter: int, offset: int) -> date:
    """Return a day of the contract: the first, the last, or about a quarter, half … in."""
    last = (contract_end(contract) - contract.start).days - 1
    return contract.start + timedelta(days=min(quarter * last // 4 + offset * (quarter > 0), last))


@st.composite
def members(draw: st.DrawFn, region: str, contract: Contract, *, authority: bool) -> list[Party]:
    numbers = draw(st.lists(NUMBERS, min_size=1 + authority, max_size=4))
    kinds = [PartyKind.REGION] * authority + [PartyKind.MUNICIPALITY] * len(numbers)
    return [
        Party(
            name=f"{kind.value} {region}{place}",
            kind=kind,
            region=region,
            annual_saving_kr=saving,
            annual_cost_kr=Fraction(cost),
            inhabitants=inhabitants if kind is PartyKind.MUNICIPALITY else None,
            start_date=start_in(contract, quarter, inhabitants % 90),
        )
        for place, (kind, (saving, cost, inhabitants, quarter)) in enumerate(
            zip(kinds, numbers, strict=False)
        )
    ]


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Return one to four regions, each with one to four parties, most with an authority."""
    contract = draw(CONTRACTS)
    regions = "ABCD"[: draw(st.sampled_from([1, 1, 1, 2, 2, 4]))]
    authority = draw(st.sampled_from([True, True, True, False]))
    parties = [
        party
        for region in regions
        for party in draw(members(region, contract, authority=authority))
    ]
    changed = draw(st.sampled_from(["nothing", "counts", "parts"]))
    if changed == "counts":
        counted = sum(party.kind is PartyKind.MUNICIPALITY for party in parties)
        contract = replace(contract, municipalities=counted + draw(st.integers(0, 5)))
    if changed == "parts" and authority:
        contract = replace(contract, regional_parts=draw(parts(regions)))
    return tuple(parties), contract


@st.composite
def parts(draw: st.DrawFn, regions: str) -> dict[str, Fraction]:
    weights = [draw(st.integers(1, 9)) for _ in regions]
    return {
        region: Fraction(weight, sum(weights))
        for region, weight in zip(regions, weights, strict=True)
    }


@st.composite
def deficit_cases(draw: st.DrawFn) -> Case:
    """Return cases in which every other party gains, the rest lose, and one half starts late.

    Where the losers start late they lose in a full year between half as much and thrice what the
    gainers gain: then the deficit comes last and is met from what was kept. Where the gainers
    start late, the deficit comes first and is met from later gains.
    """
    parties, contract = draw(cases())
    gainers_late = draw(st.booleans())
    ratio = draw(st.sampled_from([Fraction(1, 2), Fraction(5, 4), Fraction(3, 2), Fraction(3)]))
    middle = start_in(contract, 2, 0)
    changed = []
    for number, party in enumerate(parties):
        gains = number % 2 == 0
        size = abs(parties[number - number % 2].annual_saving_kr)
        saving = party.annual_cost_kr + (size if gains else -ratio * size)
        start = middle if gains == gainers_late else contract.start
        changed.append(replace(party, annual_saving_kr=saving, start_date=start))
    return tuple(changed), contract
