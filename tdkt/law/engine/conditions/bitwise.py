"""Conditions on year bits alone: titles, forms and grades, their runs and counts."""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from tdkt.law.engine.answers import UNKNOWN
from tdkt.law.engine.bits import ALL, FIRST, Bits, bit, years_of
from tdkt.law.engine.reading import Reader
from tdkt.law.engine.vocabulary import BASES, GRADE_RANK
from tdkt.law.engine.yearsets import Graded, Titles, YearSet, parse_set

from .base import Code, Condition, Context, two_sided


@dataclass(frozen=True, kw_only=True)
class InYear(Condition):
    """The year (or one counted from it) is in the set."""

    wide = True
    of: YearSet
    offset: int = 0

    def looks_at(self) -> frozenset[str]:
        return self.of.types

    def answer(self, c: Any, region: Any = None) -> Code:
        wanted = bit(c.year + self.offset)
        return two_sided(self, c, lambda hopeful: (self.of.bits(c, hopeful=hopeful) & wanted) != 0)

    def vi(self, c: Any) -> str:
        return f"{self.of.vi(c.names)} năm {c.year + self.offset}"

    def en(self) -> str:
        return f"{self.of.en()} in the year" + (f" {self.offset:+d}" if self.offset else "")

    def seen(self, c: Any, region: Any = None) -> list[Any]:
        return years_of(self.of.bits(c) & bit(c.year + self.offset))

    def lack(self, c: Any, region: Any = None) -> str:
        return f"{self.of.vi(c.names)} năm {c.year + self.offset}"


@dataclass(frozen=True, kw_only=True)
class Run(Condition):
    """Consecutive years of the set, ending in the year."""

    wide = True
    of: YearSet
    at_least: int | None

    def looks_at(self) -> frozenset[str]:
        return self.of.types

    def answer(self, c: Any, region: Any = None) -> Code:
        if self.at_least is None:
            return UNKNOWN
        wanted = c.upto & (ALL ^ (bit(c.year - self.at_least + 1) - 1))
        return two_sided(self, c, lambda hopeful: (self.of.bits(c, hopeful=hopeful) & wanted) == wanted)

    def vi(self, c: Any) -> str:
        return f"{_number(self.at_least)} năm liên tục {self.of.vi(c.names)} (đến năm {c.year})"

    def en(self) -> str:
        return f"{self.at_least} consecutive years of {self.of.en()}"

    def seen(self, c: Any, region: Any = None) -> list[Any]:
        return years_of(self.of.bits(c) & c.upto)

    def lack(self, c: Any, region: Any = None) -> str:
        if self.at_least is None:
            return f"Số năm liên tục {self.of.vi(c.names)}: chưa thấy trong văn bản"
        years = range(c.year - self.at_least + 1, c.year + 1)
        gaps = [year for year in years if not self.of.bits(c) & bit(year)]
        return ", ".join(f"{self._short(c)} {year}" for year in gaps)

    def _short(self, c: Any) -> str:
        return self.of.codes[0] if isinstance(self.of, Titles) and len(self.of.codes) == 1 else self.of.vi(c.names)


@dataclass(frozen=True, kw_only=True)
class Count(Condition):
    """So many years of the set, in the last years, in a region of the ladder, or ever."""

    wide = True
    of: YearSet
    at_least: int | None
    last: int | None = None

    def looks_at(self) -> frozenset[str]:
        return self.of.types

    def window(self, c: Any, region: Any) -> Bits:
        if region is not None:
            return region
        return c.upto if self.last is None else c.upto & (ALL ^ (bit(c.year - self.last + 1) - 1))

    def answer(self, c: Any, region: Any = None) -> Code:
        if self.at_least is None:
            return UNKNOWN
        window, least = self.window(c, region), self.at_least
        return two_sided(self, c, lambda hopeful: c.ops.count(self.of.bits(c, hopeful=hopeful), window) >= least)

    def vi(self, c: Any) -> str:
        where = f" trong {self.last} năm gần nhất" if self.last else ""
        unit = "năm" if isinstance(self.of, Graded) else "lần"
        return f"ít nhất {_number(self.at_least)} {unit} {self.of.vi(c.names)}{where}"

    def en(self) -> str:
        return f"at least {self.at_least} years of {self.of.en()}" + (f" in the last {self.last}" if self.last else "")

    def seen(self, c: Any, region: Any = None) -> list[Any]:
        return years_of(self.of.bits(c) & self.window(c, region))

    def lack(self, c: Any, region: Any = None) -> str:
        if self.at_least is None:
            return f"Số lần {self.of.vi(c.names)}: chưa thấy trong văn bản"
        short = self.at_least - len(self.seen(c, region))
        unit = "năm" if isinstance(self.of, Graded) else "lần"
        return f"còn thiếu {short} {unit} {self.of.vi(c.names)}"


