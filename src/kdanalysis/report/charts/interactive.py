"""Charts for the screen: plotly, drawn over its SVG twin only when the script is at hand.

The script is one shared copy beside the site. A page sent by mail has no script and keeps the twin.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import TYPE_CHECKING

from kdanalysis.report.charts.style import GRID, INK
from kdanalysis.report.elements.breaks import BREAK

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kdanalysis.report.charts.basic import Series

SCRIPT = "../assets/plotly.min.js"

_PAGE = """<div class="interactive" id="{id}-interactive" hidden></div>
<script type="application/json" id="{id}-spec">{spec}</script>
<script src="{script}" data-external="1"></script>
<script>
(function () {{
  if (!window.Plotly) return;
  var twin = document.querySelector("#{id} img, #{id} svg");
  var stage = document.getElementById("{id}-interactive");
  var spec = JSON.parse(document.getElementById("{id}-spec").textContent);
  stage.setAttribute("role", "img");
  stage.setAttribute("aria-label", twin ? twin.getAttribute("alt") || "" : "");
  stage.hidden = false;
  Plotly.newPlot(stage, spec.data, spec.layout,
    {{displayModeBar: false, responsive: true, locale: "da"}});
  if (twin) {{ twin.parentNode.insertBefore(stage, twin); twin.hidden = true; }}
}})();
</script>"""


@dataclass(frozen=True)
class Interactive:
    """An interactive chart that stands in for the figure `id` on screen."""

    id: str
    make: Callable[[], str] = field(compare=False)
    """Makes the chart; where nobody asks for its page, plotly is not even loaded."""

    @cached_property
    def spec(self) -> str:
        """The chart as JSON in which no text ends a script."""
        return self.make().replace("</", "<\\/")

    def __repr__(self) -> str:
        """Return one line."""
        return f"<Interactive {self.id}>"

    def markdown(self) -> str:
        """Return the chart as raw HTML that no other format sees."""
        page = _PAGE.format(id=self.id, spec=self.spec, script=SCRIPT)
        raw = f"```{{=html}}\n{page}\n```"
        return f':::: {{.content-visible when-format="html"}}\n{raw}\n::::\n'


def interactive_lines(
    identifier: str,
    years: Sequence[int],
    series: Sequence[Series],
    unit: str,
    breaks: Sequence[int] = (),
) -> Interactive:
    """Return lines over years, each point with name, year and value on hover, breaks marked."""
    return Interactive(identifier, partial(_lines, years, series, unit, breaks))


def _lines(years: Sequence[int], series: Sequence[Series], unit: str, breaks: Sequence[int]) -> str:
    from plotly import graph_objects as go  # noqa: PLC0415 - slow to load

    chart = go.Figure(layout=_layout(unit))
    for line in series:
        chart.add_scatter(
            x=list(years),
            y=[None if value.rounded is None else float(value.rounded) for value in line.values],
            name=line.label,
            mode="lines+markers",
            line={"color": line.color, "width": 2.5},
            hovertemplate=_hover(line),
        )
    for year in breaks:
        chart.add_vline(
            x=year - 0.5,
            line={"dash": "dot", "width": 1, "color": INK},
            annotation={"text": f"{BREAK} {year}", "yanchor": "bottom"},
        )
    return json.dumps(chart.to_plotly_json(), ensure_ascii=False, sort_keys=True)


def _hover(line: Series) -> str:
    decimals = line.values[0].decimals
    return f"{line.label}, %{{x}}: %{{y:,.{decimals}f}}<extra></extra>"


def _layout(unit: str) -> dict[str, object]:
    return {
        "template": "none",
        "separators": ",.",
        "font": {"family": "Source Sans 3, Source Sans Pro, Segoe UI, sans-serif", "color": INK},
        "margin": {"l": 60, "r": 20, "t": 10, "b": 40},
        "height": 380,
        "legend": {"orientation": "h", "y": 1.08},
        "yaxis": {"rangemode": "tozero", "title": {"text": unit}, "gridcolor": GRID},
        "xaxis": {"dtick": 1, "tickformat": "d"},
        "hovermode": "closest",
    }
