"""Registering: who may register whom for what."""

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tdkt.accounts.models import RoleHolding, User
from tdkt.core.answers import Refused
from tdkt.core.history import history_of
from tdkt.people.models import Posting
from tdkt.registrations.catalogue import legal_basis, needs_pledge, registrable
from tdkt.registrations.domain.change import CannotChange, withdraw
from tdkt.registrations.domain.register import CannotRegister, register
from tdkt.registrations.models import Registration
from tdkt.registrations.tests.factories import (
    COLLECTIVE,
    HIGH,
    LOW,
    MIDDLE,
    PLEDGE,
    YEAR,
    agreed,
    enter,
    make_person,
    recorded,
    sent,
    worker_of,
)
from tests.support.cast import Cast


def refused(**told: Any) -> str:
    """Why nothing was registered."""
    before = Registration.objects.count()
    with pytest.raises(CannotRegister) as refusal:
        register(**told)
    assert Registration.objects.count() == before
    return refusal.value.reason


@pytest.fixture
def wish(cast: Cast, now: dt.datetime) -> dict[str, Any]:
    """The officer registers the worker for the middle title."""
    return {
        "actor": cast.officer, "now": now, "unit": cast.office, "year": YEAR, "subjects": [worker_of(cast)],
        "code": MIDDLE, "pledge": PLEDGE,
    }  # fmt: skip


def test_the_officer_registers_many_at_once(cast: Cast, wish: dict[str, Any]) -> None:
    people = [
        worker_of(cast),
        make_person("P-2", "Người Hai", cast.office),
        make_person("P-3", "Người Ba", cast.office),
    ]
    lines = register(**wish | {"subjects": people, "pledge": "  Làm  tốt\x00 ", "initiative": "Sổ điện tử"})
    assert [(line.person, line.code, line.pledge, line.initiative) for line in lines] == [
        (person, MIDDLE, "Làm tốt", "Sổ điện tử") for person in people
    ]
    assert [entry.act for entry in history_of(lines[0])] == ["registration.register"]
    assert history_of(lines[0].unit_list).get().after["registered"] == [person.full_name for person in people]


def test_the_officer_of_the_unit_above_registers_too(cast: Cast, wish: dict[str, Any]) -> None:
    assert len(register(**wish | {"actor": cast.province_officer})) == 1


@pytest.mark.parametrize("role", ["stranger", "head", "appraiser", "secretary", "administrator"])
def test_nobody_else_registers_the_people_of_the_unit(cast: Cast, wish: dict[str, Any], role: str) -> None:
    people = [worker_of(cast), make_person("P-2", "Người Hai", cast.office)]
    assert refused(**wish | {"actor": getattr(cast, role), "subjects": people}) == (
        "Chỉ cán bộ thi đua của Phòng 1 hoặc của đơn vị cấp trên được đăng ký cho người và tập thể của đơn vị."
    )


def test_a_person_registers_himself(cast: Cast, wish: dict[str, Any]) -> None:
    line = register(**wish | {"actor": cast.worker})[0]
    assert (line.person, line.registered_by, line.by_himself) == (worker_of(cast), cast.worker, True)


def test_a_person_does_not_register_another(cast: Cast, wish: dict[str, Any]) -> None:
    other = make_person("P-2", "Người Hai", cast.office)
    assert refused(**wish | {"actor": cast.worker, "subjects": [other]}) == (
        "Bạn chỉ đăng ký được cho chính mình, không đăng ký thay Người Hai."
    )
    assert "Chỉ cán bộ thi đua" in refused(**wish | {"actor": cast.worker, "subjects": [worker_of(cast), other]})


def end_roles(user: User, day: dt.date) -> None:
    RoleHolding.objects.filter(user=user).update(valid_to=day - dt.timedelta(days=1))


def test_an_officer_who_left_the_unit_no_longer_acts_for_it(cast: Cast, now: dt.datetime, wish: dict[str, Any]) -> None:
    end_roles(cast.officer, now.date())
    assert "Bạn chỉ đăng ký được cho chính mình" in refused(**wish)
    people = [worker_of(cast), make_person("P-2", "Người Hai", cast.office)]
    assert "Chỉ cán bộ thi đua của Phòng 1" in refused(**wish | {"subjects": people})


def test_a_person_whose_role_ended_asks_the_officer(cast: Cast, now: dt.datetime, wish: dict[str, Any]) -> None:
    end_roles(cast.worker, now.date())
    assert refused(**wish | {"actor": cast.worker}) == (
        "Vai trò cá nhân của bạn tại đơn vị đã hết; hãy nhờ cán bộ thi đua của đơn vị đăng ký."
    )


def test_registering_twice_is_refused_also_by_a_second_click(cast: Cast, wish: dict[str, Any]) -> None:
    register(**wish)
    assert refused(**wish) == "Đã đăng ký Chiến sĩ thi đua cơ sở năm 2023: Lê Thị Kiểm Thử."
    assert "được chọn hai lần" in refused(**wish | {"code": LOW, "subjects": [worker_of(cast)] * 2})
    assert len(register(**wish | {"code": LOW})) == 1  # another title of the same year is another line


def test_the_database_itself_refuses_a_second_line(cast: Cast, wish: dict[str, Any]) -> None:
    line = register(**wish)[0]
    with pytest.raises(IntegrityError), transaction.atomic():
        Registration.objects.create(
            unit_list=line.unit_list, person=line.person, year=YEAR, code=MIDDLE, registered_by=cast.officer,
            registered_at=line.registered_at,
        )  # fmt: skip


