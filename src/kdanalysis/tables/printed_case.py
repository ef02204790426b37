"""The audit case: the data with the accounts behind the tables printed in 2023.

Fetched accounts may have been restated since; what was published is held against what was known.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from kdanalysis.sources.receipts import read_receipt
from kdanalysis.tables.basis import PRINTED_FILE, read_basis
from kdanalysis.tables.build import printed_accounts
from kdanalysis.tables.dataset import Dataset
from kdanalysis.tables.live.accounts import accounts_vintage

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True)
class PrintedCase(Dataset):
    """The data as they were when the tables were printed."""

    @cached_property
    def _accounts(self) -> dict[str, pl.DataFrame]:
        return printed_accounts(read_basis(self.project))

    def table(self, name: str) -> pl.DataFrame:
        """Return the accounts behind the printed tables, or any other processed table."""
        return self._accounts[name] if name in self._accounts else super().table(name)

    def citation(self, table: str) -> str:
        """Return the source line of a processed table."""
        if table in self._accounts:
            return read_receipt(self.project.raw / PRINTED_FILE).citation
        return super().citation(table)


def printed_case(data: Dataset) -> Dataset:
    """Return `data` with the printed accounts; the same if no others have been fetched."""
    if isinstance(data, PrintedCase) or accounts_vintage(data.project) is None:
        return data
    return PrintedCase(data.project, data.price_year)
