"""Opening and closing a round."""

import datetime as dt

import pytest

from tdkt.core.history import history_of
from tdkt.dossiers.domain.open_round import CannotCloseRound, CannotOpenRound, close_round, open_round
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
