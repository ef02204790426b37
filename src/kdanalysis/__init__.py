"""Reproducible reports on municipal social expenditure and joint procurement."""


def __getattr__(name: str) -> str:
    """Return `__version__`: the installed version, looked up when asked for (it takes 15 ms)."""
    if name != "__version__":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415

    try:
        return version(__name__)
    except PackageNotFoundError:  # a checkout on the path that is not installed
        return "0+ukendt"
