"""Tables of what changed; a table without rows is not shown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kdanalysis.evidence.figures import revisions as figures
from kdanalysis.evidence.registry import evaluate
from kdanalysis.evidence.revisions.conclusions import headlines_of
from kdanalysis.evidence.value import Unit
from kdanalysis.project import InputError
from kdanalysis.report.changes.form import CURRENT, SHOWN, Form
from kdanalysis.report.elements.tables import Row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kdanalysis.evidence.revisions.conclusions import Headline, Turned
    from kdanalysis.evidence.value import Value
    from kdanalysis.report.changes.choice import Revisited
    from kdanalysis.report.elements.tables import Table

_RESTATED = Form("tbl-rettet", "Beløb, der er rettet", CURRENT, ("", "År", "Før", "Nu", "Ændring"))
_FIGURES = Form(
    "tbl-noegletal",
    "Nøgletal, der er ændret i samme periode og prisniveau",
    "Enhed ved hvert nøgletal",
    ("", "Enhed", "Før", "Nu"),
    frozenset({1}),
)
_TURNED = Form(
    "tbl-konklusioner",
    "Konklusioner, der er andre end før",
    "Rækkefølge: plads blandt sine lige, den største først",
    ("", "Hvad", "Før", "Nu"),
    frozenset({1}),
)
_PRICES = re.compile(r"prices=(\d{4})")
_SIGNS = {1: "stigning", 0: "uændret", -1: "fald", None: "kan ikke opgøres"}
_LEADS = {1: "over landet", 0: "som landet", -1: "under landet", None: "kan ikke opgøres"}
_KINDS = {
    "direction": "Retning",
    "rank": "Rækkefølge",
    "lead": "Mod landet",
    "passing": "Krydsning",
}


def restated_table(review: Revisited) -> tuple[Table, ...]:
    """Return the accounts that were restated most."""
    if review.changes is None:
        return ()
    cells = review.changes.restated
    rows = (_restated(review, cell) for cell in cells.head(SHOWN).iter_rows(named=True))
    return _RESTATED.filled(review, rows, _more(cells.height))


def _more(found: int) -> str | None:
    if found <= SHOWN:
        return None
    return "De største ændringer er vist; resten står i data/revisions."


def _restated(review: Revisited, cell: dict[str, object]) -> Row:
    table, area, code = (str(cell[name]) for name in ("table", "area_code", "code"))
    year = int(str(cell["year"]))
    place = {"table": table, "area": area, "code": code}
    before, after = (
        figures.recorded_cell(review.data, revision=review.pair[name], year=year, **place)
        for name in ("earlier", "revision")
    )
    change = figures.recorded_cell_change(review.data, **review.pair, year=year, **place)
    kind = "Køb, " if table == "purchases" else ""
    label = f"{kind}{review.account(table, code)}, {review.area(area)}"
    return Row(label, (str(year), before, after, change))


def figure_table(review: Revisited) -> tuple[Table, ...]:
    """Return the key figures whose answer to the same question is another one now."""
    return _FIGURES.filled(review, _moved(review))


def _moved(review: Revisited) -> Iterator[Row]:
    """Yield the headlines that print another number now, asked as they were then."""
    if review.before is None:
        return
    for name, headline in headlines_of(review.before).items():
        then = figures.recorded(review.data, revision=review.before.name, name=name)
        now = _now(review, headline.key)
        if now is None:
            yield Row(review.headline(name), (str(then.unit), then, "findes ikke længere"))
        elif now.rounded != then.rounded:
            yield Row(review.headline(name), (str(then.unit) or "år", then, now))


def _now(review: Revisited, key: str) -> Value | None:
    """Return the same question's answer now; none where it can no longer be asked."""
    try:
        return evaluate(key, review.data)
    except InputError:
        return None


def extended_table(review: Revisited) -> tuple[Table, ...]:
    """Return every headline as it was and as it is, where the period has grown.

    Percentages and years stand by themselves; amounts tell the price level of either side.
    """
    rates = _extended(review, "tbl-vaekst", "Procenter og årstal", _is_rate, "Enhed i rækken")
    levels = " og ".join(f"{side} i {year}-priser" for side, year in _price_years(review).items())
    unit = f"1.000 kr., {levels}"
    amounts = _extended(review, "tbl-beloeb", "Beløb", lambda h: not _is_rate(h), unit)
    return (*rates, *amounts)


def _extended(
    review: Revisited, identifier: str, what: str, chosen: Callable[[Headline], bool], unit: str
) -> tuple[Table, ...]:
    title = f"{what} over den tidligere og den nuværende periode"
    form = Form(identifier, title, unit, ("", "Enhed", "Før", "Nu"), frozenset({1}))
    rows = (Row(review.headline(h.name), _told(review, h)) for h in _grown(review) if chosen(h))
    return form.filled(review, rows)


def _grown(review: Revisited) -> Iterator[Headline]:
    """Yield the headlines that are asked over another period, or in other prices, than before."""
    if review.before is None:
        return
    old = headlines_of(review.before)
    for name, headline in headlines_of(review.after).items():
        before = old.get(name)
        if before is None or before.key == headline.key:
            continue
        if headline.amount is not None or before.amount is not None:
            yield headline


def _is_rate(headline: Headline) -> bool:
    return headline.unit is not Unit.TKR


def _told(review: Revisited, headline: Headline) -> tuple[Value | str, ...]:
    return (str(headline.unit) or "år", *_both(review, headline.name))


def _price_years(review: Revisited) -> dict[str, str]:
    """Return the price year of the headlines before and now."""
    sides = {"før": review.before, "nu": review.after}
    return {
        side: max(_PRICES.findall(" ".join(h.key for h in headlines_of(revision).values())))
        for side, revision in sides.items()
        if revision is not None
    }


def _both(review: Revisited, name: str) -> tuple[Value, Value]:
    before, after = (
        figures.recorded(review.data, revision=review.pair[side], name=name)
        for side in ("earlier", "revision")
    )
    return before, after


def conclusion_table(review: Revisited) -> tuple[Table, ...]:
    """Return the conclusions that turned: direction, rank, lead, passing year."""
    turned = () if review.changes is None else review.changes.turned
    return _TURNED.filled(review, (_conclusion(review, each) for each in turned))


def _conclusion(review: Revisited, turned: Turned) -> Row:
    label = review.headline(turned.name)
    if turned.kind in {"direction", "lead"}:
        words = _SIGNS if turned.kind == "direction" else _LEADS
        cells: tuple[Value | str, ...] = (words[turned.before], words[turned.after])
    elif turned.kind == "rank":
        cells = tuple(
            figures.recorded_rank(review.data, revision=review.pair[side], name=turned.name)
            for side in ("earlier", "revision")
        )
    else:
        cells = _both(review, turned.name)
    return Row(label, (_KINDS[turned.kind], *cells))
