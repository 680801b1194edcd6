"""Conditions on a collective: shares of its members, its rank in the cluster, its age."""

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from tdkt.law.engine.answers import COUNCIL, NO, UNKNOWN, YES
from tdkt.law.engine.facts import Members
from tdkt.law.engine.reading import Reader, a_share
from tdkt.law.engine.vocabulary import DISCIPLINES, GROUPS, decimal

from .base import Code, Condition, Context


@dataclass(frozen=True, kw_only=True)
class MembersOf(Condition):
    """Shares and numbers of the members in the year."""

    types = frozenset({"members"})
    share: dict[str, Fraction | None] = field(default_factory=dict)
    share_over: dict[str, Fraction | None] = field(default_factory=dict)
    at_least: dict[str, int] = field(default_factory=dict)
    all_completed: bool = False
    none_from: str = ""

    def tests(self, m: Members) -> list[tuple[int, str]]:
        """Every test with its answer and, in Vietnamese, what it asks and what was seen."""
        result = [
            (self._share(m, code, need, over=over), self._share_vi(m, code, need, over=over))
            for needs, over in ((self.share, False), (self.share_over, True))
            for code, need in needs.items()
        ]
        for code, number in self.at_least.items():
            held = m.counts.get(code)
            code_answer = UNKNOWN if held is None else YES if held >= number else NO
            result.append((code_answer, f"ít nhất {number:02d} {code} (có {_shown(held)})"))
        if self.all_completed:
            result.append(self._completed(m))
        if self.none_from:
            result.append(self._disciplined(m))
        return result

    def _share(self, m: Members, code: str, need: Fraction | None, *, over: bool) -> int:
        held = m.counts.get(code)
        if held is None or not m.total or need is None:
            return UNKNOWN
        actual = Fraction(held, m.total)
        return YES if (actual > need if over else actual >= need) else NO

    @staticmethod
    def _share_vi(m: Members, code: str, need: Fraction | None, *, over: bool) -> str:
        wanted = "(chưa thấy số)" if need is None else f"{decimal(need * 100)}%"
        seen = f"{_shown(m.counts.get(code))}/{_shown(m.total)}"
        return f"{'trên' if over else 'ít nhất'} {wanted} cá nhân đạt {code} (có {seen})"

    @staticmethod
    def _completed(m: Members) -> tuple[int, str]:
        known = m.total is not None and m.completed is not None
        code = UNKNOWN if not known else YES if m.completed == m.total else NO
        return code, f"100% cá nhân hoàn thành nhiệm vụ (có {_shown(m.completed)}/{_shown(m.total)})"

    def _disciplined(self, m: Members) -> tuple[int, str]:
        numbers = [m.canh_cao_or_worse] + ([m.khien_trach] if self.none_from == "khien_trach" else [])
        text = f"không có cá nhân bị kỷ luật từ {DISCIPLINES[self.none_from]} trở lên"
        if any(number for number in numbers):
            return NO, text
        return (UNKNOWN if None in numbers else YES), text

    def answer(self, c: Any, region: Any = None) -> Code:
        members = c.facts.members.get(c.year)
        if members is None:
            return UNKNOWN
        return min(code for code, _ in self.tests(members))

    def vi(self, c: Any) -> str:
        members = c.facts.members.get(c.year) or Members(year=c.year)
        return "; ".join(text for _, text in self.tests(members))

    def en(self) -> str:
        return "shares of members"

    def seen(self, c: Any, region: Any = None) -> list[Any]:
        members = c.facts.members.get(c.year)
        return [] if members is None or members.total is None else [f"tổng số {members.total} người"]

    def lack(self, c: Any, region: Any = None) -> str:
        members = c.facts.members.get(c.year)
        if members is None:
            return f"Số liệu cá nhân trong tập thể năm {c.year}"
        return "; ".join(text for code, text in self.tests(members) if code != YES)


def _shown(number: int | None) -> str:
    return "?" if number is None else str(number)


