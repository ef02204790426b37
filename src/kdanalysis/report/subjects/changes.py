"""What changed since the last revision, in sentences."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from kdanalysis.evidence.revisions import figures
from kdanalysis.evidence.revisions.changes import Changes
from kdanalysis.evidence.revisions.figures import revision_of
from kdanalysis.evidence.revisions.store import Revision, revisions
from kdanalysis.project import InputError, Project
from kdanalysis.report.elements.breaks import dotted
from kdanalysis.report.elements.numbers import listed, long_date, n
from kdanalysis.tables.dataset import Dataset, open_priced

# What the report on changes is about: the newest revision, the one before, and the accounts.


_FIGURES = {
    "amount": "Udgift",
    "change": "Ændring i udgift",
    "growth_pct": "Vækst",
    "contribution_pct": "Bidrag til ændringen",
    "purchases": "Køb",
    "purchases_growth_pct": "Vækst i køb",
    "passing_year": "Året, hvor køb hos private overstiger køb hos kommuner",
}


@dataclass(frozen=True)
class Revisited:
    """The data as they are now, and what they were."""

    data: Dataset
    after: Revision
    before: Revision | None

    @property
    def changes(self) -> Changes | None:
        """The differences; none on the first run, when there is nothing to compare with."""
        return None if self.before is None else Changes(self.before, self.after)

    @property
    def pair(self) -> dict[str, str]:
        """The names of both revisions, as key figures take them."""
        return {
            "revision": self.after.name,
            "earlier": self.after.name if self.before is None else self.before.name,
        }

    def account(self, table: str, code: str) -> str:
        """Return the name of a function or art; its code where the plan no longer has it."""
        known = self.data.plan.arts if table == "purchases" else self.data.plan.functions
        return known[code].label if code in known else code

    def area(self, code: str) -> str:
        """Return the name of an area; its code where it is unknown."""
        known = self.data.areas.by_code
        return known[code].name if code in known else code

    def headline(self, name: str) -> str:
        """Return a headline in words: `Vækst, botilbud, i Midtjylland`."""
        figure, area, _, group = name.split(":")
        what = _FIGURES[figure]
        where = self.data.areas[area].phrase
        return (
            f"{what}, {where}"
            if figure == "passing_year"
            else (f"{what}, {self._group(figure, group)}, {where}")
        )

    def _group(self, figure: str, group: str) -> str:
        if figure.startswith("purchases"):
            return "alle arter" if group == "all" else self.account("purchases", group)
        plan = self.data.plan
        known = group in plan.groups or group in plan.functions
        return plan.label(group) if known else group


def open_changes(earlier: str | None = None) -> Revisited:
    """Return the newest revision of the project beside an earlier one.

    Args:
        earlier: name of the revision to compare with; by default the one before.

    Raises:
        InputError: nothing has been recorded, or there is no such revision.
    """
    return chosen(open_priced(Project.find()), earlier)


def chosen(data: Dataset, earlier: str | None) -> Revisited:
    """Return the newest revision of the data's project beside an earlier one."""
    review = revisited(data)
    return review if earlier is None else replace(review, before=revision_of(data, earlier))


def revisited(data: Dataset) -> Revisited:
    """Return the newest revision of the data's project beside the one before.

    Raises:
        InputError: nothing has been recorded.
    """
    stored = revisions(data.project)
    if not stored:
        raise InputError(
            "Der er intet optegnet.", "data/revisions", "Kør: kdanalysis refresh --offline"
        )
    return Revisited(data, stored[-1], stored[-2] if len(stored) > 1 else None)


# Sentences on what changed since the last revision; on the first run they say so.

_NOTHING: Final = "Der er endnu ingen tidligere optegnelse at sammenligne med."
_SAME_PLACES: Final = "Der er ingen nye eller bortfaldne regnskabsår og områder."


def standing(review: Revisited) -> str:
    """Return which accounts the reports stand on."""
    period = f"{review.data.years[0]}-{review.data.years[-1]}"
    if review.data.fetched is None:
        return (
            f"Der er ikke hentet regnskaber. Rapporterne bygger på de trykte tabeller for "
            f"{period}, taget tilbage til løbende priser."
        )
    day = review.data.fetched.vintage.receipt.retrieved
    return (
        f"Rapporterne bygger på Statistikbankens tabel over regnskaber på funktioner, hentet "
        f"{long_date(day)}, for årene {period}. Det nyeste år med en kendt pris- og lønsats er "
        f"{review.data.newest_year}."
    )