@dataclass(frozen=True, kw_only=True)
class Ever(Condition):
    """Received at any time up to the year, or never received."""

    wide = True
    of: Titles
    wanted: bool = True
    same_year: bool = False

    def turns(self) -> bool:
        return self.wanted

    def looks_at(self) -> frozenset[str]:
        return self.of.types

    def answer(self, c: Any, region: Any = None) -> Code:
        window = bit(c.year) if self.same_year else ALL
        if self.wanted:
            return two_sided(self, c, lambda hopeful: (self.of.bits(c, hopeful=hopeful) & window) != 0)
        return two_sided_never(self, c, window)

    def vi(self, c: Any) -> str:
        word = "đã được tặng" if self.wanted else "chưa được tặng"
        return f"{word} {self.of.vi(c.names)}" + (f" năm {c.year}" if self.same_year else "")

    def en(self) -> str:
        return f"{'has' if self.wanted else 'never had'} {self.of.en()}"

    def seen(self, c: Any, region: Any = None) -> list[Any]:
        return years_of(self.of.bits(c))


def two_sided_never(condition: Ever, c: Any, window: Bits) -> Code:
    """Never: what was not looked up can only spoil it."""
    code = c.ops.code((condition.of.bits(c) & window) == 0)
    return c.ops.worst([code, UNKNOWN]) if c.not_looked_up(condition.looks_at()) else code


@dataclass(frozen=True, kw_only=True)
class Times(Condition):
    """Consecutive times of one title, which need not be consecutive years, and the last day to use them."""

    wide = True
    of: Titles
    at_least: int
    gap: int = 1
    bridge: YearSet | None = None
    by: str = ""
    years_after: int = 1
    rests_on: int = 1

    def looks_at(self) -> frozenset[str]:
        return self.of.types | (self.bridge.types if self.bridge else frozenset())

    def ends(self, c: Any, *, hopeful: bool) -> Bits:
        """Years in which the wanted number of consecutive times is complete."""
        held = self.of.bits(c, hopeful=hopeful)
        bridge = self.bridge.bits(c, hopeful=hopeful) if self.bridge else 0
        done = held
        for _ in range(self.at_least - 1):
            done = held & self._step(done, bridge)
        return done

    def _step(self, done: Bits, bridge: Bits) -> Bits:
        reach: Bits = (done << 1) & ALL
        between: Bits = ALL
        for distance in range(2, self.gap + 1):
            between = between & ((bridge << (distance - 2)) & ALL)
            reach = reach | ((done << distance) & ALL & (between << 1))
        return reach

    def answer(self, c: Any, region: Any = None) -> Code:
        sure = self.ends(c, hopeful=False) & c.upto
        if not self.by:
            return two_sided(self, c, lambda hopeful: (self.ends(c, hopeful=hopeful) & c.upto) != 0)
        on_time = c.still_open(self.of.codes[0], self.by, self.years_after, hopeful=False)
        perhaps = c.still_open(self.of.codes[0], self.by, self.years_after, hopeful=True)
        wide = self.ends(c, hopeful=c.not_looked_up(self.looks_at())) & c.upto
        return c.ops.best([c.ops.code((sure & on_time) != 0), c.ops.code((wide & perhaps) != 0) & 1])

    def vi(self, c: Any) -> str:
        when = f", đề nghị chậm nhất ngày {_day(self.by)} của năm liền kề" if self.by else ""
        return f"{self.at_least} lần liên tục được tặng {self.of.vi(c.names)}{when}"

    def en(self) -> str:
        return f"{self.at_least} consecutive times {self.of.en()}" + (f", proposed by {self.by}" if self.by else "")

    def seen(self, c: Any, region: Any = None) -> list[Any]:
        return years_of(self.of.bits(c) & c.upto)

    def confirm(self, c: Any, region: Any = None) -> tuple[str, ...]:
        """Times closer than the years each rests on: the text does not say whether these may overlap."""
        years = self.seen(c)[-self.at_least :]
        if all(later - earlier >= self.rests_on for earlier, later in pairwise(years)):
            return ()
        name = self.of.vi(c.names)
        return (
            f"{name}: các lần liên tục dựa trên những năm trùng nhau, văn bản không nói có được tính trùng hay không",
        )

    def lack(self, c: Any, region: Any = None) -> str:
        done = self.ends(c, hopeful=False) & c.upto
        if not done:
            return f"{self.at_least} lần liên tục {self.of.vi(c.names)}"
        last = years_of(done)[-1]
        return f"Thời hạn đề nghị sau {self.of.vi(c.names)} năm {last} (chậm nhất {_day(self.by)} của năm liền kề)"


