"""Conditions on what happened: discipline, holds, absence, recruitment, training; on one career."""

from dataclasses import dataclass
from math import ceil
from typing import Any

from tdkt.law.engine.answers import NO, UNKNOWN, YES
from tdkt.law.engine.reading import Reader
from tdkt.law.engine.vocabulary import (
    ABSENCES,
    DISCIPLINE_RANK,
    DISCIPLINES,
    HOLDS,
    RESULT_RANK,
    RESULTS,
    decimal,
)

from .base import Code, Condition, Context, last_years


@dataclass(frozen=True, kw_only=True)
class NoDiscipline(Condition):
    """No discipline of a weight, in the year, in some years, while in the posts told, ever, or being served."""

    types = frozenset({"discipline"})
    none_from: str = "khien_trach"
    where: str = "year"
    last: int | None = None
    already_counted: bool = False

    def turns(self) -> bool:
        return False

    def found(self, c: Any) -> list[Any]:
        rank = DISCIPLINE_RANK[self.none_from]
        return [
            item
            for item in c.facts.disciplines
            if DISCIPLINE_RANK[item.form] >= rank and self._in_time(c, item) and item.decided_on <= c.judged_on
        ]

    def _in_time(self, c: Any, item: Any) -> bool:
        if self.where == "serving":
            return item.ended_on is None or item.ended_on > c.judged_on
        if self.where == "ever":
            return True
        if self.where == "posts":
            return bool(item.decided_on.year >= self._first_year_in_posts(c))
        first = c.year if self.last is None else c.year - self.last + 1
        return bool(first <= item.decided_on.year <= c.year)

    @staticmethod
    def _first_year_in_posts(c: Any) -> int:
        """A case tells how long the posts were held, not since when: counted back from retirement."""
        held = sum(item.years for item in c.facts.positions)
        return int((c.facts.retired or c.judged_on.year) - ceil(held)) if held else 0

    def answer(self, c: Any, region: Any = None) -> Code:
        if self.found(c):
            return YES if self.already_counted and c.attested("misconduct_already_counted", c.year) else NO
        return UNKNOWN if c.not_looked_up(self.types) else YES

    def vi(self, c: Any) -> str:
        form = DISCIPLINES[self.none_from]
        if self.where == "serving":
            return f"không đang trong thời gian thi hành kỷ luật từ {form} trở lên"
        when = {"year": f" trong năm {c.year}", "posts": " trong thời gian giữ chức vụ"}.get(self.where, "")
        if self.last is not None:
            when = f" trong {self.last} năm gần nhất"
        return f"không bị kỷ luật từ {form} trở lên{when}"

    def en(self) -> str:
        return f"no discipline from {self.none_from} up ({self.where})"

    def seen(self, c: Any, region: Any = None) -> list[Any]:
        return [f"{DISCIPLINES[item.form]} ngày {item.decided_on:%d/%m/%Y}" for item in self.found(c)]

    def lack(self, c: Any, region: Any = None) -> str:
        found = self.seen(c)
        return f"Bị kỷ luật: {'; '.join(found)}" if found else "Chưa tra cứu kỷ luật"

    def confirm(self, c: Any, region: Any = None) -> tuple[str, ...]:
        if self.where != "posts":
            return ()
        held = "trước thời gian giữ chức vụ (tính lùi từ khi nghỉ hưu)"
        early = [item for item in c.facts.disciplines if item.decided_on <= c.judged_on and not self._in_time(c, item)]
        return tuple(f"Kỷ luật ngày {item.decided_on:%d/%m/%Y} {held}" for item in early)


