"""The derived price level and the printed tables held against themselves, and other PL rates."""

from __future__ import annotations

from datetime import date

from kdanalysis.evidence.claims import figures as audited
from kdanalysis.evidence.claims.audit import GatheredDeviation
from kdanalysis.evidence.claims.consistency import OtherRate, other_rate
from kdanalysis.evidence.claims.figures import ALL
from kdanalysis.evidence.figures.expenditure import pl_rate_pct
from kdanalysis.evidence.value import Unit, Value
from kdanalysis.report.audit.deviations import CLAIMS, pair, unit_name
from kdanalysis.report.elements.numbers import listed, n, verbatim
from kdanalysis.report.elements.tables import Row, Table, Verbatim
from kdanalysis.report.subjects import worked_example as example
from kdanalysis.report.subjects.audit import Review, places, statements
from kdanalysis.report.subjects.tender import Tender

# The derived price level: what it reproduces, and its negative control.


_TABLES = ("tabel1_6", "pl/pl_chain")


def chain(review: Review) -> str:
    """Return that all rows and totals follow from one chain, which was derived from them."""
    rates = review.data.chain.rates
    told = listed([f"{n(pl_rate_pct(review.data, year=year))} ({link(year)})" for year in rates])
    rows, totals = (
        figure(review.data, table=ALL)
        for figure in (audited.row_cells_reproduced, audited.totals_reproduced)
    )
    return (
        f"Kilden oplyser hverken satser eller niveau for tabel 1-6. Én pris- og lønkæde, {told}, "
        f"genskaber {n(rows)} rækkeceller og {n(totals)} totaler af hele beløb i løbende priser."
    )


def negative_control(review: Review, step: float) -> str:
    """Return what happens to rows and totals when one rate at a time is shifted by a step."""
    trials = [(year, shift) for year in review.data.chain.rates for shift in shifts(step)]
    passing = [trial for trial in trials if not _fails(review, *trial)]
    if passing:
        told = listed([f"{n(_rate(review, *trial))} ({link(trial[0])})" for trial in passing])
        return f"Kæden er ikke den eneste mulige: også {told} genskaber alle celler."
    year, shift = min(review.data.chain.rates), shifts(step)[1]
    rows, totals = _counts(review, year, shift)
    usual = pl_rate_pct(review.data, year=year)
    return (
        "Prøven på kæden: ændres blot én sats ét trin ned eller op, kan tabellerne ikke længere "
        f"genskabes. Med {n(_rate(review, year, shift))} i stedet for {n(usual)} for {link(year)} "
        f"har {n(rows)} rækkeceller intet helt beløb bag sig, og {n(totals)} totaler passer ikke."
    )


def control_table(review: Review, step: float) -> Table:
    """Return the cells that fail when each rate is a step lower or higher."""
    rows = [_control_row(review, year, step) for year in review.data.chain.rates]
    return Table(
        id="tbl-kontrol",
        title="Prøve på PL-kæden: celler, der ikke kan genskabes, når én sats er en anden",
        unit="Satser i procent, antal celler",
        source=review.cited(*_TABLES),
        columns=(
            "",
            "Kædens sats",
            "Lavere sats",
            "Rækkeceller",
            "Totaler",
            "Højere sats",
            "Rækkeceller",
            "Totaler",
        ),
        rows=tuple(rows),
    )


def _control_row(review: Review, year: int, step: float) -> Row:
    cells: list[Value] = [pl_rate_pct(review.data, year=year)]
    for shift in shifts(step):
        cells += [_rate(review, year, shift), *_counts(review, year, shift)]
    return Row(link(year), tuple(cells))


def _counts(review: Review, year: int, shift: str) -> tuple[Value, Value]:
    return (
        audited.control_rows(review.data, rate_year=year, shift=shift),
        audited.control_totals(review.data, rate_year=year, shift=shift),
    )


def _fails(review: Review, year: int, shift: str) -> bool:
    return any(count.exact for count in _counts(review, year, shift))


def _rate(review: Review, year: int, shift: str) -> Value:
    return audited.control_rate_pct(review.data, rate_year=year, shift=shift)


def shifts(step: float) -> tuple[str, str]:
    """Return a step down and a step up as a key figure's argument, percentage points."""
    return f"-{step}", f"{step}"


def link(year: int) -> str:
    """Return the link of the chain that ends in a year: `2021-2022`."""
    return f"{year - 1}-{year}"


# What one other PL rate would explain of the deviations, and what speaks against it.

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
    told = listed([f"{n(_other_rate(review, year, step))} for {link(year)}" for year in others])
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


def _rate_row(review: Review, deviation: GatheredDeviation, step: float) -> Row:
    first, year = deviation.first, max(review.data.chain.rates)
    at_rate = audited.claim_at_rate(
        review.data, claim=first.claim.id, rate_year=year, step=f"{step}"
    )
    cells = (*pair(review, first), at_rate, unit_name(review, first))
    return Row(places(deviation.findings), (Verbatim(first.claim.quote), *cells))


