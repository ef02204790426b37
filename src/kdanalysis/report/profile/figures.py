"""The figures of a municipal profile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kdanalysis.report.charts import style
from kdanalysis.report.charts.basic import Series
from kdanalysis.report.charts.figure import Figure, Numbers
from kdanalysis.report.charts.profile import Strip, broken_line_chart, strip_chart
from kdanalysis.report.elements.inline import n
from kdanalysis.report.elements.words import capitalised, listed
from kdanalysis.tables.municipalities import municipalities

if TYPE_CHECKING:
    from kdanalysis.report.profile.choice import Profile

_UNIT = "Udgift pr. indbygger, indeks, landet = 100"


def position_figure(profile: Profile) -> Figure:
    """Return the level among all municipalities, in per cent of the country's."""
    last = profile.period.last
    areas = municipalities(profile.data.areas)
    series = tuple(
        Series(
            capitalised(profile.label(item)),
            style.BLUE,
            tuple(profile.index(item, last, area.code) for area in areas),
        )
        for item in profile.drawn
    )
    names = tuple(area.name for area in areas)
    numbers = Numbers("Kommune", names, series, f"{_UNIT}, {last}", profile.source)
    strips = [_strip(profile, line, names) for line in series]
    svg = strip_chart(strips, profile.name, "Landet")
    return Figure("fig-placering", svg, _position_finding(profile), numbers)


def _strip(profile: Profile, line: Series, names: tuple[str, ...]) -> Strip:
    by_name = dict(zip(names, line.values, strict=True))
    own = by_name.pop(profile.name)
    similar = tuple(value for name, value in by_name.items() if name in profile.alike)
    others = tuple(value for name, value in by_name.items() if name not in profile.alike)
    return Strip(line.label, others, similar, own)


def _position_finding(profile: Profile) -> str:
    """Return on which of the items the municipality lies above the country."""
    above = [profile.label(i) for i in profile.drawn if (profile.gap(i).amount or 0) > 0]
    if not above:
        return f"{profile.subject} ligger på eller under landsplan på alle de viste poster."
    if len(above) == len(profile.drawn):
        return f"{profile.subject} ligger over landsplan på alle de viste poster."
    return f"{profile.subject} ligger over landsplan for {listed(above)}."


def development_figure(profile: Profile) -> Figure:
    """Return the level in per cent of the country's over the years, broken at jumps."""
    years = profile.period.years
    lines = tuple(
        Series(
            capitalised(profile.label(item)), color, tuple(profile.index(item, y) for y in years)
        )
        for item, color in zip(profile.drawn, style.SERIES, strict=False)
    )
    runs = [_runs(profile, item) for item in profile.drawn]
    labels = tuple(map(str, years))
    numbers = Numbers("År", labels, lines, _UNIT, profile.source)
    svg = broken_line_chart(years, lines, runs)
    return Figure("fig-udvikling", svg, _development_finding(profile), numbers)


def _runs(profile: Profile, item: str) -> list[list[int]]:
    there = [y for y in profile.period.years if profile.index(item, y).amount is not None]
    return profile.breaks(item).segments(there)


def _development_finding(profile: Profile) -> str:
    """Return the first and last index of the largest item, or that its line is broken."""
    item, (first, last) = profile.drawn[0], (profile.period.first, profile.period.last)
    start, end = (profile.index(item, year) for year in (first, last))
    label = capitalised(profile.label(item))
    if not profile.breaks(item).can_compare(first, last):
        return f"{label}: linjen er brudt, hvor niveauet springer."
    return f"{label}: {n(start)} i {first} og {n(end)} i {last} (landet = 100)."
