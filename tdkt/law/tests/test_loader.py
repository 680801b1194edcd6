"""A rulebook that is not right is refused, with file and line."""

import copy
import random
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tdkt.law.api import RulebookError, load_rulebook
from tdkt.law.engine.loader import DATA, read_catalogue
from tdkt.law.engine.reading import load_yaml
from tdkt.law.engine.sections import Source, read_clause

CATALOGUE = """covers_from: 2014-06-01
awards:
  LDTT: {name: "Lao động tiên tiến", type: title, kinds: [person], rank: 10}
positions: {}
"""
HEAD = """instrument: L1
name: "Luật thử số 01/2020/QH14"
in_force: {from: 2020-01-01, to: null}
"""
CLAUSE = """  - id: "L1 Điều 1"
    award: LDTT
    kind: person
    basis: cong_trang
    text: "Lao động tiên tiến"
    need:
      - grade: {at_least: good}
"""
DETAIL = """details:
  - {id: "L1 Điều 2", clauses: ["L1 Điều 1"], replace: {merit: [{retired: true}]}}
"""


def book(tmp_path: Path, body: str, *, name: str = "2020-01-01", catalogue: str = CATALOGUE) -> Path:
    (tmp_path / "catalogue.yaml").write_text(catalogue, encoding="utf-8")
    folder = tmp_path / "state" / "luat"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.yaml").write_text(body, encoding="utf-8")
    return tmp_path


def refusal(data: Path) -> str:
    with pytest.raises(RulebookError) as caught:
        load_rulebook(("state",), data)
    return str(caught.value)


