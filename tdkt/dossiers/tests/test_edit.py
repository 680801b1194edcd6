"""Editing a line: by its unit, while it is open, and never over somebody else's edit."""

import datetime as dt

import pytest

from tdkt.core.edits import StaleEdit
from tdkt.core.history import history_of
from tdkt.dossiers.domain.edit import CannotEdit, edit_nomination
from tdkt.dossiers.domain.send import send_list
from tdkt.dossiers.models import Nomination
from tdkt.dossiers.tests.factories import make_line, make_people, make_round
from tests.support.cast import Cast


@pytest.fixture
def line(cast: Cast) -> Nomination:
    return make_line(make_round(cast.province), cast.office, make_people(cast, 1)[0])


def test_the_officer_edits_a_draft(cast: Cast, line: Nomination, now: dt.datetime) -> None:
    edit_nomination(nomination=line, version=1, actor=cast.officer, now=now, achievement="Giỏi")
    stored = Nomination.objects.get()
    assert (stored.achievement, stored.version) == ("Giỏi", 2)
    assert [(entry.before, entry.after) for entry in history_of(line)] == [
        ({"achievement": ""}, {"achievement": "Giỏi"})
    ]


def test_the_second_of_two_editors_sees_both_versions(cast: Cast, line: Nomination, now: dt.datetime) -> None:
    edit_nomination(nomination=line, version=1, actor=cast.officer, now=now, achievement="Của người trước")
    with pytest.raises(StaleEdit) as stale:
        edit_nomination(nomination=line, version=1, actor=cast.province_officer, now=now, achievement="Của người sau")
    assert stale.value.theirs == {"achievement": "Của người trước"}
    assert stale.value.ours == {"achievement": "Của người sau"}
    assert Nomination.objects.get().achievement == "Của người trước"


def test_a_sent_line_is_not_edited(cast: Cast, line: Nomination, now: dt.datetime) -> None:
    send_list(unit_list=line.unit_list, actor=cast.officer, now=now)
    with pytest.raises(CannotEdit, match="Đã gửi"):
        edit_nomination(nomination=line, version=2, actor=cast.officer, now=now, achievement="Muộn")
    assert Nomination.objects.get().achievement == ""


def test_a_stranger_edits_nothing(cast: Cast, line: Nomination, now: dt.datetime) -> None:
    with pytest.raises(CannotEdit, match="Chỉ cán bộ thi đua"):
        edit_nomination(nomination=line, version=1, actor=cast.stranger, now=now, achievement="X")
