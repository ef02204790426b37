"""Profiles on fetched accounts: two pages, all accounts, purchases, and no waiting for PL rates."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import polars as pl
import pytest
from pypdf import PdfReader
from rich.console import Console
from tests.support.fetching import copied
from tests.support.shared import Store, fetched_until

from kdanalysis.project import Project
from kdanalysis.render.profiles import render_profiles
from kdanalysis.tables.build import build_processed
from kdanalysis.tables.dataset import open_newest

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow

QUIET = Console(quiet=True)
SMALL, MIDDLE, LARGE = "samsoe", "horsens", "aarhus"
JUMPS = (1.0, 1.6, 0.5, 1.0, 2.2)
"""What an account is multiplied with, year after year."""


@pytest.fixture(scope="session")
def fetched(checkout: Project, store: Store) -> Project:
    """A project with accounts to 2024 and PL rates to 2022, in which three profiles are rendered.

    All accounts of Samsø jump up and down, which takes most room.
    """

    def make(root: Path) -> None:
        project = copied(fetched_until(store, 2024).root, root)
        shutil.copytree(checkout.analyses, project.analyses)
        for path in checkout.root.glob("_quarto*.yml"):
            shutil.copy(path, project.root)
        build_processed(project)
        _spoil(project.processed / "net_expenditure.csv")
        render_profiles(project, QUIET, ",".join((SMALL, MIDDLE, LARGE)))

    return Project(store.once("profiles-on-fetched", make))


def _spoil(file: Path) -> None:
    codes = {"area_code": pl.String, "function_code": pl.String}
    frame = pl.read_csv(file, schema_overrides=codes).with_row_index()
    factors = pl.Series(JUMPS)
    times = pl.col("index").map_elements(
        lambda at: factors[at % len(JUMPS)], return_dtype=pl.Float64
    )
    jumping = (pl.col("amount_tkr") * times).round().cast(pl.Int64)
    of_samsoe = pl.col("area_code") == "741"
    spoilt = frame.with_columns(amount_tkr=pl.when(of_samsoe).then(jumping).otherwise("amount_tkr"))
    spoilt.drop("index").write_csv(file)


def pages(project: Project, name: str) -> list[str]:
    """Return the text of each page of a profile."""
    reader = PdfReader(project.site / "kommuneprofil" / f"{name}.pdf")
    return [page.extract_text().replace("\N{NO-BREAK SPACE}", " ") for page in reader.pages]


@pytest.mark.parametrize("name", [SMALL, MIDDLE, LARGE])
def test_all_accounts_fit_on_two_pages(fetched: Project, name: str) -> None:
    told = pages(fetched, name)
    assert len(told) == 2
    whole = " ".join(told)
    for label in ("Botilbud", "Anbringelser", "Rådgivning", "Særlige pladser på psykiatrisk"):
        assert whole.count(label) >= 2
    assert "Køb på voksenområdet efter leverandør, 2018-2024" in whole
    assert "Uddrag" not in whole


def test_a_profile_in_current_prices_waits_for_no_rate(fetched: Project) -> None:
    text = pages(fetched, MIDDLE)[0]
    assert "PRØVEDATA" in text
    assert "PL-sats" not in text
    assert "i 2024" in text


def test_every_jump_is_told_and_many_in_short(fetched: Project) -> None:
    text = pages(fetched, SMALL)[1]
    assert "Desuden springer" in text
    assert "flere andre poster" in text
    assert "linjen er brudt" in text
    assert "Ingen af de viste poster springer" in pages(fetched, LARGE)[1]


def test_levels_are_the_amounts_by_inhabitants(fetched: Project) -> None:
    data = open_newest(fetched)
    raw = {
        name: pl.read_csv(
            fetched.processed / f"{name}.csv",
            schema_overrides=dict.fromkeys(("area_code", "function_code", "art_code"), pl.String),
        ).filter(area_code="751", year=2024)
        for name in ("net_expenditure", "purchases", "population")
    }
    people = raw["population"]["inhabitants"].item()
    care = raw["net_expenditure"].filter(pl.col("function_code").is_in(["53850", "53851", "53852"]))
    level = data.per_inhabitant.level_kr("751", "residential_care", 2024)
    assert level is not None
    assert level * people == care["amount_tkr"].sum() * 1000
    private = data.per_inhabitant.level_kr("751", "40", 2024)
    assert private is not None
    bought = raw["purchases"].filter(art_code="40")["amount_tkr"].item()
    assert private * people == bought * 1000