def test_a_small_rulebook_loads(tmp_path: Path) -> None:
    rulebook = load_rulebook(("state",), book(tmp_path, f"{HEAD}clauses:\n{CLAUSE}"))
    assert [info.code for info in rulebook.awards()] == ["LDTT"]


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (f"{HEAD}clauses:\n{CLAUSE}    extra: 1\n", "state/luat/2020-01-01.yaml:5: clauses: khóa lạ: extra"),
        (f"{HEAD}clauses:\n{CLAUSE}    kind: person\n", "state/luat/2020-01-01.yaml:12: khóa “kind” viết hai lần"),
        (HEAD + "clauses:\n" + CLAUSE.replace('id: "L1 Điều 1"', "id: "), "“id” phải là chữ"),
        (HEAD + "clauses:\n" + CLAUSE.replace("L1 Điều 1", "L2 Điều 1"), "phải bắt đầu bằng “L1”"),
        (HEAD + "clauses:\n" + CLAUSE.replace("LDTT", "XXXX"), "“award: XXXX” không có"),
        (HEAD + "clauses:\n" + CLAUSE.replace("good", "great"), ":11: grade: “at_least: great” không có"),
        (HEAD + "clauses:\n" + CLAUSE.replace("grade:", "grad:"), "phải có đúng một động từ"),
        (f"{HEAD}clauses:\n{CLAUSE}    from: 2019-01-01\n", "hiệu lực nằm ngoài hiệu lực của văn bản"),
        (f"{HEAD}clauses:\n{CLAUSE}    from: 2021-02-31\n", ":12: “2021-02-31” không phải là ngày có thật"),
        (f"{HEAD}clauses:\n{CLAUSE}{CLAUSE}", "chồng hiệu lực với state/luat/2020-01-01.yaml:5"),
        (f"{HEAD}clauses: [\n", "YAML hỏng"),
        (HEAD + 'details:\n  - {id: "L1 Điều 2", awards: all}\n', "không nói gì"),
        (
            HEAD + 'details:\n  - {id: "L1 Điều 2", clauses: ["L1 Điều 9"], add: [{retired: true}]}\n',
            "dẫn điều khoản “L1 Điều 9” không có",
        ),
        (
            HEAD + "clauses:\n" + CLAUSE + DETAIL,
            "không có điều kiện tên merit",
        ),
        (
            HEAD + "clauses:\n" + CLAUSE + "      - training: {result: [good]}\n",
            "“result: ['good']” không có",
        ),
        (HEAD + "clauses:\n" + CLAUSE + "      - absence: {below: 66, unsure: [a, 66]}\n", "“unsure” là [từ, đến]"),
        (HEAD + "clauses:\n" + CLAUSE + "      - meets: [LDTT]\n", "“meets: ['LDTT']” không có"),
        (HEAD + "clauses:\n" + CLAUSE + "      - service: {years: 20, early: 3}\n", "“early” phải là danh sách"),
        (HEAD + 'careers:\n  - {id: "L1 Điều 4", table: t, groups: 3}\n', "“groups” phải là danh sách"),
        (
            HEAD + 'transitions:\n  - {id: "L1 Điều 5", keeps: L0, received_before: 2020-01-01, vi: "x"}\n',
            "không có văn bản đó hết hiệu lực 2019-12-31",
        ),
        (HEAD + 'transitions:\n  - {id: "L1 Điều 5", keeps: L0, vi: "x"}\n', "thiếu “received_before”"),
        (
            HEAD
            + 'deciders:\n  - {id: "L1 Điều 6", awards: all, decider: ministry_head, vi: "x", '
            + 'delegated_to: {to: unit_head, cite: "L2 Điều 6", vi: y}}\n',
            "“L2 Điều 6” phải bắt đầu bằng “L1”",
        ),
        (
            HEAD
            + 'deciders:\n  - {id: "L1 Điều 6", awards: all, decider: unit_head, vi: "x", '
            + 'delegated_to: {to: unit_head, cite: "L1 Điều 6", vi: y}}\n',
            "ủy quyền cho chính người quyết định",
        ),
        (HEAD + "clauses:\n" + CLAUSE + "      - cluster: {cum: 4}\n", "hoặc đủ cum, khoi"),
        (HEAD + 'quotas:\n  - {id: "L1 Điều 3", award: LDTT, of: headcount, share: "1/0", vi: "x"}\n', "phải là tỷ số"),
        (HEAD + 'quotas:\n  - {id: "L1 Điều 3", award: LDTT, of: headcount, share: 5/4, vi: "x"}\n', "không quá 100%"),
        (HEAD + 'quotas:\n  - {id: "L1 Điều 3", award: LDTT, of: headcount, share: -0.1, vi: "x"}\n', "không được âm"),
        (HEAD + "clauses:\n" + CLAUSE + "      - members: {share: {LDTT: 170/100}}\n", "không quá 100%"),
        (f"{HEAD}warnings: " + "[" * 5000 + "\n", "YAML hỏng"),
        (f"{HEAD}\x07\n", "có ký tự không đọc được"),
    ],
)
def test_what_is_wrong_is_named_with_file_and_line(tmp_path: Path, body: str, says: str) -> None:
    assert says in refusal(book(tmp_path, body))


def test_a_file_in_another_encoding_is_named_with_the_line_where_it_begins(tmp_path: Path) -> None:
    folder = book(tmp_path, HEAD)
    path = folder / "state" / "luat" / "2020-01-01.yaml"
    path.write_bytes(path.read_bytes() + b"# \xff\xfe\n")
    line = len(HEAD.splitlines()) + 1
    assert f"state/luat/2020-01-01.yaml:{line}: tệp không phải UTF-8; hãy lưu lại theo UTF-8" in refusal(folder)


def test_windows_line_ends_and_a_byte_order_mark_are_read_as_they_are_meant(tmp_path: Path) -> None:
    folder = book(tmp_path, f"{HEAD}clauses:\n{CLAUSE}")
    path = folder / "state" / "luat" / "2020-01-01.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    given = {"award": "LDTT", "year": 2021, "judged_on": "2021-12-31", "subject": {"kind": "person"}}
    facts = [{"type": "grade", "year": 2021, "value": "good"}]
    assert load_rulebook(("state",), folder).judge({**given, "facts": facts}).verdict == "eligible"


