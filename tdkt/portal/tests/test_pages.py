"""Home, person, unit and search pages through the eyes of each role."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from tdkt.awards.models import Award, AwardStatus, Decision, IssuerLevel
from tdkt.dossiers.models import AwardRound, Nomination, UnitList
from tdkt.people.models import Discipline
from tdkt.portal.words import initials
from tdkt.units.models import Succession
from tests.support.cast import Cast, make_person, make_unit


@pytest.fixture
def rounds(cast: Cast) -> AwardRound:
    on = AwardRound.objects.create(
        unit=cast.province, year=2023, name="Tổng kết năm 2023", judged_on=dt.date(2023, 12, 11),
        lists_due_on=dt.date(2023, 12, 1),
    )  # fmt: skip
    UnitList.objects.create(round=on, unit=cast.office)
    return on


def put(on: AwardRound, cast: Cast, number: int, state: str) -> None:
    for i in range(number):
        person = make_person(f"{state}-{i}", f"Nguyễn Văn {state.title()}", cast.office)
        Nomination.objects.create(
            round=on, unit_list=on.lists.get(), person=person, code="LDTT", host_unit=cast.office,
            decided_by=IssuerLevel.UNIT, state=state,
        )  # fmt: skip


def award(cast: Cast, year: int = 2022) -> Award:
    decision = Decision.objects.create(
        number=f"{year}/QĐ-VKS", signed_on=dt.date(year, 12, 20), title="Khen thưởng năm", issuer_level="unit",
        issuer_name="Viện trưởng", issuer_unit=cast.province,
    )  # fmt: skip
    return Award.objects.create(
        person=cast.worker.person, code="LDTT", period_from=year, period_to=year, host_unit=cast.office,
        unit_name_then=cast.office.name, status=AwardStatus.GRANTED, decided_by="unit", decision=decision,
    )  # fmt: skip


def home_of(client: Client, user: object) -> list[tuple[int, str]]:
    client.force_login(user)  # type: ignore[arg-type]
    return [(task.number, task.words) for task in client.get(reverse("portal:home")).context["tasks"]]


def test_each_role_finds_its_own_work_on_the_home_page(client: Client, cast: Cast, rounds: AwardRound) -> None:
    for number, state in enumerate(["draft", "returned", "sent", "accepted", "passed"], start=1):
        put(rounds, cast, number, state)
    assert sorted(home_of(client, cast.officer)) == [
        (1, "dòng đang lập, chưa gửi"),
        (2, "dòng bị trả lại, cần sửa và gửi lại"),
    ]
    assert home_of(client, cast.appraiser) == [(3, "dòng chờ thẩm định")]
    assert home_of(client, cast.secretary) == [(4, "dòng chờ họp Hội đồng")]
    assert (5, "dòng Hội đồng đã thông qua, chờ quyết định hoặc trình") in home_of(client, cast.head)
    assert home_of(client, cast.stranger) == []


def test_a_list_past_its_day_says_how_late_it_is(client: Client, cast: Cast, rounds: AwardRound) -> None:
    put(rounds, cast, 1, "draft")
    client.force_login(cast.officer)
    (task,) = client.get(reverse("portal:home")).context["tasks"]
    assert task.now
    assert task.when.startswith("quá hạn")


@pytest.mark.parametrize("rows", [1, 3])
def test_the_home_page_costs_the_same_however_much_waits(
    client: Client, cast: Cast, rounds: AwardRound, rows: int, django_assert_num_queries: object
) -> None:
    put(rounds, cast, rows, "sent")
    client.force_login(cast.appraiser)
    with django_assert_num_queries(15):  # type: ignore[operator]
        client.get(reverse("portal:home"))


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_of_a_person_costs_the_same_for_a_long_career(
    client: Client, cast: Cast, rows: int, django_assert_num_queries: object
) -> None:
    for year in range(2023 - rows, 2023):
        award(cast, year)
    client.force_login(cast.officer)
    with django_assert_num_queries(26):  # type: ignore[operator]
        client.get(reverse("portal:person", args=[cast.worker.person_id]))


def test_somebody_with_only_a_page_of_his_own_is_led_to_it(client: Client, cast: Cast) -> None:
    client.force_login(cast.worker)
    assert client.get(reverse("portal:home")).url == reverse("portal:person", args=[cast.worker.person_id])  # type: ignore[attr-defined]


def test_a_decision_is_a_link_only_for_who_may_open_it(client: Client, cast: Cast) -> None:
    line = award(cast)
    assert line.decision is not None
    person = cast.worker.person
    assert person is not None
    for who, linked in ((cast.worker, False), (cast.officer, True)):
        client.force_login(who)
        page = client.get(f"/nguoi/{person.pk}/").content.decode()
        assert line.decision.number in page
        assert (f'href="/quyet-dinh/{line.decision.pk}/"' in page) is linked
        assert (client.get(f"/quyet-dinh/{line.decision.pk}/").status_code == 200) is linked


def test_a_person_sees_his_own_page_and_nobody_elses(client: Client, cast: Cast) -> None:
    other = make_person("P-X", "Trần Văn Khác", cast.office)
    client.force_login(cast.worker)
    assert client.get(reverse("portal:person", args=[cast.worker.person_id])).status_code == 200
    assert client.get(reverse("portal:person", args=[other.pk])).status_code == 404
    assert client.get(reverse("portal:unit", args=[cast.office.pk])).status_code == 404


def test_absent_and_not_yours_look_alike(client: Client, cast: Cast) -> None:
    client.force_login(cast.stranger)
    for name, pk in (("person", cast.worker.person_id), ("unit", cast.office.pk)):
        theirs = client.get(reverse(f"portal:{name}", args=[pk]))
        absent = client.get(reverse(f"portal:{name}", args=[999_999]))
        assert (theirs.status_code, theirs.content) == (404, absent.content)


def test_a_career_is_drawn_and_written_out(client: Client, cast: Cast) -> None:
    line = award(cast)
    client.force_login(cast.officer)
    page = client.get(reverse("portal:person", args=[cast.worker.person_id])).content.decode()
    assert "<title>2022: Lao động tiên tiến, đã tặng, quyết định 2022/QĐ-VKS</title>" in page
    assert reverse("decisions:decision", args=[line.decision_id]) in page


def test_discipline_is_for_those_who_prepare_and_decide(client: Client, cast: Cast) -> None:
    assert cast.worker.person is not None
    Discipline.objects.create(person=cast.worker.person, form="khien_trach", decided_on=dt.date(2021, 3, 1))
    address = reverse("portal:person", args=[cast.worker.person_id])
    shown = {}
    for name in ("officer", "head", "worker", "member", "administrator"):
        client.force_login(getattr(cast, name))
        shown[name] = "Khiển trách" in client.get(address).content.decode()
    assert shown == {"officer": True, "head": True, "worker": True, "member": False, "administrator": False}


def test_the_law_is_asked_for_the_day_one_chooses(client: Client, cast: Cast) -> None:
    client.force_login(cast.officer)
    address = reverse("portal:person", args=[cast.worker.person_id])
    asked = client.get(address, {"ngay": "11/12/2023", "nam": "2023"})
    assert (asked.context["day"], asked.context["year"]) == (dt.date(2023, 12, 11), 2023)
    assert {row.code for row in asked.context["verdicts"]} >= {"LDTT", "CSTDCS", "CSTDB"}


def test_a_day_the_calendar_lacks_is_answered_beside_its_field(client: Client, cast: Cast) -> None:
    client.force_login(cast.officer)
    address = reverse("portal:person", args=[cast.worker.person_id])
    page = client.get(address, {"ngay": "31/2/2023", "nam": "năm nay"}).content.decode()
    assert "Lịch không có ngày 31/2/2023" in page
    assert "Năm phải là số" in page


def test_a_merged_unit_tells_what_it_is_made_of(client: Client, cast: Cast) -> None:
    earlier = make_unit("T0", "VKSND tỉnh Cũ", "province", cast.centre, valid_to=dt.date(2025, 6, 30))
    Succession.objects.create(predecessor=earlier, successor=cast.province, kind="merged", on=dt.date(2025, 7, 1))
    client.force_login(cast.head)
    later = client.get(reverse("portal:unit", args=[cast.province.pk])).content.decode()
    former = client.get(reverse("portal:unit", args=[earlier.pk])).content.decode()
    assert "Hợp thành từ" in later
    assert "VKSND tỉnh Cũ" in later
    assert "Trở thành" in former


def test_search_needs_no_marks_and_stays_within_the_units_one_sees(client: Client, cast: Cast) -> None:
    award(cast)
    client.force_login(cast.head)
    found = client.get(reverse("portal:search"), {"q": "le thi kiem"}).context
    assert [person.full_name for person in found["people"]] == ["Lê Thị Kiểm Thử"]
    assert [one.number for one in client.get(reverse("portal:search"), {"q": "2022/QĐ"}).context["decisions"]] == [
        "2022/QĐ-VKS"
    ]
    client.force_login(cast.stranger)
    assert client.get(reverse("portal:search"), {"q": "le thi kiem"}).context["nothing"]


def test_the_gallery_is_for_administrators(client: Client, cast: Cast) -> None:
    client.force_login(cast.administrator)
    assert client.get(reverse("portal:gallery")).status_code == 200
    client.force_login(cast.officer)
    refused = client.get(reverse("portal:gallery"))
    assert refused.status_code == 403
    assert "Bạn không được làm việc này" in refused.content.decode()


def test_the_law_of_the_open_round_is_asked_unless_another_day_is_chosen(
    client: Client, cast: Cast, rounds: AwardRound
) -> None:
    client.force_login(cast.officer)
    shown = client.get(reverse("portal:person", args=[cast.worker.person_id])).context
    assert (shown["day"], shown["year"]) == (rounds.judged_on, rounds.year)


def test_names_are_shortened_as_offices_do() -> None:
    assert initials("Chiến sĩ thi đua bộ, ban, ngành, tỉnh") == "CSTĐB"
    assert initials("Bằng khen của Thủ tướng Chính phủ") == "BKTTCP"


def test_a_person_finds_his_own_dossiers_on_his_page_and_nobody_else_does_there(
    client: Client, cast: Cast, rounds: AwardRound
) -> None:
    person = cast.worker.person
    assert person is not None
    line = Nomination.objects.create(
        round=rounds, unit_list=rounds.lists.get(), person=person, code="CSTDB", host_unit=cast.office,
        decided_by=IssuerLevel.MINISTRY, state="accepted",
    )  # fmt: skip
    address = reverse("portal:person", args=[person.pk])
    client.force_login(cast.worker)
    page = client.get(address)
    assert [(one["line"], one["words"]) for one in page.context["dossiers"]] == [(line, "Đang xem xét")]
    assert "Hồ sơ khen thưởng của tôi" in page.content.decode()
    client.force_login(cast.officer)
    assert client.get(address).context["dossiers"] == []
