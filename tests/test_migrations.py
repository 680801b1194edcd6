"""A change of a model keeps what was written before it: rows are put in under the old shape and read under the new."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest

from tests.support.releases import migrate

DAY = dt.date(2023, 12, 8)
MOMENT = dt.datetime(2023, 12, 8, 9, tzinfo=dt.UTC)


@pytest.fixture
def before(transactional_db: None) -> Iterator[Any]:
    """The models of the first release of the award round; afterwards everything is newest again."""
    yield migrate(
        ("units", "0001_initial"),
        ("dossiers", "0001_initial"),
        ("councils", "0001_initial"),
        ("decisions", "0001_initial"),
    )
    migrate()


def voted_line(old: Any) -> int:
    """A line of the first release: put forward, passed by its council, submitted."""
    unit = old.get_model("units", "Unit").objects.create(code="T1", name="VKSND tỉnh Một", kind="province")
    person = old.get_model("people", "Person").objects.create(staff_number="1", full_name="Lê Thị Thử", gender="female")
    on = old.get_model("dossiers", "AwardRound").objects.create(unit=unit, year=2023, name="2023", judged_on=DAY)
    listed = old.get_model("dossiers", "UnitList").objects.create(round=on, unit=unit)
    line = old.get_model("dossiers", "Nomination").objects.create(
        round=on, unit_list=listed, person=person, code="CSTDB", host_unit=unit, decided_by="ministry", state="passed"
    )
    steps = old.get_model("dossiers", "StepTaken")
    for step, target in (("send", "sent"), ("accept", "accepted"), ("pass", "passed")):
        steps.objects.create(nomination=line, step=step, target=target, at=MOMENT, reason=f"vì {step}")
    council = old.get_model("councils", "Council").objects.create(unit=unit, name="Hội đồng", valid_from=DAY)
    session = old.get_model("councils", "CouncilSession").objects.create(
        council=council, round=on, held_on=DAY, members_total=9, members_present=9
    )
    old.get_model("councils", "VoteResult").objects.create(
        session=session, nomination=line, votes_for=9, members_total=9, pass_mark=90, pass_mark_source="Luật",
        passed=True,
    )  # fmt: skip
    return int(line.pk)


def test_steps_votes_and_lines_of_the_first_release_are_kept(before: Any) -> None:
    pk = voted_line(before)
    now = migrate()
    line = now.get_model("dossiers", "Nomination").objects.get(pk=pk)
    assert (line.state, line.code, line.came_from_id, line.asked_code) == ("passed", "CSTDB", None, "")
    steps = now.get_model("dossiers", "StepTaken").objects.filter(nomination=pk).order_by("pk")
    assert list(steps.values_list("step", "round", "reason")) == [
        ("send", line.round_id, "vì send"), ("accept", line.round_id, "vì accept"), ("pass", line.round_id, "vì pass"),
    ]  # fmt: skip
    votes = now.get_model("councils", "VoteResult").objects.filter(nomination=pk)
    assert list(votes.values_list("votes_for", "session__round")) == [(9, line.round_id)]
