"""Windows of public opinion: the law's days with holidays, before or after the council, kept by the appraiser."""

import datetime as dt
from typing import Any

import pytest
from django.core.cache import cache

from tdkt.accounts.models import Role
from tdkt.core.answers import MovedMeanwhile
from tdkt.core.history import history_of
from tdkt.councils.domain.papers import minutes_of
from tdkt.councils.models import Council, CouncilSession
from tdkt.dossiers.models import AwardRound, Nomination
from tdkt.dossiers.tests.factories import make_line, make_person, make_round, make_user
from tdkt.holds.domain.open_hold import open_hold
from tdkt.opinions.domain.moderate import handle_opinion, hide_opinion, show_opinion
from tdkt.opinions.domain.send import CannotSend, Received, find_by_receipt, send_opinion
from tdkt.opinions.domain.windows import CannotAsk, close_window, count_visit, prepare_window, publish_window
from tdkt.opinions.models import Opinion, OpinionWindow, Timing
from tdkt.opinions.report import minutes_words, report_docx, result_of
from tdkt.opinions.rule import NoRule, first_council_day, last_day
from tests.support.cast import Cast

HANOI = dt.timezone(dt.timedelta(hours=7))
NOW = dt.datetime(2025, 9, 9, 9, 0, tzinfo=HANOI)


@pytest.fixture(autouse=True)
def _fresh_counts() -> None:
    cache.clear()


@pytest.fixture
def on(cast: Cast) -> AwardRound:
    return make_round(cast.province, 2025)


@pytest.fixture
def line(cast: Cast, on: AwardRound) -> Nomination:
    person = make_person("P-H", "Trần Văn Huân", cast.office)
    return make_line(on, cast.office, person, "HCLD3", state="sent", achievement="Nhiều năm hoàn thành xuất sắc")


def prepared(cast: Cast, line: Nomination, now: dt.datetime = NOW, **told: Any) -> OpinionWindow:
    given: dict[str, Any] = {
        "actor": cast.appraiser, "round": line.round, "lines": [line], "title": "Lấy ý kiến",
        "opens_on": dt.date(2025, 9, 10),
    }  # fmt: skip
    return prepare_window(now=now, **(given | told))


@pytest.fixture
def window(cast: Cast, line: Nomination) -> OpinionWindow:
    made = prepared(cast, line)
    publish_window(actor=cast.appraiser, now=NOW, window=made)
    return made


def test_the_sectors_window_of_2025_comes_out_to_the_day(cast: Cast, line: Nomination) -> None:
    made = prepared(cast, line)
    assert (made.closes_on, made.timing, made.days) == (dt.date(2025, 9, 23), Timing.BEFORE, 10)
    assert "khoản 2 Điều 44" in made.rule
    assert first_council_day(made.closes_on) == dt.date(2025, 9, 24)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2024-01-31", "2024-02-20"),  # over Tết 8-14/02
        ("2024-04-22", "2024-05-07"),  # 29/4 to 1/5 off, Saturday 4/5 worked
        ("2025-04-21", "2025-05-06"),  # Saturday 26/4 worked, 30/4 to 2/5 off
        ("2026-08-17", "2026-08-27"),  # Saturday 22/8 worked
        ("2026-11-16", "2026-11-30"),  # Culture Day
        ("2025-09-13", "2025-09-26"),  # begins on a Saturday
    ],
)
def test_ten_working_days_end_where_the_calendar_says(start: str, end: str) -> None:
    assert last_day(dt.date.fromisoformat(start), 10) == dt.date.fromisoformat(end)


def test_under_the_circular_of_2019_the_window_comes_after_the_council(cast: Cast) -> None:
    on = make_round(cast.province, 2023)
    person = make_person("P-H", "Trần Văn Huân", cast.office)
    line = make_line(on, cast.office, person, "CSTDTQ", state="sent", achievement="x")
    now = dt.datetime(2024, 1, 2, 9, tzinfo=HANOI)
    late_2023 = dt.datetime(2023, 12, 11, 9, tzinfo=HANOI)
    with pytest.raises(CannotAsk, match="sau khi Hội đồng thống nhất"):
        prepared(cast, line, late_2023, opens_on=dt.date(2023, 12, 12))
    assert prepared(cast, line, now, opens_on=dt.date(2024, 1, 3)).timing == Timing.BEFORE


