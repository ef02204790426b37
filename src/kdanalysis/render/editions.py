"""Editions of a report: one notebook run with other parameters for each reader."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kdanalysis.project import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from nbformat import NotebookNode

_TAG = "parameters"


@dataclass(frozen=True)
class Edition:
    """One edition of a notebook."""

    report: str
    """The notebook."""
    name: str
    """The stem of its files."""
    label: str
    """What its title ends with."""
    parameters: Mapping[str, str]

    @property
    def path(self) -> str:
        """The edition among the reports: `kommuneprofil/aarhus`."""
        return f"{self.report}/{self.name}"

    def titled(self, title: object) -> str:
        """Return the notebook's title for this edition."""
        return f"{title}: {self.label}"


def inject(notebook: NotebookNode, parameters: Mapping[str, str], where: str) -> None:
    """Set parameters at the end of the notebook's cell of parameters.

    A cell of its own would move the numbers of the later ones, which messages name.

    Raises:
        InputError: no single cell is tagged `parameters`, or it does not have one of them.
    """
    cells = [cell for cell in notebook.cells if _TAG in cell.metadata.get("tags", [])]
    if len(cells) != 1:
        raise InputError(
            f"Notebooken har {len(cells)} celler med mærket {_TAG}.", where, "Mærk netop én celle."
        )
    (cell,) = cells
    if unknown := sorted(parameters.keys() - _assigned(cell.source)):
        raise InputError(
            f"Notebooken har ikke parametrene {', '.join(unknown)}.",
            where,
            f"Skriv dem i cellen med mærket {_TAG}.",
        )
    set_anew = [f"{name} = {value!r}" for name, value in parameters.items()]
    cell.source = "\n".join([cell.source.rstrip(), *set_anew])


def _assigned(source: str) -> set[str]:
    statements = (node for node in ast.parse(source).body if isinstance(node, ast.Assign))
    return {target.id for node in statements for target in node.targets
            if isinstance(target, ast.Name)}  # fmt: skip
