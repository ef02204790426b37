"""What the checks of fetched accounts saw, what the printed tables say, and known breaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kdanalysis.evidence.figures import revisions as figures
from kdanalysis.report.changes.choice import dotted
from kdanalysis.report.changes.form import CURRENT, SHOWN, Form
from kdanalysis.report.elements.inline import n
from kdanalysis.report.elements.tables import Row, Table

if TYPE_CHECKING:
    from kdanalysis.report.changes.choice import Revisited
    from kdanalysis.tables.dataset import Dataset
    from kdanalysis.tables.live.fetched import Fetched

_PRINTED = Form(
    "tbl-tryk",
    "Trykte beløb, der er et andet i det hentede regnskab",
    CURRENT,
    ("", "År", "Tryk", "Hentet"),
)
_CHECKS = Form(
    "tbl-afstemning",
    "Afstemninger af det hentede regnskab",
    "Antal celler",
    ("", "Sammenlignet", "Uden for grænsen"),
)
_CANDIDATES = Form(
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
