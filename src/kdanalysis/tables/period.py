"""A period of accounting years."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kdanalysis.project import InputError

_FORM = re.compile(r"(\d{4})-(\d{4})")


@dataclass(frozen=True, order=True)
class Period:
    """The years from `first` to `last`, both included; change is from first to last."""

    first: int
    last: int

    @classmethod
    def parse(cls, text: str) -> Period:
        """Return the period written as `2018-2022`.

        Raises:
            InputError: the text has another form, or the years do not ascend.
        """
        match = _FORM.fullmatch(text)
        if match is None or match[1] >= match[2]:
            raise InputError(
                f"Perioden »{text}« kan ikke bruges.", "parametre", "Skriv fx 2018-2022."
            )
        return cls(int(match[1]), int(match[2]))

    @property
    def years(self) -> range:
        """All years of the period."""
        return range(self.first, self.last + 1)

    def __str__(self) -> str:
        """Return the form that `parse` reads."""
        return f"{self.first}-{self.last}"
