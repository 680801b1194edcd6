"""A yearly flag waits at a level that wants its cluster's opinion, until there is one or its day has passed."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tdkt.awards.models import Basis, IssuerLevel
from tdkt.clusters.models import Cluster, ClusterMember
from tdkt.confirmations.clusters import Standing, may_go_on, opinions_of
from tdkt.confirmations.domain.consult import ask_authority, record_authority_answer
from tdkt.confirmations.domain.waive import CannotWaive, go_without_cluster
from tdkt.confirmations.gaps import confirmation_gaps
from tdkt.confirmations.models import ClusterWaiver, ConsultRequest
from tdkt.confirmations.reasons import Reason
from tdkt.confirmations.telling import council_notes
from tdkt.core.answers import MovedMeanwhile, Refused
from tdkt.core.history import history_of
from tdkt.dossiers.domain.climb import forward
from tdkt.dossiers.domain.move import move
from tdkt.dossiers.models import AwardRound, Nomination
from tdkt.dossiers.states import STEPS, State
from tdkt.dossiers.tests.factories import make_line, make_round, queries_of
from tdkt.routes.models import Place, Route, RouteState, Stage
from tests.support.cast import Cast, make_unit

WITHIN = dt.datetime(2023, 12, 13, 9, 0, tzinfo=dt.timezone(dt.timedelta(hours=7)))
AFTER = dt.datetime(2023, 12, 18, 9, 0, tzinfo=dt.timezone(dt.timedelta(hours=7)))


@dataclass
class Flags:
    """Flags of two regions before the council of the province, whose stage wants the cluster's opinion."""

    cast: Cast
    now: dt.datetime
    round: AwardRound
    stage: Stage
    lines: list[Nomination]

    def passes(self, now: dt.datetime | None = None, lines: list[Nomination] | None = None) -> list[Nomination]:
        """The council's secretary passes them."""
        return move(step=STEPS["pass"], nominations=lines or self.lines, actor=self.cast.secretary, now=now or self.now)

    def asks(self, lines: list[Nomination] | None = None, **change: Any) -> ConsultRequest:
        """The letter to the cluster, to be answered by 15/12/2023."""
        told: dict[str, Any] = {
            "actor": self.cast.appraiser, "now": self.now, "on": self.round, "nominations": lines or self.lines,
            "authority": "Khối thi đua số 1", "reason": Reason.CLUSTER, "number": "5/VKS",
            "asked_on": dt.date(2023, 12, 11), "due_on": dt.date(2023, 12, 15),
        }  # fmt: skip
        return ask_authority(**(told | change))

    def lets_go(self, why: str = "Khối chưa họp.", **change: Any) -> list[ClusterWaiver]:
        """The head lets them go on."""
        told: dict[str, Any] = {
            "actor": self.cast.head, "now": self.now, "on": self.round, "nominations": self.lines, "why": why,
        }  # fmt: skip
        return go_without_cluster(**(told | change))


@pytest.fixture
def flags(cast: Cast, now: dt.datetime) -> Flags:
    on = make_round(cast.province)
    route = Route.objects.create(
        owner=cast.centre, code="thu", name="Thử", valid_from=dt.date(2019, 1, 1), state=RouteState.ACTIVE
    )
    stage = Stage.objects.create(
        route=route, key="tinh", name="VKSND cấp tỉnh", place=Place.PROVINCE, needs_cluster_opinion=True,
        confirmers=["personnel"], decides=["unit", "ministry"],
    )  # fmt: skip
    units = [make_unit(f"T1-H{n}", f"VKSND huyện {n}", "district", cast.province) for n in (1, 2)]
    lines = [make_line(on, unit, unit, "CTDB", state=State.ACCEPTED) for unit in units]
    return Flags(cast, now, on, stage, lines)


def standing(flags: Flags, now: dt.datetime | None = None) -> list[Standing]:
    lines = list(Nomination.objects.filter(pk__in=[line.pk for line in flags.lines]).order_by("pk"))
    found = opinions_of(lines, (now or flags.now).date())
    return [found[line.pk].standing for line in lines]


