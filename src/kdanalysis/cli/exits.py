"""The exit codes, in one table: what a script may rely on (`docs/commands.md`)."""

from __future__ import annotations

from typing import Final

OK: Final = 0
FAULT: Final = 1
USAGE: Final = 2
UNREACHABLE: Final = 3
RATE_MISSING: Final = 4
INTERNAL: Final = 70
INTERRUPTED: Final = 130

EXIT_CODES: Final[dict[int, str]] = {
    OK: "Alt gik godt.",
    FAULT: "En fejl, som meddelelsen siger, hvad der skal gøres ved; eller en kontrol fandt noget.",
    USAGE: "Kommandolinjen kan ikke læses: ukendt kommando, valg eller værdi.",
    UNREACHABLE: "Danmarks Statistik kunne ikke nås; de nyeste gemte udgaver er brugt.",
    RATE_MISSING: "Et regnskab mangler sin PL-sats og er ikke i rapporterne endnu.",
    INTERNAL: "En fejl i kdanalysis selv; build/kdanalysis.log siger mere.",
    INTERRUPTED: "Afbrudt med Ctrl+C.",
}
"""Exit code → what it means (Danish)."""


def told() -> str:
    """Return the table as lines of text."""
    return "\n".join(f"{code:>3}  {meaning}" for code, meaning in EXIT_CODES.items())