def deadline(decided: int, by: str, years_after: int) -> date:
    """The last day: `by` (MM-DD) of the year `years_after` years after the decision's."""
    month, day = (int(part) for part in by.split("-"))
    return date(decided + years_after, month, day)


def _day(by: str) -> str:
    month, day = by.split("-")
    return f"{day}/{month}"


def _number(value: int | None) -> str:
    return "(chưa thấy số)" if value is None else f"{value:02d}"


def parse_grade(reader: Reader, spec: Any, context: Context, shared: dict[str, Any]) -> Condition:
    inner = Reader(spec, reader.place, "grade")
    grade = inner.one_of("at_least", GRADE_RANK)
    offset = _offset(inner)
    inner.done()
    return InYear(of=Graded(grade), offset=offset, **shared)


def parse_title(reader: Reader, spec: Any, context: Context, shared: dict[str, Any]) -> Condition:
    inner = Reader(spec, reader.place, "title")
    titles = _titles(inner, context)
    offset = _offset(inner)
    inner.done()
    return InYear(of=titles, offset=offset, **shared)


def parse_run(reader: Reader, spec: Any, context: Context, shared: dict[str, Any]) -> Condition:
    inner = Reader(spec, reader.place, "run")
    result = Run(
        of=parse_set(inner.need("of"), inner.place, context.codes), at_least=inner.number("at_least", low=1), **shared
    )
    inner.done()
    return result


def parse_count(reader: Reader, spec: Any, context: Context, shared: dict[str, Any]) -> Condition:
    inner = Reader(spec, reader.place, "count")
    result = Count(
        of=parse_set(inner.need("of"), inner.place, context.codes),
        at_least=inner.number("at_least", low=1),
        last=inner.number("last", low=1),
        **shared,
    )
    inner.done()
    return result


def parse_has(reader: Reader, spec: Any, context: Context, shared: dict[str, Any]) -> Condition:
    return _ever(reader, spec, context, shared, wanted=True)


def parse_never(reader: Reader, spec: Any, context: Context, shared: dict[str, Any]) -> Condition:
    return _ever(reader, spec, context, shared, wanted=False)


def parse_times(reader: Reader, spec: Any, context: Context, shared: dict[str, Any]) -> Condition:
    inner = Reader(spec, reader.place, "times")
    bridge = inner.take("bridge")
    by = inner.text("by", "")
    if by and not _valid_day(by):
        raise inner.fail("“by” phải dạng MM-DD, ví dụ 12-31")
    result = Times(
        of=Titles((inner.one_of("of", context.codes),)),
        at_least=inner.number("at_least", 2, low=1) or 2,
        gap=inner.number("gap", 1, low=1) or 1,
        bridge=None if bridge is None else parse_set(bridge, inner.place, context.codes),
        by=by,
        years_after=inner.number("years_after", 1) or 0,
        rests_on=inner.number("rests_on", 1, low=1) or 1,
        **shared,
    )
    inner.done()
    return result


def _valid_day(by: str) -> bool:
    try:
        deadline(FIRST, by, 0)
    except ValueError:
        return False
    return True


def _ever(reader: Reader, spec: Any, context: Context, shared: dict[str, Any], *, wanted: bool) -> Condition:
    inner = Reader(spec, reader.place, "has/never")
    result = Ever(of=_titles(inner, context), wanted=wanted, same_year=inner.flag("same_year"), **shared)
    inner.done()
    return result


def _titles(inner: Reader, context: Context) -> Titles:
    codes = inner.list_of("any", context.codes)
    if not codes:
        raise inner.fail("thiếu “any: [mã danh hiệu]”")
    return Titles(codes, inner.one_of("category", {*BASES, "any"}, ""))


def _offset(inner: Reader) -> int:
    value = inner.take("year", 0)
    if not isinstance(value, int) or isinstance(value, bool):
        raise inner.fail("“year” phải là số năm lệch, ví dụ -1")
    return value