def test_what_the_rulebook_has_not_read_is_said_with_the_window(cast: Cast, line: Nomination) -> None:
    assert prepared(cast, line).caution == ""
    OpinionWindow.objects.all().delete()
    later = dt.datetime(2026, 11, 20, 9, tzinfo=HANOI)
    assert "06/2026/QH16" in prepared(cast, line, later, opens_on=dt.date(2026, 11, 23)).caution


def test_a_council_that_meets_too_early_is_refused_with_the_first_day_it_may(cast: Cast, line: Nomination) -> None:
    with pytest.raises(CannotAsk, match="đến hết ngày 23/09/2025; Hội đồng chỉ họp được từ ngày 24/09/2025"):
        prepared(cast, line, council_on=dt.date(2025, 9, 23))
    assert prepared(cast, line, council_on=dt.date(2025, 9, 24)).council_on == dt.date(2025, 9, 24)


def test_a_day_already_begun_does_not_count(cast: Cast, line: Nomination) -> None:
    assert prepared(cast, line, opens_on=NOW.date()).closes_on == dt.date(2025, 9, 23)


def test_a_window_published_late_runs_its_full_length(cast: Cast, line: Nomination) -> None:
    made = prepared(cast, line)
    publish_window(actor=cast.appraiser, now=NOW + dt.timedelta(days=6), window=made)
    assert (made.opens_on, made.closes_on) == (dt.date(2025, 9, 15), dt.date(2025, 9, 29))


def test_an_award_that_needs_no_window_gets_none(cast: Cast, on: AwardRound) -> None:
    line = make_line(on, cast.office, make_person("P-L", "Lê Tiên", cast.office), "LDTT", state="sent")
    with pytest.raises(NoRule, match=r"Lao động tiên tiến.*không ghi việc lấy ý kiến"):
        prepared(cast, line)


def test_nobody_under_examination_is_made_public(cast: Cast, line: Nomination) -> None:
    opened = {"kind": "press", "matter": "x", "opened_on": NOW.date(), "number": "1/CV", "issued_on": NOW.date()}
    open_hold(actor=cast.head, now=NOW, person=line.person, **opened)  # type: ignore[arg-type]
    with pytest.raises(CannotAsk, match="Trần Văn Huân: Tạm dừng xét từ 09/09/2025"):
        prepared(cast, line)


def test_nobody_is_asked_about_in_two_windows_at_once(cast: Cast, line: Nomination) -> None:
    prepared(cast, line)
    with pytest.raises(CannotAsk, match="Trần Văn Huân đã có trong “Lấy ý kiến”; đợt đó đến hết ngày"):
        prepared(cast, line)
    OpinionWindow.objects.update(opens_on=dt.date(2025, 8, 1), closes_on=dt.date(2025, 8, 15))
    with pytest.raises(CannotAsk, match=r"đã hết ngày \(15/08/2025\) nhưng chưa kết thúc; hãy nhờ VKSND tỉnh Một"):
        prepared(cast, line)
    assert OpinionWindow.objects.count() == 1


@pytest.mark.parametrize("who", ["officer", "head", "secretary", "stranger", "administrator"])
def test_only_the_appraiser_keeps_windows(cast: Cast, line: Nomination, who: str) -> None:
    with pytest.raises(CannotAsk, match="Chỉ cán bộ thẩm định"):
        prepared(cast, line, actor=getattr(cast, who))
    made = prepared(cast, line)
    for act in (publish_window, close_window):
        with pytest.raises(CannotAsk, match="Chỉ cán bộ thẩm định"):
            act(actor=getattr(cast, who), now=NOW, window=made)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"title": " "}, "Chưa ghi tiêu đề"),
        ({"opens_on": dt.date(2025, 9, 8)}, "Ngày bắt đầu đã qua"),
        ({"lines": []}, "Chưa chọn trường hợp"),
    ],
)
def test_a_window_that_makes_no_sense_is_refused(
    cast: Cast, line: Nomination, change: dict[str, Any], words: str
) -> None:
    with pytest.raises((CannotAsk, NoRule), match=words):
        prepared(cast, line, **change)
    assert not OpinionWindow.objects.exists()


