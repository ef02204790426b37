"""Raw CSV files: every cell as text, verified, and complete."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import pytest
from tests.support.raw_files import DAY, replace_text, signed

from kdanalysis.project import InputError
from kdanalysis.sources.receipts import read_raw_csv, receipt_path, sign

if TYPE_CHECKING:
    from pathlib import Path


def test_cells_are_text_and_an_empty_cell_is_missing(tmp_path: Path) -> None:
    file = signed(tmp_path / "tal.csv", 'kode,tal,tekst\n082,..,"a, b"\n000,,æøå\n')
    frame = read_raw_csv(file)
    assert set(frame.dtypes) == {pl.String}
    assert frame.rows() == [("082", "..", "a, b"), ("000", None, "æøå")]


def test_a_lost_row_is_found_even_if_the_hash_was_renewed(tmp_path: Path) -> None:
    file = signed(tmp_path / "tal.csv", "a,b\n1,2\n3,4\n")
    replace_text(receipt_path(file), "rows: 2", "rows: 3")
    with pytest.raises(InputError) as fault:
        read_raw_csv(file)
    assert fault.value.what == "Filen har 2 rækker; kvitteringen siger 3."
    assert fault.value.where == file.as_posix()


@pytest.mark.parametrize("text", ["a,b\n1,2,3\n", 'a,b\n"1,2\n'])
def test_a_file_that_is_no_csv_stops(tmp_path: Path, text: str) -> None:
    file = signed(tmp_path / "tal.csv", text)
    with pytest.raises(InputError, match=r"ikke en læsbar CSV-fil|rækker"):
        read_raw_csv(file)


def test_a_file_in_another_encoding_stops(tmp_path: Path) -> None:
    file = signed(tmp_path / "tal.csv", "a\nb\n")
    file.write_bytes("a\nå\n".encode("latin-1"))
    sign(file, "prøve", DAY)
    with pytest.raises(InputError, match="ikke en læsbar CSV-fil"):
        read_raw_csv(file)


def test_a_column_that_its_reader_needs_is_asked_for_by_name(tmp_path: Path) -> None:
    file = signed(tmp_path / "tal.csv", "kode,beloeb\n082,1\n")
    assert read_raw_csv(file, "beloeb", "kode").columns == ["kode", "beloeb"]
    with pytest.raises(InputError) as fault:
        read_raw_csv(file, "kode", "tal")
    assert fault.value.what == "Filen mangler kolonnen tal; den har kode, beloeb."
    assert fault.value.where == file.as_posix()
    assert "første linje" in fault.value.remedy
    with pytest.raises(InputError, match="mangler kolonnerne tal, aar; den har"):
        read_raw_csv(file, "tal", "kode", "aar")