def test_a_flag_nobody_asked_about_is_not_passed_and_the_refusal_names_it_and_the_page(flags: Flags) -> None:
    with pytest.raises(Refused) as refused:
        flags.passes()
    assert refused.value.reason == (
        "2 dòng chưa có ý kiến của cụm, khối thi đua mà chặng “VKSND cấp tỉnh” yêu cầu: "
        "VKSND huyện 1, Cờ thi đua của bộ, ban, ngành, tỉnh (chưa hỏi); "
        "VKSND huyện 2, Cờ thi đua của bộ, ban, ngành, tỉnh (chưa hỏi). "
        "Hãy hỏi ở mục “Xác nhận, hiệp y” của đợt xét, trang “Ý kiến cụm, khối”; khi có trả lời hoặc hết hạn trả lời "
        "thì đi tiếp được. Nếu không thể chờ, thủ trưởng cho đi tiếp ở trang đó và ghi lý do."
    )
    assert set(Nomination.objects.values_list("state", flat=True)) == {State.ACCEPTED}


@pytest.mark.parametrize("step", ["pass", "pass_short", "grant", "forward", "propose"])
def test_every_step_by_which_a_line_goes_on_waits(flags: Flags, step: str) -> None:
    awards = {line.pk: line.code for line in flags.lines}
    assert not may_go_on(step, awards, flags.now.date())


@pytest.mark.parametrize("step", ["take_in", "accept", "return", "decline", "fail", "reopen", "recall"])
def test_no_other_step_waits(flags: Flags, step: str) -> None:
    assert may_go_on(step, {line.pk: line.code for line in flags.lines}, flags.now.date())


def test_a_flag_waits_for_the_answer_until_the_day_has_passed_and_silence_is_told(flags: Flags) -> None:
    flags.asks()
    assert standing(flags) == [Standing.WAITING] * 2
    with pytest.raises(Refused, match=r"\(đã hỏi Khối thi đua số 1, hạn trả lời 15/12/2023\)"):
        flags.passes(WITHIN)
    assert standing(flags, AFTER) == [Standing.OVERDUE] * 2
    assert len(flags.passes(AFTER)) == 2
    (note,) = council_notes(flags.lines[:1], today=AFTER.date())
    assert note == (
        "Về VKSND huyện 1, Cờ thi đua của bộ, ban, ngành, tỉnh: Khối thi đua số 1: quá hạn 15/12/2023, chưa có văn bản "
        "trả lời công văn 5/VKS ngày 11/12/2023."
    )


@pytest.mark.parametrize("opinion", ["agreed", "refused"])
def test_whatever_the_cluster_answers_the_council_may_vote(flags: Flags, opinion: str) -> None:
    letter = flags.asks()
    record_authority_answer(
        actor=flags.cast.appraiser, now=WITHIN, request=letter, lines=list(letter.lines.all()), opinion=opinion,
        number="1/BB", issued_on=dt.date(2023, 12, 12), words="Xếp thứ hai.",
    )  # fmt: skip
    assert standing(flags, WITHIN) == [Standing.ANSWERED] * 2
    assert len(flags.passes(WITHIN)) == 2


def test_an_answer_about_one_line_leaves_the_other_waiting(flags: Flags) -> None:
    letter = flags.asks()
    first = letter.lines.get(nomination=flags.lines[0])
    record_authority_answer(
        actor=flags.cast.appraiser, now=WITHIN, request=letter, lines=[first], opinion="agreed", number="1/BB",
        issued_on=dt.date(2023, 12, 12),
    )  # fmt: skip
    assert standing(flags, WITHIN) == [Standing.ANSWERED, Standing.WAITING]
    with pytest.raises(Refused, match=r"^1 dòng .* VKSND huyện 2"):
        flags.passes(WITHIN)


def test_what_the_cluster_s_own_record_says_is_its_opinion(flags: Flags) -> None:
    cluster = Cluster.objects.create(
        year=2023, name="Khối 1", kind="block", organiser=flags.cast.province, organiser_name="VKSND tỉnh Một"
    )
    place = ClusterMember.objects.create(cluster=cluster, unit=flags.lines[0].host_unit)
    assert standing(flags) == [Standing.NOT_ASKED] * 2, "a place without a rank or a vote says nothing"
    place.rank, place.votes_for, place.votes_total = 1, 4, 5
    place.save()
    assert standing(flags) == [Standing.ON_RECORD, Standing.NOT_ASKED]
    words = opinions_of(flags.lines, flags.now.date())[flags.lines[0].pk].words
    assert words == "Khối 1, VKSND tỉnh Một, năm 2023: xếp thứ 1, 4/5 phiếu suy tôn."


