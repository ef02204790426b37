"""`check --claims`: exit codes, the CSV file, and what it refuses to overwrite."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import typer
from tests.support.raw_files import replace_and_sign
from typer.testing import CliRunner

from kdanalysis.cli.proof import check_claims, check_command
from kdanalysis.project import InputError

if TYPE_CHECKING:
    from kdanalysis.project import Project

app = typer.Typer()
app.command("check")(check_command)


def test_all_is_well(
    checkout: Project, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(checkout.root)
    out = tmp_path_factory.mktemp("ud") / "claims.csv"

    result = CliRunner().invoke(app, ["--claims", "--out", str(out)])

    assert result.exit_code == 0
    assert "Alle afvigelser er kvitteret." in result.output
    assert "722" in result.output
    assert len(out.read_text(encoding="utf-8").splitlines()) == 723


def test_the_result_is_shown_without_a_file_too(
    checkout: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check_claims(checkout, None) == []
    assert "Skrevet" not in capsys.readouterr().out


def test_a_new_deviation_fails_and_is_still_written(
    project_copy: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace_and_sign(project_copy.raw / "kdnet" / "claims.csv", "landet,9.7,pct", "landet,9.8,pct")
    monkeypatch.chdir(project_copy.root)

    result = CliRunner().invoke(app, ["--claims", "--out", "build/claims.csv"])

    assert result.exit_code == 1
    assert "A007: Ny afvigelse: trykt 9.8, genberegnet 9.7." in result.output
    assert "Fejler: 1" in result.output
    assert "A007,mismatch,9.7,9.8," in (project_copy.build / "claims.csv").read_text("utf-8")


def test_raw_data_and_folders_are_never_written_over(project_copy: Project) -> None:
    claims = project_copy.raw / "kdnet" / "claims.csv"
    before = claims.read_bytes()

    for out in (claims, project_copy.raw / "ny.csv", project_copy.root):
        with pytest.raises(InputError, match="kan ikke skrives her"):
            check_claims(project_copy, out)

    assert claims.read_bytes() == before
    assert not (project_copy.raw / "ny.csv").exists()


def test_a_check_must_be_chosen() -> None:
    result = CliRunner().invoke(app, [])

    assert isinstance(result.exception, InputError)
    assert "--claims" in str(result.exception)
