"""The account plan as data: functions, arts of purchase, and the groups the analysis speaks of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from kdanalysis.project import InputError
from kdanalysis.sources.registers import Code, Listed, Year, column, read_register


@dataclass(frozen=True)
class Function:
    """One function of the municipal account plan (5.38.50 has the code `53850`)."""

    code: Annotated[Code, column("function_code")]
    area: str
    group: str
    label: str
    printed_label: str
    law: str | None
    first_year: Year | None
    """The first accounting year, where the function is newer than the data."""

    @property
    def dotted(self) -> str:
        """The number as accountants write it."""
        return f"{self.code[0]}.{self.code[1:3]}.{self.code[3:]}"


@dataclass(frozen=True)
class Art:
    """One art of main type 4: purchases of services, by supplier."""

    code: Annotated[Code, column("art_code")]
    supplier: str
    label: str
    printed_label: str


@dataclass(frozen=True)
class Group:
    """A named set of functions; `definition` says which, in Danish."""

    name: Annotated[str, column("group")]
    label: str
    phrase: str
    """How it follows the word "udgifterne" (`på voksenområdet`, `til botilbud`)."""
    members: Annotated[Listed, column("member_groups")]
    definition: str


@dataclass(frozen=True)
class AccountPlan:
    """Functions, arts and groups by code or name."""

    functions: Mapping[str, Function]
    arts: Mapping[str, Art]
    groups: Mapping[str, Group]

    def codes(self, group: str) -> tuple[str, ...]:
        """Return the function codes of a group, a target area or a single function, in order.

        Raises:
            InputError: nothing has that name.
        """
        if group in self.functions:
            return (group,)
        if group not in self.groups:
            raise InputError(
                f"Ukendt gruppe: {group}.", "groups.csv", f"Brug en af {', '.join(self.groups)}."
            )
        wanted = {group, *self.groups[group].members}
        return tuple(f.code for f in self.functions.values() if wanted & {f.area, f.group})

    def label(self, group: str) -> str:
        """Return the Danish name of a group or a single function."""
        if group in self.functions:
            return self.functions[group].label
        self.codes(group)
        return self.groups[group].label

    def phrase(self, group: str) -> str:
        """Return how a group or single function follows the word "udgifterne" (Danish)."""
        if group in self.functions:
            label = self.functions[group].label
            return f"til {label[0].lower()}{label[1:]}"
        self.codes(group)
        return self.groups[group].phrase

    def existing(self, code: str, year: int) -> bool:
        """Tell whether a function existed in an accounting year."""
        first = self.functions[code].first_year
        return first is None or year >= first

    def supplier_art(self, supplier: str) -> Art:
        """Return the art of a kind of supplier (`private`, `municipal`, `regional` ...).

        Raises:
            InputError: no art has that supplier.
        """
        by_supplier = {art.supplier: art for art in self.arts.values()}
        if supplier not in by_supplier:
            raise InputError(
                f"Ukendt leverandør: {supplier}.",
                "purchase_arts.csv",
                f"Brug en af {', '.join(by_supplier)}.",
            )
        return by_supplier[supplier]


def read_account_plan(folder: Path) -> AccountPlan:
    """Return the plan of `account_plan.csv`, `purchase_arts.csv` and `groups.csv` in `folder`.

    Raises:
        InputError: a column or cell is missing, a code or name stands twice, a function or a group
            belongs to a group that does not exist, a group has no functions, or a year cannot be
            read.
    """
    functions = read_register(folder / "account_plan.csv", Function, key=("function_code",))
    arts = read_register(folder / "purchase_arts.csv", Art, key=("art_code",))
    groups = read_register(folder / "groups.csv", Group, key=("group",))
    plan = AccountPlan(
        {f.code: f for f in functions}, {a.code: a for a in arts}, {g.name: g for g in groups}
    )
    _check_groups(plan, folder)
    return plan


def _check_groups(plan: AccountPlan, folder: Path) -> None:
    for function in plan.functions.values():
        if not {function.area, function.group} <= set(plan.groups):
            raise InputError(
                f"Funktion {function.dotted} hører til en gruppe, der ikke findes.",
                folder / "account_plan.csv",
                "Tilføj gruppen i groups.csv.",
            )
    for group in plan.groups.values():
        if not set(group.members) <= set(plan.groups) or not plan.codes(group.name):
            raise InputError(
                f"Gruppen {group.name} har ingen funktioner, eller et af dens medlemmer mangler.",
                folder / "groups.csv",
                "Ret gruppen, eller tilknyt funktioner i account_plan.csv.",
            )
