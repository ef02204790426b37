"""Puts what a new project begins with into the wheel, from the one source in the checkout.

Plain `force-include` will not do: it takes whole folders, own notebooks and what runs left behind
with them, outputs of notebooks too, and an editable installation would get a copy as well.
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class StarterHook(BuildHookInterface[Any]):
    """Adds the files that `kdanalysis init` lays out."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Name the files to the builder; an editable checkout lays them out from itself."""
        if version == "editable":
            return
        root = Path(self.root)
        sys.path.insert(0, str(root / "src"))
        try:
            from kdanalysis.starter import (  # noqa: PLC0415 - not installed yet
                CARRIED,
                contents,
                write,
            )
        finally:
            del sys.path[0]
        self._scratch = TemporaryDirectory()
        for file in contents(root):
            place = file.relative_to(root).as_posix()
            write(file, Path(self._scratch.name, place))
            build_data["force_include"][f"{self._scratch.name}/{place}"] = (
                f"kdanalysis/{CARRIED}/{place}"
            )

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002
        """Take the files away that were written for the builder."""
        if version != "editable":
            self._scratch.cleanup()
