"""A raw file without a column that its reader needs stops with its name, whatever the reader."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from tests.support.raw_files import replace_and_sign

from kdanalysis.project import InputError
from kdanalysis.tables import tender as case
from kdanalysis.tables.account_plan import read_account_plan
from kdanalysis.tables.areas import read_areas
from kdanalysis.tables.basis import check_people
from kdanalysis.tables.capacity import read_answers, read_plans
from kdanalysis.tables.dataset import Dataset
from kdanalysis.tables.decisions import read_decision, read_open_decisions
from kdanalysis.tables.per_inhabitant import read_excerpt
from kdanalysis.tables.price_level import read_price_chain
from kdanalysis.tables.printed import read_printed_cells
from kdanalysis.tables.registers import read_parameters
from kdanalysis.tables.tender import read_example

if TYPE_CHECKING:
    from collections.abc import Callable

    from kdanalysis.project import Project

LOCAL, KDNET = "local/", "kdnet/"
POPULATION = "statbank/FOLK1A/2026-11-22/population.csv"
EXCERPT = "statbank/REGK31_INDL_uddrag/2026-11-22/kr_pr_indbygger.csv"
DAY = date(2024, 1, 26)
PLACES, READING = f"{KDNET}laanepulje_pladser.csv", f"{LOCAL}kapacitet_tolkning.csv"


def _excerpt(project: Project) -> object:
    return read_excerpt(project.raw, read_areas(project.raw / "local" / "areas.csv"))


def _printed(project: Project) -> object:
    data = Dataset(project, 2022)
    return read_printed_cells(project.raw / "kdnet" / "tabel1_6.csv", data.plan, data.areas)


def _plan(project: Project) -> object:
    return read_account_plan(project.raw / "local")


def _plans(project: Project) -> object:
    return read_plans(project.raw / PLACES, project.raw / READING)


def _example(project: Project) -> object:
    return read_example(project.raw)


def _one(
    file: str, column: str, reader: Callable[..., object], *told: object
) -> tuple[str, str, Callable[[Project], object]]:
    return file, column, lambda project: reader(project.raw / file, *told)


READERS: list[tuple[str, str, Callable[[Project], object]]] = [
    _one(f"{LOCAL}areas.csv", "phrase", read_areas),
    (f"{LOCAL}account_plan.csv", "first_year", _plan),
    (f"{LOCAL}purchase_arts.csv", "supplier", _plan),
    (f"{LOCAL}groups.csv", "member_groups", _plan),
    _one(f"{LOCAL}decisions.csv", "amount_kr", read_decision, "x"),
    _one(f"{LOCAL}aabne_beslutninger.csv", "committee", read_open_decisions, "KD-Net"),
    _one(f"{LOCAL}profil_regler.csv", "value", read_parameters),
    _one("pl/pl_chain.csv", "rate_pct", read_price_chain),
    (f"{KDNET}tabel1_6.csv", "amount_1000kr", _printed),
    (POPULATION, "folketal", lambda project: check_people(project, project.raw / POPULATION)),
    (EXCERPT, "indhold_kr_pr_indb", _excerpt),
    (EXCERPT, "prisenhed", _excerpt),
    (PLACES, "pladser_min", _plans),
    (READING, "replaces_places", _plans),
    _one(f"{KDNET}laanepulje_svarstatus.csv", "status", read_answers),
    (f"{KDNET}eksempel_stamdata.csv", "start_date", _example),
    (f"{KDNET}eksempel_forudsaetninger.csv", "value", _example),
    (f"{KDNET}eksempel_omkostninger_besparelser.csv", "project_cost_kr", _example),
    (f"{KDNET}eksempel_gevinst_region_s.csv", "gain_y4_kr", _example),
    (f"{KDNET}eksempel_udligning_region_m.csv", "share_y1_pct", _example),
    (f"{KDNET}planche_udligning_region_m.csv", "comp_total_kr", _example),
    (f"{LOCAL}trykfejl_regneeksempel.csv", "cause", _example),
    _one(f"{KDNET}business_case_urologi.csv", "value", case.read_figures),
    _one(f"{LOCAL}intervaller_urologi.csv", "expected", case.read_ranges),
    _one(f"{KDNET}stomi_besparelse.csv", "i_alt", case.read_stoma_savings),
    _one(f"{LOCAL}tilslutning_urologi.csv", "joined", case.read_joining),
    _one(f"{KDNET}tidsplan_urologi.csv", "from_iso", case.read_timeline),
    _one(f"{KDNET}risikoanalyse_urologi.csv", "mitigating", case.read_risks),
    _one(f"{LOCAL}status_urologi.csv", "text", case.read_status, DAY),
]


@pytest.mark.parametrize(
    ("file", "column", "reader"), READERS, ids=[f"{file}:{column}" for file, column, _ in READERS]
)
def test_a_missing_column_is_named_with_its_file(
    project_copy: Project, file: str, column: str, reader: Callable[[Project], object]
) -> None:
    path = project_copy.raw / file
    replace_and_sign(path, column, f"{column}_omdoebt")
    with pytest.raises(InputError, match=f"Filen mangler kolonnen {column}; den har") as caught:
        reader(project_copy)
    assert caught.value.where == path.as_posix()
