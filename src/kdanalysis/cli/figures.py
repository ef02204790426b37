"""The commands on key figures: find them with what they take, and compute one again."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from itertools import starmap
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kdanalysis.cli.common import AsJson, say, say_json, value_document
from kdanalysis.cli.program import complete_figure
from kdanalysis.project import InputError, Project

if TYPE_CHECKING:
    from kdanalysis.evidence.registry import KeyFigure

Values = Mapping[str, Mapping[str, str]]
"""Kind of argument → value → Danish name."""


def figures_command(
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="ORD", help="Ord i navn, regel eller enhed; ingen viser alle."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Vis nøgletal med enhed, regel og argumenter.

    Store og små bogstaver og accenter er ens for søgningen, og æ, ø og å kan skrives ae, oe og aa.
    """
    from kdanalysis.evidence.arguments import nearest  # noqa: PLC0415 - slow to load
    from kdanalysis.evidence.catalogue import all_figures  # noqa: PLC0415 - slow to load

    known = sorted(all_figures().values(), key=lambda figure: figure.name)
    found = [figure for figure in known if _has(_text(figure), words or ())]
    values = _values()
    if as_json:
        say_json(_document(found, values))
        return
    for figure in found:
        say(f"{figure.name}({', '.join(figure.parameters)}) [{figure.unit}]: {figure.rule}")
    if not found:
        near = nearest(" ".join(words or ()), dict.fromkeys((figure.name for figure in known), ""))
        say(
            f"Intet nøgletal har {' og '.join(words or ())}.", *([f"Mente du {near}?"] * bool(near))
        )
    say(*_argument_lines(found, values), *_value_lines(words or (), values))


def figure_command(
    key: Annotated[
        str,
        typer.Argument(
            metavar="NØGLE",
            help="Nøglen, som den står ved tallet i rapporten.",
            autocompletion=complete_figure,
        ),
    ],
    as_json: AsJson = False,
) -> None:
    """Beregn ét nøgletal igen, og vis regel og kilde."""
    from kdanalysis.evidence.catalogue import recompute  # noqa: PLC0415 - slow to load
    from kdanalysis.report.elements.numbers import with_unit  # noqa: PLC0415 - slow to load

    value = recompute(key, Project.find())
    if as_json:
        say_json(value_document(value))
        return
    exact = "–" if value.amount is None else f"{float(value.amount)!r} ({value.unit})"
    say(with_unit(value), f"Uafrundet: {exact}", f"Regel: {value.provenance.rule}")
    say(*value.provenance.sources)


def _text(figure: KeyFigure) -> str:
    return f"{figure.name} {figure.rule} {figure.unit}"


def _has(text: str, words: Sequence[str]) -> bool:
    plain = _plain(text)
    return all(_plain(word) in plain for word in words)


def _plain(text: str) -> str:
    """Return text without case and accents, the Danish letters as they are spelled without."""
    letters = unicodedata.normalize("NFKD", text.casefold()).replace(
        "a\N{COMBINING RING ABOVE}", "aa"
    )
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return plain.replace("æ", "ae").replace("ø", "oe")


def _values() -> Values:
    """Return what can be chosen in the project's data; nothing outside a project."""
    from kdanalysis.evidence.arguments import KINDS, choices  # noqa: PLC0415 - slow to load
    from kdanalysis.tables.dataset import open_newest  # noqa: PLC0415 - slow to load

    try:
        data = open_newest(Project.find())
        return {kind: choices(kind, data) for kind in KINDS}
    except InputError:
        return {}


def _argument_lines(found: Sequence[KeyFigure], values: Values) -> list[str]:
    """Return a line for each kind of argument: who chooses from it, and what."""
    from kdanalysis.evidence.arguments import kind  # noqa: PLC0415 - slow to load

    names: dict[str, set[str]] = {}
    for figure in found:
        for argument in figure.parameters:
            if of := kind(figure, argument):
                names.setdefault(of, set()).add(argument)
    lines = [
        f"  {', '.join(sorted(names[of]))}: {', '.join(starmap(_named, values[of].items()))}"
        for of in values
        if of in names
    ]
    return ["Argumenter:", *lines, "  prices: prisåret; ellers det nyeste"] if lines else []


def _value_lines(words: Sequence[str], values: Values) -> list[str]:
    """Return the values that the words are in the names of: `botilbud` is a group too."""
    found = [
        f"  {of}={_named(value, name)}"
        for of in values
        for value, name in values[of].items()
        if words and _has(f"{value} {name}", words)
    ]
    return ["Værdier med ordet:", *found] if found else []


def _named(value: str, name: str) -> str:
    return f"{value} ({name})" if name else value


def _document(found: Sequence[KeyFigure], values: Values) -> dict[str, Any]:
    from kdanalysis.evidence.arguments import kind  # noqa: PLC0415 - slow to load

    return {
        "figures": [
            {
                "name": figure.name,
                "unit": figure.unit.value,
                "rule": figure.rule,
                "arguments": [
                    {"name": argument, "kind": kind(figure, argument)}
                    for argument in figure.parameters
                ],
            }
            for figure in found
        ],
        "kinds": {
            of: [{"value": value, "name": name} for value, name in chosen.items()]
            for of, chosen in values.items()
        },
    }
