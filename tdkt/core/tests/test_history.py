import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tdkt.core import history
from tests.support.cast import Cast


@pytest.fixture
def told(cast: Cast, now: dt.datetime) -> Cast:
    for name in ("Phòng 1", "Phòng Một", "Phòng thứ nhất"):
        history.record(
            actor=cast.administrator, now=now, act="rename", target=cast.office, after={"name": name}, reason="sửa tên"
        )
    return cast


def test_a_record_remembers_who_changed_what_and_why(told: Cast) -> None:
    last = history.history_of(told.office).last()
    assert last is not None
    assert (last.seq, last.actor_name, last.after, last.reason) == (
        3, "Quản trị", {"name": "Phòng thứ nhất"}, "sửa tên",
    )  # fmt: skip


def test_an_untouched_chain_is_whole(told: Cast) -> None:
    assert history.first_broken(history.history_of(told.office)) is None


def test_a_changed_entry_shows(told: Cast) -> None:
    history.history_of(told.office).filter(seq=2).update(reason="lý do khác")
    broken = history.first_broken(history.history_of(told.office))
    assert broken is not None
    assert broken.seq == 2


def test_a_removed_entry_shows(told: Cast) -> None:
    history.history_of(told.office).filter(seq=2).delete()
    broken = history.first_broken(history.history_of(told.office))
    assert broken is not None
    assert broken.seq == 3


def test_many_records_are_told_in_one_go_as_if_one_by_one(told: Cast, now: dt.datetime) -> None:
    changes = [history.Change(unit, after={"name": unit.name}) for unit in (told.office, told.province, told.office)]
    history.record_many(actor=told.administrator, now=now, act="check", changes=changes)
    assert [entry.seq for entry in history.history_of(told.office)] == [1, 2, 3, 4, 5]
    assert history.first_broken(history.history_of(told.office)) is None
    assert history.first_broken(history.history_of(told.province)) is None


def test_only_the_end_of_a_long_chain_is_read(told: Cast, now: dt.datetime) -> None:
    with CaptureQueriesContext(connection) as seen:
        history.record(actor=None, now=now, act="rename", target=told.office, after={"name": "Phòng “1”\n"})
    assert len(seen) == 2
    last = history.history_of(told.office).last()
    assert last is not None
    assert (last.seq, last.actor_name, last.actor_id, last.after) == (4, "Hệ thống", None, {"name": "Phòng “1”\n"})
    assert history.first_broken(history.history_of(told.office)) is None


def test_after_an_entry_was_removed_the_next_follows_the_last(told: Cast, now: dt.datetime) -> None:
    history.history_of(told.office).filter(seq=2).delete()
    history.record(actor=told.administrator, now=now, act="rename", target=told.office)
    assert [entry.seq for entry in history.history_of(told.office)] == [1, 3, 4]
