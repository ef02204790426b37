"""The view on screen: what a cell shows in JupyterLab, Notebook and VS Code, as plain HTML.

The same Markdown that the pipeline typesets becomes HTML without any of pandoc's markup. A number
tells its rule, unrounded amount and source on hover and on focus, without a script; where a
notebook is not trusted, styles and focus are taken away, and a list below the cell's text says the
same.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from html import escape
from typing import Any, Final

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from mdit_py_plugins.attrs import attrs_plugin
from mdit_py_plugins.attrs.parse import ParseError
from mdit_py_plugins.attrs.parse import parse as parse_attributes
from mdit_py_plugins.container import container_plugin

from kdanalysis.evidence.value import Value
from kdanalysis.report.charts.figure import Figure
from kdanalysis.report.elements.numbers import cell, tidy, unrounded, verbatim, with_unit, written
from kdanalysis.report.elements.tables import Content, Table, Verbatim
from kdanalysis.tables.dataset import Dataset
from kdanalysis.tables.schemas import SCHEMAS

_STYLE: Final = (
    "<style>"
    ".kd-n{text-decoration:underline dotted;text-underline-offset:.2em;cursor:help}"
    "td .kd-n{text-decoration:none}td .kd-n:hover{text-decoration:underline dotted}"
    ".kd-n:focus{outline:2px solid #b45f06;outline-offset:2px}"
    # At the window's corner: beside the number, the frame of a short output would cut it off.
    ".kd-n:focus::after{content:attr(title);white-space:pre-wrap;position:fixed;right:1.5rem;"
    "bottom:2.5rem;z-index:9;max-width:30rem;padding:.5rem .7rem;text-align:left;"
    "font-weight:normal;font-size:.95rem;background:#fff;color:#1b2733;border:1px solid #55606b;"
    "box-shadow:0 2px 8px rgba(0,0,0,.25)}"
    "</style>"
)
_BOX: Final = "margin:.5em 0;padding:.5em 1em;border-left:4px solid"
_NOTE: Final = "#0b5fa5;background:rgba(74,144,194,.12)"
_WARNING: Final = "#b8500b;background:rgba(184,80,11,.1)"
_URGENT: Final = ("important", "warning", "caution")
_LEFT: Final = '"text-align:left"'
_QUIET: Final = "font-size:90%;opacity:.8"
_REFERENCE = re.compile(r"\[?@(sec|fig|tbl|eq)-([\w-]+)((?:;\s*@\w+-[\w-]+)*)\]?")
_NAMED: Final = {"sec": "afsnittet", "fig": "figuren", "tbl": "tabellen", "eq": "ligningen"}
_FENCE = ":"
_RAW = "{="


def markdown_html(markdown: str) -> str:
    """Return a report's Markdown as HTML for the screen, followed by where its numbers come from.

    Callouts become boxes, references words, number spans plain numbers; raw HTML meant for the
    page only is left out.
    """
    told: list[Value] = []
    body = _converter().render(_in_words(markdown), {"told": told})
    return _whole(body, told)


def table_html(table: Table) -> str:
    """Return a table as an HTML table, its caption, note and source below it."""
    told: list[Value] = []
    head = _cells("th", [escape(column) for column in table.columns], table, bold=True)
    rows = [
        _cells("td", [escape(row.label), *(_content(c, told) for c in row.cells)], table,
               bold=row.total)
        for row in table.rows
    ]  # fmt: skip
    below = " ".join(part for part in (table.note, _stopped(table.source)) if part)
    caption = _inline(f"**{table.title}.** {_stopped(table.unit)}", told)
    body = (
        f"<table><thead>{head}</thead><tbody>{''.join(rows)}</tbody></table>"
        f'<p>{caption}<br><span style="{_QUIET}">{_inline(below, told)}</span></p>'
    )
    return _whole(body, told)


def figure_html(figure: Figure) -> str:
    """Return a figure: the drawing, its alternative text as attribute only, the caption below."""
    told: list[Value] = []
    drawing = base64.b64encode(figure.svg.encode()).decode("ascii")
    note = f" {figure.note}" if figure.note else ""
    caption = _inline(f"**{tidy(figure.finding)}** {_stopped(figure.numbers.unit)}{note}", told)
    source = _inline(_stopped(figure.numbers.source), told)
    told += [value for series in figure.numbers.series for value in series.values]
    body = (
        f'<figure style="margin:0"><img src="data:image/svg+xml;base64,{drawing}" '
        f'alt="{escape(figure.alt)}" style="background:#fff;max-width:100%">'
        f'<figcaption>{caption}<br><span style="{_QUIET}">{source}</span></figcaption></figure>'
    )
    return _whole(body, told)


def value_html(value: Value) -> str:
    """Return one key figure with all that is known of it."""
    return _STYLE + "<br>".join(
        [f"<strong>{escape(with_unit(value))}</strong>", *map(escape, _lines(value))]
    )


def values_html(values: Sequence[Value]) -> str:
    """Return several key figures as a table: number, key and rule."""
    rows = "".join(
        f"<tr><td style={_LEFT}>{_number(value, escape(with_unit(value)))}</td>"
        f"<td style={_LEFT}>{escape(value.provenance.key)}</td>"
        f"<td style={_LEFT}>{escape(value.provenance.rule)}</td></tr>"
        for value in values
    )
    head = _head("Tal", "Nøgletal", "Beregning")
    return _whole(f"<table><thead>{head}</thead><tbody>{rows}</tbody></table>", list(values))


def dataset_html(data: Dataset) -> str:
    """Return what the data hold: each processed table with its rows, columns and source."""
    rows = "".join(_table_row(data, name) for name in SCHEMAS if name != "sources")
    head = _head("Tabel", "Rækker", "Kolonner", "Kilde")
    return (
        f"<p><strong>Regnskab {data.years[0]}-{data.years[-1]} i {data.price_year}-priser</strong>"
        f"</p><table><thead>{head}</thead><tbody>{rows}</tbody></table>"
    )


def _table_row(data: Dataset, name: str) -> str:
    frame = data.table(name)
    texts = (name, str(frame.height), ", ".join(frame.columns), data.citation(name))
    return f"<tr>{''.join(f'<td style={_LEFT}>{escape(text)}</td>' for text in texts)}</tr>"


def _head(*names: str) -> str:
    return f"<tr>{''.join(f'<th style={_LEFT}>{name}</th>' for name in names)}</tr>"


def _whole(body: str, told: list[Value]) -> str:
    """Return a cell's HTML with style where it holds numbers, and their sources as a list."""
    return f"{_STYLE}{body}{_sources(told)}" if told else body