def test_a_block_formed_outside_the_system_does_not_speak_for_the_sector_s_cluster(flags: Flags) -> None:
    outside = Cluster.objects.create(year=2023, name="Khối Nội chính", kind="block", organiser_name="UBND tỉnh Một")
    ClusterMember.objects.create(cluster=outside, unit=flags.lines[0].host_unit, rank=1, votes_for=5, votes_total=5)
    earlier = Cluster.objects.create(
        year=2022, name="Khối 1", kind="block", organiser=flags.cast.province, organiser_name="VKSND tỉnh Một"
    )
    ClusterMember.objects.create(cluster=earlier, unit=flags.lines[0].host_unit, rank=1)
    assert standing(flags) == [Standing.NOT_ASKED] * 2


def test_only_yearly_flags_at_a_stage_that_says_so_wait(flags: Flags) -> None:
    Nomination.objects.filter(pk=flags.lines[0].pk).update(basis=Basis.MOVEMENT)
    other = make_line(flags.round, flags.lines[1].host_unit, flags.lines[1].host_unit, "TTLDXS", state=State.ACCEPTED)
    thematic = Nomination.objects.get(pk=flags.lines[0].pk)
    assert opinions_of([thematic, other], flags.now.date()) == {}
    of_the_province = Nomination.objects.get(pk=flags.lines[1].pk)
    of_the_province.decided_by = IssuerLevel.PROVINCE
    assert opinions_of([of_the_province], flags.now.date()) == {}, "the province's own blocks speak for its flag"
    Stage.objects.update(needs_cluster_opinion=False)
    assert len(flags.passes()) == 2


def test_the_head_lets_them_go_on_with_a_reason_that_everybody_after_him_reads(flags: Flags) -> None:
    flags.lets_go()
    assert standing(flags) == [Standing.WAIVED] * 2
    words = "Chưa có ý kiến cụm, khối thi đua; Lê Văn Trưởng cho đi tiếp ngày"
    assert words in council_notes(flags.lines, today=flags.now.date())[0].replace(
        flags.cast.head.full_name, "Lê Văn Trưởng"
    )
    assert [entry.reason for entry in history_of(flags.lines[0])] == ["Khối chưa họp."]
    passed = flags.passes()
    Nomination.objects.update(decided_by="ministry")
    above = make_round(flags.cast.centre)
    forward(nominations=passed, to_round=above, actor=flags.cast.head, now=flags.now)
    told = council_notes(list(Nomination.objects.with_names()), today=flags.now.date())
    assert all("cho đi tiếp ngày 11/12/2023: Khối chưa họp." in one for one in told)


def test_nobody_else_lets_them_go_on_nor_without_a_reason_nor_twice(flags: Flags) -> None:
    cases: list[tuple[dict[str, Any], str]] = [
        ({"actor": flags.cast.appraiser}, "Chỉ thủ trưởng"), ({"actor": flags.cast.secretary}, "Chỉ thủ trưởng"),
        ({"why": "  "}, "ghi lý do"), ({"why": "x" * 1001}, "dài quá 1000"),
        ({"nominations": []}, "Chưa chọn dòng nào"),
    ]  # fmt: skip
    for change, words in cases:
        with pytest.raises(CannotWaive, match=words):
            flags.lets_go(**change)
    assert not ClusterWaiver.objects.exists()
    flags.lets_go()
    with pytest.raises(CannotWaive, match="không còn chờ ý kiến"):
        flags.lets_go()
    flags.round.state = "closed"
    with pytest.raises(CannotWaive, match="đã khép"):
        flags.lets_go()


def test_two_heads_at_once_write_one_reason(flags: Flags, monkeypatch: pytest.MonkeyPatch) -> None:
    ClusterWaiver.objects.create(
        round=flags.round, nomination=flags.lines[0], why="Trước", by=flags.cast.head, at=flags.now
    )
    monkeypatch.setattr("tdkt.confirmations.domain.waive._waiting", lambda lines, _day: list(lines))
    with pytest.raises(MovedMeanwhile, match="tải lại trang"):
        flags.lets_go()
    assert ClusterWaiver.objects.count() == 1


