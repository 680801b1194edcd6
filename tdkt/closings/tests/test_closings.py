"""A nomination names its movement; the judge counts its years; the ledger's line belongs to it."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

import pytest
from django.test import Client

from tdkt.accounts.models import Role, User
from tdkt.awards.models import Award
from tdkt.closings.domain import CannotName, name_movement
from tdkt.closings.models import NominatedFor
from tdkt.closings.queries import MISSING, may_be_named, movement_gaps
from tdkt.core.history import history_of
from tdkt.decisions.domain.issue import issue_decision
from tdkt.dossiers.domain.eligibility import judge_nominations
from tdkt.dossiers.models import AwardRound, Nomination
from tdkt.dossiers.tests.factories import make_line, make_people, make_round
from tdkt.movements.models import Movement, MovementAward, MovementKind, Track
from tdkt.movements.tests.factories import draft, launched
from tests.support.cast import Cast, make_user

pytestmark = pytest.mark.django_db
LONG = "Thi đua theo chuyên đề dài hạn"


@pytest.fixture
def centre(cast: Cast) -> User:
    return make_user("tham-dinh-tw", "Thẩm định tối cao", Role.APPRAISER, cast.centre)


@pytest.fixture
def on(cast: Cast) -> AwardRound:
    return make_round(cast.province, 2024, judged_on=dt.date(2024, 12, 10))


@pytest.fixture
def flag(cast: Cast, on: AwardRound) -> Nomination:
    """The flag of the ministry for an office that leads a movement, as its officer vouches."""
    return make_line(
        on, cast.office, cast.office, "CTDB", basis="phong_trao", attested=["leads_theme"], decided_by="ministry"
    )


def of_the_sector(centre: User, now: dt.datetime, cast: Cast, first_year: int, **more: Any) -> Movement:
    days = {"start_on": dt.date(first_year, 1, 1), "end_on": dt.date(2025, 12, 31)}
    return launched(centre, now, cast.centre, theme=LONG, kind=MovementKind.THEMATIC, **days | more)


def name(cast: Cast, now: dt.datetime, lines: Sequence[Nomination], movement: Movement | None, who: str = "") -> int:
    return name_movement(actor=getattr(cast, who or "officer"), now=now, lines=lines, movement=movement)


@pytest.mark.parametrize(("first_year", "verdict"), [(2023, "eligible"), (2024, "not_eligible")])
def test_the_judge_counts_the_years_of_the_movement(
    cast: Cast, now: dt.datetime, centre: User, flag: Nomination, first_year: int, verdict: str
) -> None:
    assert name(cast, now, [flag], of_the_sector(centre, now, cast, first_year)) == 1
    flag.refresh_from_db()
    assert flag.verdict == verdict
    if verdict == "not_eligible":
        assert "Phong trào đã chọn do Bộ, ban, ngành, tỉnh phát động, thực hiện 02 năm tròn" in flag.verdict_note
    assert [entry.act for entry in history_of(flag)] == ["nomination.name_movement"]


@pytest.mark.parametrize(
    ("track", "verdict"),
    [(Track.PROVINCE, "eligible"), (Track.SECTOR, "not_eligible"), (Track.NATIONAL, "not_eligible")],
)
def test_the_judge_knows_who_launched_it(
    cast: Cast, now: dt.datetime, flag: Nomination, track: str, verdict: str
) -> None:
    days: dict[str, Any] = {"start_on": dt.date(2021, 1, 1), "end_on": dt.date(2025, 12, 31)}
    name(cast, now, [flag], launched(cast.head, now, cast.province, track=track, **days))
    flag.refresh_from_db()
    assert flag.verdict == verdict


def test_without_a_movement_people_vouch_and_the_gap_is_told(
    cast: Cast, now: dt.datetime, centre: User, flag: Nomination
) -> None:
    judge_nominations(nominations=[flag], now=now)
    assert flag.verdict == "eligible"
    assert movement_gaps([flag]) == {}, "nothing runs that could be named"
    movement = of_the_sector(centre, now, cast, 2019)
    assert movement_gaps([flag]) == {flag.pk: [MISSING]}
    name(cast, now, [flag], movement)
    assert movement_gaps([flag]) == {}
    name(cast, now, [flag], None)
    assert movement_gaps([flag]) == {flag.pk: [MISSING]}


def test_movements_of_the_unit_and_above_that_run_in_the_year_may_be_named(
    cast: Cast, now: dt.datetime, centre: User
) -> None:
    above = of_the_sector(centre, now, cast, 2019)
    own = launched(cast.officer, now, cast.office, theme="Phòng 1 thi đua", end_on=dt.date(2024, 6, 30))
    launched(cast.head, now, cast.province, theme="Năm trước")
    draft(cast.officer, now, cast.office, theme="Đang soạn", end_on=dt.date(2024, 6, 30))
    launched(cast.stranger, now, cast.elsewhere, theme="Của tỉnh khác", end_on=dt.date(2024, 6, 30))
    launched(cast.head, now, cast.province, theme=LONG, parent=above, end_on=dt.date(2024, 6, 30))
    assert set(may_be_named(cast.office, 2024)) == {above, own}


@pytest.mark.parametrize(
    ("who", "change", "words"),
    [
        ("stranger", {}, "Chỉ cán bộ thi đua"),
        ("officer", {"state": "sent"}, "chỉ ghi phong trào khi đề nghị đang lập"),
        ("officer", {"basis": "cong_trang"}, "không được đề nghị theo loại hình phong trào"),
    ],
)
def test_it_is_named_by_the_unit_while_the_line_is_open(
    cast: Cast, now: dt.datetime, centre: User, flag: Nomination, who: str, change: dict[str, str], words: str
) -> None:
    movement = of_the_sector(centre, now, cast, 2019)
    Nomination.objects.filter(pk=flag.pk).update(**change)
    with pytest.raises(CannotName, match=words):
        name(cast, now, [flag], movement, who)
    assert not NominatedFor.objects.exists()


def test_a_movement_of_others_is_refused(cast: Cast, now: dt.datetime, flag: Nomination) -> None:
    other = launched(cast.stranger, now, cast.elsewhere, end_on=dt.date(2024, 12, 31))
    with pytest.raises(CannotName, match="Phòng 1 không tham gia phong trào"):
        name(cast, now, [flag], other)


def test_what_is_decided_belongs_to_the_movement(cast: Cast, now: dt.datetime, on: AwardRound) -> None:
    movement = launched(cast.head, now, cast.province, end_on=dt.date(2024, 12, 31))
    one, two = make_people(cast, 2)
    lines = [
        make_line(on, cast.office, one, "GK", basis="phong_trao"),
        make_line(on, cast.office, two, "GK", basis="phong_trao"),
    ]
    name(cast, now, lines[:1], movement)
    Nomination.objects.update(state="passed")
    issue_decision(
        round=on, nominations=list(Nomination.objects.all()), number="15/QĐ-VKS", signed_on=dt.date(2024, 12, 11),
        title="Tặng Giấy khen", signer_name="Viện trưởng", signer_title="Viện trưởng", actor=cast.head,
        now=now.replace(year=2024, day=16),
    )  # fmt: skip
    assert [(tied.movement, tied.award.person) for tied in MovementAward.objects.all()] == [(movement, one)]
    assert Award.objects.count() == 2


@pytest.mark.parametrize("number", [1, 3])
def test_the_judge_asks_for_the_movements_of_one_line_and_of_three_alike(
    cast: Cast, now: dt.datetime, centre: User, on: AwardRound, number: int, django_assert_num_queries: Any
) -> None:
    of_the_sector(centre, now, cast, 2019)
    lines = [make_line(on, cast.office, one, "BKB", basis="phong_trao") for one in make_people(cast, number)]
    name(cast, now, lines, may_be_named(cast.office, 2024).get())
    with django_assert_num_queries(1):
        assert movement_gaps(lines) == {}


class TestPages:
    def test_the_officer_names_it_for_the_whole_list(
        self, client: Client, cast: Cast, now: dt.datetime, centre: User, on: AwardRound, flag: Nomination
    ) -> None:
        movement = of_the_sector(centre, now, cast, 2019)
        other = make_line(on, cast.office, make_people(cast, 1)[0], "BKB", basis="phong_trao")
        merit = make_line(on, cast.office, cast.office, "BKB")
        client.force_login(cast.officer)
        page = client.get(f"/ho-so/de-nghi/{flag.pk}/").content.decode()
        assert "; 01/01/2019 – 31/12/2025, 07 năm tròn)</option>" in page
        sent = {"movement": movement.pk, "for_all": "on"}
        assert client.post(f"/phong-trao-cua-de-nghi/{flag.pk}/", sent).status_code == 302
        assert set(NominatedFor.objects.values_list("nomination", flat=True)) == {flag.pk, other.pk}
        page = client.get(f"/ho-so/de-nghi/{flag.pk}/").content.decode()
        assert "Đủ thời gian cho cờ thi đua" in page
        assert f'href="/phong-trao/{movement.pk}/"' in page
        assert "Phong trào được khen" not in client.get(f"/ho-so/de-nghi/{merit.pk}/").content.decode()

    def test_a_stranger_finds_no_line_and_a_wrong_movement_is_told(
        self, client: Client, cast: Cast, flag: Nomination
    ) -> None:
        client.force_login(cast.stranger)
        assert client.post(f"/phong-trao-cua-de-nghi/{flag.pk}/", {}).status_code == 404
        client.force_login(cast.officer)
        answer = client.post(f"/phong-trao-cua-de-nghi/{flag.pk}/", {"movement": 999}, follow=True)
        assert "Phong trào đã chọn không có trong danh sách" in answer.content.decode()
