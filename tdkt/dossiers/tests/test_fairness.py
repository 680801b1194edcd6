"""Who is chosen, beside the staff and last year: warnings with their article, never a stop."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tdkt.awards.models import Award, Decision
from tdkt.dossiers.domain.fairness import FairnessCounter, Share, fairness_counters
from tdkt.dossiers.models import AwardRound, Nomination
from tdkt.dossiers.tests.factories import make_line, make_person, make_round, make_unit
from tdkt.people.models import Person, Posting
from tdkt.units.models import Unit, UnitKind
from tests.support.cast import Cast

DIRECT, WOMEN, MINORITY = "Người không giữ chức vụ lãnh đạo", "Phụ nữ", "Người dân tộc thiểu số"


@pytest.fixture
def staff(cast: Cast) -> list[Person]:
    """Nine people beside the cast's worker: six women, three of the Tày, two leaders. Ten in all, six tenths women."""
    people = [make_person(f"F-{n}", f"Người Số {n}", cast.office) for n in range(9)]
    keys = [person.pk for person in people]
    Person.objects.filter(pk__in=keys[:6]).update(gender="female")
    Person.objects.filter(pk__in=keys[6:]).update(ethnicity="Tày")
    Posting.objects.filter(person__in=keys[7:]).update(is_leader=True)
    return people


@pytest.fixture
def on(cast: Cast) -> AwardRound:
    return make_round(cast.province)


def put(on: AwardRound, unit: Unit, people: list[Person], code: str = "CSTDCS", **fields: object) -> list[Nomination]:
    return [make_line(on, unit, person, code, papers=False, **fields) for person in people]


def found(on: AwardRound, group: str, code: str = "CSTDCS", unit: Unit | None = None) -> FairnessCounter:
    table = next(table for table in fairness_counters(on, unit) if table.code == code)
    return next(counter for counter in table.counters if counter.group == group)


def give(unit: Unit, people: list[Person], year: int = 2022, code: str = "CSTDCS") -> None:
    decision = Decision.objects.create(
        number=f"{year}/QĐ-VKS", signed_on=dt.date(year, 12, 15), title="Khen thưởng", issuer_level="unit",
        issuer_unit=unit, issuer_name=unit.name,
    )  # fmt: skip
    for person in people:
        Award.objects.create(
            person=person, code=code, period_from=year, period_to=year, host_unit=unit, unit_name_then=unit.name,
            status="granted", decided_by="unit", decision=decision,
        )  # fmt: skip


def test_the_shares_stand_beside_the_staff_of_the_year(cast: Cast, on: AwardRound, staff: list[Person]) -> None:
    put(on, cast.office, [*staff[:2], *staff[6:8]])
    put(on, cast.office, staff[8:], is_leader=True, state="accepted")
    women = found(on, WOMEN)
    assert (women.forward, women.accepted, women.staff) == (Share(2, 5), Share(0, 1), Share(6, 10))
    assert (found(on, DIRECT).forward, found(on, DIRECT).staff) == (Share(4, 5), Share(8, 10))
    assert (found(on, MINORITY).forward, found(on, MINORITY).staff) == (Share(3, 5), Share(3, 10))


def test_a_whole_person_too_few_is_a_warning_with_its_article(cast: Cast, on: AwardRound, staff: list[Person]) -> None:
    put(on, cast.office, [*staff[:2], *staff[6:9]])
    women = found(on, WOMEN)
    assert women.warnings == ("Thấp hơn tỷ lệ trong đơn vị: tương xứng thì thêm khoảng 1 người",)
    assert "khoản 3 Điều 6 Luật 15/2003/QH11" in women.source
    assert "khoản 2 Điều 3 Nghị định 91/2017/NĐ-CP" in women.source
    assert not found(on, MINORITY).short
    assert [table.short for table in fairness_counters(on)] == [True]


def test_less_than_a_person_too_few_is_chance(cast: Cast, on: AwardRound, staff: list[Person]) -> None:
    put(on, cast.office, [staff[0], *staff[6:8]])
    women = found(on, WOMEN)
    assert (women.short, women.words) == (False, "Tương xứng với tỷ lệ trong đơn vị")


def test_fewer_than_last_year_is_a_warning_too(cast: Cast, on: AwardRound, staff: list[Person]) -> None:
    give(cast.office, [*staff[:4], staff[7]])
    Person.objects.filter(pk__in=[staff[4].pk, staff[5].pk]).update(gender="male")
    put(on, cast.office, [staff[0], staff[6], staff[4], staff[5]])
    women = found(on, WOMEN)
    assert (women.last_year, women.warnings) == (Share(4, 5), ("Thấp hơn năm trước (80%)",))
    assert found(on, DIRECT).last_year == Share(4, 5)


def test_both_warnings_read_as_one_sentence(cast: Cast, on: AwardRound, staff: list[Person]) -> None:
    give(cast.office, staff[:4])
    put(on, cast.office, [staff[0], *staff[6:9]])
    assert found(on, WOMEN).words == (
        "Thấp hơn tỷ lệ trong đơn vị: tương xứng thì thêm khoảng 1 người; thấp hơn năm trước (100%)"
    )


def test_awards_of_other_years_and_other_places_are_not_last_years(
    cast: Cast, on: AwardRound, staff: list[Person]
) -> None:
    give(cast.office, staff[:1], year=2021)
    give(cast.elsewhere, staff[1:2])
    put(on, cast.office, staff[:1])
    assert found(on, WOMEN).last_year == Share(0, 0)


