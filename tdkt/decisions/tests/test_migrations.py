"""A submission that waited before rounds took lines in later goes on waiting, with its lines."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest

from tests.support.releases import migrate, migrate_back

DAY = dt.date(2023, 12, 8)


@pytest.fixture
def before(transactional_db: None) -> Iterator[Any]:
    yield migrate_back("decisions", "0002_every_level")
    migrate()


def test_lines_of_earlier_submissions_were_taken_into_no_round(before: Any) -> None:
    unit = before.get_model("units", "Unit").objects.create(code="T1", name="VKSND tỉnh Một", kind="province")
    on = before.get_model("dossiers", "AwardRound").objects.create(unit=unit, year=2023, name="2023", judged_on=DAY)
    listed = before.get_model("dossiers", "UnitList").objects.create(round=on, unit=unit)
    line = before.get_model("dossiers", "Nomination").objects.create(
        round=on, unit_list=listed, unit=unit, code="BKB", host_unit=unit, decided_by="ministry", state="passed"
    )
    signed = before.get_model("decisions", "Submission").objects.create(
        round=on, unit=unit, to_level="ministry", number="7", signed_on=DAY, signer_name="A", signer_title="Viện trưởng"
    )
    before.get_model("decisions", "SubmissionLine").objects.create(submission=signed, nomination=line)
    now = migrate()
    kept = now.get_model("decisions", "SubmissionLine").objects
    assert list(kept.values_list("submission__number", "nomination", "taken_into")) == [("7", line.pk, None)]
