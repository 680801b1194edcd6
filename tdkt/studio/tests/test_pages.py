"""The studio's pages: strict words about a wrong text, what would change, the trial, and nobody else let in."""

from typing import Any

import pytest
from django.test import Client

from tdkt.dossiers.tests.factories import queries_of
from tdkt.outlook.tests.cast import YEAR, give_careers
from tdkt.people.models import PersonGrade
from tdkt.studio.checking import Checked, check
from tdkt.studio.domain.write import begin_draft
from tdkt.studio.models import Draft
from tdkt.studio.tests.conftest import FROM, NOW, STRICTER, Two
from tests.support.cast import Cast, make_person

STUDIO = "/soan-thao/"
TRAINING = """clauses:
  - {id: Q 1, award: LDTT, kind: person, basis: cong_trang, text: t, need: [{training: {long_from: 12, result: [a]}}]}
"""
HEAD = "instrument: Q\nname: Q\nin_force: {from: 2024-06-01, to: null}\n"


@pytest.fixture
def drafter(two: Two, client: Client) -> Client:
    client.force_login(two.drafter)
    return client


def text_of(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def fields(**change: Any) -> dict[str, Any]:
    told = {
        "title": "Bản mới", "layer": "don-vi", "folder": "quy-dinh-02", "takes_effect": "2024-06-01", "text": STRICTER,
    }  # fmt: skip
    return told | change


def test_the_list_names_the_draft_and_its_state(drafter: Client) -> None:
    page = text_of(drafter, STUDIO)
    assert "Siết tiêu chuẩn" in page
    assert "Đang soạn" in page


def test_a_draft_shows_what_it_would_change(drafter: Client, two: Two) -> None:
    page = text_of(drafter, f"{STUDIO}{two.draft.pk}/")
    assert "Nội dung đúng khuôn" in page
    assert "Lao động tiên tiến" in page
    assert "<ins>hoàn thành xuất sắc nhiệm vụ trong năm xét</ins>" in page


def test_an_award_is_shown_whole_as_it_would_read(drafter: Client, two: Two) -> None:
    address = f"{STUDIO}{two.draft.pk}/luat/"
    page = text_of(drafter, f"{address}LDTT/")
    assert "Hoàn thành xuất sắc nhiệm vụ trong năm xét" in page
    assert "Điều 1 Quy định số 01/2024 của đơn vị" in page
    text_of(drafter, f"{address}KHONGCO/", status=404)
    Draft.objects.filter(pk=two.draft.pk).update(text="a: [")
    text_of(drafter, f"{address}LDTT/", status=404)


def test_a_new_draft_is_kept_even_with_a_fault_and_the_line_is_named(drafter: Client) -> None:
    answer = drafter.post(
        f"{STUDIO}moi/", fields(text=STRICTER.replace("kinds: [person]", "kindz: [person]")), follow=True
    )
    page = answer.content.decode()
    assert "Nội dung chưa đúng khuôn, dòng 6" in page
    assert "khóa lạ: kindz" in page
    assert '<li class="is-fault">' in page


def test_a_new_draft_may_begin_as_a_copy_of_a_file(drafter: Client) -> None:
    page = text_of(drafter, f"{STUDIO}moi/?tu=state/luat-06-2026/2026-10-01")
    assert "L06/2026" in page
    text_of(drafter, f"{STUDIO}moi/?tu=state/khong-co/2026-10-01", status=404)
    text_of(drafter, f"{STUDIO}moi/?tu=../../config/settings/base", status=404)


def test_the_blank_text_of_a_new_draft_loads(drafter: Client, two: Two) -> None:
    from tdkt.studio.skeleton import blank

    two.draft.text = blank(two.draft.takes_effect)
    assert check(two.draft).fault == ""


@pytest.mark.parametrize(
    "wrong", [{"takes_effect": "31/2/2024"}, {"folder": "A B"}, {"title": ""}, {"layer": "khong-co"}, {"text": ""}]
)
def test_a_wrong_field_is_said_beside_it_and_nothing_typed_is_lost(drafter: Client, wrong: dict[str, str]) -> None:
    answer = drafter.post(f"{STUDIO}moi/", fields(**wrong))
    assert answer.status_code == 422
    assert "field__error" in answer.content.decode()
    assert Draft.objects.count() == 1


@pytest.mark.parametrize(
    "text",
    [
        "", "[]", "1", "a: [", "\x00", "null", "instrument: [x]", "- a\n- b", "&a [*a]", "!!python/object:os.system x",
        "instrument: Q\nname: Q\nin_force: 5",
        HEAD + "clauses: 5",
        HEAD + "clauses: [5]",
        "instrument: Q\nname: Q\nin_force: {from: 2024-06-01, to: 31/2/2024}",
        HEAD + "details: [{id: Q, awards: {a: 1}}]",
        HEAD + "quotas: [{id: Q, award: LDTT, share: x}]",
        HEAD + "bonus: []",
        HEAD + "parameters: {a: b}",
        HEAD + TRAINING,
        "? [a]\n: b", "a: " + "[" * 3000,
    ],
)  # fmt: skip
def test_any_broken_text_is_answered_with_a_place_and_words(drafter: Client, two: Two, text: str) -> None:
    two.draft.text = text
    found = check(two.draft)
    assert found.rulebook is None
    assert found.place.startswith("don-vi/quy-dinh-01/2024-06-01.yaml")
    assert found.fault


def test_a_fault_that_stands_in_another_file_marks_no_line_of_the_draft() -> None:
    own, other = "don-vi/quy-dinh-01/2024-06-01.yaml", "state/luat-06-2022/2024-01-01.yaml"
    assert Checked(None, f"{own}:3", "sai", own).line == 3
    assert Checked(None, f"{other}:3", "sai", own).line is None


def test_the_page_of_a_draft_says_how_its_text_is_written(drafter: Client) -> None:
    page = drafter.get(f"{STUDIO}moi/").content.decode()
    assert "Cách viết nội dung" in page
    assert "details</code>: sửa tiêu chuẩn đã có" in page


def test_editing_a_stale_page_keeps_both_texts_in_sight(drafter: Client, two: Two) -> None:
    address = f"{STUDIO}{two.draft.pk}/sua/"
    drafter.post(address, fields(title="Bản A", folder="quy-dinh-01", version=1))
    answer = drafter.post(address, fields(title="Bản B", folder="quy-dinh-01", version=1, text="cua toi"))
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "cua toi" in page
    assert "Bản vừa được người khác lưu" in page


def test_steps_are_taken_from_the_page_and_a_refusal_is_shown(drafter: Client, two: Two, client: Client) -> None:
    address = f"{STUDIO}{two.draft.pk}/buoc/"
    page = drafter.post(address, {"step": "submit"}, follow=True).content.decode()
    assert "Đã gửi" in page
    page = drafter.post(address, {"step": "approve"}, follow=True).content.decode()
    assert "không tự duyệt" in page
    client.force_login(two.second)
    assert "Đã duyệt" in client.post(address, {"step": "approve"}, follow=True).content.decode()
    assert client.post(address, {"step": "bay"}).status_code == 404


def test_an_approved_draft_is_law_on_the_pages_from_its_day(drafter: Client, two: Two, client: Client) -> None:
    address = f"{STUDIO}{two.draft.pk}/buoc/"
    drafter.post(address, {"step": "submit"})
    assert "QD01/2024" not in text_of(client, "/phap-luat/LDTT/?ngay=2024-06-01")
    client.force_login(two.second)
    client.post(address, {"step": "approve"})
    words = "Quy định số 01/2024 của đơn vị"
    assert words in text_of(client, "/phap-luat/van-ban/")
    assert words in text_of(client, "/phap-luat/LDTT/?ngay=2024-06-01")
    assert words not in text_of(client, "/phap-luat/LDTT/?ngay=2024-05-31").split("Các phiên bản")[0]
    client.post(address, {"step": "revoke", "reason": "Ban hành nhầm"})
    assert words not in text_of(client, "/phap-luat/van-ban/")


def test_the_list_and_a_trial_ask_as_much_for_many_as_for_few(drafter: Client, two: Two, cast: Cast) -> None:
    give_careers(cast)
    trial = f"{STUDIO}{two.draft.pk}/thu/?don_vi={cast.province.pk}&nam={YEAR}"
    few = [queries_of(drafter, STUDIO), queries_of(drafter, trial)]
    for number in range(3):
        begin_draft(**draft_values(f"quy-dinh-1{number}"), actor=two.drafter, now=NOW)
        person = make_person(f"M-{number}", f"Vũ Thêm {number}", cast.office)
        PersonGrade.objects.create(person=person, year=YEAR, value="good")
    assert [queries_of(drafter, STUDIO), queries_of(drafter, trial)] == few


def draft_values(folder: str) -> dict[str, Any]:
    return {"title": folder, "layer": "don-vi", "folder": folder, "takes_effect": FROM, "text": STRICTER}


def test_the_trial_says_who_loses_by_unit_sex_and_post(drafter: Client, two: Two, cast: Cast) -> None:
    give_careers(cast)
    page = text_of(drafter, f"{STUDIO}{two.draft.pk}/thu/?don_vi={cast.province.pk}&nam={YEAR}")
    assert "Phạm Thị Mới" in page
    assert "1 bị mất" in page
    assert "Theo giới tính" in page
    assert "Không giữ chức vụ lãnh đạo" in page
    assert "Trần Văn Bền" not in page


def test_a_trial_with_a_wrong_question_says_so(drafter: Client, two: Two, cast: Cast) -> None:
    address = f"{STUDIO}{two.draft.pk}/thu/"
    assert "chưa tới" in text_of(drafter, f"{address}?don_vi={cast.province.pk}&nam=2090")
    assert "field__error" in text_of(drafter, f"{address}?don_vi=999&nam={YEAR}")
    Draft.objects.filter(pk=two.draft.pk).update(text="a: [")
    assert "chưa chạy thử được" in text_of(drafter, address)


@pytest.mark.parametrize("who", ["officer", "appraiser", "head", "worker", "stranger"])
def test_for_anybody_else_the_studio_does_not_exist(two: Two, cast: Cast, client: Client, who: str) -> None:
    client.force_login(getattr(cast, who))
    for tail in (
        "",
        "moi/",
        f"{two.draft.pk}/",
        f"{two.draft.pk}/luat/LDTT/",
        f"{two.draft.pk}/sua/",
        f"{two.draft.pk}/thu/",
    ):
        text_of(client, STUDIO + tail, status=404)
    assert client.post(f"{STUDIO}{two.draft.pk}/buoc/", {"step": "submit"}).status_code == 404


def test_an_administrator_below_the_top_has_no_part_in_it(two: Two, cast: Cast, client: Client) -> None:
    from tdkt.accounts.models import Role
    from tests.support.cast import make_user

    local = make_user("quan-tri-tinh", "Quản trị tỉnh", Role.SYSTEM_ADMINISTRATOR, cast.province)
    client.force_login(local)
    text_of(client, STUDIO, status=404)
