"""Where the API is and how patiently it is asked."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from kdanalysis.project import InputError

OFFICIAL_URL: Final = "https://api.statbank.dk/v1"
URL_VARIABLE: Final = "KDANALYSIS_STATBANK_URL"
_LOOPBACK: Final = frozenset({"127.0.0.1", "::1", "localhost"})


@dataclass(frozen=True)
class Settings:
    """Address and manners of the client; times in seconds.

    Raises:
        InputError: the address is neither https nor on this machine. The API redirects http to
            https, and the body of the query is lost on the way.
    """

    base_url: str = OFFICIAL_URL
    connect_s: float = 10.0
    read_s: float = 60.0
    """Longest silence, not longest answer: a streamed body may take as long as it needs."""
    attempts: int = 5
    backoff_s: float = 1.0
    """Wait before the second attempt; doubles each time."""
    longest_wait_s: float = 30.0
    pause_s: float = 0.5
    """Least time between two requests. No rate limit is documented; this is courtesy."""
    cell_limit: int = 1_000_000
    """Cells in one answer that is not streamed, counted as rows × (variables + 1)."""
    row_limit: int = 5_000_000
    """Rows in one pull; more is a mistaken `*` rather than a wish."""

    def __post_init__(self) -> None:
        """Check the address and drop its final slash."""
        if not _is_usable(self.base_url):
            raise InputError(
                "Basisadressen til Statistikbanken skal begynde med https://",
                self.base_url,
                f"Ret {URL_VARIABLE} eller --base-url; normalt er den {OFFICIAL_URL}",
            )
        object.__setattr__(self, "base_url", self.base_url.rstrip("/"))

    @classmethod
    def from_environment(cls, base_url: str | None = None) -> Settings:
        """Return the settings for `base_url`, else for the environment's, else for DST's own."""
        return cls(base_url or os.environ.get(URL_VARIABLE) or OFFICIAL_URL)

    @property
    def is_official(self) -> bool:
        """Whether the figures come from Danmarks Statistik itself."""
        return self.base_url == OFFICIAL_URL


def _is_usable(url: str) -> bool:
    try:
        address = urlsplit(url)
        host, _ = address.hostname, address.port  # a port that is no number raises here
    except ValueError:
        return False
    return bool(host) and (
        address.scheme == "https" or (address.scheme == "http" and host in _LOOPBACK)
    )
