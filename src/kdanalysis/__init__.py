"""Reproducible reports on municipal social expenditure and joint procurement.

`import kdanalysis as kd; data = kd.open_project()` opens a project's data; see docs/python.md.
"""

TYPE_CHECKING = False  # a type checker holds it to be true; to import typing takes time
if TYPE_CHECKING:
    from kdanalysis.interface import Data as Data
    from kdanalysis.interface import open_project as open_project

    __version__: str

__all__ = ["Data", "__version__", "open_project"]


def __getattr__(name: str) -> object:
    """Return what is asked for; nothing is loaded before, so that the import takes no time."""
    if name in {"Data", "open_project"}:
        from kdanalysis import interface  # noqa: PLC0415 - see above

        return getattr(interface, name)
    if name != "__version__":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415

    try:
        return version(__name__)
    except PackageNotFoundError:  # a checkout on the path that is not installed
        return "0+ukendt"


def __dir__() -> list[str]:
    """Return the public names."""
    return __all__
