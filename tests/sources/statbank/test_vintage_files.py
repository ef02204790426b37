"""The files of a vintage: as received, signed, verified when read."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import polars as pl
import pytest
from tests.sources.statbank.selections import LARGE, SMALL, table

from kdanalysis.project import InputError, Project
from kdanalysis.sources.receipts import read_receipt, receipt_path
from kdanalysis.sources.statbank.client import StatbankTable
from kdanalysis.sources.statbank.errors import OFFICIAL_URL, Settings
from kdanalysis.sources.statbank.pulls import Pull, pull
from kdanalysis.sources.statbank.vintage import content_hash, newest

if TYPE_CHECKING:
    from tests.support.statbank import LocalStatbank


def test_first_pull_makes_a_vintage_with_receipts(first: Pull, project: Project) -> None:
    assert first.is_new
    files = sorted(path.name for path in first.vintage.folder.iterdir())
    assert files == [
        "body.csv",
        "body.csv.receipt.yaml",
        "query.json",
        "query.json.receipt.yaml",
        "tableinfo.json",
        "tableinfo.json.receipt.yaml",
    ]
    receipt = first.vintage.receipt
    assert (receipt.rows, receipt.table) == (30, "REGK31")
    assert receipt.updated == datetime(2024, 5, 8, 8)  # noqa: DTZ001 naive at DST
    assert receipt.query is not None
    assert receipt.query["variables"][0] == {"code": "OMRÅDE", "values": ["000", "082"]}
    assert newest("regk31", project) == first.vintage


def test_body_and_tableinfo_are_kept_as_received(first: Pull, bank: LocalStatbank) -> None:
    assert first.vintage.body.read_bytes().startswith("\ufeffOMRÅDE;".encode())
    kept = json.loads((first.vintage.folder / "tableinfo.json").read_text(encoding="utf-8"))
    assert kept == bank.tables["REGK31"].info()


def test_frame_is_typed(first: Pull) -> None:
    frame = first.vintage.frame()
    assert frame.height == 30
    assert frame.columns == ["OMRÅDE", "FUNKTION", "DRANST", "ART", "PRISENHED", "TID", "INDHOLD"]
    assert frame.dtypes == [pl.String] * 6 + [pl.Int64]


def test_large_bodies_are_compressed_with_a_parquet_twin(
    settings: Settings, project: Project
) -> None:
    vintage = pull(table(settings), LARGE, project).vintage
    files = {path.name for path in vintage.folder.iterdir()}
    assert {"body.csv.gz", "body.parquet", "body.parquet.receipt.yaml"} <= files
    assert "body.csv" not in files
    fast = vintage.frame()
    assert vintage.receipt.rows == fast.height == 104 * 24 * 19
    (vintage.folder / "body.parquet").unlink()
    assert vintage.frame().equals(fast)


def test_a_changed_parquet_twin_is_noticed(settings: Settings, project: Project) -> None:
    vintage = pull(table(settings), LARGE, project).vintage
    twin = vintage.folder / "body.parquet"
    vintage.frame().with_columns(pl.col("INDHOLD") + 1).write_parquet(twin)
    with pytest.raises(InputError, match="ændret"):
        vintage.frame()


def test_large_bulk_counts_rows_received(settings: Settings, project: Project) -> None:
    bulk = replace(settings, cell_limit=1)
    vintage = pull(table(bulk), LARGE, project).vintage
    typed = read_receipt(vintage.folder / "body.parquet")
    assert typed.rows == 104 * 24 * 19
    assert (vintage.receipt.rows or 0) < typed.rows
    fast = vintage.frame()
    (vintage.folder / "body.parquet").unlink()
    assert vintage.frame().equals(fast)


@pytest.mark.parametrize("name", ["body.csv", "tableinfo.json", "query.json"])
def test_changed_files_are_noticed(first: Pull, name: str) -> None:
    file = first.vintage.folder / name
    file.write_bytes(file.read_bytes() + b" ")
    with pytest.raises(InputError, match="ændret"):
        first.vintage.frame()


@pytest.mark.parametrize(
    "name", ["body.csv", "tableinfo.json", "query.json", "body.csv.receipt.yaml"]
)
def test_missing_files_are_noticed(first: Pull, name: str) -> None:
    (first.vintage.folder / name).unlink()
    with pytest.raises(InputError):
        first.vintage.frame()


def test_a_query_signed_but_unreadable_is_told(first: Pull) -> None:
    file = first.vintage.folder / "query.json"
    file.write_bytes(b"{}")
    receipt = receipt_path(file).read_text(encoding="utf-8")
    known = read_receipt(file).sha256
    receipt_path(file).write_text(
        receipt.replace(known, hashlib.sha256(b"{}").hexdigest()), encoding="utf-8"
    )
    with pytest.raises(InputError, match="Forespørgslen kan ikke læses"):
        _ = first.vintage.query


def test_trial_data_never_pass_for_dst_s(first: Pull, project: Project) -> None:
    assert "PRØVEDATA" in first.vintage.receipt.citation
    assert "ikke Danmarks Statistik" in first.vintage.receipt.source
    with pytest.raises(InputError, match="blandes ikke"):
        pull(StatbankTable("REGK31", base_url=OFFICIAL_URL), SMALL, project)


def test_dst_s_own_figures_carry_its_source_line(
    settings: Settings, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The local server stands in for DST: the address is all that tells them apart."""
    monkeypatch.setattr("kdanalysis.sources.statbank.vintage.OFFICIAL_URL", settings.base_url)
    receipt = pull(table(settings), SMALL, project).vintage.receipt
    today = datetime.now(UTC).strftime("%d-%m-%Y")
    assert receipt.citation == (
        f"Egne beregninger baseret på tal fra Danmarks Statistik, REGK31, hentet {today}"
    )
    assert receipt.licence == "CC BY 4.0"


def test_content_hash_ignores_row_and_column_order(first: Pull) -> None:
    frame, info = first.vintage.frame(), first.vintage.info
    known = content_hash(frame, info)
    turned = frame.reverse().select(*reversed(frame.columns[:-1]), "INDHOLD")
    assert content_hash(frame.reverse(), info) == known
    assert content_hash(turned, info) == known
    changed = frame.with_columns(pl.col("INDHOLD") + pl.int_range(pl.len()).eq(3).cast(pl.Int64))
    assert content_hash(changed, info) != known