@dataclass(frozen=True, kw_only=True)
class NoHold(Condition):
    """Nothing under examination on the day."""

    types = frozenset({"hold"})
    kinds: tuple[str, ...]

    def turns(self) -> bool:
        return False

    def found(self, c: Any) -> list[Any]:
        day = c.judged_on
        return [
            item
            for item in c.facts.holds
            if item.kind in self.kinds and item.since <= day and (item.until is None or item.until >= day)
        ]

    def answer(self, c: Any, region: Any = None) -> Code:
        if self.found(c):
            return NO
        return UNKNOWN if c.not_looked_up(self.types) else YES

    def vi(self, c: Any) -> str:
        return "không trong thời gian xem xét kỷ luật, thanh tra, kiểm tra hoặc xác minh đơn thư, vụ việc"

    def en(self) -> str:
        return "no open hold"

    def seen(self, c: Any, region: Any = None) -> list[Any]:
        return [f"{HOLDS[item.kind]} từ {item.since:%d/%m/%Y}" for item in self.found(c)]

    def lack(self, c: Any, region: Any = None) -> str:
        found = self.seen(c)
        return f"Chưa xét: {'; '.join(found)}" if found else "Chưa tra cứu việc đang xem xét, xác minh"


@dataclass(frozen=True, kw_only=True)
class Absence(Condition):
    """Working days away in the year, the excepted reasons left out."""

    types = frozenset({"absence"})
    below: int | None
    except_: tuple[str, ...] = ()
    unsure: tuple[int, int] | None = None

    def days(self, c: Any) -> int:
        return sum(
            item.working_days for item in c.facts.absences if item.year == c.year and item.reason not in self.except_
        )

    def answer(self, c: Any, region: Any = None) -> Code:
        days = self.days(c)
        if self.below is None:
            return UNKNOWN if days else YES
        if self.unsure and self.unsure[0] <= days < self.unsure[1]:
            return UNKNOWN
        if days >= self.below:
            return NO
        return UNKNOWN if c.not_looked_up(self.types) else YES

    def vi(self, c: Any) -> str:
        kept = ", ".join(ABSENCES[reason] for reason in self.except_)
        limit = "(chưa thấy số)" if self.below is None else str(self.below)
        return f"nghỉ việc dưới {limit} ngày làm việc trong năm" + (f" (không tính: {kept})" if kept else "")

    def en(self) -> str:
        return f"away fewer than {self.below} working days in the year"

    def seen(self, c: Any, region: Any = None) -> list[Any]:
        days = self.days(c)
        return [f"{days} ngày làm việc"] if days else []

    def lack(self, c: Any, region: Any = None) -> str:
        days = self.days(c)
        return (
            f"Nghỉ {days} ngày làm việc trong năm {c.year}: {self.text or self.vi(c)}"
            if days
            else "Chưa tra cứu ngày nghỉ"
        )


@dataclass(frozen=True, kw_only=True)
class Recruited(Condition):
    """Not newly recruited in the year, or long enough there."""

    types = frozenset({"employment"})
    months: int | None
    contract_counts: bool = True

    def worked(self, c: Any) -> float | None:
        """Months in the year, or None where the person was not newly recruited."""
        facts = [item for item in c.facts.employments if item.year == c.year]
        if not any(item.basis == "newly_recruited" for item in facts):
            return None
        kept: list[float] = [
            item.months
            for item in facts
            if item.basis == "newly_recruited"
            or (self.contract_counts and item.basis == "contract" and item.same_agency)
        ]
        return sum(kept)

    def answer(self, c: Any, region: Any = None) -> Code:
        worked = self.worked(c)
        if worked is None:
            return UNKNOWN if c.not_looked_up(self.types) else YES
        if self.months is None:
            return UNKNOWN
        return YES if worked >= self.months else NO

    def confirm(self, c: Any, region: Any = None) -> tuple[str, ...]:
        """No text seen says that months under contract count, so where they turn the answer a person looks."""
        own = sum(
            item.months for item in c.facts.employments if item.year == c.year and item.basis == "newly_recruited"
        )
        if self.worked(c) is None or self.months is None or own >= self.months:
            return ()
        return ("Cộng thời gian hợp đồng tại chính cơ quan trước khi tuyển dụng: chưa thấy lời văn, cần đối chiếu",)

    def vi(self, c: Any) -> str:
        months = "(chưa thấy số)" if self.months is None else f"{self.months:02d}"
        return f"không phải người mới tuyển dụng dưới {months} tháng"

    def en(self) -> str:
        return f"not recruited less than {self.months} months ago"

    def seen(self, c: Any, region: Any = None) -> list[Any]:
        worked = self.worked(c)
        return [] if worked is None else [f"{decimal(worked)} tháng"]

    def lack(self, c: Any, region: Any = None) -> str:
        worked = self.worked(c)
        if worked is None:
            return "Chưa tra cứu ngày tuyển dụng"
        return f"Mới tuyển dụng {decimal(worked)} tháng: {self.text or self.vi(c)}"


