"""The account plan guard: the plan's functions against what Danmarks Statistik calls them now.

A function is settled by its title, or by holding the amounts that were printed for it; titles alone
may be rewritten. What is renumbered, new, gone or unsettled stops the build with a proposal.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

import polars as pl

from kdanalysis.project import InputError
from kdanalysis.tables.areas import COUNTRY
from kdanalysis.tables.live.accounts import NET
from kdanalysis.tables.live.golden import matching_code
from kdanalysis.tables.live.titles import normalised

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kdanalysis.tables.live.accounts import Accounts, Scope
    from kdanalysis.tables.live.breaks import Breaks
    from kdanalysis.tables.live.golden import Comparison
    from kdanalysis.tables.live.limits import Limits

_FAMILY = 3
"""Digits that the functions of one target area share (5.38.xx, 5.28.xx)."""


@dataclass(frozen=True)
class Evidence:
    """What the guard judges on."""

    accounts: Accounts
    scope: Scope
    breaks: Breaks
    comparison: Comparison
    limits: Limits
    accepted: Mapping[str, frozenset[str]]
    """Titles accepted for a function, besides the plan's own, normalised."""
    left_out: frozenset[str]
    """Functions known to be no part of the analysis."""
    first_codes: frozenset[str]
    """The functions of the first vintage ever fetched."""

    @property
    def titles(self) -> dict[str, str]:
        """Code → title of all functions on the day of the pull."""
        return self.accounts.vintage.info.variable("FUNKTION").texts


@dataclass(frozen=True)
class Finding:
    """One function that cannot be used as the plan has it (Danish)."""

    code: str
    what: str
    proposal: str


def require_plan(evidence: Evidence) -> None:
    """Check every function of the plan, and every function beside it.

    Raises:
        InputError: functions that are gone, emptied, unsettled or new, each with a proposal.
    """
    if findings := list(_findings(evidence)):
        told = "\n".join(f"  {f.code}: {f.what}" for f in findings)
        proposals = "\n".join(f"  {f.code}: {f.proposal}" for f in findings)
        raise InputError(
            f"Kontoplanen passer ikke til regnskabet:\n{told}",
            "data/raw/local/account_plan.csv",
            f"Forslag:\n{proposals}\n  Underskriv de rettede filer: kdanalysis sign FIL --reason "
            "'...', og kør igen. Rapporterne er som før.",
        )


def _findings(evidence: Evidence) -> Iterator[Finding]:
    for code in evidence.scope.plan.functions:
        if code not in evidence.titles:
            yield _gone(evidence, code)
        elif finding := _emptied(evidence, code) or _unsettled(evidence, code):
            yield finding
    yield from _new(evidence)


def _gone(evidence: Evidence, code: str) -> Finding:
    label = evidence.scope.plan.label(code)
    if other := _successor(evidence, code):
        return Finding(
            code,
            f"»{label}« findes ikke længere; {other} »{evidence.titles[other]}« har samme titel "
            "eller de samme beløb.",
            f"ret function_code {code} til {other} i account_plan.csv og i de øvrige registre, og "
            f"skriv skiftet i account_breaks.csv (kind renumbered; bridge_codes {code}, hvis "
            "tidligere år fortsat står på det gamle nummer).",
        )
    return Finding(
        code,
        f"»{label}« findes ikke længere.",
        "find funktionen, som har overtaget udgiften, i Økonomi- og Indenrigsministeriets "
        "kontoplan, og ret account_plan.csv; er den nedlagt, så skriv det i account_breaks.csv.",
    )


def _successor(evidence: Evidence, code: str) -> str | None:
    """Return the function that has taken over: by title, else by the printed amounts."""
    wanted = _titles_of(evidence, code)
    others = {c: t for c, t in evidence.titles.items() if c not in evidence.scope.plan.functions}
    for other, title in others.items():
        if normalised(title) in wanted:
            return other
    return matching_code(evidence.comparison, code, _net(evidence), evidence.limits.golden_match)


