"""What `_quarto.yml`, profile, front matter and edition say together, read as Quarto does."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

import yaml

from kdanalysis.project import InputError, Project
from kdanalysis.recording import PARSING
from kdanalysis.sources.yaml_text import load_yaml

if TYPE_CHECKING:
    from nbformat import NotebookNode

# What `_quarto.yml`, a profile and a report's front matter say together, read as Quarto does.


Metadata = dict[str, Any]

PROFILES = "kommuneprofil"
"""The notebook of the municipal profiles, and their folder in the site."""

OWN = "egne"
"""The analysts' own notebooks: their folder in `analyses`, and in the site."""

_BASE = "_quarto.yml"
# What steers Quarto itself and is no property of a document.
_NOT_DOCUMENT = frozenset({"project", "profile", "format", "execute", "filters"})


def read_yaml(text: str, where: object) -> Metadata:
    """Return the mapping in `text`; an empty text is an empty mapping.

    Raises:
        InputError: it is not readable YAML, or not a mapping.
    """
    try:
        content = load_yaml(text) or {}
    except yaml.YAMLError as error:
        raise InputError(f"YAML kan ikke læses: {error}", where, "Ret indholdet.") from error
    if not isinstance(content, dict):
        raise InputError(
            "Her skal stå navne med værdier.", where, "Skriv hver linje som navn: værdi."
        )
    return content


def merge(base: Mapping[str, Any], over: Mapping[str, Any]) -> Metadata:
    """Return `base` with `over` laid upon it: mappings merge, lists join, the rest is replaced."""
    merged = dict(base)
    for name, value in over.items():
        known = merged.get(name)
        if isinstance(known, dict) and isinstance(value, dict):
            merged[name] = merge(known, value)
        elif isinstance(known, list) and isinstance(value, list):
            merged[name] = known + [item for item in value if item not in known]
        else:
            merged[name] = value
    return merged


@dataclass(frozen=True)
class Profile:
    """One committee's set of reports."""

    name: str
    settings: Metadata
    """`_quarto.yml` with `_quarto-<name>.yml` laid upon it."""
    found: tuple[str, ...] = ()
    """Reports that no list names."""

    @property
    def reports(self) -> tuple[str, ...]:
        """Names of the reports, in order: the stems of the notebooks to render, and the found."""
        notebooks = self.settings.get("project", {}).get("render", [])
        return (*(PurePosixPath(notebook).stem for notebook in notebooks), *self.found)

    @property
    def committee(self) -> str:
        """Who the set is for, as printed."""
        return str(self.settings.get("committee", self.name))

    def metadata(self, front_matter: Metadata, output: str) -> Metadata:
        """Return a document's metadata for the format `output` (`html` or `typst`)."""
        merged = merge(self.settings, front_matter)
        document = {name: value for name, value in merged.items() if name not in _NOT_DOCUMENT}
        return merge(document, merged.get("format", {}).get(output, {}))


def profile_names(project: Project) -> tuple[str, ...]:
    """Return the profiles in the group of `_quarto.yml`; the first is Quarto's default.

    Raises:
        InputError: a named profile has no file (Quarto would ignore it in silence), or a file of
            a profile is not named.
    """
    base = project.root / _BASE
    named = read_yaml(base.read_text(encoding="utf-8"), base).get("profile", {}).get("group", [])
    present = {path.stem.removeprefix("_quarto-") for path in project.root.glob("_quarto-*.yml")}
    if set(named) != present:
        raise InputError(
            f"Profilerne {', '.join(named) or '(ingen)'} svarer ikke til filerne "
            f"{', '.join(f'_quarto-{name}.yml' for name in sorted(present)) or '(ingen)'}.",
            base,
            "Lad hver profil i profile: group have sin fil, og omvendt.",
        )
    return tuple(named)


def read_profile(project: Project, name: str) -> Profile:
    """Return the profile `name`.

    Raises:
        InputError: it is unknown, its files cannot be read, or it names a notebook that is missing.
    """
    known = profile_names(project)
    if name not in known:
        raise InputError(
            f"Profilen {name} findes ikke.", _BASE, f"Vælg mellem {', '.join(known)} eller all."
        )
    settings: Metadata = {}
    for path in configuration_files(project, name):
        settings = merge(settings, read_yaml(path.read_text(encoding="utf-8"), path))
    profile = Profile(name, settings)
    for report in profile.reports:
        _require_notebook(project, report, f"_quarto-{name}.yml")
    return profile


