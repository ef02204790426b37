"""One mechanism for registers: what each kind of cell may be, and how all faults are told."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.support.raw_files import forget_rows, signed

from kdanalysis.project import InputError
from kdanalysis.sources.receipts import fingerprint, read_receipt, write_receipt
from kdanalysis.sources.registers import (
    Code,
    Day,
    Decider,
    Exact,
    Listed,
    Remark,
    Truth,
    Whole,
    Year,
    column,
    columns,
    read_register,
)

if TYPE_CHECKING:
    from collections.abc import Callable

SOURCE: Final = Path(__file__).parents[2] / "src" / "kdanalysis"


@dataclass(frozen=True)
class Every:
    """One cell of each kind."""

    code: Annotated[Code, column("function_code")]
    text: str
    perhaps: str | None
    remark: Remark
    whole: Whole
    exact: Exact
    year: Year | None
    day: Day
    truth: Truth
    kind: Literal["new", "ended"]
    parts: Annotated[Listed, column("part_codes")]
    decided_by: Decider


GOOD: Final[dict[str, str]] = {
    "function_code": "00850",
    "text": "På landsplan",
    "perhaps": "x",
    "remark": "y",
    "whole": "-12",
    "exact": "1.5",
    "year": "2022",
    "day": "2024-02-29",
    "truth": "1",
    "kind": "new",
    "part_codes": "a;b",
    "decided_by": "KKR",
}


def written(folder: Path, *rows: dict[str, str]) -> Path:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(GOOD), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return signed(folder / "r.csv", text.getvalue())


def told(file: Path, **options: Any) -> InputError:
    with pytest.raises(InputError) as fault:
        read_register(file, Every, **options)
    assert fault.value.where == file.as_posix()
    assert fault.value.remedy
    return fault.value


def test_a_row_is_typed_by_its_declaration(tmp_path: Path) -> None:
    row = Every(
        "00850",
        "På landsplan",
        "x",
        "y",
        -12,
        Fraction(3, 2),
        2022,
        date(2024, 2, 29),
        True,  # noqa: FBT003 (a cell like the others)
        "new",
        ("a", "b"),
        "KKR",
    )
    assert read_register(written(tmp_path, GOOD), Every) == (row,)
    assert columns(Every) == tuple(GOOD)


def test_what_may_be_empty_is_nothing_of_its_kind(tmp_path: Path) -> None:
    empty = dict.fromkeys(("perhaps", "remark", "year", "part_codes"), "")
    (row,) = read_register(written(tmp_path, GOOD | empty), Every)
    assert (row.perhaps, row.remark, row.year, row.parts) == (None, "", None, ())


@pytest.mark.parametrize(
    ("name", "cell", "what"),
    [
        ("function_code", "5a", "»5a« er ikke en kode"),
        ("whole", "1.0", "»1.0« er ikke et helt tal"),
        ("whole", "1_0", "»1_0« er ikke et helt tal"),
        ("whole", "٣", "»٣« er ikke et helt tal"),
        ("whole", "9" * 19, "er ikke et helt tal"),
        ("exact", "1,5", "»1,5« er ikke et tal"),
        ("exact", "1/3", "»1/3« er ikke et tal"),
        ("exact", "nan", "»nan« er ikke et tal"),
        ("year", "22", "»22« er ikke et årstal"),
        ("day", "29-02-2024", "»29-02-2024« er ikke en dato"),
        ("day", "2023-02-29", "»2023-02-29« er ikke en dato"),
        ("truth", "ja", "»ja« er hverken 0 eller 1"),
        ("kind", "moved", "»moved« er ikke en af 'new', 'ended'"),
    ],
)
def test_a_cell_that_is_not_of_its_kind_is_told(
    tmp_path: Path, name: str, cell: str, what: str
) -> None:
    fault = told(written(tmp_path, GOOD, GOOD | {name: cell}))
    assert fault.what.startswith(f"Række 3, {name}: ")
    assert what in fault.what


MAY_BE_EMPTY: Final = frozenset({"perhaps", "remark", "year", "part_codes"})


@pytest.mark.parametrize("cell", ["", " "])
@pytest.mark.parametrize("name", sorted(set(GOOD) - MAY_BE_EMPTY))
def test_a_cell_that_must_be_there_is_told(tmp_path: Path, name: str, cell: str) -> None:
    fault = told(written(tmp_path, GOOD | {name: cell}))
    assert fault.what == f"Række 2, {name}: cellen er tom."
    assert ("hvem der har besluttet" in fault.remedy) == (name == "decided_by")


def test_all_faults_are_told_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    """Also those that no row shows alone, and where a cell holds several lines."""
    rows = (
        GOOD | {"text": "to\nlinjer", "function_code": "1"},
        GOOD | {"whole": "x", "day": "", "function_code": "2"},
        GOOD | {"function_code": "1"},
        GOOD | {"function_code": "3", "exact": "-1"},
    )
    file = written(tmp_path, *rows)
    forget_rows(file)
    fault = told(
        file,
        key=("function_code",),
        rule=lambda row: "beløbet er mindre end nul" if row.exact < 0 else None,
    )
    assert fault.what.splitlines() == [
        "Filen har 4 fejl:",
        "  Række 4 (2), whole: »x« er ikke et helt tal",
        "  Række 4 (2), day: cellen er tom",
        "  Række 5: 1 står to gange",
        "  Række 6 (3): beløbet er mindre end nul.",
    ]
    one_by_one = ("Skriv et helt tal.", "Skriv en dato som 2024-01-26.", "Slet den ene række.")
    assert fault.remedy == " ".join([*one_by_one, "Ret rækken."])


def test_a_key_may_be_of_several_columns(tmp_path: Path) -> None:
    file = written(tmp_path, GOOD, GOOD | {"year": "2023"}, GOOD | {"year": ""})
    assert len(read_register(file, Every, key=("function_code", "year"))) == 3
    again = written(tmp_path, GOOD, GOOD)
    assert "00850, 2022 står to gange" in told(again, key=("function_code", "year")).what


def test_a_column_is_missed_and_others_are_left_alone(tmp_path: Path) -> None:
    file = written(tmp_path, GOOD)
    text = file.read_text(encoding="utf-8")
    signed(file, text.replace("function_code", "kode"))
    assert "Filen mangler kolonnen function_code; den har kode" in told(file).what
    head, row, _ = text.split("\n")
    more = signed(file, f"note,{head}\nfri tekst,{row}\n")
    assert len(read_register(more, Every)) == 1


def test_a_file_without_rows_or_no_file_stops_unless_it_may_be_so(tmp_path: Path) -> None:
    file = written(tmp_path, GOOD)
    forget_rows(file)
    file.write_text(",".join(GOOD) + "\n", encoding="utf-8")
    receipt = read_receipt(file)
    write_receipt(file, receipt.model_copy(update={"sha256": fingerprint(file.read_bytes())}))
    assert "ingen rækker" in told(file).what
    assert read_register(file, Every, empty_ok=True) == ()
    file.unlink()
    assert "Filen mangler" in told(file, empty_ok=True).what
    assert read_register(file, Every, missing_ok=True) == ()


def test_a_file_that_was_changed_stops(tmp_path: Path) -> None:
    file = written(tmp_path, GOOD)
    file.write_text(file.read_text(encoding="utf-8").replace("KKR", "KL"), encoding="utf-8")
    assert "ændret" in told(file, missing_ok=True).what


@given(name=st.sampled_from(list(GOOD)), cell=st.text(st.characters(codec="utf-8"), max_size=12))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_whatever_stands_in_a_cell_gives_a_row_or_its_place(
    tmp_path: Path, name: str, cell: str
) -> None:
    file = written(tmp_path, GOOD | {name: cell})
    forget_rows(file)
    try:
        (row,) = read_register(file, Every)
    except InputError as fault:
        assert f"Række 2, {name}: " in fault.what  # noqa: PT017 (either outcome is right)
        return
    assert isinstance(row, Every)
    if name in {"text", "decided_by"}:
        assert cell in {row.text, row.decided_by}


# Who reads raw files otherwise, and why: rows that have no schema of their own.
OTHERWISE: Final = {
    "sources/registers.py": "the mechanism itself",
    "tables/registers.py": "templates repeat the rows of an extract as they are",
    "evidence/figures/printed.py": "any transcribed table, named in a key",
    "evidence/claims/figures.py": "counts the rows of any table",
    "render/verify.py": "all text of some columns, to quote",
}


def test_every_register_is_read_by_the_mechanism() -> None:
    pattern: Callable[[str], object] = re.compile(r"(?<!def )\bread_raw_csv\(").search
    found = {
        path.relative_to(SOURCE).as_posix()
        for path in SOURCE.rglob("*.py")
        if pattern(path.read_text(encoding="utf-8"))
    }
    assert found == set(OTHERWISE)
