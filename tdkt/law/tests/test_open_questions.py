"""What the law leaves open: one file, read by the page and by the document."""

from pathlib import Path

import pytest
from django.test import Client

from tdkt.cli import main
from tdkt.law.api import RulebookError
from tdkt.law.open_questions import chapters, document
from tests.support.cast import Cast

HERE = Path(__file__).parents[3] / "docs" / "law-open-questions.md"
POINT = 'sections:\n  - title: "Một"\n    points:\n      - {article: "Điều 1", taken: "cách một"'


def test_the_document_says_what_the_file_says(capsys: pytest.CaptureFixture[str]) -> None:
    assert HERE.read_text(encoding="utf-8") == document(chapters())
    assert main(["law", "questions"]) == 0
    assert capsys.readouterr().out == document(chapters())


def test_the_page_shows_every_open_point_with_what_is_taken(cast: Cast, client: Client) -> None:
    client.force_login(cast.worker)
    page = client.get("/phap-luat/con-bo-ngo/").content.decode()
    assert [chapter.title for chapter in chapters() if chapter.title not in page] == []
    points = [point for chapter in chapters() for point in chapter.points]
    assert len(points) > 60
    assert page.count("Chưa thấy lời văn</td>") == sum(not point.readings for point in points)


def test_articles_are_spelled_as_a_reader_expects() -> None:
    text = document(chapters())
    assert "Thông tư 01/2019 Điều 14 khoản 3 điểm a: mới tuyển dụng" in text
    assert "Thông tư 01/2024/TT-BNV" in text
    assert " k1" not in text


@pytest.mark.parametrize(
    ("rest", "says"),
    [
        ("}", "cần hai cách hiểu"),
        (', readings: ["một"]}', "cần hai cách hiểu"),
        (', readings: ["một", "hai"], unseen: true}', "cần hai cách hiểu"),
        (', readings: ["một", "hai"], ai: "x"}', "khóa lạ: ai"),
    ],
)
def test_a_point_without_its_two_readings_is_refused(tmp_path: Path, rest: str, says: str) -> None:
    (tmp_path / "open_questions.yaml").write_text(f"{POINT}{rest}\n", encoding="utf-8")
    with pytest.raises(RulebookError, match=says):
        chapters(tmp_path)