def configuration_base(project: Project) -> Path:
    """Return the file of what all reports share."""
    return project.root / _BASE


def configuration_files(project: Project, profile: str) -> tuple[Path, ...]:
    """Return the files a profile is read from, the later laid upon the earlier."""
    base = configuration_base(project)
    return (base,) if profile == OWN else (base, project.root / f"_quarto-{profile}.yml")


def _require_notebook(project: Project, report: str, named_in: str) -> None:
    if not notebook_path(project, report).is_file():
        raise InputError(
            f"Notebooken analyses/{report}.ipynb mangler.",
            named_in,
            "Ret listen project: render, eller læg notebooken på plads.",
        )


def notebook_path(project: Project, report: str) -> Path:
    """Return where the notebook of `report` stands, without outputs.

    `kommuneprofil/aarhus` is the edition `aarhus` of the notebook `kommuneprofil`; `egne/navn` is
    the notebook `navn` in the folder of own ones.
    """
    folder, _, name = report.partition("/")
    return project.analyses / (f"{OWN}/{name}.ipynb" if folder == OWN else f"{folder}.ipynb")


def executed_path(project: Project, report: str) -> Path:
    """Return where the executed copy of `report` stands."""
    return project.build / "executed" / f"{report}.ipynb"


def site_place(project: Project, profile: str, report: str) -> tuple[Path, str]:
    """Return the folder of `report` in the site, and the stem of its files there.

    Editions stand in a folder of their notebook's name, and own ones in theirs, whatever the
    profile.
    """
    notebook, _, edition = report.partition("/")
    return (project.site / notebook, edition) if edition else (project.site / profile, notebook)


def rendered(project: Project, profile: Profile) -> list[str]:
    """Return the reports of `profile` that are in the site and can be described there."""
    places = {name: site_place(project, profile.name, name) for name in profile.reports}
    return [
        name
        for name, (folder, stem) in places.items()
        if (folder / f"{stem}.html").is_file() and executed_path(project, name).is_file()
    ]


# Editions of a report: one notebook run with other parameters for each reader.

_TAG = "parameters"


@dataclass(frozen=True)
class Edition:
    """One edition of a notebook."""

    report: str
    """The notebook."""
    name: str
    """The stem of its files."""
    label: str
    """What its title ends with."""
    parameters: Mapping[str, str]

    @property
    def path(self) -> str:
        """The edition among the reports: `kommuneprofil/aarhus`."""
        return f"{self.report}/{self.name}"

    def titled(self, title: object) -> str:
        """Return the notebook's title for this edition."""
        return f"{title}: {self.label}"


def inject(notebook: NotebookNode, parameters: Mapping[str, str], where: str) -> None:
    """Set parameters at the end of the notebook's cell of parameters.

    A cell of its own would move the numbers of the later ones, which messages name.

    Raises:
        InputError: no single cell is tagged `parameters`, or it does not have one of them.
    """
    cells = [cell for cell in notebook.cells if _TAG in cell.metadata.get("tags", [])]
    if len(cells) != 1:
        raise InputError(
            f"Notebooken har {len(cells)} celler med mærket {_TAG}.", where, "Mærk netop én celle."
        )
    (cell,) = cells
    if unknown := sorted(parameters.keys() - _assigned(cell.source)):
        raise InputError(
            f"Notebooken har ikke parametrene {', '.join(unknown)}.",
            where,
            f"Skriv dem i cellen med mærket {_TAG}.",
        )
    set_anew = [f"{name} = {value!r}" for name, value in parameters.items()]
    cell.source = "\n".join([cell.source.rstrip(), *set_anew])


def _assigned(source: str) -> set[str]:
    with PARSING:
        tree = ast.parse(source)
    statements = (node for node in tree.body if isinstance(node, ast.Assign))
    return {target.id for node in statements for target in node.targets
            if isinstance(target, ast.Name)}  # fmt: skip
