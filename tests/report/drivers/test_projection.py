"""What the report says of projections: none with five years, one with enough, and how it did."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from tests.report.drivers.long_accounts import FIRST, accounts, rising, without
from tests.support.invented import read
from tests.support.raw_files import replace_and_sign

from kdanalysis.evidence.figures import projection as figures
from kdanalysis.evidence.figures.projection import projection_rules
from kdanalysis.expenditure import projection_models as models
from kdanalysis.expenditure.projection import Obstacle, Projection, project
from kdanalysis.expenditure.projection_method import ProjectionMethod
from kdanalysis.project import InputError
from kdanalysis.report.charts.figure import Figure
from kdanalysis.report.drivers.projection import (
    outcome,
    projection,
    projection_items,
    projection_of,
    projection_point,
)
from kdanalysis.report.elements.tables import Table
from kdanalysis.report.subjects.accounts import Choice
from kdanalysis.tables.dataset import Dataset

if TYPE_CHECKING:
    from kdanalysis.project import Project
    from kdanalysis.report.subjects.accounts import View

YEARS = 16
LAST = 2022
FLAT = [1000.0] * YEARS


def test_five_years_give_the_reason_instead(choice: Choice, midt: View) -> None:
    assert read(projection(choice, ("adults", "children"))) == (
        "Der vises ingen fremskrivning af udgifterne: der er regnskaber for 5 år i træk, og der "
        "kræves mindst 15. Kravet er 10 år at tilpasse en metode på og 5 at prøve den på "
        "(antagelse, projektets egen). Modellerne har op til fem ukendte størrelser; med færre "
        "end to år til hver kan de ikke adskilles fra tilfældige udsving. Med færre prøver kan en "
        "model ikke skelnes fra den, der blot gentager sidste år."
    )
    assert projection_items(midt, "adults") == ()
    assert read(projection_point(midt, ("adults", "children"))) == (
        "Der vises ingen fremskrivning af udgifterne: der er regnskaber for 5 år i træk, og der "
        "kræves mindst 15."
    )
    assert read(outcome(choice, ("adults", "children"))) == (
        "Regnskabet for 2022 kan ikke holdes op mod en fremskrivning af udgifterne: kravene til "
        "den var ikke opfyldt med regnskaberne til og med 2021."
    )


def test_statsmodels_is_not_needed_for_five_years(
    choice: Choice, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object) -> None:
        raise AssertionError("a method was fitted")

    monkeypatch.setattr(models, "forecast", never)
    project.cache_clear()
    assert projection_of(choice.here, "adults") is Obstacle.TOO_FEW_YEARS


def test_a_shorter_account_has_its_own_reason(choice: Choice) -> None:
    """The youth crime account begins in 2019: four years, not five."""
    said = read(projection(choice, ("adults", "youth_crime")))
    assert said.startswith(
        "Der vises ingen fremskrivning af udgifterne på voksenområdet på landsplan og på "
        "voksenområdet i Midtjylland: der er regnskaber for 5 år i træk, og der kræves mindst 15."
    )
    assert "bekæmpelse af ungdomskriminalitet i Midtjylland: der er regnskaber for 4 år" in said
    assert said.count("Kravet er 10 år") == 1
    assert "mangler konti" not in said


def test_with_enough_years_the_projection_is_said(data: Dataset) -> None:
    """The rise of 25 a year leads from 1.000 in 2007 to about 1.450 in 2025."""
    said = read(projection(accounts(data, rising(YEARS)), ("adults",)))
    sentence = re.compile(
        r"Fortsætter udviklingen, ventes udgifterne på voksenområdet på landsplan at være "
        r"1\.4[45]\d mio\. kr\. i 2025, med 80 % sikkerhed mellem 1\.44\d mio\. kr\. og 1\.45\d "
        r"mio\. kr\. Metoden er (fast årlig ændring \(drift\)|lokal trend): prøvet på tidligere år "
        r"ramte den i gennemsnit [1-6] mio\. kr\. forkert ét år frem, mod 2\d mio\. kr\. for "
        r"uændret niveau \(naiv\)( og [1-6] mio\. kr\. for fast årlig ændring \(drift\))?\.\n\n"
        r"Fortsætter udviklingen, ventes .*"
    )
    assert sentence.fullmatch(said), said


def test_where_nothing_beats_the_last_year_the_level_is_said_to_stand(data: Dataset) -> None:
    turns = [1000.0 + 40 * (-1) ** (year // 2) for year in range(YEARS)]
    choice = accounts(data, turns)
    made = projection_of(choice.here, "adults")
    assert isinstance(made, Projection)
    assert made.method in {ProjectionMethod.NAIVE, ProjectionMethod.LOCAL_LEVEL}
    said = read(projection_point(choice.here, ("adults",)))
    assert re.fullmatch(
        r"Udgifterne på voksenområdet i Midtjylland ventes at ligge fast på [\d.]+ mio\. kr\. til "
        r"og med 2025; i 2025 er de med 80 % sikkerhed mellem [\d.]+ mio\. kr\. og [\d.]+ mio\. "
        r"kr\.",
        said,
    ), said


def test_a_year_with_a_part_of_the_accounts_ends_the_series(data: Dataset) -> None:
    """As when functions were renumbered: nothing is projected from a sum with a hole in it."""
    other = without(accounts(data, rising(YEARS)), "53838", 2010)
    assert (
        figures.accounting_years(other.data, area="082", group="adults", origin_year=LAST).amount
        == LAST - 2010
    )
    said = read(projection_point(other.here, ("adults",)))
    assert said == (
        "Der vises ingen fremskrivning af udgifterne: der er regnskaber for 12 år i træk, og der "
        "kræves mindst 15. Regnskabet for 2010 mangler konti eller en PL-sats."
    )
    with pytest.raises(InputError, match="intet regnskab for område 082, konto 53838, 2010"):
        projection_of(other.here.within(FIRST, 2010), "adults")


def test_a_series_without_variation_has_its_own_reason(data: Dataset) -> None:
    said = read(projection(accounts(data, FLAT, rising(YEARS)), ("adults",)))
    assert said.startswith(
        "Fortsætter udviklingen, ventes udgifterne på voksenområdet på landsplan"
    )
    assert said.endswith(
        "Der vises ingen fremskrivning af udgifterne på voksenområdet i Midtjylland: ændringen er "
        "den samme hvert år, så usikkerheden kan ikke anslås."
    )


def test_methods_that_did_not_converge_are_named(
    data: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_amounts: models.Floats, _horizon: int) -> models.Forecast:
        raise models.FitError("no")

    monkeypatch.setitem(models._METHODS, ProjectionMethod.ETS, broken)  # noqa: SLF001 - what is tested
    choice = accounts(data, [level + 1 for level in rising(YEARS)])
    assert read(projection(choice, ("adults",))).endswith(
        "Kunne ikke tilpasses i alle år og er ikke brugt: eksponentiel udjævning (ETS)."
    )
    _, table = projection_items(choice.here, "adults")
    assert isinstance(table, Table)
    cells = {row.label: row.cells for row in table.rows}
    assert cells["eksponentiel udjævning (ETS)"][1] == "kunne ikke tilpasses"
    assert [row[1] for row in cells.values()].count("brugt") == 1
    project.cache_clear()


@pytest.mark.parametrize(
    ("last", "place"), [(0.0, "inden for"), (200.0, "over"), (-200.0, "under")]
)
def test_a_new_account_is_held_against_last_years_projection(
    data: Dataset, last: float, place: str
) -> None:
    levels = rising(YEARS)
    choice = accounts(data, [*levels[:-1], levels[-2] + 25 + last])
    said = read(outcome(Choice(choice.here, choice.here), ("adults",)))
    way = {"over": "mere", "under": "mindre", "inden for": "(mere|mindre)"}[place]
    sentence = re.compile(
        r"(Regnskabet for 2022 på voksenområdet i Midtjylland blev 1\.\d{3} mio\. kr\., \d+ mio\. "
        rf"kr\. {way} end de 1\.3[78]\d mio\. kr\., der var fremskrevet på regnskaberne til og med "
        rf"2021\. Det ligger {place} intervallet fra 1\.\d+ mio\. kr\. til 1\.\d+ mio\. kr\. "
        r"\(80 % sikkerhed\)\.\s*){2}"
    )
    assert sentence.fullmatch(said), said


def test_the_miss_is_the_account_less_the_projection(data: Dataset) -> None:
    choice = accounts(data, rising(YEARS))
    guess, miss = (
        figure(choice.data, area="082", group="adults", year=LAST, origin_year=LAST - 1)
        for figure in (figures.projected, figures.projection_miss)
    )
    assert miss.exact == choice.here.level("adults", LAST).exact - guess.exact
    exactly = [*rising(YEARS)[:-1], float(guess.exact) / 1000]
    assert ", som de 1." in read(outcome(accounts(data, exactly), ("adults",)))


def test_accounts_with_and_without_a_projection_are_told_apart(data: Dataset) -> None:
    said = read(outcome(accounts(data, rising(YEARS)), ("adults", "youth_crime")))
    assert said.startswith("Regnskabet for 2022 på voksenområdet på landsplan blev")
    assert "fremskrivning af udgifterne til indsatser efter lov om bekæmpelse" in said


def test_the_projection_of_an_earlier_year_is_not_moved_by_later_accounts(data: Dataset) -> None:
    chosen = {"area": "082", "group": "adults"}
    levels = rising(YEARS)
    short = accounts(data, levels).data
    longer = accounts(data, [*levels, 5000.0]).data
    before, after = (
        figures.projected(known, **chosen, year=LAST + 1, origin_year=LAST)
        for known in (short, longer)
    )
    assert before.amount == after.amount
    assert before.exact.denominator == 1


def test_figure_and_table_hold_the_same_numbers_as_the_sentence(data: Dataset) -> None:
    here = accounts(data, rising(YEARS)).here
    figure, table = projection_items(here, "adults")
    assert isinstance(figure, Figure)
    assert isinstance(table, Table)
    past, low, middle, high = figure.numbers.series
    assert figure.numbers.categories == tuple(map(str, range(2007, 2026)))
    assert [v.amount is None for v in past.values] == [False] * YEARS + [True] * 3
    assert [v.amount is None for v in middle.values] == [True] * YEARS + [False] * 3
    spans = zip(low.values[-3:], middle.values[-3:], high.values[-3:], strict=True)
    assert all(a.exact < b.exact < c.exact for a, b, c in spans)
    assert "med 80 % sikkerhed mellem" in read(figure.finding)
    assert "antagelse, projektets egen" in figure.numbers.source
    errors = [row.cells[0] for row in table.rows]
    assert len(errors) == len(ProjectionMethod)
    assert figure.svg == projection_items(here, "adults")[0].svg  # type: ignore[union-attr]


def test_few_years_stand_level_on_the_axis(project_copy: Project) -> None:
    """Rules are data: with a nearer horizon the figure has fewer years."""
    replace_and_sign(project_copy.raw / "local" / "fremskrivning.csv", ",3,count", ",1,count")
    here = accounts(Dataset(project_copy, 2022), rising(YEARS)).here
    figure = projection_items(here, "adults")[0]
    assert isinstance(figure, Figure)
    assert figure.numbers.categories[-1] == "2023"


def test_unknown_years_and_methods_are_told_with_the_known_ones(data: Dataset) -> None:
    known = accounts(data, rising(YEARS)).data
    chosen = {"area": "082", "group": "adults"}
    with pytest.raises(InputError, match="Brug et af årene 2023, 2024, 2025"):
        figures.projected(known, **chosen, year=2030, origin_year=LAST)
    with pytest.raises(InputError, match="Brug en af naive, drift"):
        figures.projection_error(known, **chosen, method="arima", origin_year=LAST)


def test_without_a_projection_its_figures_are_missing(data: Dataset) -> None:
    chosen = {"area": "082", "group": "adults"}
    for figure in (figures.projected, figures.projected_low, figures.projected_high):
        assert figure(data, **chosen, year=2023, origin_year=LAST).amount is None
    miss = figures.projection_miss(data, **chosen, year=LAST, origin_year=LAST - 1)
    assert miss.amount is None
    error = figures.projection_error(data, **chosen, method="naive", origin_year=LAST)
    assert error.amount is None


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("foerste_tilpasning", "noget_andet", "Reglen »foerste_tilpasning« mangler"),
        (",10,count", ",ti,count", "value: »ti« er ikke et tal"),
        (",10,count", ",4,count", "Reglerne kan ikke følges: der kræves mindst 10 år"),
        (",80,pct", ",180,pct", "Reglerne kan ikke følges: dækning og forbedring"),
    ],
)
def test_faulty_rules_stop_with_what_and_where(
    project_copy: Project, old: str, new: str, message: str
) -> None:
    file = project_copy.raw / "local" / "fremskrivning.csv"
    replace_and_sign(file, old, new)
    with pytest.raises(InputError, match=message) as fault:
        projection_rules(Dataset(project_copy, 2022))
    assert fault.value.where.endswith("fremskrivning.csv")
