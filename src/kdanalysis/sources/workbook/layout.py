"""What a tender's input files hold: sheets, columns and assumptions, for writer and readers.

A change of a title, a column or a meaning demands a new `TEMPLATE_VERSION`: workbooks of another
version are refused rather than guessed at.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

TEMPLATE_VERSION = 1
TEMPLATE_MADE = datetime(2026, 11, 22)  # noqa: DTZ001 - Excel's dates have no time zone
"""When this version was made; written into the file, so that equal templates are equal bytes."""
VERSION_NAME = "skabelon_version"
"""The defined name of the cell that holds the version."""

GUIDE, ASSUMPTIONS, REGIONS, PARTIES = "Vejledning", "Forudsætninger", "Regioner", "Parter"
SHEETS = (GUIDE, ASSUMPTIONS, REGIONS, PARTIES)
"""The sheets in order."""
HEADER_ROW = 4
"""The row (from 1) that holds the headings of each input sheet; inputs begin below it."""
KNOWN_REGIONS = {"Midtjylland": "M", "Syddanmark": "S"}
"""The regions of the cooperation and the letters that stand for them in its papers."""


class Kind(StrEnum):
    """What a cell may hold."""

    TEXT = "tekst"
    AMOUNT = "beløb"
    """A number, decimals allowed."""
    COUNT = "antal"
    """A whole number."""
    DATE = "dato"


class Key(StrEnum):
    """How the annual cost of operation and licences is spread over municipalities (rule 2)."""

    GRANTS = "bevillinger"
    INHABITANTS = "indbyggere"
    OWN = "egne beløb"


@dataclass(frozen=True)
class Field:
    """One column of a table, or one assumption."""

    key: str
    """The name in code."""
    title: str
    """The heading as the sender sees it."""
    kind: Kind
    help: str = ""
    """What to write (Danish)."""
    required: bool = True
    choices: tuple[str, ...] = ()
    listed_in: str | None = None
    """The sheet whose first column lists what may be written."""


@dataclass(frozen=True)
class Form:
    """One template: what a workbook made from it must hold as a whole."""

    name: str
    """What `kdanalysis inputs new` calls it."""
    sheets: tuple[str, ...]
    version: int
    version_name: str


TENDER = Form("udbud", SHEETS, TEMPLATE_VERSION, VERSION_NAME)

ASSUMPTION_FIELDS = (
    Field("start", "Kontraktstart", Kind.DATE, "Første dag i kontrakten."),
    Field("years", "Kontraktår (antal)", Kind.COUNT, "Hele år."),
    Field(
        "project_cost_kr",
        "Projektomkostning i alt (kr.)",
        Kind.AMOUNT,
        "Engangsbeløb før deling mellem kommuner og regioner.",
    ),
    Field(
        "key",
        "Nøgle for drift og licens",
        Kind.TEXT,
        "bevillinger eller indbyggere: beløb pr. enhed ganges med kommunens antal. "
        "egne beløb: hver kommunes beløb står i arket Parter.",
        choices=tuple(Key),
    ),
    Field(
        "operation_per_unit_kr",
        "Drift pr. enhed pr. år (kr.)",
        Kind.AMOUNT,
        "Pr. bevilling eller indbygger; tom ved egne beløb.",
        required=False,
    ),
    Field(
        "licence_per_unit_kr",
        "Licens pr. enhed pr. år (kr.)",
        Kind.AMOUNT,
        "Pr. bevilling eller indbygger; tom ved egne beløb.",
        required=False,
    ),
    Field(
        "municipalities",
        "Kommuner i omkostningsdelingen (antal)",
        Kind.COUNT,
        "Kun hvis ikke alle står i arket Parter; ellers tom.",
        required=False,
    ),
    Field(
        "regions",
        "Regioner i omkostningsdelingen (antal)",
        Kind.COUNT,
        "Kun hvis ikke alle står i arket Parter; ellers tom.",
        required=False,
    ),
)

REGION_FIELDS = (
    Field("region", "Region", Kind.TEXT, "Navnet, som det vælges i arket Parter."),
    Field(
        "part_pct",
        "Andel af regionernes projektomkostning (%)",
        Kind.AMOUNT,
        "0-100, i alt 100; tom for alle giver lige store andele.",
        required=False,
    ),
)

PARTY_FIELDS = (
    Field("name", "Part", Kind.TEXT, "Kommunens eller regionens navn, én gang."),
    Field("kind", "Type", Kind.TEXT, "Vælg kommune eller region.", choices=("kommune", "region")),
    Field(
        "region",
        "Region",
        Kind.TEXT,
        "Vælg den region, parten udlignes i.",
        listed_in=REGIONS,
    ),
    Field(
        "consumption_kr",
        "Forbrug pr. år (kr.)",
        Kind.AMOUNT,
        "Indmeldt forbrug i et helt år til hidtidige priser.",
    ),
    Field(
        "new_consumption_kr",
        "Forventet forbrug til nye priser pr. år (kr.)",
        Kind.AMOUNT,
        "Samme mængde til udbuddets priser.",
    ),
    Field(
        "grants",
        "Bevillinger (antal)",
        Kind.COUNT,
        "Borgere med bevilling; skal udfyldes for kommuner, når nøglen er bevillinger.",
        required=False,
    ),
    Field(
        "inhabitants",
        "Indbyggere (antal)",
        Kind.COUNT,
        "Skal udfyldes for kommuner; tom for regioner.",
        required=False,
    ),
    Field(
        "own_cost_kr",
        "Egen drift og licens pr. år (kr.)",
        Kind.AMOUNT,
        "Skal udfyldes for regioner, og for kommuner ved egne beløb; ellers tom.",
        required=False,
    ),
    Field("start_date", "Startdato", Kind.DATE, "Første dag, parten køber på kontrakten."),
)

CSV_FIELDS = (
    Field("name", "party", Kind.TEXT),
    Field("kind", "party_type", Kind.TEXT, choices=("kommune", "region")),
    Field("region", "region", Kind.TEXT),
    Field("saving_kr", "annual_saving_kr", Kind.AMOUNT),
    Field("cost_kr", "annual_cost_kr", Kind.AMOUNT),
    Field("inhabitants", "inhabitants", Kind.COUNT, required=False),
    Field("start_date", "start_date", Kind.DATE),
    Field("consumption_kr", "consumption_kr", Kind.AMOUNT, required=False),
)
"""Columns of the CSV form; the titles are the headings."""
OPTIONAL_COLUMNS = frozenset({"consumption_kr"})
"""Keys of `CSV_FIELDS` whose whole column may be left out."""

OPTION_FIELDS = (
    Field("start", "--contract-start", Kind.DATE, "Skriv fx --contract-start 2025-09-01."),
    Field("years", "--years", Kind.COUNT, "Skriv fx --years 4."),
    Field("project_cost_kr", "--project-cost", Kind.AMOUNT, "Skriv fx --project-cost 3040000."),
    Field("municipalities", "--municipalities", Kind.COUNT, required=False),
    Field("regions", "--regions", Kind.COUNT, required=False),
)
"""The assumptions that come with the command when the parties come as CSV."""
