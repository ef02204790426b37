"""What one other PL rate would explain of the deviations, and what speaks against it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kdanalysis.evidence.claims.prices import other_rate
from kdanalysis.evidence.figures import audit_prices as prices
from kdanalysis.evidence.figures.prices import pl_rate_pct
from kdanalysis.report.audit.choice import places
from kdanalysis.report.audit.price_chain import link
from kdanalysis.report.audit.tables import CLAIMS, pair, unit_name
from kdanalysis.report.audit.text import statements
from kdanalysis.report.elements.inline import n, verbatim
from kdanalysis.report.elements.tables import Row, Table, Verbatim
from kdanalysis.report.elements.words import listed

if TYPE_CHECKING:
    from kdanalysis.evidence.claims.prices import OtherRate
    from kdanalysis.evidence.claims.state import Deviation
    from kdanalysis.evidence.value import Value
    from kdanalysis.report.audit.choice import Review

_FILES = (*CLAIMS, "tabel1_6", "pl/pl_chain")


def one_rate(review: Review, step: float) -> str:
    """Return which deviations one other rate explains, and what speaks against that rate.

    Args:
        review: the review.
        step: distance between the rates that are tried, percentage points.
    """
    found = _found(review, step)
    if len(found.explained) <= 1:
        return "Ingen anden PL-sats forklarer mere end én af afvigelserne."
    return " ".join([_explained(review, step), *_turned(found), _broken(review, step)])


def which_link(review: Review, step: float) -> str:
    """Return whether the deviations themselves tell which rate of the chain was another."""
    found = _found(review, step)
    if len(found.explained) <= 1:
        return ""
    others = [
        year
        for year in review.data.chain.rates
        if year != found.year and _ids(other_rate(review.data, year, f"{step}")) == _ids(found)
    ]
    if not others:
        return f"Kun en anden sats for {link(found.year)} forklarer dem alle."
    told = listed([f"{n(_rate(review, year, step))} for {link(year)}" for year in others])
    return (
        "Tallene kan ikke selv vise, hvilken sats der var en anden: "
        f"{told} forklarer de samme. At det er {link(found.year)}, er en formodning."
    )


def rate_tables(review: Review, step: float) -> tuple[Table, ...]:
    """Return the deviations that one rate explains: as printed, recomputed, and with that rate."""
    found = _found(review, step)
    if len(found.explained) <= 1:
        return ()
    return (
        Table(
            id="tbl-sats",
            title="Afvigelser, som én anden PL-sats forklarer",
            unit="Hver i sin egen enhed",
            source=review.cited(*_FILES),
            columns=("Sted", "Citat", "Trykt", "Genberegnet", "Ved anden sats", "Enhed"),
            rows=tuple(_rate_row(review, deviation, step) for deviation in found.explained),
            text_columns=frozenset({1, 5}),
        ),
    )


def _rate_row(review: Review, deviation: Deviation, step: float) -> Row:
    first, year = deviation.first, max(review.data.chain.rates)
    at_rate = prices.claim_at_rate(
        review.data, claim=first.claim.id, rate_year=year, step=f"{step}"
    )
    cells = (*pair(review, first), at_rate, unit_name(review, first))
    return Row(places(deviation.findings), (Verbatim(first.claim.quote), *cells))


def _found(review: Review, step: float) -> OtherRate:
    """Return what another rate of the newest link would explain."""
    return other_rate(review.data, max(review.data.chain.rates), f"{step}")


def _ids(found: OtherRate) -> set[str]:
    return {deviation.first.claim.id for deviation in found.explained}


def _rate(review: Review, year: int, step: float) -> Value:
    return prices.explaining_rate_pct(review.data, rate_year=year, step=f"{step}")


def _explained(review: Review, step: float) -> str:
    year = max(review.data.chain.rates)
    count, highest = (
        figure(review.data, rate_year=year, step=f"{step}")
        for figure in (prices.explained_by_rate, prices.highest_rate_tried_pct)
    )
    return (
        f"{n(count)} af de afvigende tal har formentlig samme årsag: de følger af tabellerne, når "
        f"satsen for {link(year)} er {n(_rate(review, year, step))} i stedet for "
        f"{n(pl_rate_pct(review.data, year=year))}. Ingen anden af de satser op til {n(highest)}, "
        "der er prøvet, forklarer så mange."
    )


def _turned(found: OtherRate) -> list[str]:
    quotes = [f"»{verbatim(deviation.first.claim.quote)}«" for deviation in found.turned]
    if not quotes:
        return []
    return [f"Med den sats ville også {listed(quotes)} holde, så udsagnet kan have samme årsag."]


def _broken(review: Review, step: float) -> str:
    year = max(review.data.chain.rates)
    broken = prices.broken_by_rate(review.data, rate_year=year, step=f"{step}")
    if not broken.exact:
        return "Intet af det, der er genberegnet, taler imod satsen."
    return (
        f"Satsen er dog ikke tabellernes: med den ville {n(broken)} af de "
        f"{n(statements(review, 'match'))} genberegnede udsagn ikke holde. De afvigende tal er "
        "derfor formentlig fra en ældre version eller et andet grundlag end tabellerne."
    )
