"""What stops or questions fetched accounts: the account plan guard, and odd movements."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

import polars as pl

from kdanalysis.project import InputError
from kdanalysis.tables.accounts import NET, Accounts, Scope, normalised
from kdanalysis.tables.areas import COUNTRY
from kdanalysis.tables.corrections import Breaks
from kdanalysis.tables.reconciliation import Comparison, Limits, matching_code

# The account plan guard: the plan's functions against what Danmarks Statistik calls them now.
#
# A function is settled by its title, or by holding the amounts that were printed for it; titles
# alone may be rewritten. What is renumbered, new, gone or unsettled stops the build with a
# proposal.

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
class PlanFinding:
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


def _findings(evidence: Evidence) -> Iterator[PlanFinding]:
    for code in evidence.scope.plan.functions:
        if code not in evidence.titles:
            yield _gone(evidence, code)
        elif finding := _emptied(evidence, code) or _unsettled(evidence, code):
            yield finding
    yield from _new(evidence)


def _gone(evidence: Evidence, code: str) -> PlanFinding:
    label = evidence.scope.plan.label(code)
    if other := _successor(evidence, code):
        return PlanFinding(
            code,
            f"»{label}« findes ikke længere; {other} »{evidence.titles[other]}« har samme titel "
            "eller de samme beløb.",
            f"ret function_code {code} til {other} i account_plan.csv og i de øvrige registre, og "
            f"skriv skiftet i account_breaks.csv (kind renumbered; bridge_codes {code}, hvis "
            "tidligere år fortsat står på det gamle nummer).",
        )
    return PlanFinding(
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


def _emptied(evidence: Evidence, code: str) -> PlanFinding | None:
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
    return PlanFinding(
        code,
        f"»{evidence.scope.plan.label(code)}« er 0 på landsplan i {years[-1]}.{hint}",
        "er funktionen omnummereret, så ret account_plan.csv og skriv bruddet med bro i "
        "account_breaks.csv; er den nedlagt, så skriv det der med kind ended.",
    )


def _unsettled(evidence: Evidence, code: str) -> PlanFinding | None:
    title = evidence.titles[code]
    match = evidence.comparison.match(code)
    if normalised(title) in evidence.accepted.get(code, frozenset()):
        return None
    if match is None and normalised(title) in _titles_of(evidence, code):
        return None
    if match is not None and match >= evidence.limits.golden_match:
        return None
    return _misplaced(evidence, code, title)


def _misplaced(evidence: Evidence, code: str, title: str) -> PlanFinding:
    """Propose where the printed amounts stand, or what to accept."""
    label = evidence.scope.plan.label(code)
    other = matching_code(evidence.comparison, code, _net(evidence), evidence.limits.golden_match)
    if other:
        return PlanFinding(
            code,
            f"hedder »{title}«; de trykte beløb for »{label}« står på {other} "
            f"»{evidence.titles[other]}«.",
            f"ret function_code {code} til {other} i account_plan.csv.",
        )
    likeness = SequenceMatcher(None, normalised(title), normalised(label)).ratio()
    return PlanFinding(
        code,
        f"hedder »{title}« ({likeness:.0%} lig »{label}«), og de trykte beløb står her ikke.",
        "kontrollér funktionen i kontoplanen. Er den den rigtige, så tilføj titlen i "
        "account_titles.csv (kdanalysis inputs new kontotitler), og forklar beløbene i "
        "account_breaks.csv; ellers ret account_plan.csv.",
    )


def _new(evidence: Evidence) -> Iterator[PlanFinding]:
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
            yield PlanFinding(
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


# Accounts of single municipalities that move implausibly: candidates for misbooking.
#
# Municipalities may book the same effort on different functions. A jump is a question to the
# municipality, not a finding; an opposite jump on another function makes a shift likely.

_PLACE = ["area_code", "year"]


def movements(net: pl.DataFrame, municipalities: Sequence[str]) -> pl.DataFrame:
    """Return the change of each municipality's function from the year before.

    Args:
        net: area_code, function_code, year, amount_tkr (current prices).
        municipalities: the areas to look at.

    Returns:
        area_code, function_code, year, before_tkr, amount_tkr, change_tkr.
    """
    own = net.filter(pl.col("area_code").is_in(list(municipalities)))
    before = own.select(
        "area_code",
        "function_code",
        pl.col("year") + 1,
        pl.col("amount_tkr").alias("before_tkr"),
    )
    both = own.join(before, on=["area_code", "function_code", "year"])
    return both.with_columns(change_tkr=pl.col("amount_tkr") - pl.col("before_tkr")).select(
        "area_code", "function_code", "year", "before_tkr", "amount_tkr", "change_tkr"
    )


def implausible(net: pl.DataFrame, municipalities: Sequence[str], limits: Limits) -> pl.DataFrame:
    """Return the movements beyond the limits, the greatest first, each with its counterpart.

    Returns:
        The columns of `movements`, and counterpart_code: the function of the same municipality
        that moved most nearly as much the other way; null if none did.
    """
    moves = movements(net, municipalities)
    large = (pl.col("change_tkr").abs() >= float(limits.implausible_amount_tkr)) & (
        pl.col("change_tkr").abs() > pl.col("before_tkr").abs() * float(limits.implausible_change)
    )
    found = moves.filter(large)
    order = [pl.col("change_tkr").abs(), "area_code", "function_code", "year"]
    return found.join(
        _counterparts(found, moves, limits), on=["area_code", "function_code", "year"], how="left"
    ).sort(order, descending=[True, False, False, False])


def _counterparts(found: pl.DataFrame, moves: pl.DataFrame, limits: Limits) -> pl.DataFrame:
    """Return the counterpart of each movement that has one."""
    others = moves.select(
        *_PLACE,
        pl.col("function_code").alias("counterpart_code"),
        pl.col("change_tkr").alias("counter_tkr"),
    )
    left_over = (pl.col("change_tkr") + pl.col("counter_tkr")).abs()
    near = left_over <= pl.col("change_tkr").abs() * float(limits.counterpart)
    pairs = found.join(others, on=_PLACE).filter(near).with_columns(left_over=left_over)
    return (
        pairs.sort("left_over", "counterpart_code")
        .unique(["area_code", "function_code", "year"], keep="first", maintain_order=True)
        .select("area_code", "function_code", "year", "counterpart_code")
    )
