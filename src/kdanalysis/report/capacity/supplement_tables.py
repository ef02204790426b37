"""The table of supplementary services by provider."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kdanalysis.evidence.figures import supplements as figures
from kdanalysis.evidence.raw_figure import citation
from kdanalysis.report.capacity.supplement_text import delivered_period
from kdanalysis.report.elements.tables import Row, Table
from kdanalysis.report.elements.words import listed

if TYPE_CHECKING:
    from kdanalysis.evidence.value import Value
    from kdanalysis.report.capacity.choice import Capacity
    from kdanalysis.tables.period import Period


def provider_tables(choice: Capacity) -> tuple[Table, ...]:
    """Return share and change by provider, those that fell most first; nothing without accounts."""
    period = delivered_period(choice)
    if period is None:
        return ()
    accounts = figures.accounts(choice.data)
    names = dict.fromkeys(account.provider for account in accounts)
    rows = {name: _numbers(choice, name, period) for name in names}
    # Providers without both years have no change and stand last.
    ordered = sorted(rows, key=lambda name: (rows[name][-1].amount is None, rows[name][-1].amount))
    total = Row("I alt", _numbers(choice, figures.EVERYONE, period), total=True)
    ways = {account.above_full for account in accounts}
    table = Table(
        id="tbl-driftsherrer",
        title="Tillægsydelse efter driftsherre",
        unit="Andel af tilbuddenes samlede regnskab i procent, ændring i procentpoint og kr.",
        source=citation(figures.accounts_file(choice.data)),
        columns=("", f"Andel {period.first}", f"Andel {period.last}", "Ændring", "Ændring (kr.)"),
        rows=(*(Row(name, rows[name]) for name in ordered), total),
        note=_note(ways, figures.incomplete(choice.data, period)),
    )
    return (table,)


def _numbers(choice: Capacity, provider: str, period: Period) -> tuple[Value, ...]:
    data = choice.data
    return (
        figures.supplement_share_pct(data, provider=provider, year=period.first),
        figures.supplement_share_pct(data, provider=provider, year=period.last),
        figures.supplement_share_change(data, provider=provider, period=period),
        figures.supplement_change(data, provider=provider, period=period),
    )


def _note(ways: set[bool], incomplete: tuple[str, ...]) -> str:
    parts = ["Takststrukturerne er forskellige, så niveauer kan ikke sammenlignes direkte."]
    if len(ways) > 1:
        parts.append("Driftsherrerne regner indskrivning ud over fuld belægning forskelligt.")
    else:
        told = "med" if True in ways else "ikke med"
        parts.append(f"Indskrivning ud over fuld belægning er {told}.")
    if incomplete:
        names = listed(incomplete)
        parts.append(f"Ændringerne i alt er uden {names}, der ikke har leveret begge år.")
    return " ".join(parts)
