"""The law browser: what a reader sees, and what is answered to a wrong address or a wrong day."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tdkt.law import live
from tdkt.law.api import RulebookError
from tests.support.cast import Cast

LAW = "/phap-luat/"


@pytest.fixture
def reader(cast: Cast, client: Client) -> Client:
    client.force_login(cast.worker)
    return client


def text_of(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def test_the_list_names_every_award_that_is_judged(reader: Client) -> None:
    page = text_of(reader, LAW)
    for info in live.rulebook().awards():
        assert (f"{LAW}{info.code}/" in page) is info.judged


def test_an_award_shows_its_conditions_decider_votes_and_money_with_their_articles(reader: Client) -> None:
    page = text_of(reader, f"{LAW}CSTDB/?ngay=2026-08-01&tang=state&tang=procuracy")
    for words in (
        "03 năm liên tục Chiến sĩ thi đua cơ sở",
        "điểm a khoản 1 Điều 22 Luật 06/2022/QH15",
        "Người đứng đầu bộ, ban, ngành",
        "7.590.000 đồng",
        "Theo bản thuật lại",
    ):
        assert words in page


def test_the_same_award_reads_differently_on_another_day(reader: Client) -> None:
    before = text_of(reader, f"{LAW}CSTDCS/?ngay=2023-12-31&tang=state&tang=procuracy")
    after = text_of(reader, f"{LAW}CSTDCS/?ngay=2024-01-01&tang=state&tang=procuracy")
    assert "Luật 15/2003/QH11" in before
    assert "không quá 15%" in before.lower()
    assert "Điều 23 Luật 06/2022/QH15" in after


def test_a_page_shows_no_code_of_an_award(reader: Client) -> None:
    page = text_of(reader, f"{LAW}BKB/?ngay=2024-06-01&tang=state")
    body = page.split("<h1>")[1].replace("/phap-luat/BKB/", "")
    assert [code for code in ("CSTDCS", "BKB", "TTLDXS") if code in body] == []


def test_layers_narrow_what_is_shown(reader: Client) -> None:
    page = text_of(reader, f"{LAW}CSTDCS/?ngay=2023-12-31&tang=state")
    assert "Thông tư 01/2019/TT-VKSTC" not in page.split("Các phiên bản")[0]


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("ngay=31/2/2024", "Lịch không có ngày 31/2/2024"),
        ("ngay=hôm qua", "không phải ngày"),
        ("ngay=2010-01-01", "Bộ quy định bắt đầu từ ngày 01/06/2014"),
        ("ngay=2024-01-01&tang=lạ", "lạ"),
    ],
)
def test_a_wrong_question_is_answered_beside_its_field(reader: Client, asked: str, words: str) -> None:
    assert words in text_of(reader, f"{LAW}CSTDCS/?{asked}")


@pytest.mark.parametrize("address", ["KHONGCO/", "KHONGCO/so-sanh/", "van-ban/state/khong-co/2024-01-01/"])
def test_what_is_not_in_the_rulebook_is_not_found(reader: Client, address: str) -> None:
    text_of(reader, LAW + address, status=404)


def test_two_days_are_compared_sentence_by_sentence(reader: Client) -> None:
    page = text_of(reader, f"{LAW}CSTDCS/so-sanh/?tu=2023-12-31&den=2024-01-01")
    assert "<del>không quá 15% tổng số cá nhân đạt Lao động tiên tiến</del>" in page
    assert "Điều 23 Luật 06/2022/QH15" in page


def test_one_day_with_itself_has_no_difference_and_a_wrong_day_is_said(reader: Client) -> None:
    assert "Không có gì khác nhau" in text_of(reader, f"{LAW}CSTDCS/so-sanh/?tu=2024-02-01&den=2024-02-02")
    assert "Lịch không có ngày" in text_of(reader, f"{LAW}CSTDCS/so-sanh/?tu=30/2/2024&den=2024-02-02")
    assert "Chọn hai ngày" in text_of(reader, f"{LAW}CSTDCS/so-sanh/")


def test_every_instrument_is_listed_and_opens(reader: Client) -> None:
    page = text_of(reader, f"{LAW}van-ban/")
    for book in live.rulebook().library.instruments:
        address = f"{LAW}van-ban/{book.file.removesuffix('.yaml')}/"
        assert address in page
        text_of(reader, address)


def test_open_points_name_the_text_nobody_has_seen(reader: Client) -> None:
    page = text_of(reader, f"{LAW}con-bo-ngo/?ngay=2024-12-20")
    assert "tỷ lệ chiến sĩ thi đua cơ sở trên số lao động tiên tiến" in page.lower()


def test_a_stranger_signs_in_first(client: Client, db: None) -> None:
    assert client.get(LAW).status_code == 302


def test_the_law_pages_ask_the_database_for_the_user_only(
    reader: Client, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    text_of(reader, f"{LAW}CSTDB/")
    with django_assert_max_num_queries(6):
        text_of(reader, f"{LAW}CSTDB/")


def test_a_file_that_does_not_fit_is_named_on_a_plain_page(reader: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "_sources", [lambda: [("state/luat-moi/2026-01-01.yaml", "instrument: [")]])
    try:
        page = text_of(reader, LAW, status=503)
    finally:
        monkeypatch.undo()
        live.refresh()
    assert "state/luat-moi/2026-01-01.yaml:" in page


def test_added_files_change_the_law_in_use_and_leave_the_packaged_one_alone() -> None:
    packaged = live.with_files([])
    text = (
        'instrument: "QD-THU"\nname: "Quy định thử"\nin_force: {from: 2026-12-01, to: null}\nmark: verified\n'
        'quotas:\n  - {id: "QD-THU Điều 1", award: LDTT, of: headcount, share: 90/100, vi: "không quá 90%"}\n'
    )
    added = live.with_files([("don-vi/quy-dinh/2026-12-01.yaml", text)])
    assert added.layers == (*packaged.layers, "don-vi")
    assert added.sha256 != packaged.sha256
    assert len(added.edition(dt.date(2026, 12, 1)).quotas) == len(packaged.edition(dt.date(2026, 12, 1)).quotas) + 1
    assert len(added.edition(dt.date(2026, 11, 30)).quotas) == len(packaged.edition(dt.date(2026, 11, 30)).quotas)
    with pytest.raises(RulebookError, match=r"don-vi/quy-dinh/2026-12-01.yaml:1: .*chắc chắn"):
        live.with_files([("don-vi/quy-dinh/2026-12-01.yaml", text.replace("verified", "chắc chắn"))])
