"""The figures on capacity."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kdanalysis.evidence.figures import capacity as figures
from kdanalysis.report.capacity.text import largest_group
from kdanalysis.report.charts import basic as charts
from kdanalysis.report.charts import style
from kdanalysis.report.charts.basic import Series
from kdanalysis.report.charts.figure import Figure, Numbers

if TYPE_CHECKING:
    from kdanalysis.report.capacity.choice import Capacity


def target_figure(choice: Capacity) -> Figure:
    """Return the planned places by target group, least and most."""
    groups = choice.target_groups
    ends = (("low", "Mindst", style.SKY), ("high", "Højst", style.BLUE))
    bars = tuple(
        Series(
            label,
            color,
            tuple(figures.planned_places(choice.data, of=group, end=end) for group in groups),
        )
        for end, label, color in ends
    )
    source = choice.cited(figures.PLACES, figures.READING)
    numbers = Numbers("Målgruppe", groups, bars, "Antal planlagte pladser", source)
    svg = charts.bar_chart(groups, bars)
    return Figure("fig-maalgrupper", svg, largest_group(choice), numbers)
