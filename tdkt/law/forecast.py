"""The road ahead: the earliest year of each award if every coming year goes well, and what that takes. No Django here.

No rule is written here. Good years are put behind the facts on record one after another, the judge is asked at the end
of each, what it grants is added, and at last everything that the judge does not need for an award is left out again.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from .api import CaseError, Rulebook
from .change import Case, Fact, award_fact, effective, initiative_fact
from .engine.answers import COUNCIL, UNKNOWN, YES
from .engine.bits import LAST
from .engine.items import AwardInfo
from .engine.verdicts import Verdict
from .engine.vocabulary import GRADES, INITIATIVES, LEVELS

HORIZON = 15
"""How many coming years are looked at; never beyond the last year the engine counts (``bits.LAST``)."""

LONGEST = 80
"""Years of service or in a post that a case may tell."""

CAREER = "cong_hien"

MEMBERS = 10
"""Head count taken for a collective whose number is not on record."""

ASSUMPTIONS = {
    "person": (
        "mỗi năm hoàn thành xuất sắc nhiệm vụ",
        "mỗi năm có sáng kiến được công nhận ở cấp cần thiết và chưa dùng cho lần khen khác",
        "không bị kỷ luật, không có việc đang xem xét, không nghỉ quá số ngày cho phép",
        "tiếp tục công tác, giữ tiếp chức vụ hiện tại: thời gian công tác và thời gian giữ chức vụ tăng theo từng năm",
        "được tặng ngay trong năm đủ tiêu chuẩn; Hội đồng bỏ phiếu đạt",
        "quy định không thay đổi so với quy định đang có trong bộ quy định",
    ),
    "collective": (
        "mỗi năm tập thể hoàn thành xuất sắc nhiệm vụ, dẫn đầu cụm, khối thi đua",
        "mọi cá nhân hoàn thành nhiệm vụ, đạt danh hiệu cơ sở; có người đạt danh hiệu cao hơn",
        "không cá nhân nào bị kỷ luật",
        "được tặng ngay trong năm đủ tiêu chuẩn; Hội đồng bỏ phiếu đạt",
        "quy định không thay đổi so với quy định đang có trong bộ quy định",
    ),
}


@dataclass(frozen=True)
class Need:
    """What one coming year must bring."""

    year: int
    words: tuple[str, ...]


@dataclass(frozen=True)
class Road:
    """The road to one award. ``year`` is None where it is not reached within the years looked at."""

    info: AwardInfo
    year: int | None
    by_council: bool = False
    newer_law: bool = False
    needs: tuple[Need, ...] = ()
    why_not: tuple[str, ...] = ()


@dataclass
class _Walk:
    """The facts as the years go by, and what was granted on the way."""

    rulebook: Rulebook
    case: Case
    facts: list[Fact]
    reached: dict[str, tuple[int, Verdict, int]]
    first: int
    held_now: frozenset[str]

    def ask(self, code: str, on_year: int, facts: list[Fact] | None = None, **more: Any) -> Verdict:
        told = [self._grown(fact, on_year - self.first + 1) for fact in (self.facts if facts is None else facts)]
        asked = {"award": code, "year": on_year, "judged_on": f"{on_year}-12-31", "facts": told}
        return self.rulebook.judge({**self.case, **asked, **more})

    def _grown(self, fact: Fact, years: int) -> Fact:
        """Time of service grows with the calendar, and so does a post that is held now."""
        grows = fact["type"] == "service" or (fact["type"] == "position" and fact["title"] in self.held_now)
        return {**fact, "years": min(fact["years"] + years, LONGEST)} if grows else fact


def last_year(first: int, horizon: int = HORIZON) -> int:
    """The last year looked at."""
    return min(first + horizon - 1, LAST)


def roads(
    rulebook: Rulebook,
    case: Case,
    *,
    first: int,
    horizon: int = HORIZON,
    held_now: frozenset[str] = frozenset(),
) -> list[Road]:
    """The road to every award not yet held, the nearest first.

    Args:
        case: a case without an award; facts of ``first`` and later years are kept as they are told.
        first: the first year taken to go well.
        held_now: codes of the posts held at the end of the year before, taken to be kept.

    Raises:
        CaseError: the facts cannot be judged as they are.
    """
    case = {name: value for name, value in case.items() if name != "unknown"}  # coming years are told, the past stands
    kind = case["subject"]["kind"]
    ladder = [rulebook.catalogue.awards[code] for code in rulebook.codes_for(kind)]
    walk = _Walk(rulebook, case, list(case["facts"]), {}, first, held_now)
    last = last_year(first, horizon)
    for year in range(first, last + 1):
        walk.facts = _with_good_year(rulebook, walk.facts, kind, year)
        _grant(walk, ladder, year)
    held = {fact["code"] for fact in case["facts"] if fact["type"] == "award"}
    ahead = [info for info in ladder if info.type == "title" or info.code not in held]
    found = [_road(walk, info, last) for info in ahead]
    return sorted(found, key=lambda road: (road.year or last + 1, road.info.type == "form", road.info.rank))


def retirement_roads(
    rulebook: Rulebook, case: Case, *, first: int, horizon: int = HORIZON, held_now: frozenset[str] = frozenset()
) -> list[Road]:
    """For each award given for a whole career, the earliest year of retiring in which it is met.

    Nothing but the posts told and the years passing is counted; empty for who never held a post of the tables. Where
    no class is reached because the tables leave a post to another decision, the lowest class says so.

    Raises:
        CaseError: the facts cannot be judged as they are.
    """
    if not any(fact["type"] == "position" for fact in case["facts"]):
        return []
    case = {name: value for name, value in case.items() if name != "unknown"}
    walk = _Walk(rulebook, case, list(case["facts"]), {}, first, held_now)
    held = {fact["code"] for fact in case["facts"] if fact["type"] == "award"}
    ladder = [rulebook.catalogue.awards[code] for code in rulebook.codes_for("person") if code not in held]
    found = [_retirement_road(walk, info, last_year(first, horizon)) for info in ladder if not info.any_basis]
    ways = [road for road in found if road is not None]
    reached = [road for road in ways if road.year is not None]
    open_ones = sorted((road for road in ways if road.year is None), key=lambda road: road.info.rank)
    return sorted(reached, key=lambda road: (road.year or 0, -road.info.rank)) or open_ones[:1]


def _retirement_road(walk: _Walk, info: AwardInfo, last: int) -> Road | None:
    """The road to one class; without a year where it is not known; None where no rule or not enough time.

    Asked of the law of the case's own day throughout: the decree with the tables ends before most of these years.
    """
    day = walk.case["judged_on"]
    retired = {"type": "retired", "year": int(day[:4])}
    facts = [*(fact for fact in walk.facts if fact["type"] != "retired"), retired]
    verdict = None
    for year in range(walk.first, last + 1):
        verdict = walk.ask(info.code, year, facts, basis=CAREER, judged_on=day, year=walk.case.get("year"))
        if effective(verdict) == YES:
            return Road(info, year, newer_law=verdict.known_text is not None)
    if verdict is None or not verdict.points or effective(verdict) != UNKNOWN:
        return None
    return Road(info, None, why_not=tuple(walk.rulebook.in_words(text) for text in verdict.missing[:2]))


def _with_good_year(rulebook: Rulebook, facts: list[Fact], kind: str, year: int) -> list[Fact]:
    told = {fact["type"] for fact in facts if fact.get("year") == year}
    new = _person_year(year) if kind == "person" else _collective_year(rulebook, facts, year)
    return [*facts, *(fact for fact in new if fact["type"] not in told)]


def _person_year(year: int) -> list[Fact]:
    initiatives = [initiative_fact("initiative", level, year) for level in ("national", "ministry", "unit", "unit")]
    return [{"type": "grade", "year": year, "value": "excellent"}, *initiatives]


def _collective_year(rulebook: Rulebook, facts: list[Fact], year: int) -> list[Fact]:
    counts = [fact for fact in facts if fact["type"] == "members" and fact.get("total")]
    total = counts[-1]["total"] if counts else MEMBERS
    titles = [info for info in rulebook.awards() if info.type == "title" and "person" in info.kinds]
    lowest = min(titles, key=lambda info: info.rank, default=None)
    shares = {info.code: total if info is lowest else max(1, total // 5) for info in titles}
    members = {"total": total, "completed": total, "khien_trach": 0, "canh_cao_or_worse": 0}
    return [
        {"type": "grade", "year": year, "value": "excellent"},
        {"type": "members", "year": year, **members, **shares},
        {"type": "cluster", "year": year, "rank": 1},
    ]


def _grant(walk: _Walk, ladder: list[AwardInfo], year: int) -> None:
    """What the judge grants at the end of a year: titles every year, lowest first; a form once."""
    for info in sorted(ladder, key=lambda info: (info.type == "form", info.rank)):
        if info.type == "form" and (info.code in walk.reached or _held(walk.case, info.code)):
            continue
        verdict = walk.ask(info.code, year)
        if _good(verdict):
            walk.reached.setdefault(info.code, (year, verdict, len(walk.facts)))
            if not any(_is(fact, info.code, year) for fact in walk.facts):
                walk.facts.append(award_fact(info.code, year))


def _held(case: Case, code: str) -> bool:
    return any(fact["type"] == "award" and fact["code"] == code for fact in case["facts"])


def _is(fact: Fact, code: str, year: int) -> bool:
    return bool(fact["type"] == "award" and fact["code"] == code and fact["year"] == year)


def _good(verdict: Verdict) -> bool:
    """Granted, or left to the council on a standard that is really about the subject."""
    if effective(verdict) == YES:
        return True
    points = [point for point in verdict.points if point.awake and point.verdict == COUNCIL]
    return effective(verdict) == COUNCIL and any(point.basis == "cong_trang" for point in points)


def _road(walk: _Walk, info: AwardInfo, last: int) -> Road:
    if info.code not in walk.reached:
        verdict = walk.ask(info.code, last)
        return Road(info, None, why_not=tuple(walk.rulebook.in_words(text) for text in verdict.missing[:3]))
    year, verdict, _ = walk.reached[info.code]
    facts = [fact for fact in walk.facts if _year_of(fact) <= year and not _is(fact, info.code, year)]
    fewest = _fewest(partial(_still, walk, info.code, year), facts, walk.case["facts"])
    return Road(
        info,
        year,
        by_council=effective(verdict) == COUNCIL,
        newer_law=verdict.known_text is not None,
        needs=tuple(_needs(walk.rulebook, fewest)),
    )


def _year_of(fact: Fact) -> int:
    return int(fact.get("year", 0))


def _still(walk: _Walk, code: str, year: int, facts: list[Fact]) -> bool:
    try:
        return _good(walk.ask(code, year, facts))
    except CaseError:
        return False


def _fewest(works: Callable[[list[Fact]], bool], facts: list[Fact], given: list[Fact]) -> list[Fact]:
    """The coming facts that the award needs, each as modest as the judge allows."""
    fixed = [fact for fact in facts if fact in given]
    coming = [fact for fact in facts if fact not in fixed]
    for group in _groups(coming):
        fewer = [fact for fact in coming if not any(fact is one for one in group)]
        if works([*fixed, *fewer]):
            coming = fewer
    for place in range(len(coming)):
        for modest in _more_modest(coming[place]):
            changed = [*coming[:place], modest, *coming[place + 1 :]]
            if works([*fixed, *changed]):
                coming = changed
                break
    return coming


def _groups(facts: list[Fact]) -> Iterator[list[Fact]]:
    """Facts to try to do without: all of one kind together, then one by one, the dearest first."""
    kinds = dict.fromkeys(_kind(fact) for fact in facts)
    ordered = sorted(kinds, key=lambda kind: (kind[0] != "award", kind[0] != "initiative", kind))
    for kind in ordered:
        yield [fact for fact in facts if _kind(fact) == kind]
    for kind in ordered:
        yield from ([fact] for fact in facts if _kind(fact) == kind)


def _kind(fact: Fact) -> tuple[str, str]:
    return fact["type"], fact.get("code", "") or fact.get("level", "")


def _more_modest(fact: Fact) -> Iterator[Fact]:
    """The same fact in its humbler forms, the humblest first."""
    if fact["type"] == "grade":
        yield from ({**fact, "value": value} for value in ("completed", "good"))
    elif fact["type"] == "initiative":
        levels = list(LEVELS)
        yield from ({**fact, "level": level} for level in levels[: levels.index(fact["level"])])


def _needs(rulebook: Rulebook, facts: list[Fact]) -> Iterator[Need]:
    for year in sorted({_year_of(fact) for fact in facts}):
        words = [_words(rulebook, fact) for fact in facts if _year_of(fact) == year]
        yield Need(year, tuple(_counted(words)))


def _counted(words: list[str]) -> Iterator[str]:
    for text in dict.fromkeys(words):
        number = words.count(text)
        yield text if number == 1 else f"{number:02d} {text}"


def _words(rulebook: Rulebook, fact: dict[str, Any]) -> str:
    if fact["type"] == "award":
        return rulebook.catalogue.awards[fact["code"]].name
    if fact["type"] == "grade":
        return GRADES[fact["value"]] + ("" if fact["value"] == "excellent" else " trở lên")
    if fact["type"] == "initiative":
        return f"{INITIATIVES[fact['kind']]} được công nhận cấp {LEVELS[fact['level']]}"
    if fact["type"] == "cluster":
        return "dẫn đầu cụm, khối thi đua"
    return "số cá nhân đạt danh hiệu trong tập thể đủ tỷ lệ, không ai bị kỷ luật"
