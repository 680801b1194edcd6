"""The ladder: an earlier award, a run of years up to the proposal, and what must lie inside that run."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from tdkt.law.engine.answers import NO, UNKNOWN, YES
from tdkt.law.engine.bits import ALL, Bits, through, years_of
from tdkt.law.engine.reading import Reader
from tdkt.law.engine.yearsets import Titles, YearSet, parse_set

from .base import Code, Condition, Context, Finding
from .bitwise import _number


@dataclass(frozen=True, kw_only=True)
class Chain(Condition):
    """See docs/law-format.md section 4. `clean`: years before the end of a discipline do not count."""

    wide = True
    after: tuple[str, ...] = ()
    also_after: tuple[str, ...] = ()
    of: YearSet | None = None
    at_least: int | None = None
    every: YearSet | None = None
    within: tuple[Condition, ...] = ()
    clean: bool = False

    def looks_at(self) -> frozenset[str]:
        own = {"award"} if self.after or self.also_after else set()
        for part in (self.of, self.every):
            own |= part.types if part else frozenset()
        for condition in self.within:
            own |= condition.looks_at()
        return frozenset(own | ({"discipline"} if self.clean else set()))

    def parts(self) -> Iterator[Condition]:
        yield self
        for condition in self.within:
            yield from condition.parts()

    def starts(self, c: Any, upto: Bits, *, hopeful: bool) -> Bits:
        """First years that may open the window, one for each earlier award."""
        floor = self._floor(c, upto)
        starts = c.opens_any(self.after, hopeful=hopeful) & upto
        late = starts & (ALL ^ floor)
        return (starts & floor) | c.ops.pick(late != 0, c.ops.lowest(floor), 0)

    def _floor(self, c: Any, years: int) -> Bits:
        """Which of the years no earlier award and no discipline has used up."""
        floor: Bits = years
        if self.also_after:
            floor = c.ops.since_last(c.opens_any(self.also_after, hopeful=False), years)
        return floor & (c.clean_years() & years) if self.clean else floor

    def window(self, c: Any, upto: int, *, hopeful: bool, years: int | None = None) -> Bits:
        """The years from the earlier award that serves best up to the proposal; only of `years`, if these are told."""
        years = upto if years is None else years
        if self.after and self.every is not None:
            starts = self.starts(c, upto, hopeful=hopeful)
            return c.ops.upward(starts & c.trailing(self.every, upto, hopeful=hopeful), years)
        # The floor has no gaps upwards, so the later of floor and first start is where the window opens.
        window = self._floor(c, years)
        if not self.after:
            return window
        return window & c.ops.upward(c.opens_any(self.after, hopeful=hopeful) & upto, years)

    def region(self, c: Any, upto: int, *, hopeful: bool) -> Bits:
        if self.of is None:
            return self.window(c, upto, hopeful=hopeful)
        run = c.trailing(self.of, upto, hopeful=hopeful)
        return run & self.window(c, upto, hopeful=hopeful, years=c.ops.possible(run, upto, self.at_least or 1))

    def answer(self, c: Any, region: Any = None) -> Code:
        return c.ops.best([self._upto(c, upto) for upto in c.proposal_ends()])

    def _upto(self, c: Any, upto: Bits) -> Code:
        code = self._side(c, upto, hopeful=False)
        if not c.not_looked_up(self.looks_at()):
            return code
        hope = self._side(c, upto, hopeful=True)
        return c.ops.best([code, c.ops.code(hope != NO) & 1])

    def _side(self, c: Any, upto: Bits, *, hopeful: bool) -> Code:
        if self.of is not None and self.at_least is None:
            return UNKNOWN
        region, least = self.region(c, upto, hopeful=hopeful), self.at_least or 1
        base = c.ops.code(c.ops.reach(region, upto, least))
        return c.all_of(self.within, c.ops.reached(region, upto, least), base)

    def vi(self, c: Any) -> str:
        previous = " hoặc ".join(c.names.get(code, code) for code in self.after)
        run = f"{_number(self.at_least)} năm liên tục trở lên {self.of.vi(c.names)}" if self.of else ""
        head = f"đã được tặng {previous}, sau đó {run}" if previous else run
        inside = "; ".join(condition.text or condition.vi(c) for condition in self.within)
        spent = "; không tính lại thời gian đã được khen cùng hình thức hoặc cao hơn" if self.also_after else ""
        return head + (f"; trong thời gian đó có {inside}" if inside else "") + spent

    def en(self) -> str:
        run = f"{self.at_least} years in a row of {self.of.en()}" if self.of else "the time"
        return f"after {' or '.join(self.after)}, {run}" if self.after else run

    def explain(self, c: Any, region: Any = None) -> list[Finding]:
        if self.mark == "unverified":
            return super().explain(c, region)
        ends = c.proposal_ends()
        upto = max(ends, key=lambda end: int(self._upto(c, end)))
        hopeful = self._side(c, upto, hopeful=False) == NO and self._upto(c, upto) == UNKNOWN
        findings = [*self._previous(c), *self._run(c, upto)]
        inner = self.region(c, upto, hopeful=hopeful)
        for condition in self.within:
            findings.extend(condition.explain(c, inner))
        return findings

    def _previous(self, c: Any) -> list[Finding]:
        if not self.after:
            return []
        titles = Titles(self.after)
        years = years_of(titles.bits(c))
        code = YES if years else UNKNOWN if c.not_looked_up(titles.types) else NO
        name = titles.vi(c.names)
        return [
            Finding(
                is_=f"has {titles.en()}",
                vi=f"đã được tặng {name}",
                answer=code,
                seen=years,
                missing="" if years else name,
                cite=self.cite,
                mark=self.mark,
            )
        ]

    def _run(self, c: Any, upto: Bits) -> list[Finding]:
        if self.of is None:
            return []
        years = years_of(self.region(c, upto, hopeful=False))
        enough = self.at_least is not None and len(years) >= self.at_least
        code = YES if enough else self._run_doubt(c, upto)
        text = f"{_number(self.at_least)} năm liên tục trở lên {self.of.vi(c.names)}, đến thời điểm đề nghị"
        if self.every is not None and self.after:
            text += f"; mọi năm kể từ lần khen trước đều {self.every.vi(c.names)}"
        return [
            Finding(
                is_=f"{self.at_least} years in a row of {self.of.en()} since the earlier award",
                vi=self.text or text,
                answer=code,
                seen=years,
                missing="" if code == YES else self._short(c, years, upto),
                cite=self.cite,
                mark=self.mark,
                confirm=self._open_year(c, upto) if code != NO else (),
            )
        ]

    def _run_doubt(self, c: Any, upto: Bits) -> int:
        if self.at_least is None:
            return UNKNOWN
        if not c.not_looked_up(self.looks_at()):
            return NO
        hoped = self.region(c, upto, hopeful=True)
        return UNKNOWN if c.ops.count(hoped) >= self.at_least else NO

    def _short(self, c: Any, years: list[int], upto: Bits) -> str:
        assert self.of is not None  # noqa: S101  the caller has checked; mypy cannot see it
        if self.at_least is None:
            return "Số năm liên tục: chưa thấy trong văn bản"
        since = years_of(self.window(c, upto, hopeful=False))
        gaps = [year for year in since if year not in years]
        broken = f" (gián đoạn năm {', '.join(map(str, gaps[-3:]))})" if gaps and self.every is None else ""
        short = f"còn thiếu {self.at_least - len(years)} năm liên tục {self.of.vi(c.names)}"
        return f"{short} đến năm {c.last_year(upto)}{broken}{self._used(c)}"

    def _used(self, c: Any) -> str:
        titles = Titles(self.also_after)
        years = years_of(titles.bits(c)) if self.also_after else []
        return f" (tính lại từ sau lần khen năm {years[-1]})" if years else ""

    def _open_year(self, c: Any, upto: Bits) -> tuple[str, ...]:
        if upto == through(c.year):
            return ()
        return (f"Năm {c.year} chưa có kết quả xếp loại nên thời gian liên tục được tính đến năm {c.year - 1}",)

    def sharpened(self, every: YearSet | None, *, clean: bool) -> "Chain":
        """The same ladder as a decree's detail narrows it."""
        return replace(self, every=every or self.every, clean=clean or self.clean)

    def human(self) -> bool:
        return False


def parse_chain(reader: Reader, spec: Any, context: Context, shared: dict[str, Any]) -> Condition:
    from . import parse_condition

    inner = Reader(spec, reader.place, "chain")
    run = inner.take("run")
    of, at_least = None, None
    if run is not None:
        run_reader = Reader(run, inner.place, "chain.run")
        of = parse_set(run_reader.need("of"), run_reader.place, context.codes)
        at_least = run_reader.number("at_least", low=1)
        run_reader.done()
    every = inner.take("every")
    within = inner.take("within") or []
    if not isinstance(within, list):
        raise inner.fail("“within” phải là danh sách điều kiện")
    result = Chain(
        after=inner.list_of("after", context.codes),
        also_after=inner.list_of("also_after", context.codes),
        of=of,
        at_least=at_least,
        every=None if every is None else parse_set(every, inner.place, context.codes),
        within=tuple(parse_condition(item, context, cite=shared["cite"]) for item in within),
        **shared,
    )
    if not result.after and result.of is None:
        raise inner.fail("cần “after” hoặc “run”")
    inner.done()
    return result
