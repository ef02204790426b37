"""The words by which English would be known: those that typer and click say themselves."""

from __future__ import annotations

import re
from typing import Final

ENGLISH: Final = re.compile(
    r"\b(?:usage|options|arguments|commands?|command|show this|exit\.|missing|invalid|unexpected|"
    r"no such|required?|requires|default|env var|error|try|did you|possible|does not|is not|"
    r"value for|text|integer|path|file|directory|choice|str|int|aborted)\b"
    r"|\[OPTIONS\]|\[ARGS\]|COMMAND\b",
    re.IGNORECASE,
)
