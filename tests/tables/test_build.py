"""Building `data/processed`: what is committed is what is built, and no fault leaves a trace."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.support.raw_files import DAY, replace_and_sign, replace_text

from kdanalysis.project import InputError, Project
from kdanalysis.sources.receipts import receipt_path, sign
from kdanalysis.tables.build import as_csv, build_processed, processed_tables

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TABLES = "kdnet/tabel1_6.csv"
POPULATION = "statbank/FOLK1A/2026-11-22/population.csv"
CELL = "kdnet-2023-11-10,2750,tabel1,hele_landet,1,Personlig og praktisk hjælp,0,2018,1428436"
ROW = CELL + ",1.428.436\n"


def state(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Return content and time of change of every file in `folder`."""
    return {f.name: (f.read_bytes(), f.stat().st_mtime_ns) for f in sorted(folder.iterdir())}


def test_committed_tables_are_those_built_from_the_raw_files(checkout: Project) -> None:
    built = {f"{name}.csv": as_csv(frame) for name, frame in processed_tables(checkout).items()}
    committed = {f.name: f.read_bytes() for f in checkout.processed.glob("*.csv")}
    assert {name: committed.get(name) for name in built} == built


def test_every_committed_table_has_a_builder(checkout: Project) -> None:
    assert {f.stem for f in checkout.processed.glob("*.csv")} == set(processed_tables(checkout))


def test_an_unchanged_build_touches_nothing(project_copy: Project) -> None:
    before = state(project_copy.processed)
    assert build_processed(project_copy) == []
    assert state(project_copy.processed) == before


def test_only_what_changed_is_written(project_copy: Project) -> None:
    lost, spoilt = (project_copy.processed / f"{n}.csv" for n in ("population", "purchases"))
    expected = {file: file.read_bytes() for file in (lost, spoilt)}
    lost.unlink()
    spoilt.write_bytes(b"andet")
    before = state(project_copy.processed)
    assert set(build_processed(project_copy)) == {lost, spoilt}
    assert {file: file.read_bytes() for file in expected} == expected
    after = state(project_copy.processed)
    assert {n: s for n, s in after.items() if n not in {lost.name, spoilt.name}} == {
        n: s for n, s in before.items() if n not in {lost.name, spoilt.name}
    }


def test_a_build_from_nothing_makes_the_folder(project_copy: Project) -> None:
    expected = {name: content for name, (content, _) in state(project_copy.processed).items()}
    for file in project_copy.processed.iterdir():
        file.unlink()
    project_copy.processed.rmdir()
    assert len(build_processed(project_copy)) == len(expected)
    assert {n: content for n, (content, _) in state(project_copy.processed).items()} == expected


def _spoil(path: str, old: str, new: str) -> Callable[[Path], None]:
    """Return what changes a raw file and signs the change, so that only its content is wrong."""
    return lambda raw: replace_and_sign(raw / path, old, new)


def _tamper(raw: Path) -> None:
    replace_text(raw / TABLES, "1428436,1.428.436", "1428437,1.428.437")


def _without_receipt(raw: Path) -> None:
    receipt_path(raw / TABLES).unlink()


def _without_file(raw: Path) -> None:
    (raw / TABLES).unlink()


def _without_regions(raw: Path) -> None:
    """Leave the country alone in the population: nothing to add up, nothing to add up to."""
    file = raw / POPULATION
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    file.write_text("".join(line for line in lines if line[:3] in {"kod", "000"}), encoding="utf-8")
    sign(file, "prøve", DAY)


