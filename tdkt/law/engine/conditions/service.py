"""Conditions on working life: time served, positions held, the career tables, retirement."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from tdkt.law.engine.answers import NO, UNKNOWN, YES
from tdkt.law.engine.reading import Reader, ratio
from tdkt.law.engine.vocabulary import decimal
from tdkt.law.engine.yearsets import Titles

from .base import Code, Condition, Context


@dataclass(frozen=True, kw_only=True)
class Service(Condition):
    """Years served in a sector, earlier for holders of some awards, later after a discipline.

    Years in the sectors of `also` are added once the sector's own reach `own_least`;
    `less_discipline` takes off the time spent under a discipline.
    """

    types = frozenset({"service", "award", "discipline"})
    sector: str
    years: int | None
    early: tuple[tuple[Titles, int], ...] = ()
    after_discipline: int = 0
    also: tuple[str, ...] = ()
    own_least: int = 0
    less_discipline: bool = False

    def served(self, c: Any) -> float:
        own: float = sum(item.years for item in c.facts.services if item.sector == self.sector)
        elsewhere: float = sum(item.years for item in c.facts.services if item.sector in self.also)
        total = own + elsewhere if own >= self.own_least else own
        return total - self._disciplined(c) if self.less_discipline else total

    @staticmethod
    def _disciplined(c: Any) -> float:
        """Years spent under a discipline, up to the day."""
        days: int = sum(
            (min(item.ended_on or c.judged_on, c.judged_on) - item.decided_on).days
            for item in c.facts.disciplines
            if item.decided_on <= c.judged_on
        )
        return round(days / 365.25, 2)

    def needed(self, c: Any) -> int:
        years = self.years or 0
        gained = max((fewer for titles, fewer in self.early if titles.bits(c)), default=0)
        return years - gained + (self.after_discipline if c.facts.disciplines else 0)

    def answer(self, c: Any, region: Any = None) -> Code:
        if self.years is None:
            return UNKNOWN
        served = self.served(c)
        if served >= self.needed(c):
            unsure = self.after_discipline and c.not_looked_up(frozenset({"discipline"}))
            return UNKNOWN if unsure and served < self.years + self.after_discipline else YES
        return UNKNOWN if c.not_looked_up(self.types) else NO

    def vi(self, c: Any) -> str:
        if self.years is None:
            return "đủ thời gian công tác (chưa thấy số năm)"
        return f"đủ {self.needed(c)} năm công tác{_SECTORS.get(self.sector, '')}"

    def en(self) -> str:
        return f"{self.years} years of service in {self.sector}"

    def seen(self, c: Any, region: Any = None) -> list[Any]:
        return [f"{decimal(item.years)} năm" for item in c.facts.services if item.sector in (self.sector, *self.also)]

    def lack(self, c: Any, region: Any = None) -> str:
        short = self.needed(c) - self.served(c)
        return f"còn thiếu {decimal(short)} năm công tác{_SECTORS.get(self.sector, '')}" if short > 0 else self.vi(c)


_SECTORS = {"procuracy": " trong ngành Kiểm sát nhân dân"}


@dataclass(frozen=True, kw_only=True)
class Positions(Condition):
    """Years in some positions together."""

    types = frozenset({"position"})
    titles: tuple[str, ...]
    years: int | None = 0

    def answer(self, c: Any, region: Any = None) -> Code:
        held = [item.years for item in c.facts.positions if item.title in self.titles]
        if self.years is None:
            return UNKNOWN
        if held and sum(held) >= self.years:
            return YES
        return UNKNOWN if c.not_looked_up(self.types) else NO

    def vi(self, c: Any) -> str:
        names = ", ".join(c.positions.get(title, title) for title in self.titles)
        length = "(chưa thấy số) năm" if self.years is None else f"từ {self.years} năm trở lên" if self.years else ""
        return f"giữ chức vụ {names} {length}".strip()

    def en(self) -> str:
        return f"position {' or '.join(self.titles)}" + (f" for {self.years} years" if self.years else "")

    def seen(self, c: Any, region: Any = None) -> list[Any]:
        return [
            f"{c.positions.get(item.title, item.title)} {decimal(item.years)} năm"
            for item in c.facts.positions
            if item.title in self.titles
        ]


@dataclass(frozen=True, kw_only=True)
class Career(Condition):
    """Years in a group of the career table, higher groups included, between two bounds."""

    types = frozenset({"position"})
    table: str
    group: str
    since: int | None
    below: int | None = None
    women: Fraction = Fraction(1)

    def bounds(self, c: Any) -> tuple[Fraction, Fraction | None]:
        share = self.women if c.gender == "female" else Fraction(1)
        return (self.since or 0) * share, None if self.below is None else self.below * share

    def held(self, c: Any) -> Fraction:
        titles = c.edition.career_positions(self.table, self.group)
        return sum((Fraction(str(item.years)) for item in c.facts.positions if item.title in titles), Fraction(0))

    def answer(self, c: Any, region: Any = None) -> Code:
        if self.since is None:
            return UNKNOWN
        held, (low, high) = self.held(c), self.bounds(c)
        if held and held >= low and (high is None or held < high):
            return YES
        return UNKNOWN if c.not_looked_up(self.types) or self.unsettled(c) else NO

    def unsettled(self, c: Any) -> list[str]:
        """Positions of the subject whose group in the table nobody has settled."""
        titles = c.edition.unsettled_positions(self.table)
        return [c.positions.get(item.title, item.title) for item in c.facts.positions if item.title in titles]

    def vi(self, c: Any) -> str:
        low, high = self.bounds(c)
        group = c.positions.get(self.group, self.group)
        if self.since is None:
            return f"giữ chức vụ nhóm {group} (chưa thấy số năm)"
        if not low and high is None:  # "đã đảm nhiệm", however short
            return f"đã đảm nhiệm chức vụ nhóm {group}"
        length = f"từ {in_years(low)}" + (f" đến dưới {in_years(high)}" if high is not None else "")
        note = " (đã giảm cho nữ lãnh đạo)" if c.gender == "female" and self.women != 1 else ""
        return f"giữ chức vụ nhóm {group} {length}{note}"

    def en(self) -> str:
        return f"career group {self.group}, {self.since} to {self.below} years"

    def seen(self, c: Any, region: Any = None) -> list[Any]:
        held = self.held(c)
        return [in_years(held)] if held else []

    def lack(self, c: Any, region: Any = None) -> str:
        unsettled = self.unsettled(c)
        if unsettled:
            return f"Chức vụ tương đương của {', '.join(unsettled)}: do cấp có thẩm quyền xác định"
        held, (low, _) = self.held(c), self.bounds(c)
        if held and held < low:
            return f"còn thiếu {in_years(low - held)}: {self.text or self.vi(c)}"
        return self.text or self.vi(c)


def in_years(length: Fraction) -> str:
    """A length of time as people say it: years and whole months."""
    months = round(length * 12)
    years, rest = divmod(months, 12)
    return f"{years} năm" + (f" {rest} tháng" if rest else "")


@dataclass(frozen=True, kw_only=True)
class Retired(Condition):
    """Retired, or retiring, by the year."""

    types = frozenset({"retired"})

    def answer(self, c: Any, region: Any = None) -> Code:
        if c.facts.retired is not None and c.facts.retired <= c.judged_on.year:
            return YES
        return UNKNOWN if c.not_looked_up(self.types) else NO

    def vi(self, c: Any) -> str:
        return "có thông báo hoặc quyết định nghỉ hưu"

    def en(self) -> str:
        return "retired or retiring"

    def seen(self, c: Any, region: Any = None) -> list[Any]:
        return [] if c.facts.retired is None else [c.facts.retired]


def parse_service(reader: Reader, spec: Any, context: Context, shared: dict[str, Any]) -> Condition:
    inner = Reader(spec, reader.place, "service")
    early = []
    for item in inner.items("early"):
        one = Reader(item, inner.place, "service.early")
        early.append((Titles(one.list_of("has", context.codes)), one.number("years", low=1) or 0))
        one.done()
    result = Service(
        sector=inner.text("sector", "procuracy"),
        years=inner.number("years", low=1),
        early=tuple(early),
        after_discipline=inner.number("after_discipline", 0) or 0,
        also=inner.list_of("also"),
        own_least=inner.number("own_least", 0) or 0,
        less_discipline=inner.flag("less_discipline"),
        **shared,
    )
    inner.done()
    return result


def parse_position(reader: Reader, spec: Any, context: Context, shared: dict[str, Any]) -> Condition:
    inner = Reader(spec, reader.place, "position")
    result = Positions(titles=inner.list_of("any", context.positions), years=inner.number("years", 0), **shared)
    inner.done()
    return result


def parse_career(reader: Reader, spec: Any, context: Context, shared: dict[str, Any]) -> Condition:
    inner = Reader(spec, reader.place, "career")
    women = ratio(inner.take("women", 1), inner, "women")
    result = Career(
        table=inner.text("table"),
        group=inner.text("group"),
        since=inner.number("from"),
        below=inner.number("below"),
        women=Fraction(1) if women is None else women,
        **shared,
    )
    inner.done()
    return result


def parse_retired(reader: Reader, spec: Any, context: Context, shared: dict[str, Any]) -> Condition:
    if spec is not True:
        raise reader.fail("viết “retired: true”")
    return Retired(**shared)
