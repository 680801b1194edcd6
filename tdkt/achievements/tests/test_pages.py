"""The pages of a report, and saving by the button and by the browser's script."""

from typing import Any

import pytest
from django.test import Client

from tdkt.achievements.domain.finish import finish_report
from tdkt.achievements.domain.save_section import save_section
from tdkt.achievements.models import AchievementReport, SectionVersion
from tdkt.achievements.tests.factories import Desk
from tdkt.dossiers.models import Nomination
from tdkt.dossiers.tests.factories import make_line, make_people, queries_of

SCRIPT = {"X-Requested-With": "tdkt-autosave"}


@pytest.fixture
def officer(client: Client, desk: Desk) -> Client:
    client.force_login(desk.cast.officer)
    return client


def address(desk: Desk, what: str = "") -> str:
    return f"/bao-cao-thanh-tich/{desk.report.pk}/{what}"


def typed(text: str, version: int = 1, **more: Any) -> dict[str, Any]:
    return {"text": text, "version": version, **more}


def test_the_write_page_leads_to_the_first_empty_section_with_the_ledgers_tables(officer: Client, desk: Desk) -> None:
    answer = officer.get(address(desk, "viet/"))
    assert answer.headers["Location"] == address(desk, "viet/ly-lich/")
    page = officer.get(answer.headers["Location"]).content.decode()
    for words in (
        "Lê Thị Kiểm Thử",
        "Chuyên viên",
        "Phòng 1",
        "Còn trống, phải có",
        "Mẫu số 03, Nghị định 98/2023/NĐ-CP",
    ):
        assert words in page


def test_the_button_saves_without_any_script(officer: Client, desk: Desk) -> None:
    answer = officer.post(address(desk, "luu/ket-qua/"), typed("Vượt chỉ tiêu.\r\nHai dòng."), follow=True)
    assert "Đã lưu mục “Thành tích đạt được” lúc" in answer.content.decode()
    assert desk.section().text == "Vượt chỉ tiêu.\nHai dòng."
    onward = officer.post(address(desk, "luu/nhiem-vu/"), typed("Việc.", tiep="1"))
    assert onward.headers["Location"] == address(desk, "viet/ket-qua/")


def test_the_script_saves_and_is_told_version_time_and_words(officer: Client, desk: Desk) -> None:
    answer = officer.post(address(desk, "luu/ket-qua/"), typed("Vượt chỉ tiêu."), headers=SCRIPT)
    assert answer.status_code == 200
    told = answer.json()
    assert (told["version"], told["words"]) == (2, 3)
    assert len(told["at"]) == 5
    again = officer.post(address(desk, "luu/ket-qua/"), typed("Vượt chỉ tiêu."), headers=SCRIPT)
    assert (again.status_code, again.json()["version"]) == (200, 2)


def test_a_stale_save_by_the_script_is_told_and_both_texts_are_shown(officer: Client, desk: Desk) -> None:
    save_section(section=desk.section(), version=1, text="Bản của chính chủ.", actor=desk.cast.worker, now=desk.now)
    answer = officer.post(address(desk, "luu/ket-qua/"), typed("Bản của cán bộ."), headers=SCRIPT)
    assert answer.status_code == 409
    assert answer.json()["by"] == "Lê Thị Kiểm Thử"
    assert answer.json()["theirs"] == "Bản của chính chủ."
    page = officer.get(address(desk, "viet/ket-qua/")).content.decode()
    assert page.count("Bản của chính chủ.") >= 2
    assert "Bản của cán bộ." in page
    assert "Ghép hai bản" in page


def test_a_stale_save_by_the_button_leads_to_both_texts_and_they_are_merged(officer: Client, desk: Desk) -> None:
    save_section(section=desk.section(), version=1, text="Một.", actor=desk.cast.worker, now=desk.now)
    answer = officer.post(address(desk, "luu/ket-qua/"), typed("Hai."), follow=True)
    assert "vừa lưu mục này. Chữ của bạn được giữ ở bản để bên" in answer.content.decode()
    aside = SectionVersion.objects.get(kind="aside")
    merging = officer.get(address(desk, f"viet/ket-qua/?ghep={aside.pk}")).content.decode()
    assert "Một.\n\nHai." in merging
    officer.post(address(desk, "luu/ket-qua/"), typed("Một. Hai.", 2, settles=aside.pk))
    assert desk.section().text == "Một. Hai."
    assert "Hai bản của mục này" not in officer.get(address(desk, "viet/ket-qua/")).content.decode()


