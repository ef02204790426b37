"""Start the local statbank by hand; stop it with Ctrl-C."""

from __future__ import annotations

import argparse
from threading import Event

from tests.support.main_accounts import serve_main_accounts
from tests.support.statbank.faults import FAULTS
from tests.support.statbank.server import LocalStatbank


def main() -> None:
    """Serve until interrupted."""
    parser = argparse.ArgumentParser(prog="python -m tests.support.statbank")
    parser.add_argument("--port", type=int, default=8765)
    parser.add_argument("--last-year", type=int, default=2025)
    parser.add_argument("--no-gzip", action="store_true")
    parser.add_argument("--fault", choices=sorted(FAULTS), help="spoil the first data answers")
    parser.add_argument("--times", type=int, default=1, help="how many answers --fault spoils")
    told = parser.parse_args()
    with LocalStatbank(told.port, last_year=told.last_year, zipped=not told.no_gzip) as bank:
        serve_main_accounts(bank)
        if told.fault:
            bank.fault(told.fault, times=told.times)
        print(f"KDANALYSIS_STATBANK_URL={bank.base_url}", flush=True)  # noqa: T201
        try:
            Event().wait()
        except KeyboardInterrupt:
            print("stopped")  # noqa: T201


if __name__ == "__main__":
    main()