def test_it_is_not_published_without_summaries_and_only_once(cast: Cast, line: Nomination) -> None:
    Nomination.objects.update(achievement="")
    line.refresh_from_db()
    bare = prepared(cast, line)
    with pytest.raises(CannotAsk, match="Chưa có tóm tắt thành tích công khai của Trần Văn Huân"):
        publish_window(actor=cast.appraiser, now=NOW, window=bare)
    bare.subjects.update(summary="Tóm tắt")
    publish_window(actor=cast.appraiser, now=NOW, window=bare)
    with pytest.raises(MovedMeanwhile):
        publish_window(actor=cast.appraiser, now=NOW, window=OpinionWindow.objects.get())


def test_it_is_closed_only_after_its_last_day(cast: Cast, window: OpinionWindow) -> None:
    last = dt.datetime(2025, 9, 23, 9, tzinfo=HANOI)
    with pytest.raises(CannotAsk, match="Chưa hết thời gian"):
        close_window(actor=cast.appraiser, now=last, window=window)
    close_window(actor=cast.appraiser, now=last + dt.timedelta(days=1), window=window)
    assert [e.act for e in history_of(window)] == ["prepare_window", "publish_window", "close_window"]


def sent(window: OpinionWindow, day: int = 12, **told: Any) -> Received:
    given: dict[str, Any] = {"subject": window.subjects.get(), "stance": "against", "text": "Tôi thấy\n\n chưa đúng "}
    return send_opinion(now=dt.datetime(2025, 9, day, 9, tzinfo=HANOI), window=window, **(given | told))


def test_an_opinion_is_kept_and_found_by_its_receipt_only(window: OpinionWindow) -> None:
    received = sent(window)
    assert received.opinion.text == "Tôi thấy\nchưa đúng"
    assert find_by_receipt(received.receipt.lower().replace("-", " ")) == received.opinion
    assert find_by_receipt("AAAA-AAAA-AAAA") is None
    stored = str(Opinion.objects.values().get())
    assert received.receipt not in stored
    assert received.receipt.replace("-", "") not in stored


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"stance": "perhaps"}, "Chưa chọn ý kiến"),
        ({"text": " \n "}, "Hãy viết nội dung"),
        ({"text": "x" * 5001}, "dài 5001 ký tự"),
        ({"sender": "x" * 121}, "nhiều nhất 120"),
        ({"day": 9}, "không nhận ý kiến"),
        ({"day": 24}, "không nhận ý kiến"),
    ],
)
def test_an_opinion_that_cannot_be_taken_is_refused(window: OpinionWindow, change: dict[str, Any], words: str) -> None:
    with pytest.raises(CannotSend, match=words):
        sent(window, **change)
    assert not Opinion.objects.exists()


def test_agreeing_needs_no_words(window: OpinionWindow) -> None:
    assert sent(window, stance="for", text="").opinion.stance == "for"


def test_hidden_words_stay_stored_and_counted_with_who_and_why(cast: Cast, window: OpinionWindow) -> None:
    opinion = sent(window).opinion
    with pytest.raises(CannotAsk, match="Phải ghi lý do ẩn"):
        hide_opinion(actor=cast.appraiser, now=NOW, opinion=opinion, reason=" ")
    with pytest.raises(CannotAsk, match="Chỉ cán bộ thẩm định"):
        hide_opinion(actor=cast.officer, now=NOW, opinion=opinion, reason="Xúc phạm")
    hide_opinion(actor=cast.appraiser, now=NOW, opinion=opinion, reason="Xúc phạm danh dự")
    kept = Opinion.objects.get()
    assert (kept.text, kept.hidden_by, kept.hidden_reason) == (
        "Tôi thấy\nchưa đúng", cast.appraiser, "Xúc phạm danh dự",
    )  # fmt: skip
    assert result_of(window).rows[0].against == 1
    with pytest.raises(MovedMeanwhile):
        hide_opinion(actor=cast.appraiser, now=NOW, opinion=kept, reason="Lần hai")
    show_opinion(actor=cast.appraiser, now=NOW, opinion=kept, reason="Xem lại")
    assert [e.act for e in history_of(kept)] == ["receive_opinion", "hide_opinion", "show_opinion"]


