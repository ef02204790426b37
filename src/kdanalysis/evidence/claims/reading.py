"""Reading claims, what they rest on, and the deviations that are explained."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, TypeVar

from pydantic import ValidationError

from kdanalysis.evidence.claims.statements import AuditRow, Basis, Claim, Deviation, Row
from kdanalysis.project import InputError
from kdanalysis.sources.raw import read_raw_csv

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from kdanalysis.project import Project

R = TypeVar("R", bound=Row)


def read_claims(project: Project) -> dict[str, Claim]:
    """Return all statements by id, in printed order.

    Raises:
        InputError: there are none, or rows cannot be read; all faults are named.
    """
    return _by_id(project.raw / "kdnet" / "claims.csv", Claim)


def read_audit_rows(project: Project, claims: Iterable[str]) -> dict[str, AuditRow]:
    """Return what each statement rests on, by id.

    Raises:
        InputError: a statement has no row, or a row no statement; or rows cannot be read.
    """
    file = project.raw / "local" / "claims_audit.csv"
    rows = _by_id(file, AuditRow)
    silent = [i for i, row in rows.items() if not (row.expression or row.reason)]
    loose = [i for i, row in rows.items() if row.basis is Basis.COMPUTED and not row.expression]
    _refuse("Påstande uden række i kontrollen", sorted(set(claims) - set(rows)), file)
    _refuse("Rækker uden påstand", sorted(set(rows) - set(claims)), file)
    _refuse("Rækker uden hverken udtryk eller begrundelse", silent, file)
    _refuse("Beregnede påstande uden udtryk", loose, file)
    return rows


def read_deviations(project: Project, claims: Iterable[str]) -> dict[str, Deviation]:
    """Return the deviations that are explained, by id.

    Raises:
        InputError: a row has no statement, or rows cannot be read.
    """
    file = project.raw / "local" / "claims_deviations.csv"
    rows = _by_id(file, Deviation)
    _refuse("Rækker uden påstand", sorted(set(rows) - set(claims)), file)
    return rows


def _by_id(file: Path, model: type[R]) -> dict[str, R]:
    rows: list[R] = []
    faults: list[str] = []
    for record in read_raw_csv(file).to_dicts():
        try:
            rows.append(model.model_validate(record))
        except ValidationError as error:
            faults += [
                f"{record.get('id')} ({'.'.join(map(str, e['loc']))})" for e in error.errors()
            ]
    twice = [name for name, count in Counter(row.id for row in rows).items() if count > 1]
    _refuse("Rækker med celler, der ikke kan læses", faults, file)
    _refuse("Påstande, der står to gange", twice, file)
    if not rows:
        raise InputError("Filen har ingen rækker.", file, "Hent den frem fra versionsstyringen.")
    return {row.id: row for row in rows}


def _refuse(what: str, ids: Sequence[str], file: Path) -> None:
    if ids:
        raise InputError(f"{what}: {', '.join(ids)}.", file, "Ret rækkerne, og kvittér igen.")
