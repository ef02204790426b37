"""The chart for the screen: the same numbers as its twin, and nothing that ends its script."""

from __future__ import annotations

import json
import re
from fractions import Fraction
from typing import TYPE_CHECKING

from kdanalysis.evidence.value import Provenance, Unit, Value
from kdanalysis.report.charts.basic import ChartSeries
from kdanalysis.report.charts.interactive import Interactive, interactive_lines
from kdanalysis.report.subjects.account_figures import purchases_figure, purchases_interactive

if TYPE_CHECKING:
    from kdanalysis.report.subjects.accounts import View

YEARS = (2018, 2019)


def mia(amount: str | None) -> Value:
    exact = None if amount is None else Fraction(amount)
    return Value(exact, Unit.MIA_KR, 2, Provenance("k()", "prøve", ()))


def chart(label: str = "Private") -> Interactive:
    line = ChartSeries(label, "#0b5fa5", (mia("1.394"), mia(None)))
    return interactive_lines("fig-x", YEARS, [line], "Mia. kr.")


def test_points_are_the_printed_numbers_and_missing_ones_are_gaps() -> None:
    (line,) = json.loads(chart().spec)["data"]
    assert (line["name"], line["x"], line["y"]) == ("Private", [2018, 2019], [1.39, None])


def test_hover_and_axis_are_danish() -> None:
    spec = json.loads(chart().spec)
    assert spec["layout"]["separators"] == ",."
    assert spec["layout"]["yaxis"]["title"]["text"] == "Mia. kr."
    assert spec["data"][0]["hovertemplate"] == "Private, %{x}: %{y:,.2f}<extra></extra>"


def test_no_text_ends_the_script() -> None:
    spec = chart("</script><script>alert(1)</script>").spec
    assert "</" not in spec
    assert json.loads(spec)["data"][0]["name"] == "</script><script>alert(1)</script>"


def test_only_the_screen_sees_it_and_only_with_the_script_at_hand() -> None:
    page = chart().markdown()
    assert page.startswith(':::: {.content-visible when-format="html"}\n```{=html}\n')
    assert page.endswith("```\n::::\n")
    assert 'id="fig-x-interactive" hidden' in page
    assert "if (!window.Plotly) return;" in page
    assert re.findall(r'src="([^"]+)"', page) == ["../assets/plotly.min.js"]


def test_the_same_chart_gives_the_same_text() -> None:
    assert chart() == chart()
    assert chart().spec == chart().spec


def test_the_twins_show_the_same(midt: View) -> None:
    lines = json.loads(purchases_interactive(midt, "fig-koeb").spec)["data"]
    rows = purchases_figure(midt, "fig-koeb").data.rows
    shown = [tuple(map(str, lines[0]["x"])), *(tuple(line["y"]) for line in lines)]
    assert list(zip(*shown, strict=True)) == list(rows)