def test_a_side_copy_is_taken_or_left_by_a_button(officer: Client, desk: Desk) -> None:
    for who, text in ((desk.cast.worker, "Một."), (desk.cast.province_officer, "Hai."), (desk.cast.officer, "Ba.")):
        save_section(section=desk.section(), version=1, text=text, actor=who, now=desk.now)
    two, three = SectionVersion.objects.filter(kind="aside").order_by("pk")
    officer.post(f"/bao-cao-thanh-tich/phien-ban/{two.pk}/de-lai/")
    officer.post(f"/bao-cao-thanh-tich/phien-ban/{three.pk}/lay-lai/", {"version": 2})
    assert desk.section().text == "Ba."
    stale = officer.post(f"/bao-cao-thanh-tich/phien-ban/{two.pk}/lay-lai/", {"version": "x"}, follow=True)
    assert "vừa được lưu sau khi bạn mở trang" in stale.content.decode()


def test_a_text_too_long_stays_on_the_page_with_the_limit(officer: Client, desk: Desk) -> None:
    long = "chữ " * 5_001
    answer = officer.post(address(desk, "luu/ket-qua/"), typed(long))
    assert answer.status_code == 422
    assert "dài 20.003 ký tự, tối đa 20.000 ký tự" in answer.content.decode()
    assert long.strip() in answer.content.decode()
    told = officer.post(address(desk, "luu/ket-qua/"), typed(long), headers=SCRIPT)
    assert (told.status_code, "tối đa 20.000" in told.json()["reason"]) == (422, True)
    assert desk.section().text == ""


def test_nul_bytes_and_control_characters_are_no_error(officer: Client, desk: Desk) -> None:
    officer.post(address(desk, "luu/ket-qua/"), typed("A\x00B\x1b[31m\u202eC"))
    assert desk.section().text == "AB[31mC"


@pytest.mark.parametrize("version", ["", "x", "0", "-1", "9" * 30, "\x00"])
def test_a_version_that_is_none_is_refused_and_the_words_stay(officer: Client, desk: Desk, version: str) -> None:
    answer = officer.post(address(desk, "luu/ket-qua/"), {"text": "chữ của tôi", "version": version})
    assert answer.status_code == 422
    assert "Trang đã cũ" in answer.content.decode()
    assert "chữ của tôi" in answer.content.decode()


def test_what_is_typed_is_shown_and_never_run(officer: Client, desk: Desk) -> None:
    officer.post(address(desk, "luu/ket-qua/"), typed("<script>alert(1)</script></textarea>"))
    for what in ("", "viet/ket-qua/", "phien-ban/ket-qua/"):
        assert "<script>alert(1)" not in officer.get(address(desk, what)).content.decode()


@pytest.mark.parametrize("what", ["", "viet/", "viet/ket-qua/", "phien-ban/ket-qua/", "word/"])
def test_somebody_elses_report_is_absent(client: Client, desk: Desk, what: str) -> None:
    client.force_login(desk.cast.stranger)
    assert client.get(address(desk, what)).status_code == 404
    assert client.post(address(desk, "luu/ket-qua/"), typed("x")).status_code == 404
    assert client.post(f"/bao-cao-thanh-tich/ho-so/{desk.line.pk}/").status_code == 404


def test_a_section_the_form_does_not_have_is_absent(officer: Client, desk: Desk) -> None:
    assert officer.get(address(desk, "viet/khong-co/")).status_code == 404
    assert officer.post(address(desk, "luu/khong-co/"), typed("x")).status_code == 404


