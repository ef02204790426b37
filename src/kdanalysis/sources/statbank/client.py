"""One table at Danmarks Statistik: look it up, choose from it, fetch it."""

from __future__ import annotations

import io
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from kdanalysis.project import InputError
from kdanalysis.sources.statbank import verbs
from kdanalysis.sources.statbank.errors import InvalidAnswerError
from kdanalysis.sources.statbank.query import Format, Query, Selection, resolve
from kdanalysis.sources.statbank.settings import Settings
from kdanalysis.sources.statbank.tableinfo import TableInfo, parse_tableinfo
from kdanalysis.sources.statbank.third_party import DstapiTransport
from kdanalysis.sources.statbank.transport import HttpTransport

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd
    import polars as pl

    from kdanalysis.sources.statbank.transport import Transport

ClientName = Literal["kdanalysis", "dstapi"]


@dataclass(frozen=True)
class Download:
    """What came from the API, checked."""

    query: Query
    format: Format
    info: TableInfo
    tableinfo: bytes
    """The answer of `tableinfo` as received."""
    body: Path
    """The answer of `data` as received; the parts of several years follow each other."""
    frame: pl.DataFrame
    """The rows; see `parse_body`."""


class StatbankTable:
    """One table. The verbs are those of `DstApi`, which analysts know, and mean the same.

    Args:
        table: id of the table, e.g. `REGK31`.
        base_url: the API's address; default the environment's, else DST's own.
        client: what `download` pulls through: `kdanalysis` itself or `dstapi` where installed.
        settings: instead of `base_url`, if manners are to be set too.

    Raises:
        InputError: the address is unusable, or dstapi is asked for and not installed.
    """

    def __init__(
        self,
        table: str,
        *,
        base_url: str | None = None,
        client: ClientName = "kdanalysis",
        settings: Settings | None = None,
    ) -> None:
        """Ask nothing yet."""
        self.table = table.upper()
        self.settings = settings or Settings.from_environment(base_url)
        self.client: ClientName = client
        self._http = HttpTransport(self.settings)
        self._transport: Transport = (
            DstapiTransport(self.settings) if client == "dstapi" else self._http
        )
        self._answers: dict[str, bytes] = {}

    @property
    def info(self) -> TableInfo:
        """What the table holds; asked once, and again by each download.

        Raises:
            StatbankError: the table does not exist, or the API cannot be reached.
        """
        return self.info_in("da")

    def info_in(self, language: str) -> TableInfo:
        """Return `info` with titles in `language`, `da` or `en`."""
        return parse_tableinfo(self._tableinfo(language), self.table)

    def _tableinfo(self, language: str) -> bytes:
        if language not in self._answers:
            answer = io.BytesIO()
            self._http.tableinfo(self.table, language, answer)
            self._answers[language] = answer.getvalue()
        return self._answers[language]

    def download(self, selection: Selection, folder: Path) -> Download:
        """Fetch `selection` into `folder`, and check it.

        Under the cell limit it is one CSV; above it, one BULK per year.

        Args:
            selection: values of every variable: codes, `*`, and for periods `>=2018<=2022`.
            folder: an existing folder; `body.csv` is written to it.

        Raises:
            NotFoundError: values that the table does not have.
            UnreachableError: no usable answer after all attempts.
            InvalidAnswerError: the answer is not what was asked for.
            InputError: more rows than one pull may hold.
        """
        query = resolve(self.info, selection)
        self._refuse_excess(query)
        fmt = Format.CSV if query.cells < self.settings.cell_limit else Format.BULK
        body = folder / "body.csv"
        self._fetch(query, fmt, body)
        self._require_unmoved()
        info = self.info
        frame = _parsed(body, query, fmt, info)
        return Download(query, fmt, info, self._tableinfo("da"), body, frame)

    def _require_unmoved(self) -> None:
        """Refuse rows that may be half of before and half of after a publication."""
        before = self.info
        self._answers.clear()
        if self.info != before:
            raise InvalidAnswerError(
                "Tabellen er opdateret, siden den blev slået op; rækkerne kan være blandede.",
                self.table,
                "Intet er gemt. Hent tabellen igen.",
            )

    def _refuse_excess(self, query: Query) -> None:
        if query.rows > self.settings.row_limit:
            raise InputError(
                f"Forespørgslen er på {query.rows} rækker; højst {self.settings.row_limit} "
                "hentes ad gangen.",
                self.table,
                "Vælg færre værdier; især er * sjældent nødvendig på flere variable.",
            )

    def _fetch(self, query: Query, fmt: Format, body: Path) -> None:
        """Stream the answer to `body`: the first part whole, of the others all but the header."""
        parts = query.by_year() if fmt is Format.BULK else (query,)
        with body.open("wb") as whole:
            for number, part in enumerate(parts):
                answer = body.with_suffix(".part")
                self._fetch_part(part, fmt, answer)
                with answer.open("rb") as lines:
                    header = lines.readline()
                    if number == 0:
                        first = header
                        lines.seek(0)
                    self._require_same(header, first)
                    shutil.copyfileobj(lines, whole)
                answer.unlink()

    def _fetch_part(self, part: Query, fmt: Format, answer: Path) -> None:
        """Fetch and check one part, so that a bad answer stops before the next is asked for."""
        with answer.open("w+b") as sink:
            self._transport.data(part.body(fmt), sink)
        _parsed(answer, part, fmt, self.info)

    def _require_same(self, header: bytes, first: bytes) -> None:
        if header != first:
            raise InvalidAnswerError(
                "Kolonnerne skifter rækkefølge fra år til år i svaret.",
                self.table,
                "Intet er gemt. Prøv igen; varer det ved, er API'et ændret.",
            )

    def tablesummary(self, *, verbose: bool = True, language: str = "da") -> pd.DataFrame:
        """Return one row per variable: number of values, the first and the last.

        Args:
            verbose: print the table's description and when it was updated.
            language: `da` or `en`.
        """
        return verbs.tablesummary(self.info_in(language), verbose=verbose)

    def variable_levels(self, varname: str, language: str = "da") -> pd.DataFrame:
        """Return the codes (`id`) and titles (`text`) of a variable.

        Raises:
            NotFoundError: the table has no such variable.
        """
        return verbs.variable_levels(self.info_in(language), varname)

    def define_base_params(self, language: str = "da") -> dict[str, Any]:
        """Return parameters for the whole table, to be narrowed before `get_data`.

        Unlike dstapi's they ask for codes; remove `valuePresentation` to get titles.
        """
        return verbs.base_params(self.info, language)

    def get_data(self, params: Mapping[str, Any], language: str = "da") -> pd.DataFrame:
        """Return the rows that `params` choose, checked like every other pull.

        Unlike dstapi's, codes stay strings, `..` is missing, and there is no default: the whole
        table must be asked for.

        Raises:
            InputError: `params` are about another table, choose too much, or are refused.
        """
        selection = verbs.selection(params, self.table)
        shown = verbs.presentation(params, self.table)
        with tempfile.TemporaryDirectory() as folder:
            download = self.download(selection, Path(folder))
        return verbs.presented(download.frame, shown, self.info_in(language))


def _parsed(body: Path, query: Query, fmt: Format, info: TableInfo) -> pl.DataFrame:
    from kdanalysis.sources.statbank.parsing import parse_body  # noqa: PLC0415 - slow to load

    return parse_body(body.read_bytes(), query, fmt, info.suppressed)
