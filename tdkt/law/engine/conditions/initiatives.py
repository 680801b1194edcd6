"""Initiatives and scientific topics: how many, of what level, in which years, not used up already."""

from dataclasses import dataclass
from typing import Any

from tdkt.law.engine.answers import NO, UNKNOWN, YES
from tdkt.law.engine.bits import bit
from tdkt.law.engine.facts import Initiative
from tdkt.law.engine.reading import Reader
from tdkt.law.engine.vocabulary import INITIATIVES, LEVEL_RANK, LEVELS

from .base import Code, Condition, Context, last_years


@dataclass(frozen=True, kw_only=True)
class Initiatives(Condition):
    """So many initiatives or topics of a level, in a time, not already used up."""

    types = frozenset({"initiative"})
    wanted: tuple[tuple[str, str], ...]
    at_least: int | None
    where: str = "year"
    last: int | None = None
    each_kind: bool = False
    fresh: bool = False
    head: bool = False
    form: bool = False

    def usable(self, c: Any, region: Any) -> list[Initiative]:
        """What counts: of the kind and level, in the time, recognised, and not used up."""
        return [item for item in c.facts.initiatives if self._in_time(c, item, region) and self._counts(c, item)]

    def _in_time(self, c: Any, item: Initiative, region: Any) -> bool:
        if self.where == "run" and region is not None:
            return (bit(item.year) & int(region)) != 0
        if self.where == "ever":
            return bool(item.year <= c.year)
        first = c.year if self.last is None else c.year - self.last + 1
        return bool(first <= item.year <= c.year)

    def _counts(self, c: Any, item: Initiative) -> bool:
        if self.head and item.recognised_by_head is False:
            return False
        if self.fresh and any(c.is_form(code) or self.form for code in item.used_for):
            return False
        return any(self._fits(item, kind, level) for kind, level in self.wanted)

    @staticmethod
    def _fits(item: Initiative, kind: str, level: str) -> bool:
        return item.kind == kind and LEVEL_RANK[item.level] >= LEVEL_RANK[level]

    def _numbers(self, c: Any, region: Any) -> dict[str, int]:
        numbers: dict[str, int] = {}
        for item in self.usable(c, region):
            numbers[item.kind] = numbers.get(item.kind, 0) + 1
        return numbers

    def answer(self, c: Any, region: Any = None) -> Code:
        if self.at_least is None:
            return UNKNOWN
        numbers = self._numbers(c, region)
        total, most = sum(numbers.values()), max(numbers.values(), default=0)
        if most >= self.at_least or (total >= self.at_least and not self.each_kind):
            return YES
        if total >= self.at_least or c.not_looked_up(self.types):
            return UNKNOWN
        return NO

    def vi(self, c: Any) -> str:
        kinds = " hoặc ".join(dict.fromkeys(f"{INITIATIVES[kind]} cấp {LEVELS[level]}" for kind, level in self.wanted))
        number = "(chưa thấy số)" if self.at_least is None else f"{self.at_least:02d}"
        where = {"year": f" năm {c.year}", "run": " trong thời gian đó", "ever": ""}[self.where]
        if self.last is not None:
            where = f" trong {self.last} năm gần nhất"
        fresh = ", chưa dùng cho lần khen khác" if self.fresh else ""
        return f"ít nhất {number} {kinds}{where}{fresh}"

    def en(self) -> str:
        kinds = " or ".join(f"{kind} of {level} level" for kind, level in self.wanted)
        return f"at least {self.at_least} {kinds}"

    def seen(self, c: Any, region: Any = None) -> list[Any]:
        return [item.year for item in self.usable(c, region)]

    def lack(self, c: Any, region: Any = None) -> str:
        numbers = self._numbers(c, region)
        if self.each_kind and self.at_least and sum(numbers.values()) >= self.at_least:
            return f"Chưa rõ có được cộng sáng kiến với đề tài hay không: {self.vi(c)}"
        return self.text or self.vi(c)

    def confirm(self, c: Any, region: Any = None) -> tuple[str, ...]:
        notes = []
        usable = self.usable(c, region)
        if self.head and any(item.recognised_by_head is None for item in usable):
            notes.append("Người đứng đầu đã công nhận hiệu quả áp dụng, phạm vi ảnh hưởng của sáng kiến, đề tài")
        if any(code for item in usable for code in item.used_for):
            notes.append("Sáng kiến, đề tài đã dùng để xét danh hiệu khác: xác nhận được dùng lại lần này")
        if self.fresh and self.form and c.won_by_initiative(usable):
            notes.append(
                "Có danh hiệu xét bằng sáng kiến: xác nhận các sáng kiến tính ở đây chưa dùng để xét danh hiệu đó"
            )
        return tuple(notes)


def parse_initiative(reader: Reader, spec: Any, context: Context, shared: dict[str, Any]) -> Condition:
    inner = Reader(spec, reader.place, "initiative")
    items = inner.need("any")
    if not isinstance(items, list) or not items:
        raise inner.fail("“any” phải là danh sách {kind, level}")
    where = inner.take("in", "year")
    last = last_years(inner, where)
    if last is None and where not in ("year", "run", "ever"):
        raise inner.fail("“in” là year, run, ever hoặc {last: n}")
    result = Initiatives(
        wanted=tuple(_wanted(item, inner) for item in items),
        at_least=inner.number("at_least", 1, low=1),
        where="year" if last is not None else where,
        last=last,
        each_kind=inner.flag("each_kind"),
        fresh=inner.flag("fresh"),
        head=inner.flag("head"),
        form=context.form,
        **shared,
    )
    inner.done()
    return result


def _wanted(item: Any, inner: Reader) -> tuple[str, str]:
    reader = Reader(item, inner.place, "initiative.any")
    pair = (reader.one_of("kind", INITIATIVES), reader.one_of("level", LEVELS))
    reader.done()
    return pair