def _titles_of(evidence: Evidence, code: str) -> frozenset[str]:
    function = evidence.scope.plan.functions[code]
    own = {normalised(function.label), normalised(function.printed_label)}
    return evidence.accepted.get(code, frozenset()) | own


def _net(evidence: Evidence) -> pl.DataFrame:
    return evidence.accounts.amounts.filter(pl.col("art_code") == NET)


def _emptied(evidence: Evidence, code: str) -> Finding | None:
    """Notice a function that stands at zero in the newest year: renumbered from that year on."""
    years = evidence.accounts.years
    if len(years) < 2 or evidence.breaks.explains(code, years[-1]):  # noqa: PLR2004 - a year before
        return None
    at = _net(evidence).filter((pl.col("area_code") == COUNTRY) & (pl.col("function_code") == code))
    amounts = dict(zip(at["year"], at["amount_tkr"], strict=True))
    if amounts[years[-1]] or not amounts[years[-2]]:
        return None
    near = _successor(evidence, code)
    hint = f" {near} »{evidence.titles[near]}« kan have overtaget den." if near else ""
    return Finding(
        code,
        f"»{evidence.scope.plan.label(code)}« er 0 på landsplan i {years[-1]}.{hint}",
        "er funktionen omnummereret, så ret account_plan.csv og skriv bruddet med bro i "
        "account_breaks.csv; er den nedlagt, så skriv det der med kind ended.",
    )


def _unsettled(evidence: Evidence, code: str) -> Finding | None:
    title = evidence.titles[code]
    match = evidence.comparison.match(code)
    if normalised(title) in evidence.accepted.get(code, frozenset()):
        return None
    if match is None and normalised(title) in _titles_of(evidence, code):
        return None
    if match is not None and match >= evidence.limits.golden_match:
        return None
    return _misplaced(evidence, code, title)


def _misplaced(evidence: Evidence, code: str, title: str) -> Finding:
    """Propose where the printed amounts stand, or what to accept."""
    label = evidence.scope.plan.label(code)
    other = matching_code(evidence.comparison, code, _net(evidence), evidence.limits.golden_match)
    if other:
        return Finding(
            code,
            f"hedder »{title}«; de trykte beløb for »{label}« står på {other} "
            f"»{evidence.titles[other]}«.",
            f"ret function_code {code} til {other} i account_plan.csv.",
        )
    likeness = SequenceMatcher(None, normalised(title), normalised(label)).ratio()
    return Finding(
        code,
        f"hedder »{title}« ({likeness:.0%} lig »{label}«), og de trykte beløb står her ikke.",
        "kontrollér funktionen i kontoplanen. Er den den rigtige, så tilføj titlen i "
        "account_titles.csv (kdanalysis inputs new kontotitler), og forklar beløbene i "
        "account_breaks.csv; ellers ret account_plan.csv.",
    )


def _new(evidence: Evidence) -> Iterator[Finding]:
    plan, scope = evidence.scope.plan, evidence.scope
    families = {code[:_FAMILY] for code in plan.functions}
    bridged = {code for bridge in evidence.breaks.bridges.values() for code in bridge.codes}
    gone = [code for code in plan.functions if code not in evidence.titles]
    successors = {_successor(evidence, code) for code in gone}
    known = {*plan.functions, *evidence.left_out, *bridged, *successors}
    for code, title in evidence.titles.items():
        if code in known or code[:_FAMILY] not in families or not scope.is_watched(code):
            continue
        if code not in evidence.first_codes or _within(code, plan.functions):
            yield Finding(
                code,
                f"er ny eller ukendt: »{title}«.",
                "hører funktionen til analysen, så tilføj den i account_plan.csv (med first_year "
                "og et brud i account_breaks.csv); ellers i account_left_out.csv "
                "(kdanalysis inputs new udeladte).",
            )


def _within(code: str, functions: Mapping[str, object]) -> bool:
    """Tell whether a code lies between the first and the last of its family in the plan."""
    family = sorted(known for known in functions if known[:_FAMILY] == code[:_FAMILY])
    return family[0] < code < family[-1]