def _sources(told: Iterable[Value]) -> str:
    """Return the numbers by rule and source, folded away: for the keyboard, and without trust."""
    groups: dict[tuple[str, tuple[str, ...]], dict[str, None]] = {}
    for value in told:
        origin = value.provenance.rule, value.provenance.sources
        groups.setdefault(origin, {})[f"{with_unit(value)} ({unrounded(value)})"] = None
    items = "".join(
        f"<li>{escape(rule)}. {escape('; '.join(sources))}.<br>{escape('; '.join(numbers))}</li>"
        for (rule, sources), numbers in groups.items()
    )
    return (
        f'<details style="{_QUIET}"><summary>Tallenes beregning og kilde (uafrundet i parentes)'
        f"</summary><ul>{items}</ul></details>"
    )


def _number(value: Value, text: str) -> str:
    return f"{_number_open(value)}{text}</span>"


def _number_open(value: Value) -> str:
    told = escape("\n".join(_lines(value))).replace("\n", "&#10;")
    return f'<span class="kd-n" tabindex="0" title="{told}">'


def _lines(value: Value) -> list[str]:
    return [
        f"Beregning: {value.provenance.rule}",
        f"Uafrundet: {unrounded(value)}",
        *value.provenance.sources,
        f"Nøgletal: {value.provenance.key}",
    ]


def _cells(tag: str, texts: Sequence[str], table: Table, *, bold: bool) -> str:
    weight = ";font-weight:bold" if bold else ""
    sides = ["left" if table.is_text(i) else "right" for i in range(len(texts))]
    shown = (
        f'<{tag} style="text-align:{side}{weight}">{text}</{tag}>'
        for side, text in zip(sides, texts, strict=True)
    )
    return f"<tr>{''.join(shown)}</tr>"


def _content(content: Content, told: list[Value]) -> str:
    if isinstance(content, Verbatim):
        return _inline(verbatim(content.text), told)
    return _inline(cell(content) if isinstance(content, Value) else content, told)


def _inline(markdown: str, told: list[Value]) -> str:
    return str(_converter().renderInline(_in_words(markdown), {"told": told}))


def _stopped(unit: str) -> str:
    """Return a unit as the end of a sentence; an abbreviation (kr.) has its stop already."""
    return unit if unit.endswith(".") else f"{unit}."


def _in_words(markdown: str) -> str:
    """Return Markdown with references to tables, figures and sections as words."""
    return _REFERENCE.sub(lambda m: f"{_NAMED[m[1]]} »{m[2].replace('-', ' ')}«", markdown)


@cache
def _converter() -> MarkdownIt:
    converter = MarkdownIt("commonmark", {"html": False, "breaks": False}).enable("table")
    converter.use(attrs_plugin, spans=True)
    converter.use(container_plugin, "div", marker=_FENCE, validate=_is_div, render=_div)
    converter.add_render_rule("span_open", _span)
    converter.add_render_rule("fence", _fence)
    return converter


def _is_div(parameters: str, _markup: str) -> bool:
    return parameters.strip().startswith("{")


def _div(
    _renderer: RendererHTML, tokens: Sequence[Token], index: int, _options: Any, _env: Any  # noqa: ANN401 - markdown-it's own
) -> str:  # fmt: skip
    token = tokens[index]
    if token.nesting < 0:
        return "</div>\n"
    named = _attributes(token.info)
    if "callout" not in named.get("class", ""):
        return "<div>\n"
    colours = _WARNING if any(word in named["class"] for word in _URGENT) else _NOTE
    title = escape(named.get("title", ""))
    return f'<div style="{_BOX} {colours}"><p><strong>{title}</strong></p>\n'


def _attributes(text: str) -> Mapping[str, str]:
    try:
        _, named = parse_attributes(text.strip())
    except ParseError:
        return {}
    return named


def _span(
    _renderer: RendererHTML, tokens: Sequence[Token], index: int, _options: Any, env: Any  # noqa: ANN401 - markdown-it's own
) -> str:  # fmt: skip
    named = tokens[index].attrs
    value = written(str(named.get("k", "")), str(named.get("look", "")))
    if value is None:
        return "<span>"
    env["told"].append(value)
    return _number_open(value)


def _fence(
    _renderer: RendererHTML, tokens: Sequence[Token], index: int, _options: Any, _env: Any  # noqa: ANN401 - markdown-it's own
) -> str:  # fmt: skip
    token = tokens[index]
    return "" if token.info.startswith(_RAW) else f"<pre>{escape(token.content)}</pre>\n"
