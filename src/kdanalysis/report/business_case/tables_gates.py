"""Tables of what must hold before contracts are signed, and of what is missing to show it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kdanalysis.procurement.gates import Outcome, Reading
from kdanalysis.report.elements.tables import Row, Table
from kdanalysis.report.elements.words import capitalised

if TYPE_CHECKING:
    from kdanalysis.report.tender.choice import Tender


def gate_table() -> Table:
    """Return the gates of Model 1 and of the law (2023: 247-262, 1524, 1558)."""
    follows = {
        "Business casen i en region er ikke positiv": Outcome.CANCEL.value,
        "Business casen er positiv, og udligningen er inden for det godkendte": Outcome.SIGN.value,
        "Business casen er positiv, men udligningen er over det højeste godkendte": (
            Outcome.NEW_MANDATE.value
        ),
        "Kommunerne skal samlet af med flere penge efter udligning end ved selv at købe ind": (
            "udligningen er ikke lovlig"
        ),
    }
    return Table(
        id="tbl-betingelser",
        title="Model 1 og lovkravet: hvad der følger af hvert udfald",
        unit="Gælder hver region for sig",
        source="Kilde: KD-Net 10-11-2023, linje 247-262, 1524 og 1558 i tekstudgaven",
        columns=("Udfald", "Følge"),
        rows=tuple(Row(case, (capitalised(what),)) for case, what in follows.items()),
        text_columns=frozenset({1}),
    )


def reading_table(tender: Tender) -> Table:
    """Return the two readings of the ceiling and what supports each."""
    support = {
        Reading.REGION_RECEIVES: (
            "Udligningen er begrundet i regionernes anslåede merudgifter (linje 1286 og 1330)"
        ),
        Reading.ALL_TRANSFERS: (
            "Indstillingen og foranalysen nævner udligning pr. år pr. region (linje 1297 og 1755)"
        ),
    }
    return Table(
        id="tbl-laesninger",
        title="Hvad loftet kan holdes op mod",
        unit="To læsninger; kilden afgør det ikke",
        source=tender.cited("business_case_urologi"),
        columns=("Læsning", "Støtte i kilden"),
        rows=tuple(Row(capitalised(r.value), (text,)) for r, text in support.items()),
        text_columns=frozenset({1}),
    )


def missing_table() -> Table:
    """Return what a case per region takes, and that it is not public."""
    needs = {
        "Årligt forbrug pr. part": "Hver parts besparelse; udgangspunktet for lovkravet",
        "Forventet forbrug til nye priser": "Besparelsen; kendes først, når tilbuddene er inde",
        "Bevillinger pr. kommune": "Deling af drift og licenser",
        "Indbyggere pr. kommune": "Deling af projektomkostningen",
        "Startdato pr. part": "Indfasning og årets gevinst",
        "Regionernes egne omkostninger": "Regionens tab og dermed udligningens størrelse",
        "Bekræftet tilslutning": "Hvem der deltager i delingen og i udligningen",
    }
    return Table(
        id="tbl-mangler",
        title="Oplysninger, som en business case pr. region kræver",
        unit="Ingen af dem er offentlige pr. part",
        source="Kilde: KD-Net 10-11-2023, linje 1520-1640 i tekstudgaven",
        columns=("Oplysning", "Bruges til"),
        rows=tuple(Row(what, (why,)) for what, why in needs.items()),
        text_columns=frozenset({1}),
    )
