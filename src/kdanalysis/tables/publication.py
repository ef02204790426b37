"""Tables that belong together take their places together, whatever is killed when.

New files are written beside the folder and made ready by one rename. From then on they are the
truth: whoever reads or writes next moves what is left of them into place.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

from kdanalysis.project import InputError

_ABANDONED_S: Final = 24 * 3600


def publish(texts: Mapping[str, bytes], folder: Path) -> list[Path]:
    """Write the files of `folder` that differ from `texts`, all or none, and return them."""
    settle(folder)
    changed = {name: text for name, text in texts.items() if _differs(folder / name, text)}
    if not changed:
        return []
    _clear_abandoned(folder)
    folder.mkdir(parents=True, exist_ok=True)
    bench = folder.with_name(f".{folder.name}-{os.getpid()}-{time.time_ns()}")
    bench.mkdir()
    try:
        for name, text in changed.items():
            (bench / name).write_bytes(text)
        bench.rename(_ready(folder))
    finally:
        shutil.rmtree(bench, ignore_errors=True)
    settle(folder)
    return [folder / name for name in changed]


def settle(folder: Path) -> None:
    """Move files made ready by a run that was killed into `folder`.

    Raises:
        InputError: one is open elsewhere; nobody reads the others until it is in place too.
    """
    ready = _ready(folder)
    if not ready.is_dir():
        return
    folder.mkdir(parents=True, exist_ok=True)
    for file in sorted(ready.iterdir()):
        # Another process that settles at the same time may have moved it already.
        try:
            file.replace(folder / file.name)
        except FileNotFoundError:
            continue
        except OSError as error:
            raise InputError(
                f"Tabellen kan ikke erstattes ({error.strerror}); den nye står klar ved siden af.",
                folder / file.name,
                "Luk den, hvis den er åben i Excel eller et andet program, og kør igen.",
            ) from error
    with suppress(FileNotFoundError):
        ready.rmdir()


def _ready(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}-ready")


def _differs(file: Path, text: bytes) -> bool:
    return not file.is_file() or file.read_bytes() != text


def _clear_abandoned(folder: Path) -> None:
    for left in folder.parent.glob(f".{folder.name}-*-*"):
        if time.time() - left.stat().st_mtime > _ABANDONED_S:
            shutil.rmtree(left, ignore_errors=True)
