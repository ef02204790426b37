"""How closely a profile is set: two pages hold it, whatever the accounts show."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kdanalysis.report.profile.choice import Profile

_FIGURES = "#show figure: set block(above: 0.9em, below: 0.7em)"
_EXCERPT = (
    "#set text(size: 9.2pt)",
    "#set par(leading: 0.66em, spacing: 1em)",
    "#show heading.where(level: 1): set block(above: 1.4em, below: 0.8em)",
    _FIGURES,
)
_WHOLE = (
    "#set text(size: 8.5pt)",
    "#set par(leading: 0.56em, spacing: 0.8em)",
    "#set table(inset: (x: 3pt, y: 2.3pt))",
    "#show heading.where(level: 1): set block(above: 1em, below: 0.6em)",
    _FIGURES,
)


def compact(profile: Profile) -> str:
    """Return what sets the PDF close enough for two pages; other formats leave it out."""
    return "\n".join(["```{=typst}", *(_WHOLE if profile.whole else _EXCERPT), "```"])
