"""One table at Danmarks Statistik: look it up, choose from it, fetch it; also through dstapi."""

from __future__ import annotations

import importlib
import io
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final, Literal

import pandas as pd
import polars as pl

from kdanalysis.project import InputError
from kdanalysis.sources.statbank.errors import InvalidAnswerError, Settings
from kdanalysis.sources.statbank.query import VALUE, Format, Query, Selection, resolve
from kdanalysis.sources.statbank.tableinfo import TableInfo, parse_tableinfo
from kdanalysis.sources.statbank.transport import (
    BusyError,
    HttpTransport,
    Pace,
    Transport,
    check_framing,
    check_status,
    retrying,
)

# The verbs of dstapi on answers that have been checked; pandas, for analysts' own work.

_PRESENTATIONS: Final = ("Code", "Value", "Default")


def tablesummary(info: TableInfo, *, verbose: bool) -> pd.DataFrame:
    """Return one row per variable, with dstapi's column names."""
    import pandas as pd  # noqa: PLC0415 - slow to load, and a pull takes none of it

    if verbose:
        print(f"Tabel {info.id}: {info.description or info.text}")  # noqa: T201 as dstapi does
        print(f"Opdateret: {info.updated:%d-%m-%Y %H:%M}")  # noqa: T201
    return pd.DataFrame(
        {
            "variable name": variable.id,
            "# values": len(variable.levels),
            "First value": variable.levels[0].id,
            "First value label": variable.levels[0].text,
            "Last value": variable.levels[-1].id,
            "Last value label": variable.levels[-1].text,
            "Time variable": variable.time,
        }
        for variable in info.variables
    )


def variable_levels(info: TableInfo, name: str) -> pd.DataFrame:
    """Return the codes and titles of one variable."""
    import pandas as pd  # noqa: PLC0415 - slow to load, and a pull takes none of it

    texts = info.variable(name).texts
    return pd.DataFrame({"id": list(texts.keys()), "text": list(texts.values())})


def base_params(info: TableInfo, language: str) -> dict[str, Any]:
    """Return the parameters of the whole table."""
    return {
        "table": info.id,
        "format": Format.BULK.value,
        "lang": language,
        "valuePresentation": "Code",
        "variables": [{"code": variable.id, "values": ["*"]} for variable in info.variables],
    }


def selection(params: Mapping[str, Any], table: str) -> dict[str, Sequence[str]]:
    """Return what `params` choose.

    Raises:
        InputError: `params` are about another table or not of dstapi's form.
    """
    try:
        asked = str(params["table"])
        chosen = {str(entry["code"]): entry["values"] for entry in params["variables"]}
        complete = len(chosen) == len(params["variables"])
    except (KeyError, TypeError) as error:
        raise InputError(
            f"Parametrene kan ikke læses ({type(error).__name__}: {error}).",
            table,
            "Begynd med define_base_params(), og indsnævr listerne i 'values'.",
        ) from error
    if asked.casefold() != table.casefold() or not complete:
        what = "vælger en variabel to gange" if asked.casefold() == table.casefold() else asked
        raise InputError(f"Parametrene passer ikke til {table}: {what}.", table, "Ret dem.")
    return chosen


def presentation(params: Mapping[str, Any], table: str) -> str:
    """Return how the codes are to be shown.

    Raises:
        InputError: a presentation other than Code, Value and Default.
    """
    wanted = params.get("valuePresentation") or "Default"
    if wanted not in _PRESENTATIONS:
        raise InputError(
            f"valuePresentation {wanted} kendes ikke.", table, f"Vælg {', '.join(_PRESENTATIONS)}."
        )
    return str(wanted)


def presented(frame: pl.DataFrame, shown: str, info: TableInfo) -> pd.DataFrame:
    """Return `frame` for pandas, with codes or, as is the API's default, titles; missing is NaN."""
    import pandas as pd  # noqa: PLC0415 - slow to load, and a pull takes none of it

    columns: dict[str, Any] = {name: frame[name].to_list() for name in frame.columns[:-1]}
    if shown != "Code":
        for name, codes in columns.items():
            texts = info.variable(name).texts
            columns[name] = [texts[code] for code in codes]
    return pd.DataFrame(columns | {VALUE: frame[VALUE].to_numpy()})


# Pulling through dstapi, the package analysts know, where it is installed.


class DstapiTransport:
    """`DstApi.get_data` of dstapi; it brings no status check, so that is made here.

    It has no time-out either, and holds the whole body in memory.

    Raises:
        InputError: dstapi is not installed.
    """

    def __init__(self, settings: Settings) -> None:
        """Find dstapi, and requests, which it is built on."""
        try:
            self._dstapi: Any = importlib.import_module("dstapi")
            self._faults: Any = importlib.import_module("requests")
        except ModuleNotFoundError as error:
            raise InputError(
                f"--client dstapi kræver pakken {error.name}, som ikke er installeret.",
                "Python-miljøet",
                "Installér kdanalysis med tilvalget dst, eller udelad --client dstapi.",
            ) from error
        self._settings = settings
        self._pace = Pace(settings.pause_s)

    def data(self, body: Mapping[str, Any], sink: IO[bytes]) -> None:
        """Write the answer of `data` into `sink`."""
        where = f"{body['table']}, {self._settings.base_url}/data (dstapi)"
        retrying(self._settings, lambda: self._once(body, sink, where), where)

    def _once(self, body: Mapping[str, Any], sink: IO[bytes], where: str) -> None:
        self._pace.wait()
        api = self._dstapi.DstApi(body["table"])
        api.apiip = self._settings.base_url
        try:
            answer = api.get_data(params=dict(body), as_DataFrame=False)
        except self._faults.RequestException as fault:
            raise BusyError(str(fault)) from fault
        retry_after = answer.headers.get("Retry-After", "")
        check_status(answer.status_code, retry_after, lambda: answer.content, where)
        check_framing(answer.headers, where, gzip_verified=False)
        sink.write(answer.content)


# One table at Danmarks Statistik: look it up, choose from it, fetch it.

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
        return tablesummary(self.info_in(language), verbose=verbose)

    def variable_levels(self, varname: str, language: str = "da") -> pd.DataFrame:
        """Return the codes (`id`) and titles (`text`) of a variable.

        Raises:
            NotFoundError: the table has no such variable.
        """
        return variable_levels(self.info_in(language), varname)

    def define_base_params(self, language: str = "da") -> dict[str, Any]:
        """Return parameters for the whole table, to be narrowed before `get_data`.

        Unlike dstapi's they ask for codes; remove `valuePresentation` to get titles.
        """
        return base_params(self.info, language)

    def get_data(self, params: Mapping[str, Any], language: str = "da") -> pd.DataFrame:
        """Return the rows that `params` choose, checked like every other pull.

        Unlike dstapi's, codes stay strings, `..` is missing, and there is no default: the whole
        table must be asked for.

        Raises:
            InputError: `params` are about another table, choose too much, or are refused.
        """
        wanted = selection(params, self.table)
        shown = presentation(params, self.table)
        with tempfile.TemporaryDirectory() as folder:
            download = self.download(wanted, Path(folder))
        return presented(download.frame, shown, self.info_in(language))


def _parsed(body: Path, query: Query, fmt: Format, info: TableInfo) -> pl.DataFrame:
    from kdanalysis.sources.statbank.query import parse_body  # noqa: PLC0415 - slow to load

    return parse_body(body.read_bytes(), query, fmt, info.suppressed)
