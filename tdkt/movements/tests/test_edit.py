"""Changing a draft, correcting a launched movement, carrying over, dropping."""

import datetime as dt
from typing import Any

import pytest

from tdkt.core import history
from tdkt.core.answers import MovedMeanwhile
from tdkt.core.edits import StaleEdit
from tdkt.movements.domain.edit import correct_days, drop_draft, edit_draft
from tdkt.movements.domain.launch import CannotLaunch, launch_movement
from tdkt.movements.domain.papers import CannotFile, add_paper, remove_paper
from tdkt.movements.domain.roll_over import roll_over
from tdkt.movements.models import Movement, PaperKind, Track
from tdkt.movements.queries import papers_to_issue
from tdkt.movements.tests.factories import FIRST, LAST, draft, launched
from tests.support.cast import Cast

JUNE = dt.date(2023, 6, 30)


def plan(**change: Any) -> dict[str, Any]:
    return {
        "theme": "Chủ đề mới", "kind": "thematic", "by_drive": True, "scope": "unit", "track": "province",
        "launcher_name": "UBND tỉnh", "start_on": FIRST, "end_on": LAST, "response_due_on": None,
    } | change  # fmt: skip


def test_a_draft_is_changed_and_its_history_names_only_what_changed(cast: Cast, now: dt.datetime) -> None:
    movement = draft(cast.head, now, cast.province)
    edit_draft(actor=cast.head, now=now, movement=movement, version=1, **plan())
    stored = Movement.objects.get()
    assert (stored.theme, stored.kind, stored.by_drive, stored.track, stored.version) == (
        "Chủ đề mới", "thematic", True, "province", 2,
    )  # fmt: skip
    entry = history.history_of(movement).last()
    assert entry is not None
    assert set(entry.after) == {"theme", "kind", "by_drive", "track", "launcher_name"}


def test_the_second_of_two_edits_is_refused_and_sees_both(cast: Cast, now: dt.datetime) -> None:
    movement = draft(cast.head, now, cast.province)
    mine = Movement.objects.get()
    edit_draft(actor=cast.head, now=now, movement=movement, version=1, **plan())
    with pytest.raises(StaleEdit) as refused:
        edit_draft(actor=cast.head, now=now, movement=mine, version=1, **plan(theme="Của tôi"))
    assert (refused.value.theirs["theme"], refused.value.ours["theme"]) == ("Chủ đề mới", "Của tôi")
    assert Movement.objects.get().theme == "Chủ đề mới"


def test_what_was_launched_meanwhile_is_no_longer_edited(cast: Cast, now: dt.datetime) -> None:
    movement = launched(cast.head, now, cast.province)
    with pytest.raises(MovedMeanwhile):
        edit_draft(actor=cast.head, now=now, movement=movement, version=1, **plan())
    with pytest.raises(MovedMeanwhile):
        drop_draft(actor=cast.head, now=now, movement=movement)
    assert (Movement.objects.get().theme, Movement.objects.get().version) == ("Thi đua năm 2023", 1)


@pytest.mark.parametrize(
    ("change", "words"), [({"theme": "  "}, "Chưa ghi chủ đề"), ({"end_on": dt.date(2022, 1, 1)}, "trước ngày bắt đầu")]
)
def test_an_edit_that_makes_no_sense_is_refused(
    cast: Cast, now: dt.datetime, change: dict[str, Any], words: str
) -> None:
    movement = draft(cast.head, now, cast.province)
    with pytest.raises(CannotLaunch, match=words):
        edit_draft(actor=cast.head, now=now, movement=movement, version=1, **plan(**change))
    with pytest.raises(CannotLaunch, match="Chỉ cán bộ thi đua"):
        edit_draft(actor=cast.officer, now=now, movement=movement, version=1, **plan())
    assert Movement.objects.get().version == 1


