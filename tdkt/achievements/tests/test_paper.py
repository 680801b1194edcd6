"""The report on paper, the ledger's tables, and the forms of the law."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tdkt.achievements.by_law import all_forms, form_for, form_named
from tdkt.achievements.diff import compare
from tdkt.achievements.ledger import tables_for
from tdkt.achievements.paper import report_docx
from tdkt.achievements.queries import sections_of
from tdkt.achievements.tests.factories import Desk
from tdkt.awards.models import Award, AwardStatus, Decision, IssuerLevel
from tdkt.documents.tests.word import lines, rows
from tdkt.initiatives.models import Initiative, InitiativeAuthor
from tdkt.people.models import Discipline, PersonGrade
from tests.support.cast import Cast

ALL = ("identity", "postings", "grades", "initiatives", "titles", "forms", "disciplines")


def grant(desk: Desk, code: str, year: int, signed_on: dt.date | None = None) -> None:
    signed = signed_on or dt.date(year, 12, 12)
    decision = Decision.objects.create(
        number=f"{year}/QĐ-VKS",
        signed_on=signed,
        title="Khen thưởng",
        issuer_level="unit",
        issuer_name="VKSND tỉnh Một",
    )
    Award.objects.create(
        person=desk.line.person, code=code, period_from=year, period_to=year, host_unit=desk.cast.office,
        unit_name_then="Phòng 1", status=AwardStatus.GRANTED, decided_by=IssuerLevel.UNIT, decision=decision,
    )  # fmt: skip


def fill_the_books(desk: Desk, years: range) -> None:
    person = desk.line.person
    assert person is not None
    for year in years:
        grant(desk, "LDTT", year)
        PersonGrade.objects.create(person=person, year=year, value="good", decided_by="Thông báo 1")
        made = Initiative.objects.create(
            title=f"Sáng kiến {year}", level="unit", year=year, unit=desk.cast.office, recognised_by="Viện trưởng",
            decision_number="61/QĐ-VKS", decided_on=dt.date(year, 10, 25),
        )  # fmt: skip
        InitiativeAuthor.objects.create(initiative=made, person=person)
        Discipline.objects.create(
            person=person, form="khien_trach", decided_on=dt.date(year, 1, 5), ended_on=dt.date(year, 4, 5),
            decision_number="9/QĐ",
        )  # fmt: skip


def test_the_tables_tell_what_the_books_hold_with_numbers_and_days(desk: Desk) -> None:
    fill_the_books(desk, range(2022, 2023))
    grant(desk, "GK", 2023)
    tables = tables_for(desk.line, ALL)
    assert ("Họ và tên", "Lê Thị Kiểm Thử") in tables["identity"].rows
    assert tables["postings"].rows == (("01/01/2010", "nay", "Chuyên viên", "Phòng 1"),)
    assert tables["grades"].rows == (("2022", "Hoàn thành tốt nhiệm vụ", "Thông báo 1"),)
    assert tables["titles"].rows == (("2022", "Lao động tiên tiến", "2022/QĐ-VKS", "12/12/2022", "VKSND tỉnh Một"),)
    assert tables["forms"].rows == (("2023", "Giấy khen", "2023/QĐ-VKS", "12/12/2023", "VKSND tỉnh Một"),)
    assert tables["initiatives"].rows == (("2022", "Sáng kiến 2022", "Cấp cơ sở", "61/QĐ-VKS", "25/10/2022"),)
    assert tables["disciplines"].rows == (("Khiển trách", "9/QĐ", "05/01/2022", "05/04/2022"),)


def test_what_came_after_the_rounds_day_is_not_told(desk: Desk) -> None:
    grant(desk, "LDTT", 2024, dt.date(2024, 12, 20))
    assert tables_for(desk.line, ["titles"])["titles"].rows == ()


def test_a_cancelled_title_is_not_told(desk: Desk) -> None:
    grant(desk, "LDTT", 2022)
    Award.objects.update(cancelled_by=Decision.objects.get())
    assert tables_for(desk.line, ["titles"])["titles"].rows == ()


def test_the_tables_cost_the_same_for_one_year_and_for_three(desk: Desk) -> None:
    fill_the_books(desk, range(2020, 2021))
    with CaptureQueriesContext(connection) as one:
        tables_for(desk.line, ALL)
    fill_the_books(desk, range(2021, 2024))
    with CaptureQueriesContext(connection) as more:
        tables_for(desk.line, ALL)
    assert (len(one), len(more)) == (5, 5)


def test_the_page_shows_the_books_anew_each_time(client: Client, desk: Desk) -> None:
    client.force_login(desk.cast.officer)
    place = f"/bao-cao-thanh-tich/{desk.report.pk}/viet/khen-thuong/"
    assert "2022/QĐ-VKS" not in client.get(place).content.decode()
    grant(desk, "LDTT", 2022)
    assert "2022/QĐ-VKS" in client.get(place).content.decode()


PRINTED = (
    "BÁO CÁO THÀNH TÍCH",
    "Đề nghị tặng danh hiệu Chiến sĩ thi đua cơ sở năm 2024",
    "I. SƠ LƯỢC LÝ LỊCH",
    "Họ và tên: Lê Thị Kiểm Thử",
    "2. Thành tích đạt được",
    "Vượt chỉ tiêu.",
    "Hai năm liền.",
    "NGƯỜI BÁO CÁO THÀNH TÍCH",
    "THỦ TRƯỞNG ĐƠN VỊ XÁC NHẬN, ĐỀ NGHỊ",
    "XÁC NHẬN CỦA CẤP TRÌNH KHEN THƯỞNG",
)


def test_the_word_file_has_the_parts_the_texts_and_the_tables(desk: Desk) -> None:
    grant(desk, "LDTT", 2022)
    desk.write("ket-qua", "Vượt chỉ tiêu.\nHai năm liền.")
    content = report_docx(desk.report, sections_of(desk.report))
    said = lines(content)
    for words in PRINTED:
        assert words in said
    assert any("2022/QĐ-VKS" in cell for n in range(6) for row in rows(content, n) for cell in row)
    assert not any(line.startswith("Số:") for line in said)


def test_typed_commands_of_a_blank_stay_words(client: Client, desk: Desk) -> None:
    desk.write("ket-qua", "{{ nguoi_bao_cao }} {% for %} <w:p> & ]]>")
    client.force_login(desk.cast.officer)
    answer = client.get(f"/bao-cao-thanh-tich/{desk.report.pk}/word/")
    assert "{{ nguoi_bao_cao }} {% for %} <w:p> & ]]>" in lines(answer.content)
    assert "attachment" in answer.headers["Content-Disposition"]


@pytest.mark.parametrize(
    ("kind", "basis", "code", "on", "key"),
    [
        ("person", "cong_trang", "LDTT", dt.date(2023, 12, 8), "nd91-02"),
        ("person", "cong_trang", "CSTDB", dt.date(2024, 12, 8), "nd98-03"),
        ("collective", "cong_trang", "TTLDXS", dt.date(2025, 6, 30), "nd98-02"),
        ("collective", "cong_trang", "TTLDXS", dt.date(2025, 7, 1), "nd152-04"),
        ("collective", "cong_trang", "CTDCP", dt.date(2025, 12, 1), "nd152-02"),
        ("person", "cong_trang", "CSTDTQ", dt.date(2025, 12, 1), "nd152-03"),
        ("person", "cong_trang", "HCLD3", dt.date(2025, 12, 1), "nd152-05"),
        ("person", "dot_xuat", "BKB", dt.date(2025, 12, 1), "nd152-06-cn"),
        ("person", "cong_hien", "HCLD1", dt.date(2025, 12, 1), "nd152-07"),
        ("collective", "phong_trao", "BKB", dt.date(2025, 12, 1), "nd152-08-tt"),
        ("collective", "cong_trang", "AHLD", dt.date(2025, 12, 1), "nd152-09"),
        ("person", "cong_trang", "AHLD", dt.date(2025, 12, 1), "nd152-10"),
        ("person", "cong_hien", "KNCKS", dt.date(2023, 5, 31), "nd91-kn"),
        ("person", "cong_trang", "LDTT", dt.date(2010, 1, 1), "nd91-02"),
        ("person", "nien_han", "HUYCHUONG", dt.date(2025, 12, 1), None),
    ],
)
def test_the_law_gives_each_award_its_form(kind: str, basis: str, code: str, on: dt.date, key: str | None) -> None:
    found = form_for(kind=kind, basis=basis, code=code, on=on)
    assert (found.key if found else None) == key


def test_every_form_can_be_written_and_says_where_it_comes_from(cast: Cast) -> None:
    from tdkt.achievements import ledger

    tables = set(ledger._READERS) | {"titles", "forms"}
    for form in all_forms():
        assert form_named(form.key) is form
        assert form.cite
        assert form.mark in {"verified", "restated"}
        assert len(form.key) <= 20
        assert {section.part for section in form.sections} <= set(form.parts)
        assert len({section.key for section in form.sections}) == len(form.sections)
        assert {name for section in form.sections for name in section.tables} <= tables
        assert any(section.needed for section in form.sections)


@pytest.mark.parametrize(
    ("old", "new"), [("", ""), ("a b", "a c"), ("", "x y\nz"), ("một hai ba", "hai ba một"), ("a\n" * 7_000, "b\n")]
)
def test_a_comparison_gives_both_texts_back(old: str, new: str) -> None:
    pieces = compare(old, new)
    assert "".join(one.text for one in pieces if one.kind != "in") == old
    assert "".join(one.text for one in pieces if one.kind != "out") == new