@dataclass(frozen=True, kw_only=True)
class Training(Condition):
    """Study in the year obeyed the school's rules and, when long, ended well enough."""

    types = frozenset({"training"})
    long_from: int = 12
    result: str | None = "good"

    def answer(self, c: Any, region: Any = None) -> Code:
        codes = [self._one(item) for item in c.facts.trainings if item.year == c.year]
        if not codes and c.not_looked_up(self.types):
            return UNKNOWN
        return min(codes, default=YES)

    def _one(self, item: Any) -> int:
        if item.complied is False:
            return NO
        if item.months < self.long_from:
            return YES if item.complied else UNKNOWN
        if self.result is None or item.result is None or item.complied is None:
            return UNKNOWN
        return YES if RESULT_RANK[item.result] >= RESULT_RANK[self.result] else NO

    def vi(self, c: Any) -> str:
        need = RESULTS[self.result] if self.result else "(chưa thấy mức)"
        return f"nếu đi học: chấp hành quy định; từ {self.long_from} tháng trở lên thì kết quả từ {need} trở lên"

    def en(self) -> str:
        return "study obeyed the rules and, when long, was good enough"

    def seen(self, c: Any, region: Any = None) -> list[Any]:
        return [f"học {decimal(item.months)} tháng" for item in c.facts.trainings if item.year == c.year]


def parse_discipline(reader: Reader, spec: Any, context: Context, shared: dict[str, Any]) -> Condition:
    inner = Reader(spec, reader.place, "discipline")
    where = inner.take("in", "year")
    last = last_years(inner, where)
    if last is None and where not in ("year", "serving", "posts", "ever"):
        raise inner.fail("“in” là year, serving, posts, ever hoặc {last: n}")
    result = NoDiscipline(
        none_from=inner.one_of("none_from", DISCIPLINES),
        where="last" if last is not None else where,
        last=last,
        already_counted=inner.flag("already_counted"),
        **shared,
    )
    inner.done()
    return result


def parse_hold(reader: Reader, spec: Any, context: Context, shared: dict[str, Any]) -> Condition:
    inner = Reader(spec, reader.place, "hold")
    kinds = inner.list_of("none", HOLDS)
    inner.done()
    return NoHold(kinds=kinds or tuple(HOLDS), **shared)


def _two_days(value: Any) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(type(day) is int for day in value)


def parse_absence(reader: Reader, spec: Any, context: Context, shared: dict[str, Any]) -> Condition:
    inner = Reader(spec, reader.place, "absence")
    unsure = inner.take("unsure")
    if unsure is not None and not _two_days(unsure):
        raise inner.fail("“unsure” là [từ, đến], hai số ngày")
    result = Absence(
        below=inner.number("below", low=1),
        except_=inner.list_of("except", ABSENCES),
        unsure=None if unsure is None else (unsure[0], unsure[1]),
        **shared,
    )
    inner.done()
    return result


def parse_recruited(reader: Reader, spec: Any, context: Context, shared: dict[str, Any]) -> Condition:
    inner = Reader(spec, reader.place, "recruited")
    result = Recruited(
        months=inner.number("months", low=1), contract_counts=inner.flag("contract_counts", default=True), **shared
    )
    inner.done()
    return result


def parse_training(reader: Reader, spec: Any, context: Context, shared: dict[str, Any]) -> Condition:
    inner = Reader(spec, reader.place, "training")
    result = inner.take("result", "good")
    if result is not None and (not isinstance(result, str) or result not in RESULT_RANK):
        raise inner.fail(f"“result: {result}” không có")
    made = Training(long_from=inner.number("long_from", 12, low=1) or 12, result=result, **shared)
    inner.done()
    return made