def test_an_answer_stays_on_the_track_of_the_movement_above(cast: Cast, now: dt.datetime) -> None:
    upper = launched(cast.head, now, cast.province, track=Track.PROVINCE)
    answer = draft(cast.officer, now, cast.office, parent=upper, track=Track.SECTOR)
    assert answer.track == Track.PROVINCE
    edit_draft(actor=cast.officer, now=now, movement=answer, version=1, **plan(track="national"))
    assert Movement.objects.get(pk=answer.pk).track == Track.PROVINCE


def test_the_days_of_a_launched_movement_are_corrected_with_a_reason(cast: Cast, now: dt.datetime) -> None:
    movement = launched(cast.head, now, cast.province)
    days: dict[str, Any] = {"start_on": FIRST, "end_on": JUNE, "response_due_on": None}
    with pytest.raises(CannotLaunch, match="Chưa ghi lý do"):
        correct_days(actor=cast.head, now=now, movement=movement, version=1, reason=" ", **days)
    bad = days | {"end_on": dt.date(2022, 1, 1)}
    with pytest.raises(CannotLaunch, match="trước ngày bắt đầu"):
        correct_days(actor=cast.head, now=now, movement=movement, version=1, reason="CV 9", **bad)
    assert Movement.objects.get().end_on == LAST
    correct_days(actor=cast.head, now=now, movement=movement, version=1, reason="Theo CV số 9", **days)
    entry = history.history_of(movement).last()
    assert entry is not None
    assert (entry.reason, entry.before, entry.after) == (
        "Theo CV số 9", {"end_on": "2023-12-31"}, {"end_on": "2023-06-30"},
    )  # fmt: skip
    with pytest.raises(StaleEdit):
        correct_days(actor=cast.head, now=now, movement=movement, version=1, reason="CV 10", **days)


def test_a_draft_has_no_days_to_correct(cast: Cast, now: dt.datetime) -> None:
    movement = draft(cast.head, now, cast.province)
    with pytest.raises(MovedMeanwhile):
        correct_days(
            actor=cast.head, now=now, movement=movement, version=1, reason="CV", start_on=FIRST, end_on=JUNE,
            response_due_on=None,
        )  # fmt: skip


def test_a_dropped_draft_leaves_its_history(cast: Cast, now: dt.datetime) -> None:
    movement = draft(cast.head, now, cast.province)
    pk = movement.pk
    with pytest.raises(CannotLaunch):
        drop_draft(actor=cast.officer, now=now, movement=movement)
    drop_draft(actor=cast.head, now=now, movement=movement)
    assert not Movement.objects.exists()
    movement.pk = pk
    assert [entry.act for entry in history.history_of(movement)] == ["draft_movement", "drop_draft"]


def test_a_guide_alone_does_not_launch(cast: Cast, now: dt.datetime) -> None:
    movement = draft(cast.head, now, cast.province)
    add_paper(
        actor=cast.head, now=now, movement=movement, kind=PaperKind.GUIDE, number="1/HD", issued_on=FIRST,
        issuer_name="Viện trưởng",
    )  # fmt: skip
    with pytest.raises(CannotLaunch, match="Chưa có chỉ thị hoặc kế hoạch"):
        launch_movement(actor=cast.head, now=now, movement=movement)


def test_a_paper_leaves_a_draft_but_not_a_launched_movement(cast: Cast, now: dt.datetime) -> None:
    running = launched(cast.head, now, cast.province)
    with pytest.raises(CannotFile, match="đã phát động"):
        remove_paper(actor=cast.head, now=now, paper=running.papers.get())
    movement = draft(cast.head, now, cast.province, theme="Đang soạn")
    paper = add_paper(
        actor=cast.head, now=now, movement=movement, kind=PaperKind.PLAN, number="1/KH", issued_on=FIRST,
        issuer_name="Viện trưởng",
    )  # fmt: skip
    with pytest.raises(CannotFile, match="Chỉ cán bộ thi đua"):
        remove_paper(actor=cast.stranger, now=now, paper=paper)
    remove_paper(actor=cast.head, now=now, paper=paper)
    assert (running.papers.count(), movement.papers.count()) == (1, 0)


