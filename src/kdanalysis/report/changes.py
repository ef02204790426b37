"""What changed: its tables, in a few lines for the terminal, and as a whole for a pull request."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from kdanalysis.evidence.arguments import evaluate
from kdanalysis.evidence.revisions import figures
from kdanalysis.evidence.revisions.changes import Headline, Turned, headlines_of
from kdanalysis.evidence.value import Unit, Value
from kdanalysis.project import InputError, Project
from kdanalysis.report.elements.breaks import dotted
from kdanalysis.report.elements.numbers import n, plain
from kdanalysis.report.elements.tables import Content, Row, Table, Verbatim, plain_text
from kdanalysis.report.subjects import changes as text
from kdanalysis.report.subjects.changes import Revisited, chosen, revisited
from kdanalysis.tables.dataset import Dataset, open_priced
from kdanalysis.tables.fetched import Fetched
from kdanalysis.tables.notices import notices

# The form of a table on fetched accounts; without rows there is no table.

SHOWN: Final = 25
"""Rows of a long table; the rest is in the data."""
CURRENT: Final = "1.000 kr., løbende priser"


@dataclass(frozen=True)
class TableForm:
    """What a table says besides its rows (Danish)."""

    id: str
    title: str
    unit: str
    columns: tuple[str, ...]
    text_columns: frozenset[int] = frozenset()

    def filled(
        self, review: Revisited, rows: Iterable[Row], note: str | None = None
    ) -> tuple[Table, ...]:
        """Return the table of the rows; none if there are none."""
        found = tuple(rows)
        if not found:
            return ()
        source = review.data.citation("net_expenditure")
        return (Table(**vars(self), source=source, rows=found, note=note),)


# Tables of what changed; a table without rows is not shown.

_RESTATED = TableForm(
    "tbl-rettet", "Beløb, der er rettet", CURRENT, ("", "År", "Før", "Nu", "Ændring")
)
_FIGURES = TableForm(
    "tbl-noegletal",
    "Nøgletal, der er ændret i samme periode og prisniveau",
    "Enhed ved hvert nøgletal",
    ("", "Enhed", "Før", "Nu"),
    frozenset({1}),
)
_TURNED = TableForm(
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
    form = TableForm(identifier, title, unit, ("", "Enhed", "Før", "Nu"), frozenset({1}))
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


# What the checks of fetched accounts saw, what the printed tables say, and known breaks.

_PRINTED = TableForm(
    "tbl-tryk",
    "Trykte beløb, der er et andet i det hentede regnskab",
    CURRENT,
    ("", "År", "Tryk", "Hentet"),
)
_CHECKS = TableForm(
    "tbl-afstemning",
    "Afstemninger af det hentede regnskab",
    "Antal celler",
    ("", "Sammenlignet", "Uden for grænsen"),
)
_CANDIDATES = TableForm(
    "tbl-bevaegelser",
    "Usædvanligt store bevægelser fra året før",
    CURRENT,
    ("", "År", "Beløb", "Ændring", "Mulig modpost"),
    frozenset({4}),
)


def against_print(review: Revisited) -> str:
    """Return how many of the printed cells still stand in the fetched accounts."""
    if review.data.fetched is None:
        return "Regnskaberne er endnu de trykte; der er intet hentet regnskab at holde dem op mod."
    same = figures.printed_unchanged(review.data)
    other = figures.printed_restated(review.data)
    return (
        f"Af de beløb, der ligger bag tabellerne fra 2023, står {n(same)} uændret i det hentede "
        f"regnskab. Antal, der siden er et andet beløb: {n(other)}. Efterprøvningen af de "
        f"offentliggjorte tal bruger fortsat de trykte beløb."
    )


def print_table(review: Revisited) -> tuple[Table, ...]:
    """Return the printed cells that Danmarks Statistik has restated since, largest first."""
    fetched = review.data.fetched
    if fetched is None:
        return ()
    cells = fetched.comparison.restated.head(SHOWN).iter_rows(named=True)
    return _PRINTED.filled(review, (_printed(review, cell) for cell in cells))


def _printed(review: Revisited, cell: dict[str, object]) -> Row:
    kind, area, code = (str(cell[name]) for name in ("kind", "area_code", "code"))
    year = int(str(cell["year"]))
    place = {"kind": kind, "area": area, "code": code}
    table = "purchases" if kind == "purchases" else "net_expenditure"
    label = f"{review.account(table, code)}, {review.area(area)}"
    printed = figures.printed_cell(review.data, year=year, **place)
    return Row(label, (str(year), printed, figures.fetched_cell(review.data, year=year, **place)))


def checks(review: Revisited) -> str:
    """Return that all checks of the fetched accounts held, or that there are none to make."""
    if review.data.fetched is None:
        return "Afstemningen udføres, når regnskaber er hentet."
    return (
        "Alle afstemninger af det hentede regnskab er gået godt; ellers var rapporterne ikke "
        "skrevet. En kontrol, der intet har at sammenligne, standser kørslen."
    )


def check_table(review: Revisited) -> tuple[Table, ...]:
    """Return what each check compared, and how many cells lay outside its limit."""
    fetched = review.data.fetched
    if fetched is None:
        return ()
    rows = (_check(review.data, fetched, i) for i in range(len(fetched.checks)))
    return _CHECKS.filled(review, rows)


def _check(data: Dataset, fetched: Fetched, place: int) -> Row:
    number = str(place + 1)
    seen = figures.checked_cells(data, check=number)
    return Row(fetched.checks[place].name, (seen, figures.deviating_cells(data, check=number)))


def candidates(review: Revisited) -> str:
    """Return how many movements of municipalities' accounts are worth a question."""
    if review.data.fetched is None:
        return "Bevægelser i de enkelte kommuner kan ses, når regnskaber er hentet."
    count = figures.implausible_movements(review.data)
    return (
        f"Antal bevægelser i en kommunes funktion, der er usædvanligt store: {n(count)}. De er "
        f"spørgsmål til kommunen, ikke fejl: en modpost på en anden funktion tyder på ændret "
        f"kontering, og grænserne er projektets egen antagelse."
    )


