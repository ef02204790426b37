"""Key figures computed from raw files by the procurement models, with those files as sources."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from kdanalysis.evidence.registry import sourced_figure
from kdanalysis.project import InputError
from kdanalysis.sources.receipts import read_receipt, receipt_path

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from fractions import Fraction
    from pathlib import Path

    from kdanalysis.evidence.value import Unit, Value
    from kdanalysis.tables.dataset import Dataset

P = ParamSpec("P")
K = TypeVar("K")
V = TypeVar("V")


def raw_figure(
    unit: Unit, rule: str, *files: str, decimals: int | None = None, tables: tuple[str, ...] = ()
) -> Callable[
    [Callable[Concatenate[Dataset, P], Fraction | None]], Callable[Concatenate[Dataset, P], Value]
]:
    """List a function of the data as a key figure whose sources are raw files.

    Args:
        unit: the unit of the amount the function returns.
        rule: the formula in words (Danish), shown to readers.
        files: the files it draws on, without `.csv`; those outside `data/raw/kdnet` are named with
            their folder (`local/intervaller_urologi`).
        decimals: printed decimals; by default those usual for the unit.
        tables: processed tables that it also draws on.
    """

    def sources(data: Dataset) -> Iterable[str]:
        yield from (citation(raw_file(data, name)) for name in files)
        yield from map(data.citation, tables)

    return sourced_figure(unit, rule, sources, decimals=decimals)


def raw_file(data: Dataset, name: str) -> Path:
    """Return the path of a raw file by the name that `raw_figure` takes."""
    return data.project.raw / (f"{name}.csv" if "/" in name else f"kdnet/{name}.csv")


def known(options: Mapping[K, V], key: K) -> V:
    """Return what stands for `key`.

    Raises:
        InputError: nothing does; what does is named.
    """
    if key not in options:
        raise InputError(
            f"Der findes ikke {key}.",
            "nøgletallets argumenter",
            f"Brug en af: {'; '.join(map(str, options))}.",
        )
    return options[key]


def citation(file: Path) -> str:
    """Return the source line of a raw file; its receipt is read again only when it has changed."""
    receipt = receipt_path(file)
    return _citation(file, receipt.stat().st_mtime_ns if receipt.is_file() else 0)


@lru_cache(maxsize=256)
def _citation(file: Path, _stamp: int) -> str:
    return read_receipt(file).citation