def compared(review: Revisited) -> str:
    """Return what is compared with what, or that there is nothing to compare with."""
    if review.before is None:
        return (
            f"Der er ingen tidligere udgave at sammenligne med: tallene er optegnet første gang "
            f"{long_date(review.after.day)}."
        )
    day, then = long_date(review.after.day), long_date(review.before.day)
    if day == then:
        return f"Udgaven fra {day} er sammenlignet med den forrige udgave fra samme dag."
    return f"Udgaven fra {day} er sammenlignet med udgaven fra {then}."


def restated(review: Revisited) -> str:
    """Return how many closed accounts have another amount."""
    if review.changes is None:
        return _NOTHING
    count = figures.restated_cells(review.data, **review.pair)
    people = figures.restated_people(review.data, **review.pair)
    if not count.amount and not people.amount:
        return "Ingen tidligere offentliggjorte beløb eller folketal er rettet."
    return (
        f"Antal beløb i tidligere år, der er rettet: {n(count)}. Antal folketal, der er rettet: "
        f"{n(people)}."
    )


def years_and_areas(review: Revisited) -> str:
    """Return accounting years and areas that came or went."""
    changes = review.changes
    if changes is None:
        return ""
    came, went = ([review.area(code) for code in side] for side in changes.areas)
    told = [years(review), *_came_and_went("Områder", came, went)]
    return " ".join(filter(None, told)) or _SAME_PLACES


def years(review: Revisited) -> str:
    """Return accounting years that came or went; nothing if none did."""
    changes = review.changes
    return "" if changes is None else " ".join(_came_and_went("Regnskabsår", *changes.years))


def _came_and_went(what: str, came: list[str], went: list[str]) -> list[str]:
    told = [f"{what}, der er kommet til: {listed(came)}."] if came else []
    return told + ([f"{what}, der er faldet bort: {listed(went)}."] if went else [])


def rates(review: Revisited) -> str:
    """Return the PL rates that are new or others."""
    changes = review.changes
    if changes is None:
        return _NOTHING
    told = [_rate(review, changes, year) for year in changes.rates]
    return " ".join(told) or "Pris- og lønkæden er den samme."


def _rate(review: Revisited, changes: Changes, year: int) -> str:
    before, after = (
        figures.recorded_rate_pct(review.data, revision=revision.name, year=year)
        for revision in (changes.before, changes.after)
    )
    if before.amount is None:
        return f"Satsen til {year} er ny: {n(after)}."
    if after.amount is None:
        return f"Satsen til {year} er faldet bort; den var {n(before)}."
    return f"Satsen til {year} er ændret fra {n(before)} til {n(after)}."


def codes(review: Revisited) -> str:
    """Return the functions that are new, gone or have another title."""
    changes = review.changes
    if changes is None:
        return ""
    told = [_code(code, *titles) for code, titles in changes.functions.items()]
    return " ".join(told) or "Kontoplanens funktioner og titler er de samme."


def _code(code: str, before: str | None, after: str | None) -> str:
    number = dotted(code)
    if before is None:
        return f"Funktion {number} er kommet til: »{after}«."
    if after is None:
        return f"Funktion {number} er faldet bort; den hed »{before}«."
    return f"Funktion {number} hedder nu »{after}«; før »{before}«."


def program(review: Revisited) -> str:
    """Return whether the program is another: then it may be why a number changed."""
    if review.changes is None:
        return ""
    if review.changes.is_other_program:
        return "Beregningskoden er også ændret; en ændring uden ændrede data skyldes den."
    return "Beregningskoden er den samme."


def conclusions(review: Revisited) -> str:
    """Return whether a conclusion turned: direction, rank, lead or passing year."""
    if review.changes is None:
        return _NOTHING
    if not review.changes.turned:
        return "Ingen konklusion har skiftet retning eller rækkefølge."
    return "Nogle konklusioner er andre end før; de står i @tbl-konklusioner."


def turned(review: Revisited) -> str:
    """Return how many conclusions turned, for reports that do not show them."""
    if review.changes is None or not review.changes.turned:
        return conclusions(review)
    count = figures.turned_conclusions(review.data, **review.pair)
    return (
        f"Antal konklusioner, der er andre end før: {n(count)}; de står i rapporten »Ændringer "
        f"siden sidst«."
    )
