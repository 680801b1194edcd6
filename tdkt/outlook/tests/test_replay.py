"""A stored verdict asked for again: the same under its own rulebook, whatever the law in use has become."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from tdkt.dossiers.domain.eligibility import judge_nominations
from tdkt.dossiers.models import Nomination
from tdkt.dossiers.tests.factories import make_line, make_round
from tdkt.law import live
from tdkt.law.models import RulebookArchive
from tdkt.outlook.replay import CannotReplay, replay
from tdkt.outlook.tests.cast import MOMENT, Careers, grant
from tdkt.people.models import PersonGrade
from tests.support.cast import Cast

STRICTER = """\
instrument: "QD01"
name: "Quy định thử"
in_force: {from: 2023-06-01, to: null}
mark: verified
details:
  - id: "QD01 Điều 1"
    awards: [LDTT]
    add: [{grade: {at_least: excellent}}]
"""


@pytest.fixture
def line(cast: Cast, careers: Careers) -> Nomination:
    made = make_line(make_round(cast.province), cast.office, careers.new, "LDTT")
    judge_nominations(nominations=[made], now=MOMENT)
    return Nomination.objects.with_names().get(pk=made.pk)


@pytest.fixture
def changed_law(line: Nomination, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The law in use becomes another one after the verdict was stored."""
    monkeypatch.setattr(live, "_sources", [lambda: [("don-vi/qd/2023-06-01.yaml", STRICTER)]])
    live.refresh()
    yield
    monkeypatch.undo()
    live.refresh()


def test_the_same_case_gives_the_same_verdict(line: Nomination) -> None:
    found = replay(line)
    assert (found.stored, found.again, found.same, found.differences) == ("eligible", "eligible", True, ())
    assert not found.rulebook_changed


def test_facts_entered_later_do_not_change_what_was_decided(line: Nomination) -> None:
    PersonGrade.objects.filter(person=line.person).update(value="failed")
    assert replay(line).same


def test_another_law_in_use_is_told_beside_the_old_verdict(line: Nomination, changed_law: None) -> None:
    found = replay(line)
    assert found.rulebook_changed
    assert (found.again, found.same, found.current) == ("eligible", True, "not_eligible")


def test_without_the_kept_rulebook_the_old_verdict_cannot_be_vouched_for(line: Nomination, changed_law: None) -> None:
    RulebookArchive.objects.all().delete()
    found = replay(line)
    assert (found.kept, found.again, found.same, found.current) == (False, "", False, "not_eligible")


def test_a_verdict_that_was_tampered_with_shows(line: Nomination) -> None:
    line.verdict_detail["verdict"] = "not_eligible"
    found = replay(line)
    assert (found.same, found.differences) == (False, ("verdict",))


def test_a_line_that_was_never_judged_says_so(cast: Cast, careers: Careers) -> None:
    made = make_line(make_round(cast.province), cast.office, careers.new, "LDTT")
    with pytest.raises(CannotReplay, match="chưa có kết luận"):
        replay(made)


def run(*words: str) -> str:
    out = StringIO()
    call_command("replay", *words, stdout=out)
    return out.getvalue()


def test_the_command_says_that_it_is_the_same(line: Nomination) -> None:
    assert "giống hệt" in run(str(line.pk))


def test_the_command_finds_the_line_by_its_award(line: Nomination, cast: Cast) -> None:
    assert line.person is not None
    award = grant(line.person, "LDTT", 2023, cast)
    Nomination.objects.filter(pk=line.pk).update(award=award, state="granted")
    assert "giống hệt" in run(str(award.pk), "--award")


def test_the_command_ends_with_one_when_it_differs(line: Nomination) -> None:
    line.verdict_detail["missing"] = ["khác"]
    line.save(update_fields=["verdict_detail"])
    with pytest.raises(SystemExit) as left:
        run(str(line.pk))
    assert left.value.code == 1


def test_a_number_that_is_nobodys_is_said(cast: Cast) -> None:
    with pytest.raises(CommandError, match="Không có đề nghị nào mang số 999"):
        run("999")


def test_the_page_says_the_same_to_those_who_read_the_line(line: Nomination, cast: Cast, client: Client) -> None:
    address = f"/lo-trinh/xet-lai/{line.pk}/"
    client.force_login(cast.officer)
    assert "giống hệt" in client.get(address).content.decode()
    client.force_login(cast.stranger)
    assert client.get(address).status_code == 404


def test_the_page_of_a_line_never_judged_says_so(cast: Cast, careers: Careers, client: Client) -> None:
    made = make_line(make_round(cast.province), cast.office, careers.new, "LDTT")
    client.force_login(cast.officer)
    assert "chưa có kết luận" in client.get(f"/lo-trinh/xet-lai/{made.pk}/").content.decode()


def page_of(line: Nomination, cast: Cast, client: Client) -> str:
    client.force_login(cast.province_officer)
    return client.get(reverse("dossiers:nomination", args=[line.pk])).content.decode()


def test_a_decided_line_shows_its_receipt_and_leads_to_the_replay(
    line: Nomination, cast: Cast, careers: Careers, client: Client
) -> None:
    line.award = grant(careers.new, "LDTT", 2023, cast)
    line.save(update_fields=["award"])
    page = page_of(line, cast, client)
    receipt = line.verdict_detail["receipt"]
    assert "Kết luận khi quyết định" in page
    assert reverse("outlook:replay", args=[line.pk]) in page
    assert receipt["facts"].removeprefix("sha256:")[:12] in page
    assert "số 2023/QĐ, ngày 28/12/2023" in page


def test_a_line_not_yet_decided_or_without_a_receipt_has_no_such_section(
    line: Nomination, cast: Cast, careers: Careers, client: Client
) -> None:
    assert "Kết luận khi quyết định" not in page_of(line, cast, client)
    line.award, line.verdict_detail = grant(careers.new, "LDTT", 2023, cast), {}
    line.save(update_fields=["award", "verdict_detail"])
    assert "Kết luận khi quyết định" not in page_of(line, cast, client)