def test_a_file_must_be_named_by_the_day_it_takes_effect(tmp_path: Path) -> None:
    assert "tên tệp phải là ngày có hiệu lực (2020-01-01)" in refusal(book(tmp_path, HEAD, name="2020-01-02"))


def test_a_layer_that_is_not_there_is_named(tmp_path: Path) -> None:
    book(tmp_path, HEAD)
    with pytest.raises(RulebookError, match="không có tầng quy định “army”"):
        load_rulebook(("state", "army"), tmp_path)


def test_a_later_version_takes_the_place_of_the_earlier_one(tmp_path: Path) -> None:
    book(tmp_path, f"{HEAD}clauses:\n{CLAUSE}")
    later = (HEAD + "clauses:\n" + CLAUSE.replace("good", "excellent")).replace("2020-01-01", "2022-01-01")
    rulebook = load_rulebook(("state",), book(tmp_path, later, name="2022-01-01"))
    facts = [{"type": "grade", "year": 2021, "value": "good"}]
    given = {"award": "LDTT", "year": 2021, "subject": {"kind": "person"}, "facts": facts}
    assert rulebook.judge({**given, "judged_on": "2021-12-31"}).verdict == "eligible"
    assert rulebook.judge({**given, "judged_on": "2022-01-01"}).verdict == "not_eligible"


def test_an_unverified_clause_is_never_a_yes(tmp_path: Path) -> None:
    rulebook = load_rulebook(("state",), book(tmp_path, f"{HEAD}mark: unverified\nclauses:\n{CLAUSE}"))
    facts = [{"type": "grade", "year": 2021, "value": "good"}]
    given = {"award": "LDTT", "judged_on": "2021-12-31", "subject": {"kind": "person"}, "facts": facts}
    answer = rulebook.judge(given)
    assert answer.verdict == "unknown"
    assert answer.missing == ["Chưa kiểm chứng được quy định tại L1 Điều 1: hoàn thành tốt nhiệm vụ trở lên năm 2021"]
    assert answer.notes == ["Chưa kiểm chứng được lời văn: L1 Điều 1"]


def test_a_restated_clause_counts_and_asks_to_be_compared(tmp_path: Path) -> None:
    rulebook = load_rulebook(("state",), book(tmp_path, f"{HEAD}mark: restated\nclauses:\n{CLAUSE}"))
    facts = [{"type": "grade", "year": 2021, "value": "good"}]
    given = {"award": "LDTT", "judged_on": "2021-12-31", "subject": {"kind": "person"}, "facts": facts}
    answer = rulebook.judge(given)
    assert answer.verdict == "eligible"
    assert "đối chiếu bản gốc" in answer.to_confirm[0]


JUNK: tuple[Any, ...] = (None, True, -1, 3.5, float("nan"), 10**30, "", "x", [], [[]], [None], {}, {"a": 1}, ["x"])


def places(node: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    keys = node if isinstance(node, dict) else range(len(node)) if isinstance(node, list) else ()
    return [path, *(found for key in keys for found in places(node[key], (*path, key)))]


def test_junk_in_any_place_of_a_clause_is_read_or_refused_but_never_breaks() -> None:
    file = DATA / "procuracy" / "tt-01-2019-vkstc" / "2019-06-28.yaml"
    whole, catalogue = load_yaml(file), read_catalogue(DATA / "catalogue.yaml")
    source = Source("x.yaml", "procuracy", whole["instrument"], date(2019, 6, 28), None, "verified", catalogue)
    found = [(clause, path) for clause in whole["clauses"] for path in places(clause)[1:]]
    for clause, path in random.Random(7).sample(found, 400):  # noqa: S311  any choice will do
        for junk in JUNK:
            broken = copy.deepcopy(clause)
            node = broken
            for key in path[:-1]:
                node = node[key]
            node[path[-1]] = junk
            with suppress(RulebookError):
                read_clause(broken, source)
