"""The council's pages."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from tdkt.confirmations.models import ConfirmationAnswer, ConfirmationLine, ConfirmationRequest
from tdkt.councils.models import Council, CouncilSession, VoteResult
from tdkt.councils.tests.factories import make_council, make_session
from tdkt.documents.tests.word import lines
from tdkt.dossiers.models import AwardRound, Nomination
from tdkt.dossiers.tests.factories import make_line, make_people, make_round, queries_of, worker_of
from tdkt.routes.models import Route, Stage
from tests.support.cast import Cast


@pytest.fixture
def on(cast: Cast) -> AwardRound:
    return make_round(cast.province)


@pytest.fixture
def session(cast: Cast, on: AwardRound) -> CouncilSession:
    return make_session(make_council(cast.province), on)


@pytest.fixture
def line(cast: Cast, on: AwardRound) -> Nomination:
    return make_line(on, cast.office, make_people(cast, 1)[0], state="accepted")


def test_the_secretary_sets_up_the_council_line_by_line(client: Client, cast: Cast) -> None:
    client.force_login(cast.secretary)
    words = {"name": "Hội đồng TĐKT", "valid_from": "01/01/2023"}
    bad = client.post(reverse("councils:set_up"), {**words, "members": "Trần A; Viện trưởng; Vua"})
    assert "Dòng 1 chưa đúng" in bad.content.decode()
    client.post(reverse("councils:set_up"), {**words, "members": "Trần A; Viện trưởng; Chủ tịch\nLê B; KSV; Thư ký"})
    seats = list(Council.objects.get().members.values_list("full_name", "seat"))
    assert seats == [("Trần A", "chair"), ("Lê B", "secretary")]


def test_a_session_is_opened_votes_entered_and_minutes_passed(
    client: Client, cast: Cast, on: AwardRound, line: Nomination
) -> None:
    make_council(cast.province)
    client.force_login(cast.secretary)
    words = {"held_on": "10/12/2023", "members_present": 10, "written_opinions": 0}
    answer = client.post(reverse("councils:open_session", args=[on.pk]), words)
    session = CouncilSession.objects.get()
    assert answer.headers["Location"] == reverse("councils:session", args=[session.pk])
    votes = {"version": session.version, f"thuan_{line.pk}": "9", f"chong_{line.pk}": "1"}
    client.post(reverse("councils:votes", args=[session.pk]), votes)
    client.post(reverse("councils:close", args=[session.pk]), {"so_bien_ban": "5/BB-HĐ"})
    assert (Nomination.objects.get().state, VoteResult.objects.get().votes_for) == ("passed", 9)
    page = client.get(reverse("councils:session", args=[session.pk])).content.decode()
    assert "5/BB-HĐ" in page


def test_each_rule_of_votes_is_told_once_with_its_awards_the_strictest_first(
    client: Client, cast: Cast, on: AwardRound, session: CouncilSession
) -> None:
    for person, code in zip(make_people(cast, 3), ("CSTDCS", "LDTT", "LDTT"), strict=True):
        make_line(on, cast.office, person, code, state="accepted")
    client.force_login(cast.secretary)
    asked = client.get(reverse("councils:session", args=[session.pk])).context["asked"]
    needed = [one.needed for one in asked]
    assert needed == sorted(needed, reverse=True)
    assert sorted(award for one in asked for award in one.awards) == ["Chiến sĩ thi đua cơ sở", "Lao động tiên tiến"]


def test_letters_for_votes_are_refused_and_kept_on_the_page(
    client: Client, cast: Cast, session: CouncilSession, line: Nomination
) -> None:
    client.force_login(cast.secretary)
    url = reverse("councils:votes", args=[session.pk])
    answer = client.post(url, {"version": 1, f"thuan_{line.pk}": "chín"})
    said = " ".join(map(str, answer.context["messages"]))
    assert (answer.status_code, "không phải số phiếu" in said) == (409, True)
    assert 'value="chín"' in answer.content.decode()


def test_the_minutes_come_as_word(client: Client, cast: Cast, session: CouncilSession, line: Nomination) -> None:
    client.force_login(cast.secretary)
    client.post(reverse("councils:votes", args=[session.pk]), {"version": 1, f"thuan_{line.pk}": "5"})
    answer = client.get(reverse("councils:minutes", args=[session.pk]))
    assert answer.content[:2] == b"PK"


def test_the_councils_pages_are_absent_for_a_stranger(
    client: Client, cast: Cast, on: AwardRound, session: CouncilSession
) -> None:
    gets = [
        reverse("councils:open_session", args=[on.pk]),
        reverse("councils:session", args=[session.pk]),
        reverse("councils:minutes", args=[session.pk]),
    ]
    posts = [reverse("councils:votes", args=[session.pk]), reverse("councils:close", args=[session.pk])]
    client.force_login(cast.stranger)
    assert [client.get(url).status_code for url in gets] == [404, 404, 404]
    assert [client.post(url).status_code for url in posts] == [404, 404]


def test_the_vote_table_costs_the_same(
    client: Client, cast: Cast, on: AwardRound, session: CouncilSession, line: Nomination
) -> None:
    client.force_login(cast.secretary)
    url = reverse("councils:session", args=[session.pk])
    before = queries_of(client, url)
    for code in ("CSTDCS", "CSTDB"):
        make_line(on, cast.office, worker_of(cast), code, state="accepted")
    assert queries_of(client, url) == before


def test_the_desk_leads_the_secretary_to_the_session(client: Client, cast: Cast, on: AwardRound) -> None:
    council = make_council(cast.province)
    desk = reverse("dossiers:desk", args=[on.pk])
    client.force_login(cast.secretary)
    assert reverse("councils:open_session", args=[on.pk]) in client.get(desk).content.decode()
    make_session(council, on)
    page = client.get(desk).content.decode()
    assert "Nhập phiếu của phiên đang mở" in page
    client.force_login(cast.officer)
    assert "Nhập phiếu" not in client.get(desk).content.decode()


def test_without_a_council_the_secretary_sets_it_up_first(client: Client, cast: Cast, on: AwardRound) -> None:
    client.force_login(cast.secretary)
    answer = client.get(reverse("councils:open_session", args=[on.pk]))
    assert answer.headers["Location"] == reverse("councils:set_up")
    client.force_login(cast.officer)
    assert client.get(reverse("councils:open_session", args=[on.pk])).status_code == 404


def test_the_session_and_its_minutes_tell_who_was_silent(
    client: Client, cast: Cast, on: AwardRound, line: Nomination, session: CouncilSession, now: dt.datetime
) -> None:
    asked = ConfirmationRequest.objects.create(
        round=on,
        unit=cast.office,
        topic="personnel",
        asked_by=cast.appraiser,
        asked_at=now,
        due_on=dt.date(2023, 12, 1),
    )
    ConfirmationLine.objects.create(request=asked, nomination=line, round=on, topic="personnel")
    client.force_login(cast.secretary)
    silent = "Phòng 1 (tổ chức cán bộ): quá hạn 01/12/2023, chưa trả lời."
    page = client.get(reverse("councils:session", args=[session.pk])).content.decode()
    assert silent in page
    votes = {"version": session.version, f"thuan_{line.pk}": "9", f"chong_{line.pk}": "1"}
    client.post(reverse("councils:votes", args=[session.pk]), votes)
    made = lines(client.get(reverse("councils:minutes", args=[session.pk])).content)
    assert f"Về {line.subject_name}, Lao động tiên tiến: {silent}" in made
    ConfirmationAnswer.objects.create(
        line=asked.lines.get(), reply="confirmed", answered_by=cast.officer, answered_at=now
    )
    made = lines(client.get(reverse("councils:minutes", args=[session.pk])).content)
    assert "Các bộ phận được hỏi đã xác nhận đủ 1 trường hợp." in made


def test_a_flag_that_waits_for_its_cluster_is_not_voted_on(
    client: Client, cast: Cast, on: AwardRound, session: CouncilSession
) -> None:
    route = Route.objects.create(
        owner=cast.centre, code="thu", name="Thử", valid_from=dt.date(2019, 1, 1), state="active"
    )
    Stage.objects.create(route=route, key="tinh", name="Cấp tỉnh", place="province", needs_cluster_opinion=True)
    flag = make_line(on, cast.office, cast.office, "CTDB", state="accepted")
    client.force_login(cast.secretary)
    assert "Chưa hỏi ý kiến cụm, khối" in client.get(reverse("councils:session", args=[session.pk])).content.decode()
    votes = {"version": session.version, f"thuan_{flag.pk}": "9", f"chong_{flag.pk}": "1"}
    answer = client.post(reverse("councils:votes", args=[session.pk]), votes)
    assert (answer.status_code, VoteResult.objects.count()) == (409, 0)
    assert "1 dòng chưa có ý kiến của cụm, khối thi đua" in " ".join(map(str, answer.context["messages"]))
