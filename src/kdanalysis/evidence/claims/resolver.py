"""What an expression may name: any key figure, another claim, and a day in a table."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kdanalysis.evidence.catalogue import all_figures
from kdanalysis.evidence.claims.quantity import Quantity, quantity_of
from kdanalysis.evidence.figures.printed import printed_day
from kdanalysis.evidence.registry import evaluate
from kdanalysis.project import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kdanalysis.evidence.claims.statements import Claim
    from kdanalysis.tables.dataset import Dataset


@dataclass(frozen=True)
class Resolver:
    """Answers keys, each computed once.

    `claim(id=A002)` is the printed value of another claim; `printed_day(table=, column=, where=)`
    is a day; everything else is a key figure.
    """

    data: Dataset
    claims: Mapping[str, Claim]
    _known: dict[str, Quantity] = field(default_factory=dict)

    def __call__(self, key: str) -> Quantity:
        """Return the quantity of a key.

        Raises:
            InputError: the key names nothing, or its figure cannot be computed.
        """
        if key not in self._known:
            self._known[key] = self._compute(key)
        return self._known[key]

    def _compute(self, key: str) -> Quantity:
        name, _, rest = key.partition("(")
        arguments = dict(part.split("=", 1) for part in rest[:-1].split(", ") if "=" in part)
        if name == "claim":
            return self._claim(arguments.get("id", ""))
        if name == "printed_day" and set(arguments) == {"table", "column", "where"}:
            return printed_day(self.data.project, **arguments)
        all_figures()
        return quantity_of(evaluate(key, self.data))

    def _claim(self, name: str) -> Quantity:
        if name not in self.claims:
            raise InputError(f"Ukendt påstand: {name}.", "claims.csv", "Ret påstandens id.")
        return self.claims[name].printed
