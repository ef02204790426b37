"""Receipts: a raw file is read only with a receipt that proves it unchanged."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import TYPE_CHECKING

import pytest
from tests.support.raw_files import DAY, replace_text, signed

from kdanalysis.project import InputError, Project
from kdanalysis.sources.receipts import (
    SUFFIX,
    fingerprint,
    read_receipt,
    receipt_path,
    sign,
    verified_bytes,
    write_receipt,
)

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "a,b\n1,2\n3,4\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return signed(tmp_path / "tal.csv", TEXT)


def test_every_raw_file_has_a_receipt_that_fits(checkout: Project) -> None:
    files = [f for f in checkout.raw.rglob("*") if f.is_file() and not f.name.endswith(SUFFIX)]
    assert files
    for raw in files:
        assert verified_bytes(raw) == raw.read_bytes()


def test_every_receipt_has_a_file(checkout: Project) -> None:
    receipts = list(checkout.raw.rglob(f"*{SUFFIX}"))
    assert receipts
    assert all(r.with_name(r.name.removesuffix(SUFFIX)).is_file() for r in receipts)


def test_receipts_of_tables_count_their_rows(checkout: Project) -> None:
    for raw in checkout.raw.rglob("*.csv"):
        assert (read_receipt(raw).rows or 0) >= 1, raw.name


def test_a_fingerprint_is_a_sha256() -> None:
    assert fingerprint(b"abc") == hashlib.sha256(b"abc").hexdigest()


def test_signing_keeps_source_citation_licence_day_hash_and_rows(file: Path) -> None:
    receipt = read_receipt(file)
    assert (receipt.source, receipt.citation, receipt.licence) == ("Prøve", "Kilde: prøve", "Prøve")
    assert (receipt.retrieved, receipt.rows) == (DAY, 2)
    assert receipt.sha256 == fingerprint(TEXT.encode())
    assert receipt.note == "2023-11-10: prøve"


def test_a_receipt_is_read_as_it_is_written(file: Path) -> None:
    receipt = read_receipt(file)
    write_receipt(file, receipt)
    assert read_receipt(file) == receipt


def test_signing_again_keeps_what_is_known_and_adds_the_reason(file: Path) -> None:
    replace_text(file, "1,2", "1,20")
    sign(file, "rettet", date(2024, 1, 26), citation="Kilde: ny")
    receipt = read_receipt(file)
    assert (receipt.source, receipt.citation) == ("Prøve", "Kilde: ny")
    assert receipt.note == "2023-11-10: prøve; 2024-01-26: rettet"
    assert verified_bytes(file) == b"a,b\n1,20\n3,4\n"


def test_a_file_that_is_no_table_has_no_row_count(tmp_path: Path) -> None:
    assert read_receipt(signed(tmp_path / "brev.txt", "Hej")).rows is None


def test_a_changed_file_stops(file: Path) -> None:
    replace_text(file, "1,2", "1,3")
    with pytest.raises(InputError) as fault:
        verified_bytes(file)
    assert fault.value.what == "Filen er ændret, siden kvitteringen blev skrevet."
    assert fault.value.where == file.as_posix()
    assert "kdanalysis sign tal.csv" in fault.value.remedy


def test_a_file_without_receipt_stops(file: Path) -> None:
    receipt_path(file).unlink()
    with pytest.raises(InputError) as fault:
        verified_bytes(file)
    assert "ingen kvittering" in fault.value.what
    assert "tal.csv.receipt.yaml" in fault.value.remedy


def test_a_missing_file_stops(file: Path) -> None:
    file.unlink()
    with pytest.raises(InputError, match="Filen mangler"):
        verified_bytes(file)
    with pytest.raises(InputError, match="Filen mangler"):
        sign(file, "prøve", DAY)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("source:", "kilde:"),
        ("source: Prøve", "source: ''"),
        ("rows: 2", "rows: 0"),
        ("retrieved: '2023-11-10'", "retrieved: i går"),
        ("sha256: ", "sha256: x"),
        ("source:", "{"),
    ],
)
def test_a_receipt_that_cannot_be_read_stops(file: Path, old: str, new: str) -> None:
    replace_text(receipt_path(file), old, new)
    with pytest.raises(InputError, match="Kvitteringen kan ikke læses") as fault:
        verified_bytes(file)
    assert fault.value.where.endswith("tal.csv.receipt.yaml")
    assert fault.value.remedy


def test_a_receipt_in_another_encoding_stops(file: Path) -> None:
    receipt_path(file).write_bytes("source: Prøve".encode("latin-1"))
    with pytest.raises(InputError, match="Kvitteringen kan ikke læses"):
        read_receipt(file)


def test_a_new_file_must_tell_its_source(tmp_path: Path) -> None:
    file = tmp_path / "ny.csv"
    file.write_text(TEXT, encoding="utf-8")
    with pytest.raises(InputError) as fault:
        sign(file, "ny", DAY, source="KD-Net", citation="")
    assert fault.value.what == "En ny fil skal have citation, licence."
    assert fault.value.remedy == "Angiv --citation '...' --licence '...'"
    assert not receipt_path(file).exists()


@pytest.mark.parametrize("text", ["", "a,b\n"])
def test_a_table_without_rows_cannot_be_signed(tmp_path: Path, text: str) -> None:
    with pytest.raises(InputError, match="ingen rækker"):
        signed(tmp_path / "tom.csv", text)
    assert not receipt_path(tmp_path / "tom.csv").exists()