def test_a_line_sent_is_read_and_says_why_it_is_not_written(officer: Client, desk: Desk) -> None:
    Nomination.objects.filter(pk=desk.line.pk).update(state="sent")
    assert officer.get(address(desk, "viet/ket-qua/")).headers["Location"] == address(desk)
    page = officer.get(address(desk)).content.decode()
    assert "báo cáo chỉ để đọc" in page
    late = officer.post(address(desk, "luu/ket-qua/"), typed("viết muộn"))
    assert late.status_code == 422
    assert "viết muộn" in late.content.decode()


def test_the_person_opens_writes_and_finishes_his_own(client: Client, desk: Desk) -> None:
    AchievementReport.objects.all().delete()
    client.force_login(desk.cast.worker)
    assert "Lê Thị Kiểm Thử" in client.get("/bao-cao-thanh-tich/").content.decode()
    start = f"/bao-cao-thanh-tich/ho-so/{desk.line.pk}/"
    assert "Viết báo cáo thành tích" in client.get(start).content.decode()
    write = client.post(start).headers["Location"]
    desk.report = AchievementReport.objects.get()
    assert write == address(desk, "viet/")
    assert client.post(start).headers["Location"] == write
    client.post(address(desk, "luu/ket-qua/"), typed("Việc tôi làm."))
    refused = client.post(address(desk, "xong/"), follow=True).content.decode()
    assert "Chưa xong được: còn trống mục" in refused
    desk.write_all()
    assert "đã xong" in client.post(address(desk, "xong/"), follow=True).content.decode()
    assert client.post(address(desk, "viet-tiep/")).headers["Location"] == address(desk, "viet/")


def test_the_appraiser_reads_and_is_offered_no_pen(client: Client, desk: Desk) -> None:
    client.force_login(desk.cast.appraiser)
    page = client.get(address(desk)).content.decode()
    assert "Chỉ cán bộ thi đua của đơn vị" in page
    assert "Viết tiếp" not in page
    assert client.get(address(desk, "viet/")).headers["Location"] == address(desk)


def test_the_nomination_shows_the_report_and_the_way_to_it(officer: Client, desk: Desk) -> None:
    page = officer.get(f"/ho-so/de-nghi/{desk.line.pk}/").content.decode()
    assert "0/5 mục đã có chữ" in page
    assert address(desk, "viet/") in page
    AchievementReport.objects.all().delete()
    assert (
        f"/bao-cao-thanh-tich/ho-so/{desk.line.pk}/" in officer.get(f"/ho-so/de-nghi/{desk.line.pk}/").content.decode()
    )


def test_two_versions_are_compared_word_by_word(officer: Client, desk: Desk) -> None:
    assert "chưa có phiên bản nào" in officer.get(address(desk, "phien-ban/ket-qua/")).content.decode()
    desk.write("ket-qua", "Đạt 12 chỉ tiêu năm nay.")
    desk.write("ket-qua", "Đạt 15 chỉ tiêu năm nay.", minutes=30)
    page = officer.get(address(desk, "phien-ban/ket-qua/")).content.decode()
    assert '<del><span class="unseen">bỏ: </span>12</del><ins><span class="unseen">thêm: </span>15</ins>' in page
    assert officer.get(address(desk, "phien-ban/ket-qua/?cu=x&moi=999")).status_code == 200


def test_the_list_costs_the_same_for_one_line_and_for_three(officer: Client, desk: Desk) -> None:
    one = queries_of(officer, "/bao-cao-thanh-tich/")
    for person in make_people(desk.cast, 2):
        make_line(desk.line.round, desk.cast.office, person, papers=False)
    assert queries_of(officer, "/bao-cao-thanh-tich/") == one


def test_a_finished_report_is_read_by_all_who_see_the_line(client: Client, desk: Desk) -> None:
    desk.write_all()
    finish_report(report=desk.report, actor=desk.cast.officer, now=desk.now)
    for who in (desk.cast.head, desk.cast.secretary, desk.cast.worker):
        client.force_login(who)
        assert "Nội dung mục thành tích đạt được." in client.get(address(desk)).content.decode()