def _found(review: Review, step: float) -> OtherRate:
    """Return what another rate of the newest link would explain."""
    return other_rate(review.data, max(review.data.chain.rates), f"{step}")


def _ids(found: OtherRate) -> set[str]:
    return {deviation.first.claim.id for deviation in found.explained}


def _other_rate(review: Review, year: int, step: float) -> Value:
    return audited.explaining_rate_pct(review.data, rate_year=year, step=f"{step}")


def _explained(review: Review, step: float) -> str:
    year = max(review.data.chain.rates)
    count, highest = (
        figure(review.data, rate_year=year, step=f"{step}")
        for figure in (audited.explained_by_rate, audited.highest_rate_tried_pct)
    )
    return (
        f"{n(count)} af de afvigende tal har formentlig samme årsag: de følger af tabellerne, når "
        f"satsen for {link(year)} er {n(_other_rate(review, year, step))} i stedet for "
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
    broken = audited.broken_by_rate(review.data, rate_year=year, step=f"{step}")
    if not broken.exact:
        return "Intet af det, der er genberegnet, taler imod satsen."
    return (
        f"Satsen er dog ikke tabellernes: med den ville {n(broken)} af de "
        f"{n(statements(review, 'match'))} genberegnede udsagn ikke holde. De afvigende tal er "
        "derfor formentlig fra en ældre version eller et andet grundlag end tabellerne."
    )


# The printed tables held against themselves: totals, rows, and the worked example's cells.

_CONSISTENCY_TABLES = {f"tabel{number}": f"Tabel {number}" for number in range(1, 7)}


def totals(review: Review) -> str:
    """Return how many totals are not the sum of their rows, and that rounding is why."""
    every, differing = (
        figure(review.data, table=ALL)
        for figure in (audited.printed_totals, audited.totals_differing)
    )
    if not differing.exact:
        return f"Alle {n(every)} trykte totaler er summen af de trykte rækker."
    low, high = (
        figure(review.data, table=ALL).to(Unit.KR)
        for figure in (audited.least_difference, audited.greatest_difference)
    )
    gap = n(low) if low.exact == high.exact else f"{n(low)} til {n(high)}"
    return (
        f"{n(differing)} af {n(every)} trykte totaler er ikke summen af de trykte rækker; "
        f"forskellen er {gap}. {_why(review)}"
    )


def _why(review: Review) -> str:
    every, following = (
        figure(review.data, table=ALL)
        for figure in (audited.printed_totals, audited.totals_reproduced)
    )
    if following.exact < every.exact:
        return f"Af de uafrundede rækker følger {n(following)} af de {n(every)} totaler."
    return (
        f"Alle {n(every)} totaler følger af de uafrundede rækker: totalen er omregnet til faste "
        "priser og afrundet for sig, rækkerne hver for sig. Det er ingen fejl."
    )


def totals_table(review: Review) -> Table:
    """Return for each printed table how its rows and totals fit."""
    rows = [_totals_row(review, label, table) for table, label in _CONSISTENCY_TABLES.items()]
    return Table(
        id="tbl-totaler",
        title="De trykte tabeller holdt mod sig selv og mod PL-kæden",
        unit="Antal celler; største forskel i 1.000 kr.",
        source=review.cited(*_TABLES),
        columns=(
            "",
            "Rækkeceller",
            "Genskabt",
            "Totaler",
            "Genskabt",
            "Ikke sum af rækker",
            "Største forskel",
        ),
        rows=(*rows, _totals_row(review, "I alt", ALL, total=True)),
    )


def _totals_row(review: Review, label: str, table: str, *, total: bool = False) -> Row:
    shown = (
        audited.printed_row_cells,
        audited.row_cells_reproduced,
        audited.printed_totals,
        audited.totals_reproduced,
        audited.totals_differing,
        audited.greatest_difference,
    )
    return Row(label, tuple(figure(review.data, table=table) for figure in shown), total=total)


def example_cells(review: Review) -> str:
    """Return how many cells of the worked example are reproduced, and why signs are lost."""
    tender = _tender(review)
    return f"{example.audit(tender)} {example.lost_signs(tender)}"


def example_table(review: Review) -> Table:
    """Return how many cells of each table of the worked example are reproduced."""
    return example.audit_table(_tender(review))


def example_misprints(review: Review) -> Table:
    """Return the misprints of the worked example."""
    return example.misprint_table(_tender(review))


def _tender(review: Review) -> Tender:
    """Return the tender as of the newest agenda; the example does not change with the day."""
    newest = max(finding.claim.doc for finding in review.audit.findings)
    return Tender(review.data, date.fromisoformat(newest[-10:]))
