"""A draft on its way: who may do what, and that nothing is touched before a second person approves."""

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tdkt.core.edits import StaleEdit
from tdkt.core.history import first_broken, history_of
from tdkt.law import live
from tdkt.studio.domain.decide import CannotDecide, take_step
from tdkt.studio.domain.write import CannotDraft, begin_draft, edit_draft
from tdkt.studio.models import Draft
from tdkt.studio.tests.conftest import FROM, NOW, STRICTER, Two
from tests.support.cast import Cast


def verdict(day: dt.date) -> str:
    live.refresh()
    case = {
        "award": "LDTT", "judged_on": day.isoformat(), "year": 2023, "subject": {"kind": "person"},
        "facts": [{"type": "grade", "year": 2023, "value": "good"}],
    }  # fmt: skip
    return live.rulebook().judge(case).verdict


def step(two: Two, code: str, actor: Any = None, reason: str = "") -> None:
    take_step(code=code, draft=two.draft, actor=actor or two.drafter, now=NOW, reason=reason)


def approve(two: Two) -> None:
    step(two, "submit")
    step(two, "approve", two.second)


def test_a_draft_touches_no_live_verdict_until_it_is_approved(two: Two) -> None:
    before = live.rulebook().sha256
    assert verdict(FROM) == "eligible"
    step(two, "submit")
    assert verdict(FROM) == "eligible"
    assert live.rulebook().sha256 == before


def test_an_approved_draft_takes_force_on_its_day_and_not_before(two: Two) -> None:
    approve(two)
    assert verdict(FROM - dt.timedelta(days=1)) == "eligible"
    assert verdict(FROM) == "not_eligible"


def test_a_revoked_draft_leaves_the_law_as_it_was(two: Two) -> None:
    before = live.rulebook().sha256
    approve(two)
    step(two, "revoke", two.second, reason="Ban hành nhầm")
    assert verdict(FROM) == "eligible"
    assert live.rulebook().sha256 == before


def test_the_drafter_does_not_approve_nor_does_the_last_editor(two: Two) -> None:
    edit_draft(draft=two.draft, version=1, **values(), actor=two.second, now=NOW)
    step(two, "submit")
    for actor in (two.drafter, two.second):
        with pytest.raises(CannotDecide, match="không tự duyệt"):
            step(two, "approve", actor)
    two.draft.refresh_from_db()
    assert two.draft.state == "submitted"


def test_the_database_itself_refuses_an_approval_by_the_drafter(two: Two) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Draft.objects.filter(pk=two.draft.pk).update(state="approved", decided_by=two.drafter, decided_at=NOW)


def test_a_draft_that_does_not_load_goes_no_further(two: Two) -> None:
    Draft.objects.filter(pk=two.draft.pk).update(text=STRICTER.replace("awards: [LDTT]", "awards: [LDTTT]"))
    two.draft.refresh_from_db()
    with pytest.raises(CannotDecide, match=r"don-vi/quy-dinh-01/2024-06-01\.yaml:6.*LDTTT"):
        step(two, "submit")


def test_a_reason_is_needed_to_return_a_draft_and_it_is_kept(two: Two) -> None:
    step(two, "submit")
    with pytest.raises(CannotDecide, match="cần ghi lý do"):
        step(two, "return", two.second)
    step(two, "return", two.second, reason="Thiếu điều chuyển tiếp")
    two.draft.refresh_from_db()
    assert (two.draft.state, two.draft.reason) == ("returned", "Thiếu điều chuyển tiếp")


def test_a_draft_that_was_sent_is_not_edited(two: Two) -> None:
    step(two, "submit")
    with pytest.raises(CannotDraft, match="không sửa được nữa"):
        edit_draft(draft=two.draft, version=two.draft.version, **values(), actor=two.drafter, now=NOW)


def test_the_second_of_two_edits_is_refused(two: Two) -> None:
    stale = Draft.objects.get(pk=two.draft.pk)
    edit_draft(draft=two.draft, version=1, **values(title="Bản A"), actor=two.drafter, now=NOW)
    with pytest.raises(StaleEdit):
        edit_draft(draft=stale, version=1, **values(title="Bản B"), actor=two.second, now=NOW)
    assert Draft.objects.get(pk=two.draft.pk).title == "Bản A"


def test_two_approved_drafts_do_not_share_a_place(two: Two, cast: Cast) -> None:
    approve(two)
    twin = begin_draft(**values(), actor=two.drafter, now=NOW)
    take_step(code="submit", draft=twin, actor=two.drafter, now=NOW)
    with pytest.raises(CannotDecide, match="thu hồi bản đó trước"):
        take_step(code="approve", draft=twin, actor=two.second, now=NOW)
    twin.refresh_from_db()
    assert twin.state == "submitted"


@pytest.mark.parametrize("who", ["officer", "appraiser", "head", "worker"])
def test_nobody_else_drafts_or_decides(two: Two, cast: Cast, who: str) -> None:
    actor = getattr(cast, who)
    with pytest.raises(CannotDraft, match="đơn vị cao nhất"):
        begin_draft(**values(), actor=actor, now=NOW)
    with pytest.raises(CannotDecide, match="đơn vị cao nhất"):
        step(two, "submit", actor)


@pytest.mark.parametrize("place", [{"folder": "../data"}, {"layer": "Ngành"}, {"folder": "a/b"}, {"folder": ""}])
def test_a_place_outside_the_rulebook_is_refused(two: Two, place: dict[str, str]) -> None:
    with pytest.raises(CannotDraft):
        begin_draft(**values(**place), actor=two.drafter, now=NOW)
    assert Draft.objects.count() == 1


def test_every_step_is_kept_in_an_unbroken_history(two: Two) -> None:
    approve(two)
    entries = list(history_of(two.draft))
    assert [entry.act for entry in entries] == ["draft.begin", "draft.submit", "draft.approve"]
    assert first_broken(entries) is None


def values(**change: Any) -> dict[str, Any]:
    told = {
        "title": "Siết tiêu chuẩn", "layer": "don-vi", "folder": "quy-dinh-01", "takes_effect": FROM, "text": STRICTER,
    }  # fmt: skip
    return told | change
