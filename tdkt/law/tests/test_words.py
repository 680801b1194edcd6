"""Whatever a condition can say to a reader is Vietnamese that means something."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from tdkt.law.api import Career, Facts, Rulebook, load_rulebook
from tdkt.law.engine.conditions import Condition
from tdkt.law.engine.conditions.judgement import Achievement, Attested
from tdkt.law.engine.edition import Edition

NONSENSE = re.compile(r"(?<!\d)0+ (năm|tháng|lần|ngày)|\(\s*\)|  |_|[{}]|\b(None|True|False|null)\b|^\s*$|[,;:] ?[,;:]")


def editions(rulebook: Rulebook) -> Iterator[Edition]:
    for day in rulebook._days:
        if day >= rulebook.catalogue.covers_from and day.year < 2028:
            yield rulebook.edition(day)


def keys_of(edition: Edition) -> frozenset[str]:
    """Words of the format that no reader should meet."""
    parts = [part for clause in edition.clauses for condition in clause.need for part in condition.parts()]
    attested = {part.what for part in parts if isinstance(part, Attested)}
    return frozenset(attested | {part.kind for part in parts if isinstance(part, Achievement)})


def said(condition: Condition, c: Any) -> Iterator[str]:
    for part in condition.parts():
        yield part.text or part.vi(c)
        yield part.lack(c) or part.vi(c)  # nothing lacks in a rule whose "if" does not hold
        yield from part.confirm(c)
    for finding in condition.explain(c):
        yield finding.vi
        yield from (text for text in [finding.missing] if text)


@pytest.mark.parametrize("gender", ["", "female"])
def test_no_condition_says_nonsense_or_a_word_of_the_format(gender: str) -> None:
    found = []
    for edition in editions(load_rulebook()):
        keys = keys_of(edition)
        for kind in ("person", "collective", "household"):
            c = Career(Facts(), edition, edition.since, year=edition.since.year, kind=kind, gender=gender)
            for clause in edition.clauses:
                if kind in clause.kinds:
                    texts = {clause.text, *(text for need in clause.need for text in said(need, c))}
                    odd = [text for text in texts if NONSENSE.search(text) or keys & set(re.split(r"[^a-z_]+", text))]
                    found += [f"{clause.id}: {text}" for text in odd]
    assert sorted(set(found)) == []


def test_a_post_that_need_only_have_been_held_is_told_without_a_number() -> None:
    case = {
        "award": "HCLD1",
        "basis": "cong_hien",
        "judged_on": "2025-12-20",
        "subject": {"kind": "person"},
        "facts": [],
    }
    missing = " ".join(load_rulebook().judge(case).missing)
    assert "đã đảm nhiệm chức vụ nhóm Bộ trưởng và tương đương" in missing
    assert "0 năm hoặc" not in missing.replace("10 năm", "").replace("15 năm", "")
