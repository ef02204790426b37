"""Where the project's files are, and the one kind of error shown to its users."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Generic, TypeVar

PROJECT_VARIABLE: Final = "KDANALYSIS_PROJECT"
"""Names the project's folder; it reaches whatever is started from here, such as kernels."""
MARKER: Final = "_quarto.yml"
"""The file that makes a folder a project."""


class InputError(Exception):
    """Something a user can mend: what is wrong, where, and what to do (all in Danish)."""

    def __init__(self, what: str, where: object, remedy: str) -> None:
        """Keep the three parts; `where` is shown with forward slashes if it is a path."""
        self.what = what
        self.where = where.as_posix() if isinstance(where, Path) else str(where)
        self.remedy = remedy
        super().__init__(f"{what}\n  Hvor: {self.where}\n  Gør: {remedy}")


class CombinedInputError(InputError):
    """Several faults of one run, each told in full."""

    def __init__(self, faults: Sequence[InputError]) -> None:
        """Keep them; the parts are those of the first."""
        first, *others = faults
        super().__init__(first.what, first.where, first.remedy)
        self.faults = tuple(faults)
        self.args = ("\n".join([str(first), *(f"Fejl: {fault}" for fault in others)]),)


W = TypeVar("W")


@dataclass(frozen=True)
class Fault(Generic[W]):
    """One thing to mend, of several in one input that are told together."""

    place: W
    """Where: a cell as its sender sees it, or a field of a model's input."""
    what: str
    """What is wrong (Danish)."""
    remedy: str = ""
    """What to do (Danish), where it is not told for all faults together."""

    def __str__(self) -> str:
        """Return the fault as one line."""
        return f"{self.place}: {self.what} {self.remedy}".rstrip()


def together(faults: Sequence[InputError]) -> InputError:
    """Return several faults as one; a single one is itself."""
    return faults[0] if len(faults) == 1 else CombinedInputError(faults)


@dataclass(frozen=True)
class Project:
    """The folders of one checkout."""

    root: Path

    @classmethod
    def find(cls, start: Path | None = None) -> Project:
        """Return the project that holds `start`.

        Args:
            start: a folder or file of the project; by default the folder that the environment's
                `KDANALYSIS_PROJECT` names, else the working directory.

        Raises:
            InputError: no folder from there upwards holds `_quarto.yml`.
        """
        named = os.environ.get(PROJECT_VARIABLE) if start is None else None
        here = (start or Path(named or ".")).resolve()
        for folder in (here, *here.parents):
            if (folder / MARKER).is_file():
                return cls(folder)
        mend = (
            f"Angiv mappen med {MARKER} i --project eller {PROJECT_VARIABLE}, eller fjern den."
            if named
            else f"Gå til mappen med {MARKER}, eller angiv den: kdanalysis --project MAPPE ..."
        )
        raise InputError("Mappen hører ikke til et kdanalysis-projekt.", here, mend)

    @property
    def data(self) -> Path:
        """All data: as received, as tidy tables, and as they were."""
        return self.root / "data"

    @property
    def raw(self) -> Path:
        """Inputs as received, never edited, each with a receipt."""
        return self.root / "data" / "raw"

    @property
    def processed(self) -> Path:
        """Tidy tables built from the raw data."""
        return self.root / "data" / "processed"

    @property
    def revisions(self) -> Path:
        """What the reports stood on, kept each time it changed."""
        return self.root / "data" / "revisions"

    @property
    def analyses(self) -> Path:
        """The notebooks."""
        return self.root / "analyses"

    @property
    def build(self) -> Path:
        """Everything made by a run; may be deleted at any time."""
        return self.root / "build"

    @property
    def outage(self) -> Path:
        """Notes the last attempt to fetch, if it failed."""
        return self.build / "outage.json"

    @property
    def site(self) -> Path:
        """The rendered reports."""
        return self.build / "site"

    def relative(self, path: Path) -> str:
        """Return `path` as shown to users: from the root, with forward slashes."""
        return (
            path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else str(path)
        )