def candidate_table(review: Revisited) -> tuple[Table, ...]:
    """Return the largest of those movements, with the counterpart if there is one."""
    fetched = review.data.fetched
    if fetched is None:
        return ()
    moves = fetched.candidates.head(SHOWN).iter_rows(named=True)
    return _CANDIDATES.filled(review, (_candidate(review, move) for move in moves))


def _candidate(review: Revisited, move: dict[str, object]) -> Row:
    area, code, year = str(move["area_code"]), str(move["function_code"]), int(str(move["year"]))
    amount = figures.recorded_cell(
        review.data,
        revision=review.after.name,
        table="net_expenditure",
        area=area,
        code=code,
        year=year,
    )
    change = figures.recorded_movement(
        review.data, revision=review.after.name, area=area, code=code, year=year
    )
    other = move["counterpart_code"]
    counterpart = review.account("net_expenditure", str(other)) if other else "–"
    label = f"{review.area(area)}: {review.account('net_expenditure', code)}"
    return Row(label, (str(year), amount, change, counterpart))


def break_table(review: Revisited) -> Table:
    """Return the register of breaks in the account plan; what holds for several is said once."""
    together: dict[tuple[int, str, tuple[str, ...]], list[str]] = {}
    for entry in review.data.breaks.entries:
        said = (entry.year, entry.what, tuple(entry.bridge))
        together.setdefault(said, []).append(entry.function_code)
    rows = [
        Row(_broken(review, codes), (str(year), what, ", ".join(map(dotted, bridge)) or "ingen"))
        for (year, what, bridge), codes in together.items()
    ]
    return Table(
        id="tbl-brud",
        title="Kendte brud i kontoplanen",
        unit="Fra og med det nævnte år",
        source="Kilde: kdanalysis, register over kontobrud",
        columns=("", "År", "Hvad", "Bro"),
        rows=tuple(rows),
        text_columns=frozenset({2, 3}),
    )


def _broken(review: Revisited, codes: list[str]) -> str:
    """Return a function with its name; several by their numbers, as their names fill no row."""
    if len(codes) == 1:
        return f"{dotted(codes[0])} {review.data.plan.label(codes[0])}"
    return ", ".join(map(dotted, sorted(codes)))


# What changed: in a few plain lines for the terminal, and as a whole for a pull request.

_REFERENCE = re.compile(r"; de står i @[\w-]+")


def summary_lines(project: Project) -> list[str]:
    """Return one line per kind of change.

    Raises:
        InputError: nothing has been recorded.
    """
    return change_lines(revisited(open_priced(project)))


def change_report(project: Project, earlier: str | None = None) -> str:
    """Return all that changed as plain Markdown, as the report on changes tells it.

    Args:
        project: the project.
        earlier: name of the revision to compare with; by default the one before.

    Raises:
        InputError: nothing has been recorded, or there is no such revision.
    """
    review = chosen(open_priced(project), earlier)
    warned = [f"> **{notice.title}.** {notice.text}" for notice in notices(project)]
    said = [f"- {line}" for line in change_lines(review)]
    parts = ["\n>\n".join(warned), "\n".join(said), *map(_as_markdown, change_tables(review))]
    return "\n\n".join(part for part in parts if part) + "\n"


def change_lines(review: Revisited) -> list[str]:
    """Return one line per kind of change, as plain text."""
    return [plain_line(line) for line in dict.fromkeys(_said(review)) if line]


def change_tables(review: Revisited) -> Iterator[Table]:
    """Yield the tables of the report that have something to show."""
    for table in (
        conclusion_table,
        figure_table,
        extended_table,
        restated_table,
        candidate_table,
    ):
        yield from table(review)


def _as_markdown(table: Table) -> str:
    rows = [(row.label, *map(cell_text, row.cells)) for row in table.rows]
    lines = [table.columns, ["---"] * len(table.columns), *rows]
    note = [f"\n{plain_line(table.note)}"] if table.note else []
    listed = [f"| {' | '.join(plain_line(cell) for cell in line)} |" for line in lines]
    return "\n".join([f"**{table.title}** ({table.unit})\n", *listed, *note])


def cell_text(content: Content) -> str:
    """Return a cell as it is printed, still in Markdown."""
    if isinstance(content, Value):
        return plain(content)
    return content.text if isinstance(content, Verbatim) else content


def _said(review: Revisited) -> tuple[str, ...]:
    return (
        text.compared(review),
        text.restated(review),
        text.years_and_areas(review),
        text.rates(review),
        text.codes(review),
        text.program(review),
        text.conclusions(review),
    )


def plain_line(markdown: str) -> str:
    """Return text without spans, without references to tables, with plain spaces."""
    told = _REFERENCE.sub("", plain_text(markdown))
    return told.replace("\N{NO-BREAK SPACE}", " ")
