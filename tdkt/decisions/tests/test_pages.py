"""The pages of decisions and the ledger."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from tdkt.awards.models import Award, Decision
from tdkt.decisions.domain.issue import issue_decision
from tdkt.decisions.domain.submit import submit_upward
from tdkt.decisions.models import Submission
from tdkt.decisions.tests.test_issue import WORDS
from tdkt.dossiers.models import AwardRound, Nomination
from tdkt.dossiers.tests.factories import make_line, make_people, make_round, queries_of, worker_of
from tests.support.cast import Cast


@pytest.fixture
def on(cast: Cast) -> AwardRound:
    return make_round(cast.province)


@pytest.fixture
def lines(cast: Cast, on: AwardRound) -> list[Nomination]:
    return [make_line(on, cast.office, person, state="passed") for person in make_people(cast, 2)]


@pytest.fixture
def decision(cast: Cast, on: AwardRound, lines: list[Nomination], now: dt.datetime) -> Decision:
    return issue_decision(round=on, nominations=lines, **WORDS, actor=cast.head, now=now)


@pytest.fixture
def submission(cast: Cast, on: AwardRound, now: dt.datetime) -> Submission:
    line = make_line(on, cast.province, cast.province, "TTLDXS", state="passed", decided_by="ministry")
    return submit_upward(
        round=on, nominations=[line], to_level="ministry", number="7/TTr-VKS", signed_on=dt.date(2023, 12, 11),
        signer_name="A", signer_title="Viện trưởng", actor=cast.head, now=now,
    )  # fmt: skip


FORM = {
    "number": "15/QĐ-VKS", "signed_on": "11/12/2023", "title": "Khen thưởng 2023", "signer_name": "A",
    "signer_title": "Viện trưởng", "xac_nhan": "1",
}  # fmt: skip


def test_the_head_picks_lines_sees_what_is_touched_and_issues(
    client: Client, cast: Cast, on: AwardRound, lines: list[Nomination]
) -> None:
    client.force_login(cast.head)
    assert "Người Thử 1" in client.get(reverse("decisions:pick", args=[on.pk])).content.decode()
    url, chosen = reverse("decisions:issue", args=[on.pk]), {"chon": [line.pk for line in lines]}
    assert "Ra quyết định với 2 dòng" in client.post(url, chosen).content.decode()
    assert not Decision.objects.exists()
    answer = client.post(url, {**chosen, **FORM})
    issued = Decision.objects.get()
    assert answer.headers["Location"] == reverse("decisions:decision", args=[issued.pk])
    again = client.post(url, {**chosen, **FORM})
    assert (again.headers["Location"], Award.objects.count()) == (answer.headers["Location"], 2)


def test_a_decision_comes_as_word_and_excel(client: Client, cast: Cast, decision: Decision) -> None:
    client.force_login(cast.head)
    for name in ("paper", "export_decision"):
        assert client.get(reverse(f"decisions:{name}", args=[decision.pk])).content[:2] == b"PK"


def test_the_whole_paper_is_not_for_who_reads_only_a_part(client: Client, cast: Cast, decision: Decision) -> None:
    Award.objects.filter(pk=Award.objects.order_by("pk")[0].pk).update(host_unit=cast.province)
    client.force_login(cast.officer)
    answer = client.get(reverse("decisions:paper", args=[decision.pk]), follow=True)
    assert answer.redirect_chain == [(reverse("decisions:decision", args=[decision.pk]), 302)]


def test_the_outcome_is_written_on_the_page(client: Client, cast: Cast, submission: Submission) -> None:
    client.force_login(cast.appraiser)
    line = submission.lines.get().nomination
    url = reverse("decisions:submission", args=[submission.pk])
    words = {f"ket_qua_{line.pk}": "duoc", "number": "99/QĐ", "signed_on": "12/12/2023", "issuer_name": "Viện trưởng"}
    client.post(url, words)
    assert Nomination.objects.get(pk=line.pk).state == "granted"
    assert client.get(reverse("decisions:submission_paper", args=[submission.pk])).content[:2] == b"PK"


def test_an_award_is_cancelled_on_the_page(client: Client, cast: Cast, decision: Decision) -> None:
    award = decision.awards.order_by("pk")[0]
    client.force_login(cast.head)
    url = reverse("decisions:cancel", args=[award.pk])
    assert "Lý do hủy bỏ" in client.get(url).content.decode()
    words = {"number": "20/QĐ-VKS", "signed_on": "12/12/2023", "reason": "Khai không đúng"}
    client.post(url, words)
    assert Award.objects.standing().count() == 1


def test_the_ledger_is_searched_without_accents(client: Client, cast: Cast, decision: Decision) -> None:
    client.force_login(cast.officer)
    page = client.get(reverse("decisions:look_up"), {"q": "nguoi thu n-0001"}).content.decode()
    assert ("Người Thử 1" in page, "Người Thử 0" in page) == (True, False)
    assert client.get(reverse("decisions:export")).content[:2] == b"PK"


def test_all_of_it_is_absent_for_a_stranger(
    client: Client, cast: Cast, on: AwardRound, decision: Decision, submission: Submission
) -> None:
    award = decision.awards.order_by("pk")[0]
    gets = [
        reverse("decisions:pick", args=[on.pk]),
        reverse("decisions:decision", args=[decision.pk]),
        reverse("decisions:paper", args=[decision.pk]),
        reverse("decisions:export_decision", args=[decision.pk]),
        reverse("decisions:submission", args=[submission.pk]),
        reverse("decisions:submission_paper", args=[submission.pk]),
        reverse("decisions:cancel", args=[award.pk]),
    ]
    client.force_login(cast.stranger)
    assert {url: client.get(url).status_code for url in gets} == dict.fromkeys(gets, 404)
    posts = [reverse(f"decisions:{name}", args=[on.pk]) for name in ("issue", "submit")]
    assert [client.post(url).status_code for url in posts] == [404, 404]
    assert "Người Thử" not in client.get(reverse("decisions:look_up")).content.decode()


def test_the_look_up_costs_the_same(
    client: Client, cast: Cast, on: AwardRound, lines: list[Nomination], now: dt.datetime
) -> None:
    client.force_login(cast.head)
    url, costs = reverse("decisions:look_up"), []
    for number, line in enumerate([*lines, make_line(on, cast.office, worker_of(cast), state="passed")]):
        words = {**WORDS, "number": f"{number + 1}/QĐ-VKS"}
        issue_decision(round=on, nominations=[line], **words, actor=cast.head, now=now)
        costs.append(queries_of(client, url))
    assert costs == [costs[0]] * 3


def test_the_desk_leads_the_head_to_decide(client: Client, cast: Cast) -> None:
    on = make_round(cast.province)
    for who, led in ((cast.head, True), (cast.officer, False), (cast.appraiser, False)):
        client.force_login(who)
        page = client.get(reverse("dossiers:desk", args=[on.pk])).content.decode()
        assert (reverse("decisions:pick", args=[on.pk]) in page) is led
