"""Awards that know their movement; units reminded once a day."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from tdkt.accounts.models import Role, RoleHolding
from tdkt.awards.models import Award
from tdkt.inbox.models import Notice
from tdkt.movements.domain.awards import CannotTie, tie_awards, untie_award
from tdkt.movements.domain.remind import CannotRemind, remind_units
from tdkt.movements.models import Movement, MovementAward
from tdkt.movements.queries import answers
from tdkt.movements.reach import Unreached, unreached
from tdkt.movements.tests.factories import award_for, draft, launched
from tests.support.cast import Cast, make_person, make_unit, make_user


@pytest.fixture
def movement(cast: Cast, now: dt.datetime) -> Movement:
    return launched(cast.head, now, cast.province, response_due_on=dt.date(2023, 2, 15))


def test_awards_for_the_movement_are_tied_and_untied(cast: Cast, now: dt.datetime, movement: Movement) -> None:
    awards = [award_for(make_person(f"P-{n}", f"Người {n}", cast.office), cast.office) for n in range(2)]
    assert tie_awards(actor=cast.head, now=now, movement=movement, awards=awards) == 2
    with pytest.raises(CannotTie, match="không gắn được"):
        tie_awards(actor=cast.head, now=now, movement=movement, awards=awards[:1])
    tied = MovementAward.objects.get(award=awards[0])
    with pytest.raises(CannotTie, match="Chỉ cán bộ thi đua"):
        untie_award(actor=cast.officer, now=now, tied=tied)
    untie_award(actor=cast.head, now=now, tied=tied)
    assert (MovementAward.objects.count(), Award.objects.count()) == (1, 2)


@pytest.mark.parametrize(
    "change",
    [{"basis": "cong_trang"}, {"status": "proposed"}, {"period_from": 2022, "period_to": 2022}],
)
def test_an_award_of_another_kind_or_time_is_not_tied(
    cast: Cast, now: dt.datetime, movement: Movement, change: dict[str, Any]
) -> None:
    assert cast.worker.person is not None
    award = award_for(cast.worker.person, cast.office, **change)
    with pytest.raises(CannotTie, match="loại hình phong trào thi đua"):
        tie_awards(actor=cast.head, now=now, movement=movement, awards=[award])
    assert not MovementAward.objects.exists()


def test_an_award_elsewhere_and_one_chosen_by_nobody_are_refused(
    cast: Cast, now: dt.datetime, movement: Movement
) -> None:
    other = award_for(make_person("P-9", "Người Khác", cast.elsewhere), cast.elsewhere)
    with pytest.raises(CannotTie, match="không gắn được"):
        tie_awards(actor=cast.head, now=now, movement=movement, awards=[other])
    with pytest.raises(CannotTie, match="Chưa chọn"):
        tie_awards(actor=cast.head, now=now, movement=movement, awards=[])
    with pytest.raises(CannotTie, match="chưa phát động"):
        tie_awards(
            actor=cast.head, now=now, movement=draft(cast.head, now, cast.province, theme="Đang soạn"), awards=[other]
        )
    with pytest.raises(CannotTie, match="Chỉ cán bộ thi đua"):
        tie_awards(actor=cast.stranger, now=now, movement=movement, awards=[other])


def test_those_who_have_not_answered_are_reminded_once_a_day(cast: Cast, now: dt.datetime, movement: Movement) -> None:
    silent = make_unit("T1-P2", "Phòng 2", "office", cast.province)
    told = remind_units(actor=cast.head, now=now, movement=movement, link="/phong-trao/1/")
    assert (told.now, told.earlier, told.nobody) == (1, 0, (silent,))
    notice = Notice.objects.get()
    assert (notice.unit, notice.role, notice.detail) == (
        cast.office, "unit_officer", "VKSND tỉnh Một nhắc. Quá hạn từ 15/02/2023.",
    )  # fmt: skip
    again = remind_units(actor=cast.head, now=now, movement=movement, link="/phong-trao/1/")
    assert (again.now, again.earlier) == (0, 1)
    tomorrow = remind_units(actor=cast.head, now=now + dt.timedelta(days=1), movement=movement, link="/phong-trao/1/")
    assert (tomorrow.now, Notice.objects.count()) == (1, 2)


def test_units_without_an_officer_are_told_apart_with_whom_to_turn_to(
    cast: Cast, now: dt.datetime, movement: Movement
) -> None:
    silent = make_unit("T1-P2", "Phòng 2", "office", cast.province)
    make_user("quan-tri-tinh", "Quản trị tỉnh Một", Role.SYSTEM_ADMINISTRATOR, cast.province)
    found = unreached(answers(movement, now.date()), cast.province, now.date())
    assert found.units == (silent,)
    assert found.administrators == (f"Quản trị tỉnh Một ({cast.province.label})", f"Quản trị ({cast.centre.label})")
    make_user("can-bo-p2", "Cán bộ Phòng 2", Role.UNIT_OFFICER, silent)
    assert unreached(answers(movement, now.date()), cast.province, now.date()) == Unreached()


def test_an_officer_whose_account_is_closed_does_not_count(cast: Cast, now: dt.datetime, movement: Movement) -> None:
    cast.officer.is_active = False
    cast.officer.save()
    assert unreached(answers(movement, now.date()), cast.province, now.date()).units == (cast.office,)


def test_the_board_names_the_units_that_no_reminder_reaches(client: Client, cast: Cast, movement: Movement) -> None:
    make_unit("T1-P2", "Phòng 2", "office", cast.province)
    client.force_login(cast.head)
    seen = client.get(f"/phong-trao/{movement.pk}/").content.decode()
    assert "1 đơn vị chưa hưởng ứng và chưa có tài khoản cán bộ thi đua" in seen
    assert "Người giao được: Quản trị (" in seen
    client.force_login(cast.officer)
    assert "chưa có tài khoản cán bộ thi đua" not in client.get(f"/phong-trao/{movement.pk}/").content.decode()


def test_nobody_is_reminded_of_what_does_not_wait(cast: Cast, now: dt.datetime, movement: Movement) -> None:
    with pytest.raises(CannotRemind, match="Chỉ cán bộ thi đua"):
        remind_units(actor=cast.officer, now=now, movement=movement, link="/")
    with pytest.raises(CannotRemind, match="chưa phát động"):
        remind_units(
            actor=cast.head, now=now, movement=draft(cast.head, now, cast.province, theme="Đang soạn"), link="/"
        )
    launched(cast.officer, now, cast.office, parent=movement)
    with pytest.raises(CannotRemind, match="đã hưởng ứng"):
        remind_units(actor=cast.head, now=now, movement=movement, link="/")
    assert not Notice.objects.exists()


def test_whoever_left_the_unit_does_not_act_for_it(cast: Cast, now: dt.datetime, movement: Movement) -> None:
    RoleHolding.objects.filter(user=cast.head).update(valid_to=dt.date(2023, 6, 30))
    with pytest.raises(CannotRemind, match="Chỉ cán bộ thi đua"):
        remind_units(actor=cast.head, now=now, movement=movement, link="/")