def test_dead_lines_and_collectives_are_not_counted(cast: Cast, on: AwardRound, staff: list[Person]) -> None:
    put(on, cast.office, staff[:1])
    for person, state in zip(staff[1:4], ("withdrawn", "failed", "declined"), strict=True):
        put(on, cast.office, [person], state=state)
    make_line(on, cast.office, cast.office, "TTLDTT", papers=False)
    assert {one.code for one in fairness_counters(on)} == {"CSTDCS"}
    assert found(on, WOMEN).forward == Share(1, 1)


def test_all_awards_together_count_a_person_once(cast: Cast, on: AwardRound, staff: list[Person]) -> None:
    put(on, cast.office, staff[:2], "LDTT")
    put(on, cast.office, staff[:1])
    assert fairness_counters(on)[0].name == "Mọi danh hiệu, hình thức (mỗi người tính một lần)"
    assert found(on, WOMEN, "").forward == Share(2, 2)


def test_a_unit_sees_its_own_numbers(cast: Cast, on: AwardRound, staff: list[Person]) -> None:
    other = make_person("F-X", "Người Tỉnh", cast.province)
    put(on, cast.office, staff[:1])
    put(on, cast.province, [other])
    assert found(on, WOMEN, unit=cast.office).forward == Share(1, 1)
    assert (found(on, WOMEN).forward, found(on, WOMEN).staff) == (Share(1, 2), Share(6, 11))


def test_nobody_put_forward_is_nothing_to_show(on: AwardRound) -> None:
    assert fairness_counters(on) == []


def test_a_unit_without_staff_data_says_so(cast: Cast, on: AwardRound, staff: list[Person]) -> None:
    put(on, cast.office, staff[:1])
    Posting.objects.all().delete()
    assert found(on, WOMEN).words == "Chưa có số liệu biên chế của năm để so"


def test_a_group_that_nobody_belongs_to_says_so(cast: Cast, on: AwardRound, staff: list[Person]) -> None:
    Person.objects.update(ethnicity="Kinh")
    put(on, cast.office, staff[:1])
    assert found(on, MINORITY).words == "Đơn vị không có người thuộc nhóm này"


@pytest.mark.parametrize(
    ("day", "group", "article"),
    [
        (dt.date(2023, 12, 8), DIRECT, "khoản 2 Điều 3 Nghị định 91/2017/NĐ-CP"),
        (dt.date(2023, 12, 8), MINORITY, "khoản 3 Điều 2 Thông tư 12/2019/TT-BNV"),
        (dt.date(2024, 12, 8), DIRECT, "điểm d khoản 2 Điều 5 Luật 06/2022/QH15"),
        (dt.date(2024, 12, 8), WOMEN, "khoản 6 Điều 4 Nghị định 98/2023/NĐ-CP"),
        (dt.date(2025, 12, 8), WOMEN, "khoản 6 Điều 4 Nghị định 152/2025/NĐ-CP"),
    ],
)
def test_the_article_is_the_one_in_force(
    cast: Cast, staff: list[Person], day: dt.date, group: str, article: str
) -> None:
    on = make_round(cast.province, year=day.year, judged_on=day)
    put(on, cast.office, staff[:1])
    assert article in found(on, group).source


def test_no_article_is_named_where_none_is_known(cast: Cast, staff: list[Person]) -> None:
    on = make_round(cast.province, year=2024, judged_on=dt.date(2024, 12, 8))
    put(on, cast.office, staff[:1])
    assert found(on, MINORITY).source == ""


def test_many_lines_cost_no_more_queries_than_one(cast: Cast, on: AwardRound, staff: list[Person]) -> None:
    counts = []
    for people in (staff[:1], staff[1:]):
        put(on, cast.office, people)
        fairness_counters(on)
        with CaptureQueriesContext(connection) as seen:
            fairness_counters(on)
        counts.append(len(seen))
    assert counts == [4, 4]


def test_the_desk_and_the_page_of_choosing_show_it(
    client: Client, cast: Cast, on: AwardRound, staff: list[Person]
) -> None:
    put(on, cast.office, [*staff[:2], *staff[6:9]])
    for who, url in (
        (cast.appraiser, reverse("dossiers:desk", args=[on.pk])),
        (cast.officer, reverse("dossiers:choose", args=[on.pk, cast.office.pk, "ca-nhan"])),
    ):
        client.force_login(who)
        page = client.get(url).content.decode()
        assert ("2/5 (40%)" in page, "Nên xem lại." in page, "Cơ cấu người được đề nghị" in page) == (True, True, True)


def test_the_share_of_hard_areas_is_counted_by_where_people_work(
    cast: Cast, on: AwardRound, staff: list[Person]
) -> None:
    far = make_unit("T1-XA", "VKSND huyện Vùng Cao", UnitKind.DISTRICT, cast.province, is_remote=True)
    people = [make_person(f"XA-{n}", f"Người Vùng Cao {n}", far) for n in range(6)]
    group = "Người ở địa bàn biên giới, hải đảo, đặc biệt khó khăn"
    put(on, cast.office, staff[:4])
    before = found(on, group)
    assert (before.forward, before.short) == (Share(0, 4), True)
    assert before.staff.number == 6
    put(on, far, people[:2])
    assert found(on, group).forward == Share(2, 6)
    assert not found(on, group).short