def test_the_minutes_count_visits_and_opinions_and_what_is_open(cast: Cast, window: OpinionWindow) -> None:
    for _ in range(3):
        count_visit(now=NOW, window=window)
    first = sent(window).opinion
    sent(window, stance="for", text="")
    sent(window, subject=None, stance="other", text="Góp ý chung")
    handle_opinion(actor=cast.appraiser, now=NOW, opinion=first, handling="Đã xác minh, không đúng")
    hide_opinion(actor=cast.appraiser, now=NOW, opinion=first, reason="Xúc phạm")
    words = minutes_words(result_of(window))
    assert words[0].startswith(
        "VKSND tỉnh Một đã công khai, lấy ý kiến Nhân dân đối với 1 trường hợp từ ngày 10/09/2025 đến hết ngày "
        "23/09/2025 (10 ngày làm việc), theo "
    )
    assert words[1:] == [
        "Có 3 lượt xem trang công khai và 3 ý kiến gửi về.",
        "Trần Văn Huân (Huân chương Lao động hạng Ba): 1 ý kiến đồng tình, 1 không đồng tình, 0 ý kiến khác.",
        "Ý kiến chung: 0 ý kiến đồng tình, 0 không đồng tình, 1 ý kiến khác.",
        "1 ý kiến có nội dung được ẩn vì trái pháp luật; vẫn được lưu và tính vào số trên.",
        "Còn 1 ý kiến chưa ghi kết quả xử lý.",
    ]


def test_the_report_is_a_word_file_without_hidden_words(cast: Cast, window: OpinionWindow) -> None:
    import io

    import docx

    opinion = sent(window, text="Lời không được công bố").opinion
    sent(window, text="Lời được công bố")
    hide_opinion(actor=cast.appraiser, now=NOW, opinion=opinion, reason="Xúc phạm")
    document = docx.Document(io.BytesIO(report_docx(result_of(window))))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    text = "\n".join([*cells, *(paragraph.text for paragraph in document.paragraphs)])
    assert "Lời được công bố" in text
    assert "Lời không được công bố" not in text
    assert "nội dung được ẩn (Xúc phạm)" in text


def test_the_councils_minutes_carry_the_result(cast: Cast, window: OpinionWindow, on: AwardRound) -> None:
    import io

    import docx

    sent(window)
    council = Council.objects.create(unit=cast.province, name="Hội đồng", valid_from=dt.date(2020, 1, 1))
    session = CouncilSession.objects.create(
        council=council, round=on, held_on=dt.date(2025, 9, 24), members_total=9, members_present=9
    )
    document = docx.Document(io.BytesIO(minutes_of(session)))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "đã công khai, lấy ý kiến Nhân dân đối với 1 trường hợp" in text
    assert "0 ý kiến đồng tình, 1 không đồng tình" in text


@pytest.mark.parametrize("count", [1, 3])
def test_the_result_costs_the_same_for_one_opinion_and_for_three(
    window: OpinionWindow, count: int, django_assert_num_queries: Any
) -> None:
    for _ in range(count):
        sent(window)
    with django_assert_num_queries(3):
        assert len(result_of(window).opinions) == count


def test_a_reader_of_another_province_sees_no_window(cast: Cast, window: OpinionWindow) -> None:
    other = make_user("tham-dinh-2", "Thẩm định tỉnh Hai", Role.APPRAISER, cast.elsewhere)
    seen = [window in OpinionWindow.objects.visible_to(user, NOW.date()) for user in (cast.head, cast.officer, other)]
    assert seen == [True, False, False]
