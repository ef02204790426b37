"""The derived price level: what it reproduces, and its negative control."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kdanalysis.evidence.figures import audit_tables as control
from kdanalysis.evidence.figures.audit import ALL
from kdanalysis.evidence.figures.prices import pl_rate_pct
from kdanalysis.report.elements.inline import n
from kdanalysis.report.elements.tables import Row, Table
from kdanalysis.report.elements.words import listed

if TYPE_CHECKING:
    from kdanalysis.evidence.value import Value
    from kdanalysis.report.audit.choice import Review

_TABLES = ("tabel1_6", "pl/pl_chain")


def chain(review: Review) -> str:
    """Return that all rows and totals follow from one chain, which was derived from them."""
    rates = review.data.chain.rates
    told = listed([f"{n(pl_rate_pct(review.data, year=year))} ({link(year)})" for year in rates])
    rows, totals = (
        figure(review.data, table=ALL)
        for figure in (control.row_cells_reproduced, control.totals_reproduced)
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
        control.control_rows(review.data, rate_year=year, shift=shift),
        control.control_totals(review.data, rate_year=year, shift=shift),
    )


def _fails(review: Review, year: int, shift: str) -> bool:
    return any(count.exact for count in _counts(review, year, shift))


def _rate(review: Review, year: int, shift: str) -> Value:
    return control.control_rate_pct(review.data, rate_year=year, shift=shift)


def shifts(step: float) -> tuple[str, str]:
    """Return a step down and a step up as a key figure's argument, percentage points."""
    return f"-{step}", f"{step}"


def link(year: int) -> str:
    """Return the link of the chain that ends in a year: `2021-2022`."""
    return f"{year - 1}-{year}"