def test_a_movement_of_several_years_goes_on_after_its_end_and_names_the_papers_to_issue(
    cast: Cast, now: dt.datetime
) -> None:
    movement = launched(
        cast.head, now, cast.province, theme="Văn hóa công sở 2023 – 2025, Nghị quyết 2021",
        end_on=dt.date(2025, 12, 31),
    )  # fmt: skip
    later = roll_over(actor=cast.head, now=now, movement=movement)
    assert (later.start_on, later.end_on, later.theme) == (
        dt.date(2026, 1, 1), dt.date(2028, 12, 31), "Văn hóa công sở 2026 – 2028, Nghị quyết 2021",
    )  # fmt: skip
    assert later.papers.count() == 0
    assert [(one.kind, one.last, one.issued) for one in papers_to_issue(later)] == [
        ("plan", "Kế hoạch số 05/KH ngày 09/01/2023", False)
    ]
    add_paper(
        actor=cast.head, now=now, movement=later, kind=PaperKind.PLAN, number="6/KH", issued_on=dt.date(2023, 12, 1),
        issuer_name="Viện trưởng",
    )  # fmt: skip
    assert [one.issued for one in papers_to_issue(later)] == [True]


def test_an_answer_is_carried_over_only_under_the_next_movement_above(cast: Cast, now: dt.datetime) -> None:
    upper = launched(cast.head, now, cast.province)
    answer = launched(cast.officer, now, cast.office, parent=upper)
    with pytest.raises(CannotLaunch, match="chưa phát động phong trào năm sau"):
        roll_over(actor=cast.officer, now=now, movement=answer)
    following = roll_over(actor=cast.head, now=now, movement=upper)
    with pytest.raises(CannotLaunch, match="chưa phát động phong trào năm sau"):
        roll_over(actor=cast.officer, now=now, movement=answer)
    add_paper(
        actor=cast.head, now=now, movement=following, kind=PaperKind.DIRECTIVE, number="2/CT",
        issued_on=dt.date(2023, 12, 9), issuer_name="Viện trưởng",
    )  # fmt: skip
    launch_movement(actor=cast.head, now=now, movement=following)
    assert roll_over(actor=cast.officer, now=now, movement=answer).parent == following


def test_a_draft_is_not_carried_over(cast: Cast, now: dt.datetime) -> None:
    with pytest.raises(CannotLaunch, match="còn đang soạn"):
        roll_over(actor=cast.head, now=now, movement=draft(cast.head, now, cast.province))


def test_nobody_answers_over_the_head_of_the_unit_between(cast: Cast, now: dt.datetime) -> None:
    top = cast.administrator
    top.holdings.update(role="appraiser")
    movement = launched(top, now, cast.centre)
    with pytest.raises(CannotLaunch, match="không vượt cấp"):
        draft(cast.officer, now, cast.office, parent=movement)
    assert draft(cast.head, now, cast.province, parent=movement).parent == movement


def test_the_same_movement_is_not_written_twice(cast: Cast, now: dt.datetime) -> None:
    draft(cast.head, now, cast.province)
    other = draft(cast.head, now, cast.province, theme="Chủ đề khác")
    with pytest.raises(CannotLaunch, match="VKSND tỉnh Một đã có phong trào “Thi đua năm 2023” từ ngày 01/01/2023"):
        draft(cast.head, now, cast.province)
    with pytest.raises(CannotLaunch, match="đã có phong trào"):
        edit_draft(actor=cast.head, now=now, movement=other, version=1, **plan(theme="Thi đua năm 2023"))
    assert sorted(Movement.objects.values_list("theme", flat=True)) == ["Chủ đề khác", "Thi đua năm 2023"]
