"""The local statbank: a real HTTP server on loopback that answers like api.statbank.dk."""

from __future__ import annotations

from threading import Thread
from typing import TYPE_CHECKING, Any, Final

from tests.support.statbank.faults import Answer, Mishaps
from tests.support.statbank.folk1a import folk1a
from tests.support.statbank.formats import jsonstat, text_rows
from tests.support.statbank.regk31 import Accounts, Restatement, regk31, year_title
from tests.support.statbank.request import RefusalError, find_table, understand
from tests.support.statbank.wire import JSON, Wire, as_json

if TYPE_CHECKING:
    from types import TracebackType

    from tests.support.statbank.tables import LocalTable

_CHANGES: Final = ("fault", "restate", "publish", "renumber", "retitle", "vanish", "touch")


class LocalStatbank:
    """The server with its tables; a context manager.

    Args:
        port: 0 for any free one.
        last_year: newest year of REGK31 at start.
        zipped: whether answers are compressed for clients that accept it.
    """

    def __init__(self, port: int = 0, *, last_year: int = 2025, zipped: bool = True) -> None:
        self.zipped = zipped
        self.begin(last_year)
        self._server = Wire(self, port)
        self._thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})

    def begin(self, last_year: int) -> None:
        """Forget everything that was told and asked, and serve the tables as they are at first."""
        self.accounts = Accounts()
        self.tables: dict[str, LocalTable] = {}
        self.add(regk31(self.accounts, last_year))
        self.add(folk1a())
        self.mishaps = Mishaps()
        self.posted: list[tuple[str, dict[str, Any]]] = []
        """Path and body of every request so far."""

    @property
    def base_url(self) -> str:
        """The address for `KDANALYSIS_STATBANK_URL`."""
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def __enter__(self) -> LocalStatbank:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def add(self, table: LocalTable) -> None:
        """Serve `table` too."""
        self.tables[table.id] = table

    def fault(self, name: str, *, times: int = 1, path: str = "data", after: int = 0) -> None:
        """Let the next answers go wrong; see `faults.FAULTS`."""
        self.mishaps.expect(name, times=times, path=path, after=after)

    def restate(self, year: int, area: str, function: str, art: str, delta_tkr: int) -> None:
        """Book an amount in a closed year of REGK31, in the leaf and all sums above it."""
        self.accounts.restate(Restatement(year, area, function, art, delta_tkr))
        self.tables["REGK31"].touch()

    def publish(self, year: int) -> None:
        """Add a year to REGK31."""
        self.tables["REGK31"].periods[str(year)] = year_title(year)
        self.tables["REGK31"].touch()

    def renumber(self, old: str, new: str) -> None:
        """Give a function of REGK31 another code, under the same title."""
        self.accounts.renumbered[new] = self.accounts.renumbered.get(old, old)
        titles = self._functions()
        renamed = {new if code == old else code: title for code, title in titles.items()}
        titles.clear()
        titles.update(sorted(renamed.items()))

    def retitle(self, code: str, title: str) -> None:
        """Give a function of REGK31 another title."""
        self._functions()[code] = title

    def vanish(self, code: str) -> None:
        """Take a function out of REGK31."""
        del self._functions()[code]

    def touch(self, table: str = "REGK31") -> None:
        """Move `updated` without any change."""
        self.tables[table].touch()

    def _functions(self) -> dict[str, str]:
        self.tables["REGK31"].touch()
        variable = self.tables["REGK31"].variable("FUNKTION")
        if variable is None:
            raise LookupError("FUNKTION")
        return variable.titles

    def control(self, order: dict[str, Any]) -> None:
        """Carry out an order posted to /control: `{"do": "restate", "year": 2020, ...}`."""
        name = str(order.pop("do", ""))
        if name not in _CHANGES:
            raise RefusalError("CONTROL", f"'do' must be one of {', '.join(_CHANGES)}")
        try:
            getattr(self, name)(**order)
        except (TypeError, ValueError, KeyError) as error:
            raise RefusalError("CONTROL", f"{name}: {error}") from error

    def answer(self, path: str, posted: dict[str, Any]) -> Answer:
        """Return the answer to a request, faults included."""
        self.posted.append((path, posted))
        try:
            answer = self._answer(path, posted)
        except RefusalError as refusal:
            answer = Answer(refusal.status, refusal.body(), JSON)
        return self.mishaps.spoil(path, answer)

    def _answer(self, path: str, posted: dict[str, Any]) -> Answer:
        if path == "tables":
            return as_json([table.entry() for table in self.tables.values()])
        if path == "tableinfo":
            return as_json(find_table(self.tables, posted.get("table") or posted.get("id")).info())
        if path != "data":
            raise RefusalError(
                "REQUEST-NOTFOUND", "Siden kan ikke findes. / Page not found.", status=404
            )
        asked = understand(self.tables, posted)
        if asked.format == "JSONSTAT":
            return Answer(200, jsonstat(asked), JSON)
        text = "".join(f"{line}\r\n" for line in text_rows(asked))
        is_bulk = asked.format == "BULK"
        return Answer(200, text.encode(), "text/csv; charset=utf-8", streamed=is_bulk)
