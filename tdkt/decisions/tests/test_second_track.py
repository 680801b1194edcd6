"""The flag and the certificate of merit of the province: another way out for the same award."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tdkt.awards.models import Award, IssuerLevel
from tdkt.core.edits import StaleEdit
from tdkt.core.history import history_of
from tdkt.decisions.domain.decider import CannotChooseDecider, choose_decider
from tdkt.decisions.domain.outcome import record_outcome
from tdkt.decisions.domain.submit import CannotSubmit, submit_upward
from tdkt.decisions.tests.test_upward import SIGNED, WORDS
from tdkt.dossiers.models import AwardRound, Nomination
from tdkt.dossiers.road import road_of
from tdkt.dossiers.tests.factories import make_line, make_people, make_round
from tdkt.routes.tests.factories import adopt_both
from tests.support.cast import Cast

PROVINCE = IssuerLevel.PROVINCE


@pytest.fixture
def on(cast: Cast, now: dt.datetime) -> AwardRound:
    adopt_both(cast, now)
    make_round(cast.centre)
    return make_round(cast.province)


@pytest.fixture
def flag(cast: Cast, on: AwardRound) -> Nomination:
    return make_line(on, cast.province, cast.province, "CTDB", state="taken_in", decided_by="ministry")


def chosen(line: Nomination, actor: Any, now: dt.datetime, **more: Any) -> Nomination:
    told: dict[str, Any] = {"level": PROVINCE, "version": line.version} | more
    return choose_decider(nomination=line, actor=actor, now=now, **told)


def level(line: Nomination) -> str:
    return Nomination.objects.get(pk=line.pk).decided_by


def test_the_flag_goes_to_the_provinces_committee_and_its_answer_is_written_down(
    cast: Cast, on: AwardRound, flag: Nomination, now: dt.datetime
) -> None:
    line = chosen(flag, cast.appraiser, now)
    assert [halt.name for halt in road_of(line)] == ["VKSND tỉnh Một", "Ủy ban nhân dân tỉnh"]
    Nomination.objects.filter(pk=flag.pk).update(state="passed")
    words = {**WORDS, "to_level": PROVINCE}
    submission = submit_upward(round=on, nominations=[flag], **words, actor=cast.head, now=now)
    assert submission.to_round is None, "the centre's round is open, and yet it does not go there"
    record_outcome(
        submission=submission, granted=[flag], refused=[], number="77/QĐ-UBND", signed_on=SIGNED, actor=cast.appraiser,
        now=now,
    )  # fmt: skip
    award = Award.objects.get()
    assert (award.status, award.decided_by, str(award.decision)) == (
        "granted",
        "province",
        "77/QĐ-UBND ngày 11/12/2023",
    )
    assert award.decision
    assert award.decision.issuer_name == "Chủ tịch UBND tỉnh"


def test_it_is_not_submitted_together_with_what_goes_to_the_centre(
    cast: Cast, on: AwardRound, flag: Nomination, now: dt.datetime
) -> None:
    chosen(flag, cast.appraiser, now)
    other = make_line(on, cast.office, make_people(cast, 1)[0], "BKB", state="passed", decided_by="ministry")
    Nomination.objects.filter(pk=flag.pk).update(state="passed")
    with pytest.raises(CannotSubmit, match="Hãy lập tờ trình riêng"):
        submit_upward(round=on, nominations=[flag, other], **WORDS, actor=cast.head, now=now)


def test_the_choice_is_kept_in_the_history_and_may_be_taken_back(
    cast: Cast, flag: Nomination, now: dt.datetime
) -> None:
    line = chosen(flag, cast.appraiser, now)
    chosen(line, cast.appraiser, now, level="ministry")
    assert level(flag) == "ministry"
    assert [entry.after for entry in history_of(flag)] == [{"decided_by": "province"}, {"decided_by": "ministry"}]
    with pytest.raises(CannotChooseDecider, match="đang đề nghị Viện trưởng VKSND tối cao"):
        chosen(Nomination.objects.get(pk=flag.pk), cast.appraiser, now, level="ministry")


@pytest.mark.parametrize("state", ["draft", "returned"])
def test_the_unit_chooses_while_the_line_is_with_it(cast: Cast, flag: Nomination, now: dt.datetime, state: str) -> None:
    Nomination.objects.filter(pk=flag.pk).update(state=state)
    with pytest.raises(CannotChooseDecider, match="Chỉ cán bộ thi đua"):
        chosen(flag, cast.secretary, now)
    chosen(flag, cast.province_officer, now)
    assert level(flag) == "province"


@pytest.mark.parametrize("who", ["province_officer", "head", "secretary", "stranger", "administrator"])
def test_only_the_appraiser_chooses_while_it_is_appraised(
    cast: Cast, flag: Nomination, now: dt.datetime, who: str
) -> None:
    with pytest.raises(CannotChooseDecider, match="Chỉ cán bộ thẩm định của VKSND tỉnh Một"):
        chosen(flag, getattr(cast, who), now)
    assert level(flag) == "ministry"


@pytest.mark.parametrize("state", ["passed", "failed", "declined"])
def test_after_the_council_it_stands(cast: Cast, flag: Nomination, now: dt.datetime, state: str) -> None:
    Nomination.objects.filter(pk=flag.pk).update(state=state)
    with pytest.raises(CannotChooseDecider, match="trước khi Hội đồng xét"):
        chosen(flag, cast.appraiser, now)


def test_a_closed_round_keeps_it(cast: Cast, on: AwardRound, flag: Nomination, now: dt.datetime) -> None:
    AwardRound.objects.filter(pk=on.pk).update(state="closed")
    with pytest.raises(CannotChooseDecider, match="đã khép"):
        chosen(flag, cast.appraiser, now)


@pytest.mark.parametrize("to", ["president", "mass_organisation", "", "nobody"])
def test_nobody_else_may_be_asked(cast: Cast, flag: Nomination, now: dt.datetime, to: str) -> None:
    with pytest.raises(CannotChooseDecider, match="không đề nghị nơi đó được"):
        chosen(flag, cast.appraiser, now, level=to)


def test_yearly_titles_stay_with_who_manages_the_staff(cast: Cast, on: AwardRound, now: dt.datetime) -> None:
    for code, subject in (("CSTDB", make_people(cast, 1)[0]), ("TTLDXS", cast.office)):
        line = make_line(on, cast.office, subject, code, state="taken_in", decided_by="ministry")
        with pytest.raises(CannotChooseDecider, match="không đề nghị nơi đó được"):
            chosen(line, cast.appraiser, now)


def test_a_route_without_the_turn_offers_no_choice(cast: Cast, now: dt.datetime) -> None:
    line = make_line(
        make_round(cast.province), cast.province, cast.province, "CTDB", state="taken_in", decided_by="ministry"
    )
    with pytest.raises(CannotChooseDecider, match="theo luật và đường đi đang áp dụng"):
        chosen(line, cast.appraiser, now)


def test_the_second_of_two_choices_is_refused(cast: Cast, flag: Nomination, now: dt.datetime) -> None:
    Nomination.objects.filter(pk=flag.pk).update(version=5)
    with pytest.raises(StaleEdit):
        chosen(flag, cast.appraiser, now)
    assert level(flag) == "ministry"


def test_it_is_chosen_on_the_page_of_the_line(client: Client, cast: Cast, flag: Nomination) -> None:
    client.force_login(cast.appraiser)
    page, act = reverse("dossiers:nomination", args=[flag.pk]), reverse("decisions:decider", args=[flag.pk])
    shown = client.get(page).content.decode()
    assert "Đề nghị Chủ tịch UBND tỉnh quyết định" in shown
    assert "Luật 15/2003 (sửa đổi năm 2013) Điều 79; NĐ 91/2017 Điều 12 khoản 1" in shown
    told = {"cap": "province", "version": flag.version}
    done = client.post(act, told, follow=True).content.decode()
    assert "Đã chuyển sang đề nghị Chủ tịch UBND tỉnh quyết định." in done
    assert "Tiêu chuẩn chi tiết của tỉnh do tỉnh quy định" in done
    again = client.post(act, told, follow=True).content.decode()
    assert "đang đề nghị Chủ tịch UBND tỉnh quyết định" in again
    bad = client.post(act, {"cap": "ministry", "version": "x"}, follow=True).content.decode()
    assert "vừa được người khác sửa" in bad
    assert level(flag) == "province"


def test_the_page_offers_it_only_to_who_may_and_where_there_is_a_choice(
    client: Client, cast: Cast, on: AwardRound, flag: Nomination
) -> None:
    page = reverse("dossiers:nomination", args=[flag.pk])
    client.force_login(cast.head)
    assert "Nơi quyết định" not in client.get(page).content.decode()
    Nomination.objects.filter(pk=flag.pk).update(decided_by="province")
    shown = client.get(page).content.decode()
    assert ("Nơi quyết định" in shown, "Đề nghị Viện trưởng VKSND tối cao quyết định" in shown) == (True, False)
    plain = make_line(on, cast.office, make_people(cast, 1)[0], "LDTT", state="taken_in")
    assert "Nơi quyết định" not in client.get(reverse("dossiers:nomination", args=[plain.pk])).content.decode()
    client.force_login(cast.stranger)
    assert client.post(reverse("decisions:decider", args=[flag.pk]), {"cap": "province"}).status_code == 404
