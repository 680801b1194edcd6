"""Opening and closing a round."""

import datetime as dt

import pytest

from tdkt.core.edits import StaleEdit
from tdkt.core.history import history_of
from tdkt.dossiers.domain.open_round import (
    CannotCloseRound,
    CannotOpenRound,
    close_round,
    edit_round,
    open_round,
    reopen_round,
)
from tdkt.dossiers.models import AwardRound
from tdkt.dossiers.tests.factories import JUDGED_ON, make_line, make_round, worker_of
from tests.support.cast import Cast


def test_the_appraiser_opens_the_years_round(cast: Cast, now: dt.datetime) -> None:
    opened = open_round(
        unit=cast.province, year=2023, name=" Tổng  kết 2023", judged_on=JUDGED_ON, actor=cast.appraiser, now=now
    )
    assert AwardRound.objects.get().name == "Tổng kết 2023"
    assert [entry.act for entry in history_of(opened)] == ["round.open"]


def test_an_officer_of_the_unit_does_not_open_rounds(cast: Cast, now: dt.datetime) -> None:
    with pytest.raises(CannotOpenRound, match="Chỉ cán bộ thẩm định của VKSND tỉnh Một"):
        open_round(unit=cast.province, year=2023, name="X", judged_on=JUDGED_ON, actor=cast.officer, now=now)
    assert not AwardRound.objects.exists()


def test_one_unit_has_one_year_end_round_a_year(cast: Cast, now: dt.datetime) -> None:
    make_round(cast.province)
    with pytest.raises(CannotOpenRound, match="đã có đợt tổng kết"):
        open_round(unit=cast.province, year=2023, name="X", judged_on=JUDGED_ON, actor=cast.appraiser, now=now)
    assert AwardRound.objects.count() == 1


def test_deadlines_out_of_order_are_refused(cast: Cast, now: dt.datetime) -> None:
    with pytest.raises(CannotOpenRound, match="theo thứ tự"):
        open_round(
            unit=cast.province, year=2023, name="X", judged_on=JUDGED_ON, actor=cast.appraiser, now=now,
            lists_due_on=dt.date(2023, 12, 20), council_due_on=dt.date(2023, 12, 10),
        )  # fmt: skip


def test_a_year_outside_the_rules_is_refused(cast: Cast, now: dt.datetime) -> None:
    with pytest.raises(CannotOpenRound, match=r"\S"):
        open_round(unit=cast.province, year=1999, name="X", judged_on=JUDGED_ON, actor=cast.appraiser, now=now)


def test_a_round_closes_only_when_nothing_waits(cast: Cast, now: dt.datetime) -> None:
    opened = make_round(cast.province)
    line = make_line(opened, cast.office, worker_of(cast))
    with pytest.raises(CannotCloseRound, match="Còn 1 dòng"):
        close_round(round=opened, actor=cast.appraiser, now=now)
    line.state = "withdrawn"
    line.save(update_fields=["state"])
    close_round(round=opened, actor=cast.appraiser, now=now)
    assert AwardRound.objects.get().state == "closed"


@pytest.mark.parametrize(
    ("day", "why", "offered"),
    [
        (dt.date(2024, 4, 30), "Ngày Chiến thắng", "26/04/2024 hoặc 02/05/2024"),
        (dt.date(2024, 12, 7), "Thứ Bảy", "06/12/2024 hoặc 09/12/2024"),
    ],
)
def test_a_deadline_nobody_works_on_is_refused_with_the_days_around_it(
    cast: Cast, now: dt.datetime, day: dt.date, why: str, offered: str
) -> None:
    with pytest.raises(CannotOpenRound, match="là ngày nghỉ") as refusal:
        open_round(
            unit=cast.province, year=2024, name="Tổng kết 2024", judged_on=dt.date(2024, 12, 20), lists_due_on=day,
            actor=cast.appraiser, now=now,
        )  # fmt: skip
    assert why in refusal.value.reason
    assert offered in refusal.value.reason
    assert not AwardRound.objects.exists()


def test_the_days_of_an_open_round_are_changed_by_its_appraiser_and_not_twice_at_once(
    cast: Cast, now: dt.datetime
) -> None:
    on = make_round(cast.province)
    told = {"lists_due_on": dt.date(2023, 11, 24), "council_due_on": dt.date(2023, 12, 8), "name": "Tổng kết"}
    with pytest.raises(CannotOpenRound, match="Chỉ cán bộ thẩm định"):
        edit_round(round=on, version=1, actor=cast.officer, now=now, **told)
    edit_round(round=on, version=1, actor=cast.appraiser, now=now, **told)
    kept = AwardRound.objects.get(pk=on.pk)
    assert (kept.name, kept.lists_due_on, kept.council_due_on) == tuple(
        told[name] for name in ("name", "lists_due_on", "council_due_on")
    )
    with pytest.raises(StaleEdit):
        edit_round(round=on, version=1, actor=cast.appraiser, now=now, **told)
    with pytest.raises(CannotOpenRound, match="Các hạn phải theo thứ tự"):
        edit_round(round=kept, version=2, actor=cast.appraiser, now=now, lists_due_on=dt.date(2023, 12, 11))
    assert AwardRound.objects.get(pk=on.pk).lists_due_on == dt.date(2023, 11, 24)


def test_a_closed_round_is_opened_again_only_with_a_reason(cast: Cast, now: dt.datetime) -> None:
    on = make_round(cast.province, state="closed")
    with pytest.raises(CannotOpenRound, match="đã khép"):
        edit_round(round=on, version=1, actor=cast.appraiser, now=now, name="Khác")
    with pytest.raises(CannotOpenRound, match="Hãy ghi lý do"):
        reopen_round(round=on, reason=" ", actor=cast.appraiser, now=now)
    with pytest.raises(CannotOpenRound, match="Chỉ cán bộ thẩm định"):
        reopen_round(round=on, reason="Bổ sung", actor=cast.head, now=now)
    reopen_round(round=on, reason="Bổ sung một trường hợp", actor=cast.appraiser, now=now)
    assert AwardRound.objects.get(pk=on.pk).state == "open"
    with pytest.raises(CannotOpenRound, match="đang mở"):
        reopen_round(round=AwardRound.objects.get(pk=on.pk), reason="Nữa", actor=cast.appraiser, now=now)
