"""What is stored, and what Danmarks Statistik has that is newer."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kdanalysis.sources.statbank.query import Selection, chosen_codes
from kdanalysis.sources.statbank.shelf import pulled_tables
from kdanalysis.sources.statbank.vintage import Vintage, content_hash, vintages

if TYPE_CHECKING:
    from datetime import datetime

    from kdanalysis.project import Project
    from kdanalysis.sources.statbank.client import StatbankTable
    from kdanalysis.sources.statbank.settings import Settings


@dataclass(frozen=True)
class Published:
    """What DST says of a table now."""

    updated: datetime
    new_codes: dict[str, tuple[str, ...]]
    """Variable → codes that the stored selection would bring now and did not then; periods too."""
    vanished_codes: dict[str, tuple[str, ...]]
    """Variable → codes of the newest vintage's query that the table no longer has."""
    content_sha256: str | None
    """What a pull would say; `None` unless asked for, as it takes the whole pull."""


@dataclass(frozen=True)
class TableStatus:
    """One table: its vintages, and what is published now."""

    table: str
    stored: tuple[Vintage, ...]
    """Oldest first; never empty."""
    published: Published | None
    """`None` if DST was not asked."""

    @property
    def is_moved(self) -> bool:
        """Whether DST's `updated` differs; a hint only, since it moves without a change."""
        return self.published is not None and self.published.updated != self.stored[-1].info.updated

    @property
    def is_newer(self) -> bool | None:
        """Whether DST's figures or codes differ from the newest vintage; `None` if not known.

        Known from the content if that was compared, else from new or vanished codes.
        """
        if self.published is None:
            return None
        if self.published.content_sha256 is not None:
            return self.published.content_sha256 != self.stored[-1].asked.content_sha256
        is_changed = bool(self.published.new_codes or self.published.vanished_codes)
        return True if is_changed else (None if self.is_moved else False)


def local_status(project: Project) -> tuple[TableStatus, ...]:
    """Return the tables pulled so far, without asking DST."""
    return tuple(
        TableStatus(table, vintages(table, project), None) for table in pulled_tables(project)
    )


def status(
    project: Project, settings: Settings | None = None, *, compare_content: bool = False
) -> tuple[TableStatus, ...]:
    """Return the tables pulled so far, with what DST publishes now.

    Args:
        project: where the vintages are.
        settings: default the environment's.
        compare_content: also fetch each table (storing nothing) and hash what it says.

    Raises:
        StatbankError: DST cannot be reached or no longer has a table.
    """
    from kdanalysis.sources.statbank.client import StatbankTable  # noqa: PLC0415 - slow to load

    return tuple(
        TableStatus(
            local.table,
            local.stored,
            _published(
                StatbankTable(local.table, settings=settings),
                local.stored[-1],
                compare_content=compare_content,
            ),
        )
        for local in local_status(project)
    )


def _published(client: StatbankTable, vintage: Vintage, *, compare_content: bool) -> Published:
    asked, info = vintage.asked, client.info
    has = {v.id: v for v in info.variables}
    vanished = {
        name: tuple(c for c in codes if name not in has or c not in has[name].codes)
        for name, codes in asked.codes.items()
    }
    new = {
        name: tuple(
            c for c in chosen_codes(has[name], asked.selection[name]) if c not in asked.codes[name]
        )
        for name in asked.selection.keys() & has.keys()
    }
    vanished, new = (_nonempty(codes) for codes in (vanished, new))
    is_comparable = compare_content and not vanished
    content = _content_now(client, asked.selection) if is_comparable else None
    return Published(info.updated, new, vanished, content)


def _nonempty(codes: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    return {name: listed for name, listed in sorted(codes.items()) if listed}


def _content_now(client: StatbankTable, selection: Selection) -> str:
    with tempfile.TemporaryDirectory() as folder:
        download = client.download(selection, Path(folder))
    return content_hash(download.frame, download.info)
