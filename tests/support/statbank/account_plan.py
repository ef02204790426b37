"""Codes and titles of the local REGK31; titles of functions are those of the printed tables."""

from __future__ import annotations

from typing import Final

ADULT: Final[dict[str, str]] = {
    "53838": "5.38.38 Personlig og praktisk hjælp",
    "53839": "5.38.39 Personlig støtte og pasning",
    "53840": "5.38.40 Rådgivning",
    "53841": "5.38.41 Hjælpemidler m.v.",
    "53842": "5.38.42 Herberger og kvindekrisecentre",
    "53844": "5.38.44 Alkoholbehandling",
    "53845": "5.38.45 Stofmisbrugsbehandling",
    "53850": "5.38.50 Længerevarende botilbud",
    "53851": "5.38.51 Botilbudslignende tilbud",
    "53852": "5.38.52 Midlertidigt botilbud",
    "53853": "5.38.53 Kontaktperson- og ledsageordninger",
    "53854": "5.38.54 Særlige pladser på psykiatrisk afdeling",
    "53858": "5.38.58 Beskyttet beskæftigelse",
    "53859": "5.38.59 Aktivitets- og samværstilbud",
}
CHILDREN: Final[dict[str, str]] = {
    "52820": "5.28.20 Opholdssteder mv. for børn og unge",
    "52821": "5.28.21 Forebyggende foranstaltninger for børn og unge",
    "52822": "5.28.22 Plejefamilier",
    "52823": "5.28.23 Døgninstitutioner for børn og unge",
    "52824": "5.28.24 Sikrede døgninstitutioner m.v. for børn og unge",
    "52825": "5.28.25 Særlige dagtilbud og særlige klubber",
    "52826": "5.28.26 Afgørelser efter lov om bekæmpelse af ungdomskriminalitet",
}
OTHER: Final[dict[str, str]] = {
    "52510": "5.25.10 Fælles formål",
    "52511": "5.25.11 Dagpleje",
    "53026": "5.30.26 Hjemmehjælp",
}
"""Outside the two areas: something for a query not to choose. Amounts wholly synthetic."""

FUNCTIONS: Final[dict[str, str]] = dict(sorted((OTHER | CHILDREN | ADULT).items()))

DRANST: Final[dict[str, str]] = {
    "1": "1 Driftskonti",
    "2": "2 Statsrefusion",
    "3": "3 Anlæg",
    "4": "4 Renter",
    "5": "5 Finansforskydninger",
    "6": "6 Afdrag på lån",
    "7": "7 Finansiering",
}

PURCHASES: Final = ("40", "45", "46", "47", "48", "49")
"""The printed parts of main type 4."""

LEAVES: Final = ("S0", "S1", "S2", "S3", *PURCHASES, "S5", "S6", "S7", "S8", "S9")
"""Types that are booked; the others are sums of these."""

SUMS: Final[dict[str, tuple[str, ...]]] = {
    "TOT": LEAVES,
    "UE": tuple(leaf for leaf in LEAVES if leaf not in {"S7", "S8"}),
    "I": ("S7", "S8"),
    "S4": PURCHASES,
}

ARTS: Final[dict[str, str]] = {
    "TOT": "I alt (netto)",
    "UE": "Udgifter (brutto)",
    "I": "Indtægter",
    "S0": "0 Beregnede omkostninger",
    "S1": "1 Lønninger",
    "S2": "2 Varekøb",
    "S3": "3 Ikke i brug",
    "S4": "4 Tjenesteydelser m.v.",
    "40": "4.0 Tjenesteydelser uden moms",
    "45": "4.5 Entreprenør- og håndværkerydelser",
    "46": "4.6 Betalinger til staten",
    "47": "4.7 Betalinger til kommuner",
    "48": "4.8 Betalinger til regioner",
    "49": "4.9 Øvrige tjenesteydelser m.v.",
    "S5": "5 Tilskud og overførsler",
    "S6": "6 Finansudgifter",
    "S7": "7 Indtægter",
    "S8": "8 Finansindtægter",
    "S9": "9 Interne udgifter og indtægter",
}
PRICE_UNITS: Final[dict[str, str]] = {
    "LOBM": "Løbende priser (1.000 kr.)",
    "INDL": "Pr. indbygger, løbende priser (kr.)",
}