@dataclass(frozen=True, kw_only=True)
class Cluster(Condition):
    """Rank in the cluster or block; without a told rank only people can say who leads.

    `by_group` gives a cluster and a block each a rank of its own; `over_for_council`: below it people may still decide.
    """

    types = frozenset({"cluster", "attested"})
    rank: int = 1
    by_group: dict[str, int] = field(default_factory=dict)
    over_for_council: bool = False

    def answer(self, c: Any, region: Any = None) -> Code:
        found = [self._of(item) for item in c.facts.clusters if item.year == c.year]
        if found:
            return max(found)
        if c.attested("leads_cluster", c.year):
            return YES
        return UNKNOWN if c.not_looked_up(frozenset({"cluster"})) else COUNCIL

    def _of(self, item: Any) -> Code:
        """Unknown where the rank is within one group's number and not the other's, and the group is not told."""
        limits = [self.by_group[item.group]] if item.group in self.by_group else list(self.by_group.values())
        within = [item.rank <= limit for limit in limits or [self.rank]]
        if all(within):
            return YES
        if any(within):
            return UNKNOWN
        return COUNCIL if self.over_for_council else NO

    def vi(self, c: Any) -> str:
        if self.by_group:
            each = ", ".join(f"thứ {rank} trong {GROUPS[group]}" for group, rank in self.by_group.items())
            return f"xếp từ {each} trở lên"
        if self.rank == 1:
            return f"dẫn đầu cụm, khối thi đua năm {c.year}"
        return f"xếp từ thứ {self.rank} trở lên trong cụm, khối"

    def en(self) -> str:
        return f"rank {self.by_group or self.rank} in the cluster"

    def seen(self, c: Any, region: Any = None) -> list[Any]:
        return [
            f"xếp thứ {item.rank}{f' trong {GROUPS[item.group]}' if item.group else ''}"
            for item in c.facts.clusters
            if item.year == c.year
        ]

    def lack(self, c: Any, region: Any = None) -> str:
        ranks = [item.rank for item in c.facts.clusters if item.year == c.year]
        text = self.text or self.vi(c)
        if self.answer(c) == UNKNOWN and ranks:
            return f"Xếp thứ {min(ranks)} là trong cụm hay trong khối thi đua: {text}"
        return text

    def stirred(self, c: Any) -> bool:
        return bool(c.facts.clusters) or c.attested("leads_cluster", c.year)

    def human(self) -> bool:
        return True


@dataclass(frozen=True, kw_only=True)
class Founded(Condition):
    """Old enough on the day. `presumed`: taken for granted, to be confirmed, where the day is not told."""

    types = frozenset({"founded"})
    years: int | None = None
    months: int | None = None
    presumed: bool = False

    def answer(self, c: Any, region: Any = None) -> Code:
        if c.facts.founded is None and self.presumed:
            return UNKNOWN if c.not_looked_up(self.types) else YES
        if c.facts.founded is None or (self.years is None and self.months is None):
            return UNKNOWN
        age = whole_months(c.facts.founded, c.judged_on)
        return YES if age >= (self.years or 0) * 12 + (self.months or 0) else NO

    def vi(self, c: Any) -> str:
        length = f"{self.years} năm" if self.years else f"{self.months} tháng"
        return f"có quá trình xây dựng, hoạt động từ {length} trở lên"

    def en(self) -> str:
        return f"founded at least {self.years or 0} years {self.months or 0} months ago"

    def seen(self, c: Any, region: Any = None) -> list[Any]:
        return [] if c.facts.founded is None else [f"thành lập {c.facts.founded:%d/%m/%Y}"]

    def lack(self, c: Any, region: Any = None) -> str:
        return "Ngày thành lập" if c.facts.founded is None else self.vi(c)

    def confirm(self, c: Any, region: Any = None) -> tuple[str, ...]:
        text = self.text or self.vi(c)
        return (text[:1].upper() + text[1:],) if self.presumed and c.facts.founded is None else ()


def whole_months(start: date, end: date) -> int:
    """Full months from one day to another."""
    months = (end.year - start.year) * 12 + end.month - start.month
    return months - (1 if end.day < start.day else 0)


def parse_members(reader: Reader, spec: Any, context: Context, shared: dict[str, Any]) -> Condition:
    inner = Reader(spec, reader.place, "members")
    result = MembersOf(
        share=_shares(inner, "share", context),
        share_over=_shares(inner, "share_over", context),
        at_least=_numbers(inner, context),
        all_completed=inner.flag("all_completed"),
        none_from=inner.one_of("none_from", {"khien_trach", "canh_cao"}, ""),
        **shared,
    )
    inner.done()
    return result


def _shares(inner: Reader, key: str, context: Context) -> dict[str, Fraction | None]:
    found = inner.take(key) or {}
    reader = Reader(found, inner.place, f"members.{key}")
    shares = {code: a_share(reader.take(code), reader, code) for code in context.codes if code in found}
    reader.done()
    return shares


def _numbers(inner: Reader, context: Context) -> dict[str, int]:
    found = inner.take("at_least") or {}
    reader = Reader(found, inner.place, "members.at_least")
    numbers = {code: reader.number(code, low=1) or 0 for code in context.codes if code in found}
    reader.done()
    return numbers


def parse_cluster(reader: Reader, spec: Any, context: Context, shared: dict[str, Any]) -> Condition:
    inner = Reader(spec, reader.place, "cluster")
    by_group = {group: rank for group in GROUPS if (rank := inner.number(group, low=1)) is not None}
    if by_group and (len(by_group) < len(GROUPS) or inner.has("rank")):
        raise inner.fail(f"ghi “rank”, hoặc đủ {', '.join(GROUPS)}")
    result = Cluster(
        rank=inner.number("rank", 1, low=1) or 1,
        by_group=by_group,
        over_for_council=inner.one_of("over", {"council"}, "") == "council",
        **shared,
    )
    inner.done()
    return result


def parse_founded(reader: Reader, spec: Any, context: Context, shared: dict[str, Any]) -> Condition:
    inner = Reader(spec, reader.place, "founded")
    result = Founded(
        years=inner.number("years", low=1),
        months=inner.number("months", low=1),
        presumed=inner.flag("presumed"),
        **shared,
    )
    inner.done()
    return result
