"""The papers of a line come from the law; each is there, written here, explained, or lacking."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tdkt.core.history import history_of
from tdkt.dossiers.domain import required_papers as papers_room
from tdkt.dossiers.domain.excuse_paper import CannotExcuse, excuse_paper, withdraw_excuse
from tdkt.dossiers.domain.papers import CannotAttach, attach_paper
from tdkt.dossiers.domain.required_papers import (
    PaperState,
    RequiredPaper,
    excuses_of,
    paper_gaps,
    papers_of,
    required_papers,
)  # fmt: skip
from tdkt.dossiers.gaps import gaps_of
from tdkt.dossiers.models import Nomination, PaperExcuse
from tdkt.dossiers.tests.factories import make_line, make_people, make_person, make_round
from tests.support.cast import Cast

WHY = "Sáng kiến đang chờ Hội đồng sáng kiến họp ngày 20/12/2023"


@pytest.fixture(autouse=True)
def _files_apart(tmp_path: Path) -> Iterator[None]:
    with override_settings(MEDIA_ROOT=tmp_path):
        yield


@pytest.fixture
def line(cast: Cast) -> Nomination:
    return make_line(
        make_round(cast.province), cast.office, make_people(cast, 1)[0], "CSTDCS", ground="initiative", papers=False
    )


def states(line: Nomination) -> dict[str, str]:
    return {paper.key: paper.state for paper in required_papers(line)}


def one(line: Nomination, key: str) -> RequiredPaper:
    return next(paper for paper in required_papers(line) if paper.key == key)


def upload() -> SimpleUploadedFile:
    return SimpleUploadedFile("a.pdf", b"%PDF-1.7 x")


def test_the_law_of_the_rounds_day_says_what_is_in_the_dossier(line: Nomination) -> None:
    assert states(line) == {"submission": "ours", "report": "lack", "minutes": "ours", "recognition": "lack"}
    report = one(line, "report")
    assert (report.words, report.cite, report.copies, report.restated) == (
        "Báo cáo thành tích", "khoản 1 Điều 44 Thông tư 01/2019/TT-VKSTC", 1, False,
    )  # fmt: skip


def test_a_round_under_the_new_law_asks_by_the_new_law(cast: Cast) -> None:
    on = make_round(cast.province, judged_on=dt.date(2024, 12, 20))
    line = make_line(on, cast.office, make_people(cast, 1)[0], "CSTDCS", papers=False)
    assert "votes" in states(line)
    assert one(line, "recognition").cite == "điểm d khoản 2 Điều 34 Nghị định 98/2023/NĐ-CP"


def test_sudden_merit_goes_by_the_simple_procedure(cast: Cast) -> None:
    person = make_people(cast, 1)[0]
    line = make_line(make_round(cast.province), cast.office, person, "BKB", basis="dot_xuat", papers=False)
    assert states(line) == {"submission": "ours", "summary": "lack"}


@pytest.mark.parametrize(
    ("day", "ground", "words"),
    [
        (dt.date(2023, 12, 8), "", "Văn bản công nhận sáng kiến, đề tài"),
        (dt.date(2023, 12, 8), "sudden_merit", "Bản sao quyết định khen thưởng đột xuất"),
        (dt.date(2024, 12, 8), "initiative", "Văn bản công nhận sáng kiến, đề tài"),
        (dt.date(2024, 12, 8), "grade", "Văn bản công nhận hoàn thành xuất sắc nhiệm vụ"),
    ],
)
def test_the_paper_follows_what_the_title_was_won_by(cast: Cast, day: dt.date, ground: str, words: str) -> None:
    on = make_round(cast.province, judged_on=day)
    line = make_line(on, cast.office, make_people(cast, 1)[0], "CSTDCS", ground=ground, papers=False)
    assert one(line, "recognition").words == words


def test_a_ground_that_no_article_asks_a_paper_for_wants_none(cast: Cast) -> None:
    """Luật 06/2022 Điều 84 k1 d asks only for initiatives; NĐ 98/2023 has ended by then."""
    on = make_round(cast.province, judged_on=dt.date(2025, 12, 8))
    person = make_people(cast, 1)[0]
    line = make_line(on, cast.office, person, "CSTDCS", ground="grade", papers=False)
    assert "recognition" not in states(line)
    other = make_line(on, cast.office, person, "CSTDB", ground="grade", papers=False)
    assert one(other, "recognition").words == "Văn bản công nhận sáng kiến, đề tài"


def test_an_attached_paper_is_there_under_the_laws_name(cast: Cast, line: Nomination, now: dt.datetime) -> None:
    paper = attach_paper(nomination=line, key="report", upload=upload(), actor=cast.officer, now=now)
    assert (paper.kind, states(line)["report"]) == ("Báo cáo thành tích", "have")
    assert one(line, "report").files == [paper]


def test_a_signed_copy_stands_before_what_the_software_writes(cast: Cast, line: Nomination, now: dt.datetime) -> None:
    attach_paper(nomination=line, key="minutes", upload=upload(), actor=cast.officer, now=now)
    assert states(line)["minutes"] == PaperState.HAVE


def test_a_paper_that_the_law_does_not_ask_for_is_attached_under_another_name(
    cast: Cast, line: Nomination, now: dt.datetime
) -> None:
    with pytest.raises(CannotAttach, match="không có trong danh mục"):
        attach_paper(nomination=line, key="party", upload=upload(), actor=cast.officer, now=now)
    attach_paper(nomination=line, kind="Nhận xét", upload=upload(), actor=cast.officer, now=now)
    assert states(line)["report"] == PaperState.LACK


def test_another_room_may_keep_a_paper(line: Nomination, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(papers_room, "_sources", [])
    papers_room.register(lambda lines: {one.pk: {"report": "Viết trong phần mềm"} for one in lines})
    found = one(line, "report")
    assert (found.state, found.kept) == (PaperState.HAVE, "Viết trong phần mềm")


def test_what_is_lacking_is_a_gap_with_its_article(line: Nomination) -> None:
    assert paper_gaps([line]) == {
        line.pk: [
            "Chưa có Báo cáo thành tích (khoản 1 Điều 44 Thông tư 01/2019/TT-VKSTC)",
            "Chưa có Văn bản công nhận sáng kiến, đề tài (khoản 1 Điều 44 Thông tư 01/2019/TT-VKSTC)",
        ]
    }
    assert gaps_of([line])[line.pk][:2] == paper_gaps([line])[line.pk]


def test_a_paper_explained_is_told_with_its_reason_to_the_next_level(
    cast: Cast, line: Nomination, now: dt.datetime
) -> None:
    attach_paper(nomination=line, key="report", upload=upload(), actor=cast.officer, now=now)
    excuse_paper(nomination=line, key="recognition", why=f" {WHY}\n", actor=cast.officer, now=now)
    assert states(line)["recognition"] == PaperState.EXCUSED
    assert paper_gaps([line]) == {}, "what is explained does not stop the sender a second time"
    told = f"Không có Văn bản công nhận sáng kiến, đề tài: {WHY} (Cán bộ Phòng 1, {now:%d/%m/%Y})"
    assert excuses_of([line]) == {line.pk: [told]}


def test_an_explanation_gives_way_to_the_paper_and_comes_back_without_it(
    cast: Cast, line: Nomination, now: dt.datetime
) -> None:
    excuse_paper(nomination=line, key="report", why=WHY, actor=cast.officer, now=now)
    paper = attach_paper(nomination=line, key="report", upload=upload(), actor=cast.officer, now=now)
    assert (states(line)["report"], excuses_of([line])) == (PaperState.HAVE, {})
    paper.delete()
    assert states(line)["report"] == PaperState.EXCUSED


def test_an_explanation_taken_back_stays_in_the_history(cast: Cast, line: Nomination, now: dt.datetime) -> None:
    excuse = excuse_paper(nomination=line, key="report", why=WHY, actor=cast.officer, now=now)
    withdraw_excuse(excuse=excuse, actor=cast.officer, now=now)
    assert states(line)["report"] == PaperState.LACK
    acts = [(entry.act, entry.before.get("why"), entry.after.get("why")) for entry in history_of(line)]
    assert acts == [("nomination.excuse", None, WHY), ("nomination.unexcuse", WHY, None)]


@pytest.mark.parametrize(
    ("key", "why", "words"),
    [
        ("report", "không có", "ghi rõ vì sao không có Báo cáo thành tích"),
        ("report", " ", "ghi rõ vì sao"),
        ("minutes", WHY, "không thiếu, không phải giải trình"),
        ("party", WHY, "Quy định không đòi giấy tờ này"),
        ("nothing", WHY, "Quy định không đòi giấy tờ này"),
    ],
)
def test_what_explains_nothing_is_refused(
    cast: Cast, line: Nomination, now: dt.datetime, key: str, why: str, words: str
) -> None:
    with pytest.raises(CannotExcuse, match=words):
        excuse_paper(nomination=line, key=key, why=why, actor=cast.officer, now=now)
    assert not PaperExcuse.objects.exists()


def test_a_paper_is_explained_once(cast: Cast, line: Nomination, now: dt.datetime) -> None:
    excuse_paper(nomination=line, key="report", why=WHY, actor=cast.officer, now=now)
    with pytest.raises(CannotExcuse, match="đã được giải trình"):
        excuse_paper(nomination=line, key="report", why=WHY, actor=cast.officer, now=now)


def test_only_the_units_officer_explains_and_only_while_the_line_is_open(
    cast: Cast, line: Nomination, now: dt.datetime
) -> None:
    for actor in (cast.stranger, cast.appraiser, cast.worker):
        with pytest.raises(CannotAttach, match="Chỉ cán bộ thi đua"):
            excuse_paper(nomination=line, key="report", why=WHY, actor=actor, now=now)
    excuse = excuse_paper(nomination=line, key="report", why=WHY, actor=cast.officer, now=now)
    Nomination.objects.update(state="sent")
    for act in (
        lambda: excuse_paper(nomination=line, key="recognition", why=WHY, actor=cast.officer, now=now),
        lambda: withdraw_excuse(excuse=excuse, actor=cast.officer, now=now),
    ):
        with pytest.raises(CannotAttach, match="Đã gửi"):
            act()
    assert PaperExcuse.objects.count() == 1


def test_many_lines_cost_no_more_queries_than_one(
    cast: Cast, line: Nomination, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(papers_room, "_sources", [])
    on = line.round
    more = [make_person(f"M-{n}", f"Người Thêm {n}", cast.office) for n in range(5)]
    lines = [make_line(on, cast.office, person, "CSTDB") for person in more]
    counts = []
    for some in ([line], [line, *lines]):
        papers_of(some)
        fresh = list(Nomination.objects.filter(pk__in=[one.pk for one in some]))
        with CaptureQueriesContext(connection) as seen:
            papers_of(fresh)
        counts.append(len(seen))
    assert counts == [3, 3]


def test_the_officer_explains_on_the_page_and_the_next_level_reads_it(
    client: Client, cast: Cast, line: Nomination
) -> None:
    client.force_login(cast.officer)
    page = reverse("dossiers:nomination", args=[line.pk])
    assert "Chưa có" in client.get(page).content.decode()
    answer = client.post(reverse("dossiers:excuse", args=[line.pk]), {"key": "recognition", "why": WHY}, follow=True)
    assert "Đã ghi giải trình" in " ".join(map(str, answer.context["messages"]))
    Nomination.objects.update(state="sent")
    client.force_login(cast.appraiser)
    shown = client.get(page).content.decode()
    assert (WHY in shown, "Rút giải trình" in shown, "Không thể có" in shown) == (True, False, False)


def test_an_explanation_without_words_is_answered_on_the_page(client: Client, cast: Cast, line: Nomination) -> None:
    client.force_login(cast.officer)
    answer = client.post(reverse("dossiers:excuse", args=[line.pk]), {"key": "report", "why": ""}, follow=True)
    assert "ghi rõ vì sao không có" in " ".join(map(str, answer.context["messages"]))


def test_an_explanation_is_taken_back_on_the_page(
    client: Client, cast: Cast, line: Nomination, now: dt.datetime
) -> None:
    excuse = excuse_paper(nomination=line, key="report", why=WHY, actor=cast.officer, now=now)
    client.force_login(cast.stranger)
    assert client.post(reverse("dossiers:unexcuse", args=[excuse.pk])).status_code == 404
    assert client.post(reverse("dossiers:excuse", args=[line.pk]), {"key": "report", "why": WHY}).status_code == 404
    client.force_login(cast.officer)
    client.post(reverse("dossiers:unexcuse", args=[excuse.pk]))
    assert not PaperExcuse.objects.exists()
