"""What the report says of the pool, the places and the price: each branch on data leading to it."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from tests.report.capacity.cases import (
    ANSWERS,
    EXTERNAL,
    PLACES,
    POOL,
    READING,
    capacity,
    printed,
    with_cell,
    write,
)
from tests.support.invented import read

from kdanalysis.evidence.value import Value
from kdanalysis.project import InputError
from kdanalysis.report.capacity.places import (
    answered,
    answers_table,
    beyond,
    external,
    external_table,
    largest_group,
    not_applying,
    open_capacity,
    open_to_others,
    planned,
    plans_table,
    pool,
    project_size,
    project_table,
    target_figure,
    target_table,
)
from kdanalysis.report.capacity.prices import (
    break_even,
    break_even_table,
    cost,
    effect_table,
    key_points,
    no_price,
)
from kdanalysis.report.elements.tables import Verbatim

if TYPE_CHECKING:
    from kdanalysis.project import Project
    from kdanalysis.report.capacity.places import Capacity


@pytest.fixture(scope="module")
def own(checkout: Project) -> Capacity:
    return capacity(checkout)


def test_the_pool_as_printed(own: Capacity, project_copy: Project) -> None:
    text = read(pool(own))
    assert "1.500 mio. kr.: 200 mio. kr. i 2024, 600 mio. kr. i 2025 og 700 mio. kr. i 2026" in text
    assert "13 kommuner i hele landet tildelt 190 mio. kr., 95,0 %" in text
    assert "summer til helheden" in text
    with_cell(project_copy, POOL, {"key": "ramme_2025"}, "value", "590")
    assert "afviger 10 mio. kr. fra helheden" in read(pool(capacity(project_copy)))
    assert "15 mio. kr. til 25 mio. kr." in read(project_size(own))


def test_answers_and_who_is_missing(own: Capacity, project_copy: Project) -> None:
    text = read(answered(own))
    assert text.startswith("16 af 19 kommuner har svaret.")
    assert "Hedensted, Herning og Samsø" in text
    assert "stemmer med de 3 manglende svar" in text
    with_cell(project_copy, ANSWERS, {"kommune": "Samsø"}, "status", "ingen_planer_om_byggeri")
    told = capacity(project_copy)
    assert "mindst ét svar er ikke gengivet entydigt" in read(answered(told))
    assert "De er ikke netop Favrskov" in read(not_applying(told))


def test_who_does_not_apply(own: Capacity, project_copy: Project) -> None:
    text = read(not_applying(own))
    assert text == (
        "Kilden oplyser, at 6 kommuner ikke søger, og navngiver dem ikke. De kan være Favrskov, "
        "Holstebro, Lemvig, Ringkøbing-Skjern, Skive og Struer, som ingen nye planer har; "
        "Norddjurs, Odder og Randers har kun planer uden om puljen."
    )
    for name in ("Norddjurs", "Odder", "Randers"):
        with_cell(project_copy, ANSWERS, {"kommune": name}, "status", "planer_laanepulje")
    told = read(not_applying(capacity(project_copy)))
    assert told.endswith("Skive og Struer, som ingen nye planer har.")


def test_planned_places(own: Capacity) -> None:
    assert read(planned(own)) == (
        "Kommunerne planlægger eller overvejer 14 projekter med 215 til 237 pladser: 162 til 176 "
        "med midler fra lånepuljen og 53 til 61 uden om. Syddjurs står i begge lister og er talt "
        "med én gang. 46 af pladserne erstatter eller er omdannet af bestående, så tilvæksten er "
        "169 til 191, hvis resten er nye."
    )
    assert read(beyond(own)) == (
        "Ikke talt med er 10 mulige pladser, hvis andre kommuner har interesse, og op til 53 "
        "almene boliger (ABL § 105), som ikke er omfattet af puljen, og hvoraf 12 er opført eller "
        "under opførelse."
    )


def test_plans_without_anything_special(project_copy: Project) -> None:
    rows = printed(project_copy, READING)
    for row in rows:
        row |= {c: "" for c in row if c.endswith("places")}
        row["project"] += row["line"]
    write(project_copy, READING, rows)
    told = capacity(project_copy)
    assert "begge lister" not in planned(told)
    assert planned(told).endswith("Ingen af dem oplyses at erstatte bestående pladser.")
    assert beyond(told) == ""


def test_places_open_to_others(own: Capacity, project_copy: Project) -> None:
    text = read(open_to_others(own))
    assert "7 af 14 projekter oplyser pladser til andre kommuner: 43 til 51 pladser" in text
    assert "pladser, svarende til 29,8 % til 37,8 % af pladserne" in text
    places, reading = printed(project_copy, PLACES), printed(project_copy, READING)
    write(
        project_copy,
        PLACES,
        [row | {"tilgaengelige_min": "", "tilgaengelige_max": ""} for row in places],
    )
    write(project_copy, READING, [row | {"available_pct": ""} for row in reading])
    told = read(open_to_others(capacity(project_copy)))
    assert told == "Ingen af de 14 projekter oplyser, hvor mange pladser andre kan bruge."


def test_external_placements(own: Capacity, project_copy: Project) -> None:
    text = read(external(own))
    assert "2.353 helårspersoner" in text
    assert "626 af dem (26,6 %)" in text
    assert "kilden skriver 26 %, formentlig skåret af" in text
    with_cell(project_copy, EXTERNAL, {"key": "entydig_maalgruppe_andel"}, "value", "27")
    assert "kilden skriver" not in external(capacity(project_copy))


def test_no_price_is_given_but_the_readers_own(own: Capacity, checkout: Project) -> None:
    assert "Ingen pris pr. plads er offentliggjort" in no_price(own)
    assert "antagelse, projektets egen" in no_price(own)
    assert "Læserens egen" not in no_price(own)
    told = capacity(checkout, 250_000)
    assert "Læserens egen prisforskel er sat ind" in no_price(told)
    rows = effect_table(told).rows
    assert [row.label for row in rows].count("Læserens egen") == 1
    prices = [cell.exact for row in rows for cell in row.cells[:1] if isinstance(cell, Value)]
    assert prices == sorted(prices)
    assert len(prices) == 6
    assert len(effect_table(own).rows) == 5


def test_an_own_price_that_is_in_the_span_stands_once(checkout: Project) -> None:
    assert len(effect_table(capacity(checkout, 100_000)).rows) == 5


def test_the_cost_and_the_break_even(own: Capacity, project_copy: Project) -> None:
    assert "461 mio. kr." in read(cost(own))
    assert "695 mio. kr." in read(cost(own))
    assert "2,4 mio. kr. til 2,7 mio. kr. mindre om året end det køb" in read(break_even(own))
    rows = printed(project_copy, READING)
    write(project_copy, READING, [row | {"replaces_places": ""} for row in rows])
    places = printed(project_copy, PLACES)
    write(project_copy, PLACES, [row | {"pladser_min": "0"} for row in places])
    assert "ingen prisforskel kan" in break_even(capacity(project_copy))


@pytest.mark.parametrize("own", [0, -5])
def test_an_own_price_that_saves_nothing_is_refused(own: int) -> None:
    with pytest.raises(InputError, match="kan ikke bruges"):
        open_capacity(period="2018-2022", price_year=2022, own_difference_kr=own)


def test_tables_and_figure_hold_together(own: Capacity) -> None:
    by_owner, by_group = plans_table(own).rows, target_table(own).rows
    assert by_owner[-1].cells[1:] == by_group[-1].cells[1:]
    where = {row.label: row.cells[0] for row in by_owner}
    assert where["Syddjurs"] == "Begge"
    assert read(str(where["Odder"])) == "Uden om"
    assert where["Horsens"] == "Pulje"
    projects = {row.label: row.cells for row in project_table(own).rows}
    assert len(project_table(own).rows) == 14
    places = [cell.amount for cell in projects["Randers"][1:4] if isinstance(cell, Value)]
    assert places == [28, 28, 18]
    told = [cell.amount for cell in projects["Norddjurs"][1:4] if isinstance(cell, Value)]
    assert told == [3, 3, None]
    remark = projects["Randers"][4]
    assert isinstance(remark, Verbatim)
    assert "helt nye" in remark.text
    (odder,) = [row.cells for row in by_owner if row.label == "Odder"]
    shares = [cell.exact for cell in odder[-2:] if isinstance(cell, Value)]
    assert shares == [Fraction(500, 30), Fraction(1000, 22)]
    assert plans_table(own).source == "Kilde: KD-Net 26-01-2024; inddeling ved kdanalysis"
    answered = [row.cells[0] for row in answers_table(own).rows]
    assert sum(cell.exact for cell in answered if isinstance(cell, Value)) == 19
    assert len(break_even_table(own).rows) == 5
    assert external_table(own).rows[-1].cells[1] == ""
    assert "udviklingshæmning: 69 til 80" in read(target_figure(own).finding)


def test_the_key_points_are_five(own: Capacity) -> None:
    assert key_points(own).count("\n- ") + 1 == 5
    assert open_capacity(period="2018-2022", price_year=2022, own_difference_kr=None) == own


def test_a_target_group_with_one_number_is_not_a_span(project_copy: Project) -> None:
    with_cell(project_copy, PLACES, {"line": "3484"}, "pladser_min", "500")
    with_cell(project_copy, PLACES, {"line": "3484"}, "pladser_max", "500")
    for line in ("3448", "3581"):
        for end in ("pladser_min", "pladser_max"):
            with_cell(project_copy, PLACES, {"line": line}, end, "1")
    assert read(largest_group(capacity(project_copy))).endswith("udviklingshæmning: 514.")
