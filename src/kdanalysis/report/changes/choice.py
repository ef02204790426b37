"""What the report on changes is about: the newest revision, the one before, and the accounts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kdanalysis.evidence.figures.revisions import revision_of
from kdanalysis.evidence.revisions.changes import Changes
from kdanalysis.evidence.revisions.store import revisions
from kdanalysis.project import InputError, Project
from kdanalysis.tables.dataset import open_priced

if TYPE_CHECKING:
    from kdanalysis.evidence.revisions.store import Revision
    from kdanalysis.tables.dataset import Dataset

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


def dotted(code: str) -> str:
    """Return a function code as accountants write it, whether or not the plan has it."""
    return f"{code[0]}.{code[1:3]}.{code[3:]}"


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