def test_whoever_accepts_sees_what_is_not_there_yet(flags: Flags) -> None:
    lines = flags.lines
    Nomination.objects.update(state=State.TAKEN_IN)
    lines = list(Nomination.objects.with_names().order_by("pk"))
    assert confirmation_gaps(lines)[lines[0].pk] == [
        "chưa hỏi bộ phận nào về tổ chức cán bộ", "chưa hỏi cụm, khối thi đua",
    ]  # fmt: skip
    flags.asks(lines[:1])
    assert confirmation_gaps(lines)[lines[0].pk][-1] == "cụm, khối thi đua chưa trả lời"
    Nomination.objects.update(state=State.DRAFT)
    assert confirmation_gaps(list(Nomination.objects.with_names())) == {}


def test_lines_of_other_awards_cost_nothing_and_flags_the_same_for_one_and_many(flags: Flags) -> None:
    def cost(lines: list[Nomination]) -> int:
        with CaptureQueriesContext(connection) as seen:
            may_go_on("pass", {line.pk: line.code for line in lines}, flags.now.date())
        return len(seen)

    unit = flags.lines[0].host_unit
    assert cost([make_line(flags.round, unit, unit, "TTLDXS", state=State.ACCEPTED)]) == 0
    assert cost(flags.lines[:1]) == cost(flags.lines)


@pytest.mark.parametrize("role", ["officer", "worker", "stranger", "administrator", "province_officer"])
def test_the_page_is_absent_for_others(client: Client, flags: Flags, role: str) -> None:
    client.force_login(getattr(flags.cast, role))
    address = f"/xac-nhan/dot/{flags.round.pk}/cum-khoi/"
    assert client.get(address).status_code == client.post(address, {}).status_code == 404


def test_the_appraiser_is_led_to_the_letter_and_the_head_lets_go(client: Client, flags: Flags) -> None:
    cluster = Cluster.objects.create(
        year=2023, name="Khối 1", kind="block", organiser=flags.cast.province, organiser_name="VKSND tỉnh Một"
    )
    ClusterMember.objects.create(cluster=cluster, unit=flags.lines[0].host_unit)
    address = f"/xac-nhan/dot/{flags.round.pk}/cum-khoi/"
    client.force_login(flags.cast.appraiser)
    page = client.get(address).content.decode()
    assert "Cho đi tiếp khi" not in page
    found = client.get(
        f"/xac-nhan/dot/{flags.round.pk}/hiep-y/?truong_hop=cluster&co_quan=Kh%E1%BB%91i+1&chon={flags.lines[0].pk}"
    )
    form = found.content.decode()
    assert 'value="Khối 1"' in form
    assert f'value="{flags.lines[0].pk}" checked' in form
    assert "VKSND huyện 2" not in form
    assert "Chưa hỏi" in client.get(f"/ho-so/de-nghi/{flags.lines[0].pk}/").content.decode()
    client.force_login(flags.cast.head)
    assert "Cho đi tiếp" in client.get(address).content.decode()
    refused = client.post(address, {"chon": [flags.lines[0].pk], "ly_do": ""}, follow=True).content.decode()
    assert "ghi lý do" in refused
    told = {"chon": [flags.lines[0].pk], "ly_do": "Khối chưa họp"}
    assert "1 dòng được đi tiếp" in client.post(address, told, follow=True).content.decode()
    assert "không còn chờ ý kiến" in client.post(address, told, follow=True).content.decode(), "the second click"
    assert "Khối chưa họp" in client.get(f"/ho-so/de-nghi/{flags.lines[0].pk}/").content.decode()


def test_the_page_costs_the_same_for_any_number_of_flags(client: Client, flags: Flags) -> None:
    client.force_login(flags.cast.appraiser)
    address = f"/xac-nhan/dot/{flags.round.pk}/cum-khoi/"
    few = queries_of(client, address)
    for n in range(3, 6):
        unit = make_unit(f"T1-H{n}", f"VKSND huyện {n}", "district", flags.cast.province)
        make_line(flags.round, unit, unit, "CTDB", state=State.ACCEPTED)
    assert queries_of(client, address) == few
    assert timezone.localdate() > dt.date(2023, 12, 15)
