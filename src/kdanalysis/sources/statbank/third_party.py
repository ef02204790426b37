"""Pulling through dstapi, the package analysts know, where it is installed."""

from __future__ import annotations

import importlib
from typing import IO, TYPE_CHECKING, Any

from kdanalysis.project import InputError
from kdanalysis.sources.statbank.transport import (
    BusyError,
    Pace,
    check_framing,
    check_status,
    retrying,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kdanalysis.sources.statbank.settings import Settings


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