FAULTS: dict[str, tuple[Callable[[Path], None], str, str]] = {
    "changed raw file": (_tamper, "Filen er ændret", TABLES),
    "missing receipt": (_without_receipt, "ingen kvittering", TABLES),
    "missing file": (_without_file, "Filen mangler", TABLES),
    "unknown row label": (
        _spoil(TABLES, "Rådgivning", "Vejledning"),
        "Ukendt rækketekst i tabel1: »Vejledning«",
        "agendaens linje 2752",
    ),
    "unknown area": (
        _spoil(TABLES, "tabel1,hele_landet", "tabel1,sjaelland"),
        "Ukendt område: »sjaelland«",
        "areas.csv",
    ),
    "unknown table": (
        _spoil(TABLES, CELL, CELL.replace("tabel1", "tabel7")),
        "En celle hører ikke til tabellen: tabel7, 53838, 2018",
        TABLES,
    ),
    "number that is none": (
        _spoil(TABLES, "2018,1428436", "2018,1428436 kr."),
        "amount_1000kr: »1428436 kr.« er ikke et helt tal",
        TABLES,
    ),
    "duplicate cell": (
        _spoil(TABLES, ROW, ROW + ROW),
        "En celle står to gange: tabel1, 53838, 2018",
        TABLES,
    ),
    "missing cell": (
        _spoil(TABLES, ROW, ""),
        "En celle mangler: tabel1, 53838, 2018",
        TABLES,
    ),
    "empty cell": (
        _spoil(TABLES, "2018,1428436,", "2018,,"),
        "En celle er tom: tabel1, 53838, 2018",
        TABLES,
    ),
    "empty total": (
        _spoil(TABLES, "2018,35754748,", "2018,,"),
        "En celle er tom: tabel1, I alt, 2018",
        TABLES,
    ),
    "wrong cell": (
        _spoil(TABLES, "2018,1428436", "2018,1428446"),
        "PL-kæden genskaber ikke 1 trykte celler, først tabel1 I alt 2018",
        "pl_chain.csv",
    ),
    "wrong rate": (
        _spoil("pl/pl_chain.csv", "2018,2019,1.6", "2018,2019,1.7"),
        "PL-kæden genskaber ikke",
        "pl_chain.csv",
    ),
    "broken chain": (
        _spoil("pl/pl_chain.csv", "2019,2020", "2019,2021"),
        "hænger ikke sammen",
        "pl_chain.csv",
    ),
    "price year outside the chain": (
        _spoil("pl/pl_chain.csv", "2021,2022,3.7,derived,same\n", ""),
        "Prisåret 2022 ligger uden for PL-kæden (2018-2021)",
        "pl_chain.csv",
    ),
    "population that does not add up": (
        _spoil(POPULATION, "Horsens,2016K1,87736", "Horsens,2016K1,87737"),
        "Folketallet for 082 er ikke summen af de 19 kommuner",
        POPULATION,
    ),
    "population of the country only": (
        _without_regions,
        "Folketallet for 082 er ikke summen af de 19 kommuner",
        POPULATION,
    ),
    "population that is no number": (
        _spoil(POPULATION, "2017K1,5748769", "2017K1,.."),
        "folketal: »..« er ikke et helt tal",
        POPULATION,
    ),
    "quoted year that is none": (
        _spoil("kdnet/eksterne_tal.csv", "mia_kr,2018,2018", "mia_kr,nu,2018"),
        "period_from: »nu« er ikke et årstal",
        "eksterne_tal.csv",
    ),
    "quoted number in Danish": (
        _spoil("kdnet/eksterne_tal.csv", ",53.1,", ',"53,1",'),
        "Tabellen har fejl",
        "quoted_figures.csv",
    ),
}


@pytest.mark.parametrize("fault", list(FAULTS))
def test_a_fault_stops_with_what_where_and_remedy_and_leaves_the_outputs(
    project_copy: Project, fault: str
) -> None:
    spoil, what, where = FAULTS[fault]
    spoil(project_copy.raw)
    before = state(project_copy.processed)
    with pytest.raises(InputError) as error:
        build_processed(project_copy)
    assert what in error.value.what
    assert where in error.value.where
    assert error.value.remedy
    assert state(project_copy.processed) == before
