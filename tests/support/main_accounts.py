"""REGK11 beside the local REGK31: main accounts as the sums of its functions, on the same day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from tests.support.statbank import LocalStatbank, LocalTable, LocalVariable
from tests.support.statbank.account_plan import ARTS, DRANST, PRICE_UNITS
from tests.support.statbank.regk31 import FOOTNOTE, LABEL

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

MAIN = {"5": "5 Sociale opgaver og beskæftigelse", "6": "6 Fællesudgifter og administration"}


class MainAccounts(LocalTable):
    """REGK11; `updated` is that of REGK31."""

    source: LocalTable

    def info(self) -> dict[str, Any]:
        """Return the answer of `tableinfo`."""
        self.updated = self.source.updated
        return super().info()


def serve_main_accounts(bank: LocalStatbank) -> LocalTable:
    """Let `bank` serve REGK11 too; it follows every change of REGK31."""
    functions = bank.tables["REGK31"]
    variables = {v.id: v for v in functions.variables}
    table = MainAccounts(
        id="REGK11",
        text=f"Kommunernes regnskaber på hovedkonti [{LABEL}]",
        unit="-",
        variables=[
            variables["OMRÅDE"],
            LocalVariable("FUNK1", "hovedkonto", dict(MAIN)),
            LocalVariable("DRANST", "dranst", dict(DRANST)),
            LocalVariable("ART", "art", dict(ARTS)),
            LocalVariable("PRISENHED", "prisenhed", dict(PRICE_UNITS)),
            variables["Tid"],
        ],
        numbers=lambda codes: _sums(functions, codes),
        footnote=FOOTNOTE,
    )
    table.source = functions
    bank.add(table)
    return table


def _sums(functions: LocalTable, codes: Mapping[str, Sequence[str]]) -> NDArray[np.float64]:
    variable = functions.variable("FUNKTION")
    assert variable is not None
    asked = {name: chosen for name, chosen in codes.items() if name != "FUNK1"}
    order = [v.id for v in functions.variables]
    everything = asked | {"FUNKTION": list(variable.titles)}
    whole = functions.numbers({name: everything[name] for name in order})
    total = whole.sum(axis=1, keepdims=True)
    # Every function of the local table belongs to main account 5; the others are empty.
    share = [1.0 if main == "5" else 0.0 for main in codes["FUNK1"]]
    result: NDArray[np.float64] = (total * _column(share, whole.ndim)).astype(whole.dtype)
    return result


def _column(share: Sequence[float], dimensions: int) -> NDArray[np.float64]:
    shape = [1] * dimensions
    shape[1] = len(share)
    return np.array(share).reshape(shape)
