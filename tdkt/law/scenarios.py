"""Runs the scenarios beside the law: questions whose answer a person worked out by hand from the article."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from .engine.errors import CaseError, RulebookError
from .engine.loader import DATA
from .engine.reading import Node, load_yaml
from .engine.rulebook import Rulebook

KINDS = ("meets", "misses", "fact_missing", "before", "after", "question")


@dataclass(frozen=True)
class Scenario:
    """One question with its hand-worked answer."""

    name: str
    clause: str
    kind: str
    case: dict[str, Any]
    expect: dict[str, Any]
    why: str
    place: str
    asks: str = "case"


@dataclass(frozen=True)
class Failure:
    """A scenario that the judge answers otherwise."""

    scenario: Scenario
    message: str


def scenarios(layers: tuple[str, ...], data: Path = DATA) -> Iterator[Scenario]:
    """All scenarios of the layers. Raises RulebookError for one that cannot be read."""
    for layer in layers:
        for path in sorted((data / layer / "scenarios").glob("*.yaml")):
            shown = path.relative_to(data).as_posix()
            for node in load_yaml(path, shown) or []:
                yield _read(node, shown)


_OTHER = ("bonus", "papers")
"""Questions that are not about a verdict: what is paid, what is in the dossier."""
_KEYS = {"name", "clause", "kind", "case", *_OTHER, "expect", "why"}


def _read(node: Any, shown: str) -> Scenario:
    place = node.place if isinstance(node, Node) else shown
    if not isinstance(node, dict) or set(node) - _KEYS:
        raise RulebookError(f"tình huống gồm: {', '.join(sorted(_KEYS))}", place)
    asks = next((key for key in _OTHER if key in node), "case")
    needed: tuple[str, ...] = ("name", "clause", "kind", "case", "expect", "why")
    if asks != "case":
        needed = ("name", asks, "expect", "why")
    missing = [key for key in needed if not node.get(key)]
    if missing or node.get("kind", "question") not in KINDS:
        raise RulebookError(f"tình huống thiếu {', '.join(missing) or 'kind đúng'}", place)
    return Scenario(
        name=node["name"],
        clause=node.get("clause", ""),
        kind=node.get("kind", "question"),
        case=node[asks],
        expect=node["expect"],
        why=node["why"],
        place=place,
        asks=asks,
    )


def check(rulebook: Rulebook, data: Path = DATA) -> tuple[int, list[Failure]]:
    """How many scenarios there are, and those that fail."""
    failures, number = [], 0
    for scenario in scenarios(rulebook.layers, data):
        number += 1
        message = run(rulebook, scenario)
        if message:
            failures.append(Failure(scenario, message))
    return number, failures


def run(rulebook: Rulebook, scenario: Scenario) -> str:
    """Empty when the judge agrees; otherwise what differs."""
    expect = scenario.expect
    try:
        if scenario.asks in _OTHER:
            return _run_bonus(rulebook, scenario) if scenario.asks == "bonus" else _run_papers(rulebook, scenario)
        answer = rulebook.judge(scenario.case).to_json()
    except CaseError as error:
        return "" if expect.get("error") and expect["error"] in str(error) else f"lỗi hồ sơ: {error}"
    if expect.get("error"):
        return f"đáng lẽ bị từ chối ({expect['error']}), lại được {answer['verdict']}"
    if answer["verdict"] != expect.get("verdict"):
        return f"mong {expect.get('verdict')}, được {answer['verdict']}; thiếu: {'; '.join(answer['missing'])}"
    return _lacks(answer, expect)


def _lacks(answer: dict[str, Any], expect: dict[str, Any]) -> str:
    cites = " | ".join(_cites(answer))
    missing = " | ".join(answer["missing"])
    notes = " | ".join([*answer["notes"], *answer["to_confirm"]])
    for key, text in (("missing", missing), ("cites", cites), ("notes", notes)):
        for part in expect.get(key) or []:
            if part.lower() not in text.lower():
                return f"“{key}” không có “{part}”; có: {text}"
    said = f"{missing} | {notes} | {cites}"
    unwanted = [part for part in expect.get("without") or [] if part.lower() in said.lower()]
    return f"không được nói “{unwanted[0]}”; có: {said}" if unwanted else ""


def _cites(answer: dict[str, Any]) -> Iterator[str]:
    for point in answer["points"]:
        yield point["clause"]
        for finding in point["findings"]:
            yield finding["cite"]
    for step in answer["procedure"]:
        yield step["cite"]


def _day(case: dict[str, Any]) -> date:
    return case["on"] if isinstance(case["on"], date) else date.fromisoformat(case["on"])


def _run_papers(rulebook: Rulebook, scenario: Scenario) -> str:
    case = scenario.case
    layers = tuple(case["layers"]) if "layers" in case else None
    found = rulebook.papers(case["award"], case["kind"], _day(case), case.get("basis", "cong_trang"), layers)
    answer = {
        "papers": [paper.key for paper in found if paper.needed],
        "if_any": [paper.key for paper in found if not paper.needed],
        "copies": next((paper.copies for paper in found if paper.copies), None),
    }
    for key, right in scenario.expect.items():
        if key != "cites" and answer[key] != right:
            return f"{key}: mong {right}, được {answer[key]}"
    cites = " | ".join(cite for paper in found for cite in paper.cites)
    lacking = [part for part in scenario.expect.get("cites") or [] if part not in cites]
    return f"“cites” không có “{lacking[0]}”; có: {cites}" if lacking else ""


def _run_bonus(rulebook: Rulebook, scenario: Scenario) -> str:
    case = scenario.case
    awards = [case["award"], *case.get("with", [])]
    day = _day(case)
    answer = rulebook.bonus(awards, kind=case["kind"], on=day).to_json()
    for key in ("amount", "multiple", "base"):
        if key in scenario.expect and answer[key] != scenario.expect[key]:
            return f"{key}: mong {scenario.expect[key]}, được {answer[key]}"
    for part in scenario.expect.get("cites") or []:
        if part.lower() not in answer["cite"].lower():
            return f"“cites” không có “{part}”; có: {answer['cite']}"
    return ""
