"""The numbers behind figures and tables, as the executed notebook carries them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pydantic import TypeAdapter, ValidationError

from kdanalysis.project import InputError
from kdanalysis.render.outputs import outputs
from kdanalysis.report.elements.dataset import ShownData

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nbformat import NotebookNode

_SHOWN = TypeAdapter(ShownData)
_NAME = re.compile(r"(fig|tbl)-[\w-]+")
_REMEDY = "Ret funktionen, der viser figuren eller tabellen."


def collect(notebook: NotebookNode, where: str) -> tuple[ShownData, ...]:
    """Return the datasets in document order.

    Raises:
        InputError: one is not a whole table of plain values, or two have the same id.
    """
    found: dict[str, ShownData] = {}
    for number, _, output in outputs(notebook):
        stated = output.get("metadata", {}).get("kdanalysis", {}).get("dataset")
        if stated is None:
            continue
        place = f"{where}, celle {number}"
        dataset = _read(stated, place)
        if dataset.id in found:
            raise InputError(f"To datasæt hedder {dataset.id}.", place, "Giv dem hver sit navn.")
        found[dataset.id] = dataset
    return tuple(found.values())


def _read(stated: object, where: str) -> ShownData:
    try:
        dataset = _SHOWN.validate_python(stated)
    except ValidationError as error:
        raise InputError(f"Datasættet kan ikke læses: {error}", where, _REMEDY) from error
    if not _NAME.fullmatch(dataset.id):
        raise InputError(
            f"Datasættet hedder {dataset.id}.", where, "Kald det fig-... eller tbl-..."
        )
    widths = {len(row) for row in dataset.rows}
    if widths != {len(dataset.columns)}:
        raise InputError(
            f"Rækkerne i {dataset.id} har ikke {len(dataset.columns)} celler hver.", where, _REMEDY
        )
    return dataset


def labels(page: str, names: Iterable[str], words: dict[str, str]) -> dict[str, str]:
    """Return id → "Figur 1", "Tabel 2" ... as a rendered page prints them, whichever engine set it.

    Args:
        page: The report as HTML.
        names: Ids of the datasets; one that the page does not number is left out.
        words: `language` of `_quarto.yml`.
    """
    found = {}
    for name in names:
        title = words[f"crossref-{name[:3]}-title"]
        caption = rf'id="{re.escape(name)}".*?({re.escape(title)})(?:\u00a0|&nbsp;)(\d+):'
        if printed := re.search(caption, page, re.DOTALL):
            found[name] = f"{printed[1]} {printed[2]}"
    return found
