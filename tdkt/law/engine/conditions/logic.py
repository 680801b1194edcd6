"""Conditions made of conditions: one of, all of, if-then, and "meets the standard of a lower title"."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from tdkt.law.engine.answers import NO, UNKNOWN, YES
from tdkt.law.engine.bits import bit
from tdkt.law.engine.reading import Reader
from tdkt.law.engine.yearsets import Titles

from .base import Code, Condition, Context, Finding
from .service import Career


@dataclass(frozen=True, kw_only=True)
class AllOf(Condition):
    """Every part must hold."""

    wide = True
    of: tuple[Condition, ...]

    def looks_at(self) -> frozenset[str]:
        return frozenset().union(*(part.looks_at() for part in self.of))

    def parts(self) -> Iterator[Condition]:
        yield self
        for part in self.of:
            yield from part.parts()

    def answer(self, c: Any, region: Any = None) -> Code:
        return c.all_of(self.of, region, YES)

    def vi(self, c: Any) -> str:
        return " và ".join(part.text or part.vi(c) for part in self.of)

    def en(self) -> str:
        return " and ".join(part.en() for part in self.of)

    def explain(self, c: Any, region: Any = None) -> list[Finding]:
        return [finding for part in self.of for finding in part.explain(c, region)]

    def human(self) -> bool:
        return all(part.human() for part in self.of if part.turns())

    def open_to(self, c: Any) -> bool:
        return all(part.open_to(c) for part in self.of)

    def stirred(self, c: Any) -> bool:
        return any(part.stirred(c) for part in self.of)


@dataclass(frozen=True, kw_only=True)
class OneOf(AllOf):
    """The best part decides."""

    def answer(self, c: Any, region: Any = None) -> Code:
        return c.one_of(self.of, region)

    def vi(self, c: Any) -> str:
        return " hoặc ".join(part.text or part.vi(c) for part in self.of)

    def en(self) -> str:
        return " or ".join(part.en() for part in self.of)

    def explain(self, c: Any, region: Any = None) -> list[Finding]:
        codes = [part.settle(c, region) for part in self.of]
        best = max(codes)
        if best == YES:
            return self.of[codes.index(best)].explain(c, region)
        found = [part.explain(c, region) for part in self._nearest(c)]
        inner = [finding for findings in found for finding in findings]
        missing = [" và ".join(finding.missing for finding in findings if finding.missing) for findings in found]
        return [
            Finding(
                is_=self.en(),
                vi=self.text or self.vi(c),
                answer=best,
                seen=[item for finding in inner for item in finding.seen],
                missing=" hoặc ".join(dict.fromkeys(text for text in missing if text)),
                cite=self.cite,
                mark=self.mark,
                confirm=tuple(note for finding in inner for note in finding.confirm),
            )
        ]

    def _nearest(self, c: Any) -> tuple[Condition, ...]:
        """The ways worth naming: those for such a subject; of groups of posts, those in which the person has served."""
        ways = tuple(part for part in self.of if part.open_to(c)) or self.of
        groups = [part for part in ways if isinstance(part, Career)]
        served = [part for part in groups if part.held(c)]
        return tuple(part for part in ways if part not in groups or part in served) if served else ways

    def human(self) -> bool:
        return all(part.human() for part in self.of)


@dataclass(frozen=True, kw_only=True)
class When(Condition):
    """If the first holds, so must the others."""

    wide = True
    if_: Condition
    then: Condition

    def looks_at(self) -> frozenset[str]:
        return self.if_.looks_at() | self.then.looks_at()

    def parts(self) -> Iterator[Condition]:
        yield self
        yield from self.if_.parts()
        yield from self.then.parts()

    def answer(self, c: Any, region: Any = None) -> Code:
        asked, held = self.if_.settle(c, region), self.then.settle(c, region)
        # Not sure whether it is asked, and it is not met: unknown, not "no".
        unsure = c.ops.best([held, UNKNOWN])
        return c.ops.choose(asked == NO, YES, c.ops.choose(asked == YES, held, unsure))

    def vi(self, c: Any) -> str:
        return f"nếu {self.if_.text or self.if_.vi(c)} thì {self.then.text or self.then.vi(c)}"

    def en(self) -> str:
        return f"if {self.if_.en()} then {self.then.en()}"

    def lack(self, c: Any, region: Any = None) -> str:
        return "; ".join(finding.missing for finding in self.then.explain(c, region) if finding.missing)

    def explain(self, c: Any, region: Any = None) -> list[Finding]:
        asked = self.if_.settle(c, region) != NO
        return [replace(finding, applies=asked) for finding in super().explain(c, region)]

    def confirm(self, c: Any, region: Any = None) -> tuple[str, ...]:
        if self.if_.settle(c, region) == NO:
            return ()
        return tuple(note for finding in self.then.explain(c, region) for note in finding.confirm)


@dataclass(frozen=True, kw_only=True)
class Meets(Condition):
    """Holds a title in the year, or meets its standard now in force."""

    wide = True
    code: str

    def looks_at(self) -> frozenset[str]:
        return frozenset({"award"})

    def answer(self, c: Any, region: Any = None) -> Code:
        held = c.ops.code((Titles((self.code,)).bits(c) & bit(c.year)) != 0)
        return c.ops.best([held, c.standard(self.code)])

    def vi(self, c: Any) -> str:
        return f"đạt tiêu chuẩn {c.names.get(self.code, self.code)} năm {c.year}"

    def en(self) -> str:
        return f"meets the standard of {self.code}"

    def seen(self, c: Any, region: Any = None) -> list[Any]:
        return [c.year] if Titles((self.code,)).bits(c) & bit(c.year) else []

    def explain(self, c: Any, region: Any = None) -> list[Finding]:
        code = int(self.settle(c, region))
        below = c.standard_findings(self.code) if not self.seen(c) else []
        missing = "; ".join(finding.missing for finding in below if finding.missing and finding.answer != YES)
        own = Finding(
            is_=self.en(),
            vi=self.text or self.vi(c),
            answer=code,
            seen=self.seen(c),
            missing="" if code == YES else missing or self.vi(c),
            cite=self.cite,
            mark=self.mark,
            confirm=tuple(note for finding in below for note in finding.confirm) if code != NO else (),
        )
        return [own, *(finding for finding in below if finding.answer != YES)]


def _list(spec: Any, reader: Reader, context: Context, shared: dict[str, Any]) -> tuple[Condition, ...]:
    from . import parse_condition

    if not isinstance(spec, list) or not spec:
        raise reader.fail("phải là danh sách điều kiện")
    made: list[Condition] = []
    for item in spec:
        if isinstance(item, list):
            inside = tuple(parse_condition(part, context, cite=shared["cite"]) for part in item)
            made.append(AllOf(of=inside, cite=shared["cite"], mark=shared["mark"]))
        else:
            made.append(parse_condition(item, context, cite=shared["cite"]))
    return tuple(made)


def parse_any(reader: Reader, spec: Any, context: Context, shared: dict[str, Any]) -> Condition:
    return OneOf(of=_list(spec, reader, context, shared), **shared)


def parse_all(reader: Reader, spec: Any, context: Context, shared: dict[str, Any]) -> Condition:
    return AllOf(of=_list(spec, reader, context, shared), **shared)


def parse_when(reader: Reader, spec: Any, context: Context, shared: dict[str, Any]) -> Condition:
    from . import parse_condition

    inner = Reader(spec, reader.place, "when")
    asked = parse_condition(inner.need("if"), context, cite=shared["cite"])
    then = AllOf(of=_list(inner.need("then"), inner, context, shared), cite=shared["cite"], mark=shared["mark"])
    inner.done()
    return When(if_=asked, then=then, **shared)


def parse_meets(reader: Reader, spec: Any, context: Context, shared: dict[str, Any]) -> Condition:
    if not isinstance(spec, str) or spec not in context.codes:
        raise reader.fail(f"“meets: {spec}” không có trong danh mục")
    return Meets(code=spec, **shared)