def test_all_are_written_or_none(cast: Cast, wish: dict[str, Any]) -> None:
    register(**wish)
    fresh = make_person("P-2", "Người Hai", cast.office)
    assert "Đã đăng ký" in refused(**wish | {"subjects": [fresh, worker_of(cast)]})


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"code": COLLECTIVE}, "Tập thể lao động tiên tiến không đăng ký được cho cá nhân"),
        ({"code": "KNCKS"}, "không đăng ký được cho cá nhân"),
        ({"code": "LDTTX"}, "không đăng ký được"),
        ({"code": ""}, "không đăng ký được"),
        ({"pledge": " \t\n"}, "Đăng ký Chiến sĩ thi đua cơ sở phải ghi nội dung phấn đấu."),
        ({"pledge": "a" * 1001}, "Nội dung phấn đấu dài quá 1000 chữ"),
        ({"initiative": "a" * 301}, "Tên sáng kiến dự kiến dài quá 300 chữ"),
        ({"year": 1890}, "Không đăng ký được cho năm 1890; hãy chọn năm từ 2015 đến 2024."),
        ({"year": 2025}, "Không đăng ký được cho năm 2025"),
        ({"year": 99999}, "Không đăng ký được cho năm 99999"),
        ({"subjects": []}, "đánh dấu ít nhất một dòng"),
    ],
)
def test_bad_input_has_its_answer(wish: dict[str, Any], change: dict[str, Any], words: str) -> None:
    assert words in refused(**wish | change)


def test_the_lowest_title_needs_no_pledge(cast: Cast, wish: dict[str, Any]) -> None:
    assert register(**wish | {"code": LOW, "pledge": ""})[0].pledge == ""
    assert needs_pledge(MIDDLE, "person", YEAR)


def test_a_personal_title_is_not_for_a_collective(cast: Cast, wish: dict[str, Any]) -> None:
    told = wish | {"subjects": [cast.office]}
    assert "không đăng ký được cho tập thể" in refused(**told)
    assert register(**told | {"code": COLLECTIVE})[0].unit == cast.office


def test_people_and_collectives_of_another_unit_are_registered_there(cast: Cast, wish: dict[str, Any]) -> None:
    outsider = make_person("P-X", "Người Ngoài", cast.elsewhere)
    above = make_person("P-Y", "Người Trên", cast.province)
    assert "Không thuộc Phòng 1 năm 2023: Người Ngoài, Người Trên." in refused(**wish | {"subjects": [outsider, above]})
    told = wish | {"subjects": [cast.province], "code": COLLECTIVE, "actor": cast.province_officer}
    assert "Không thuộc Phòng 1" in refused(**told)


def test_who_moved_away_stands_on_the_list_of_his_new_unit(cast: Cast, wish: dict[str, Any]) -> None:
    person = worker_of(cast)
    Posting.objects.filter(person=person).update(valid_to=dt.date(2023, 6, 30))
    Posting.objects.create(person=person, unit=cast.province, position="Chuyên viên", valid_from=dt.date(2023, 7, 1))
    assert "Không thuộc Phòng 1" in refused(**wish)
    assert len(register(**wish | {"unit": cast.province, "actor": cast.province_officer})) == 1


@pytest.mark.parametrize(
    ("stage", "words"), [(agreed, "đã được thủ trưởng thống nhất"), (sent, "đã gửi cấp trên"), (recorded, "ghi nhận")]
)
def test_a_list_that_has_moved_takes_no_more_lines(
    cast: Cast, now: dt.datetime, wish: dict[str, Any], stage: Any, words: str
) -> None:
    line = register(**wish)[0]
    stage(cast, now)
    assert words in refused(**wish | {"code": LOW})
    assert words in refused(**wish | {"code": LOW, "actor": cast.worker})
    with pytest.raises(CannotChange, match=words):
        withdraw(actor=cast.officer, now=now, lines=[line])


def test_a_line_taken_off_may_be_registered_again(cast: Cast, now: dt.datetime, wish: dict[str, Any]) -> None:
    line = register(**wish)[0]
    withdraw(actor=cast.worker, now=now, lines=[line])
    again = register(**wish)[0]
    assert list(Registration.objects.alive()) == [again]
    assert [entry.act for entry in history_of(line)] == ["registration.register", "registration.withdraw"]


def test_withdrawing_twice_or_for_another_is_refused(cast: Cast, now: dt.datetime) -> None:
    other = make_person("P-2", "Người Hai", cast.office)
    mine, theirs = enter(cast, now, worker_of(cast)), enter(cast, now, other)
    with pytest.raises(CannotChange, match="Chỉ cán bộ thi đua của Phòng 1 hoặc chính người đăng ký"):
        withdraw(actor=cast.worker, now=now, lines=[mine, theirs])
    withdraw(actor=cast.officer, now=now, lines=[mine, theirs])
    with pytest.raises(Refused, match="đã được rút trong lúc này"):
        withdraw(actor=cast.officer, now=now, lines=[mine])
    with pytest.raises(CannotChange, match="Chưa chọn dòng nào"):
        withdraw(actor=cast.officer, now=now, lines=[])


def test_only_what_the_law_knows_may_be_registered() -> None:
    people = [info.code for info in registrable("person", YEAR)]
    assert people[:3] == [LOW, MIDDLE, HIGH]
    assert COLLECTIVE not in people
    assert "KNCKS" not in people  # years of service bring it, not a year's striving
    told = "Có đăng ký tham gia thi đua (một trong các căn cứ xét danh hiệu thi đua)"
    assert legal_basis("person", 2023) == [f"{told} (điểm b khoản 1 Điều 10 Luật 15/2003/QH11)"]
    assert legal_basis("person", 2024) == []
