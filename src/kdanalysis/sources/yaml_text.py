"""YAML as text; apart from the receipts, so that a refresh without changes loads little."""

from __future__ import annotations

from typing import Any

import yaml


def load_yaml(text: str) -> Any:  # noqa: ANN401 - whatever the text holds
    """Return what `text` holds, by the fast parser where PyYAML was built with it.

    Raises:
        yaml.YAMLError: it is not readable YAML.
    """
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
