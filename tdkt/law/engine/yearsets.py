"""Year sets: what a year of a career can have, compiled to bits."""

from dataclasses import dataclass
from typing import Any, Protocol

from .bits import ALL, Bits, either
from .reading import Reader
from .vocabulary import BASES, GRADE_RANK, GRADES, GROUNDS


class Career(Protocol):
    """What a year set asks of a career or of the columns of many."""

    def held(self, code: str, category: str, ground: str, *, hopeful: bool) -> Bits: ...
    def graded(self, rank: int, *, hopeful: bool) -> Bits: ...


class YearSet(Protocol):
    """`hopeful`: also the years that would be in if everything not looked up were favourable."""

    def bits(self, career: Any, *, hopeful: bool = False) -> Bits: ...
    def vi(self, names: dict[str, str]) -> str: ...
    def en(self) -> str: ...
    @property
    def types(self) -> frozenset[str]: ...


@dataclass(frozen=True)
class Titles:
    """Years in which one of the titles or forms is held, and none of `apart`."""

    codes: tuple[str, ...]
    category: str = ""
    ground: str = ""
    apart: tuple[str, ...] = ()

    def bits(self, career: Career, *, hopeful: bool = False) -> Bits:
        result: Bits = 0
        for code in self.codes:
            result = either(result, career.held(code, self.category, self.ground, hopeful=hopeful))
        for code in self.apart:
            result = result & (ALL ^ career.held(code, "", "", hopeful=False))
        return result

    def vi(self, names: dict[str, str]) -> str:
        text = " hoặc ".join(names.get(code, code) for code in self.codes)
        if self.apart:
            text += f" (không kể năm được tặng {', '.join(names.get(code, code) for code in self.apart)})"
        return f"{text} (căn cứ: {GROUNDS[self.ground]})" if self.ground else text

    def en(self) -> str:
        return " or ".join(self.codes)

    @property
    def types(self) -> frozenset[str]:
        return frozenset({"award"})


@dataclass(frozen=True)
class Graded:
    """Years graded at least so."""

    grade: str

    def bits(self, career: Career, *, hopeful: bool = False) -> Bits:
        return career.graded(GRADE_RANK[self.grade], hopeful=hopeful)

    def vi(self, names: dict[str, str]) -> str:  # noqa: ARG002  year sets share one signature
        return GRADES[self.grade] + (" trở lên" if self.grade != "excellent" else "")

    def en(self) -> str:
        return f"grade {self.grade}" + ("" if self.grade == "excellent" else " or better")

    @property
    def types(self) -> frozenset[str]:
        return frozenset({"grade"})


@dataclass(frozen=True)
class Union:
    """Years in any, or in all, of the parts."""

    parts: tuple[YearSet, ...]
    every: bool = False

    def bits(self, career: Career, *, hopeful: bool = False) -> Bits:
        result = self.parts[0].bits(career, hopeful=hopeful)
        for part in self.parts[1:]:
            more = part.bits(career, hopeful=hopeful)
            result = (result & more) if self.every else either(result, more)
        return result

    def vi(self, names: dict[str, str]) -> str:
        return (" và " if self.every else " hoặc ").join(part.vi(names) for part in self.parts)

    def en(self) -> str:
        return (" and " if self.every else " or ").join(part.en() for part in self.parts)

    @property
    def types(self) -> frozenset[str]:
        return frozenset().union(*(part.types for part in self.parts))


def parse_set(spec: Any, place: str, codes: frozenset[str]) -> YearSet:
    """A year set of docs/law-format.md section 3."""
    reader = Reader(spec, place, "tập năm")
    result: YearSet
    if reader.has("title"):
        titles = reader.list_of("title", codes)
        category = reader.one_of("category", {*BASES, "any"}, "")
        ground = reader.one_of("ground", GROUNDS, "")
        result = Titles(titles, category, ground, reader.list_of("apart", codes))
    elif reader.has("grade"):
        result = Graded(reader.one_of("grade", GRADE_RANK))
    elif reader.has("any") or reader.has("all"):
        every = reader.has("all")
        parts = reader.need("all" if every else "any")
        if not isinstance(parts, list) or not parts:
            raise reader.fail("“any”/“all” phải là danh sách")
        result = Union(tuple(parse_set(part, reader.place, codes) for part in parts), every)
    else:
        raise reader.fail("cần một trong: title, grade, any, all")
    reader.done()
    return result
