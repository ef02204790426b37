"""Sentences on the worked example: its inputs, one party step by step, before and after.

The example is fictitious: the headings above these sentences say so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kdanalysis.evidence.figures import equalisation as outcome
from kdanalysis.evidence.figures import example
from kdanalysis.evidence.figures.printed import printed
from kdanalysis.evidence.value import Unit
from kdanalysis.procurement.allocation import Status
from kdanalysis.procurement.parties import PartyKind
from kdanalysis.report.elements.inline import n
from kdanalysis.report.elements.numbers import long_date
from kdanalysis.report.elements.words import capitalised

if TYPE_CHECKING:
    from kdanalysis.evidence.value import Value
    from kdanalysis.report.tender.choice import Tender

_ASSUMPTIONS = "eksempel_forudsaetninger"
_COUNTED = ("kommuner", "regioner")
_SIDES = ("winners", "losers")
_WORDS = {
    Status.EQUALISED: "regionsår udlignes fuldt",
    Status.DEFICIT: "er underskudsår",
    Status.CANCELLED: "annulleres",
}


def basis(tender: Tender) -> str:
    """Return the example's inputs in one sentence (2023: 1745-1748)."""
    data, contract = tender.data, tender.example.example.contract
    counts = [printed(data, table=_ASSUMPTIONS, key=f"antal_{what}") for what in _COUNTED]
    inhabitants = n(example.example_inhabitants(data))
    return (
        f"Regneeksemplet er opdigtet: {n(counts[0])} kommuner med {inhabitants} indbyggere "
        f"og {n(counts[1])} regioner, M og S. Kontrakten begynder "
        f"{long_date(contract.start)} og løber i {n(example.example_years(data))} år; projektet "
        f"koster {n(printed(data, table=_ASSUMPTIONS, key='projektomkostninger'))}."
    )


def first_year(tender: Tender, party: str) -> int:
    """Return the contract year in which a party starts, 1 for the first."""
    start = tender.example.party(party).start_date
    return next(year.number for year in tender.example.years if year.holds(start))


def steps(tender: Tender, party: str) -> str:
    """Return one party's way from saving to transfer in its first contract year."""
    return " ".join(
        (
            f"**{party}** begynder {long_date(tender.example.party(party).start_date)}.",
            _saving(tender, party),
            _cost(tender, party),
            _days(tender, party),
            _gain(tender, party),
            _transfer(tender, party),
        )
    )


def _saving(tender: Tender, party: str) -> str:
    saving = example.example_saving(tender.data, party=party)
    noun = "Besparelsen på produkterne" if saving.exact >= 0 else "Merudgiften til produkter"
    running = example.example_annual_cost(tender.data, party=party)
    return f"{noun} er {n(saving.size())} om året, og drift og licenser koster {n(running)}."


def _cost(tender: Tender, party: str) -> str:
    cost = n(example.example_project_cost(tender.data, party=party))
    if tender.example.party(party).kind is PartyKind.REGION:
        return f"Regionens del af projektomkostningen er {cost}."
    share = n(example.example_inhabitants_pct(tender.data, party=party))
    return f"Med {share} af indbyggerne er dens del af projektomkostningen {cost}."


def _days(tender: Tender, party: str) -> str:
    year = first_year(tender, party)
    days = n(example.example_days(tender.data, party=party, contract_year=year))
    of_year = n(example.example_year_days(tender.data, contract_year=year))
    return f"I år {year} er den i drift i {days} af {of_year}."


def _gain(tender: Tender, party: str) -> str:
    year = first_year(tender, party)
    gain = example.example_gain(tender.data, party=party, contract_year=year)
    return f"{_noun(gain, 'Gevinsten', 'Tabet')} i år {year} er derfor {n(gain.size())}."


def _transfer(tender: Tender, party: str) -> str:
    year, region = first_year(tender, party), tender.example.party(party).region
    transfer = example.example_transfer(tender.data, party=party, contract_year=year)
    if transfer.exact > 0:
        return f"Den modtager {n(transfer)} i udligning."
    if transfer.exact == 0:
        return "Den hverken betaler eller modtager udligning."
    share = n(example.example_share_pct(tender.data, party=party, contract_year=year))
    gains = n(example.example_gains(tender.data, region=region, contract_year=year))
    return (
        f"Det er {share} af de samlede gevinster i Region {region} på {gains}, og den betaler "
        f"derfor {n(transfer.size())} til udligningen."
    )


def _noun(amount: Value, gain: str, loss: str) -> str:
    return gain if amount.exact >= 0 else loss


def before_and_after(tender: Tender, region: str) -> str:
    """Return what a region's winners and losers have before and after equalisation."""
    data = tender.data
    winners, losers = (
        n(outcome.example_parties_of_side(data, region=region, side=side)) for side in _SIDES
    )
    won, lost = (_mio(outcome.example_gain_of_side(data, region=region, side=s)) for s in _SIDES)
    start = (
        f"I Region {region} vinder {winners} parter {n(won)} før udligning, og {losers} taber "
        f"{n(lost.size())}"
    )
    if tender.example.equalisation.is_cancelled(region):
        return f"{start}. Der er intet at udligne med; udbuddet annulleres."
    kept = _mio(outcome.example_net_of_side(data, region=region, side="winners"))
    left = _mio(outcome.example_net_of_side(data, region=region, side="losers"))
    ends = "går i nul" if not left.rounded else f"står med {n(left)}"
    return f"{start}. Efter udligning beholder de vindende {n(kept)}, og de tabende {ends}."


def _mio(value: Value) -> Value:
    return value.to(Unit.MIO_KR, 1)


def statuses(tender: Tender) -> str:
    """Return how many regions and years are equalised, in deficit or cancelled."""
    counts = {
        status: outcome.example_years_of_status(tender.data, status=status.value)
        for status in (Status.EQUALISED, Status.DEFICIT, Status.CANCELLED)
    }
    if not (counts[Status.DEFICIT].exact or counts[Status.CANCELLED].exact):
        return (
            f"Alle {n(counts[Status.EQUALISED])} regionsår udlignes fuldt; der er ingen "
            "underskudsår, så reglen om dem kommer ikke i brug."
        )
    told = [f"{n(count)} {_WORDS[status]}" for status, count in counts.items() if count.exact]
    return f"{capitalised('; '.join(told))}."
