"""Conditions that people settle: attested, for the council, presumed, not seen; and who the subject is."""

from dataclasses import dataclass
from typing import Any

from tdkt.law.engine.answers import COUNCIL, NO, UNKNOWN, YES
from tdkt.law.engine.facts import Attested as AttestedFact
from tdkt.law.engine.reading import Reader
from tdkt.law.engine.vocabulary import GENDERS, LAUNCHERS, OCCUPATIONS

from .base import Code, Condition, Context


@dataclass(frozen=True, kw_only=True)
class Attested(Condition):
    """A particular thing that only people can establish, and have.

    ``launched``: of a movement, who must have launched it and for how many whole years it must have run; it counts
    where the attestation tells the movement, else people vouch for that too.
    """

    types = frozenset({"attested"})
    what: str
    any_year: bool = False
    launched: tuple[tuple[str, int], ...] = ()

    def answer(self, c: Any, region: Any = None) -> Code:
        found = self._told(c)
        if found:
            return YES if any(map(self._fits, found)) else NO
        return UNKNOWN if c.not_looked_up(self.types) else COUNCIL

    def _told(self, c: Any) -> list[AttestedFact]:
        found: list[AttestedFact] = c.attestations(self.what, None if self.any_year else c.year)
        return found

    def _fits(self, item: AttestedFact) -> bool:
        if not self.launched or not item.launched_by:
            return True
        least = dict(self.launched).get(item.launched_by)
        return least is not None and (item.ran_years is None or item.ran_years >= least)

    def vi(self, c: Any) -> str:
        return f"được xác nhận: {self.what}"

    def en(self) -> str:
        return f"attested: {self.what}"

    def lack(self, c: Any, region: Any = None) -> str:
        if found := self._told(c):
            return f"{_movement_words(found[0])} Cần: {self.text or self.what}"
        return f"Cần người có thẩm quyền xác nhận: {self.text or self.what}"

    def human(self) -> bool:
        return True

    def stirred(self, c: Any) -> bool:
        return bool(c.attested(self.what, None if self.any_year else c.year))


def _movement_words(told: AttestedFact) -> str:
    ran = "" if told.ran_years is None else f", thực hiện {told.ran_years:02} năm tròn"
    return f"Phong trào đã chọn do {LAUNCHERS[told.launched_by]} phát động{ran}, không thuộc trường hợp này."


@dataclass(frozen=True, kw_only=True)
class ForCouncil(Condition):
    """Never settled by machine."""

    question: str

    def answer(self, c: Any, region: Any = None) -> Code:
        return COUNCIL

    def vi(self, c: Any) -> str:
        return self.question

    def en(self) -> str:
        return "for the council"

    def lack(self, c: Any, region: Any = None) -> str:
        return f"Hội đồng xem xét: {self.text or self.question}"

    def human(self) -> bool:
        return True


@dataclass(frozen=True, kw_only=True)
class Presumed(Condition):
    """General conduct and choice among equals: presumed, and listed for confirmation."""

    conduct: str

    def turns(self) -> bool:
        return False

    def answer(self, c: Any, region: Any = None) -> Code:
        return YES

    def vi(self, c: Any) -> str:
        return self.conduct

    def en(self) -> str:
        return "presumed conduct"

    def confirm(self, c: Any, region: Any = None) -> tuple[str, ...]:
        text = self.text or self.conduct
        return (text[:1].upper() + text[1:],)


@dataclass(frozen=True, kw_only=True)
class Unseen(Condition):
    """A rule that exists and that nobody here has read."""

    subject: str

    def answer(self, c: Any, region: Any = None) -> Code:
        return UNKNOWN

    def vi(self, c: Any) -> str:
        return self.subject

    def en(self) -> str:
        return "a rule not seen"

    def lack(self, c: Any, region: Any = None) -> str:
        return f"Chưa thấy văn bản: {self.text or self.subject}"


@dataclass(frozen=True, kw_only=True)
class Achievement(Condition):
    """A particular achievement told by the case; otherwise people must judge."""

    types = frozenset({"achievement"})
    kind: str
    any_year: bool = False

    def answer(self, c: Any, region: Any = None) -> Code:
        if self.stirred(c):
            return YES
        return UNKNOWN if c.not_looked_up(self.types) else COUNCIL

    def vi(self, c: Any) -> str:
        return f"có thành tích ({self.kind})"

    def en(self) -> str:
        return f"achievement: {self.kind}"

    def seen(self, c: Any, region: Any = None) -> list[Any]:
        return [year for year, kind in c.facts.achievements if kind == self.kind]

    def human(self) -> bool:
        return True

    def stirred(self, c: Any) -> bool:
        return any(kind == self.kind and (self.any_year or year == c.year) for year, kind in c.facts.achievements)


@dataclass(frozen=True, kw_only=True)
class Occasion(Condition):
    """The occasion the award is asked for."""

    types = frozenset({"occasion"})
    values: tuple[str, ...]

    def answer(self, c: Any, region: Any = None) -> Code:
        if any(value in self.values for value in c.facts.occasions):
            return YES
        return UNKNOWN if c.not_looked_up(self.types) else NO

    def vi(self, c: Any) -> str:
        return f"dịp: {', '.join(self.values)}"

    def en(self) -> str:
        return f"occasion {' or '.join(self.values)}"

    def seen(self, c: Any, region: Any = None) -> list[Any]:
        return list(c.facts.occasions)


@dataclass(frozen=True, kw_only=True)
class Subject(Condition):
    """Who the subject is. Also the `for:` of a clause."""

    types = frozenset({"subject"})
    occupations: tuple[str, ...] = ()
    not_occupations: tuple[str, ...] = ()
    gender: str = ""
    flags: bool | None = None

    def turns(self) -> bool:
        return False

    def open_to(self, c: Any) -> bool:
        return self.applies(c)

    def applies(self, c: Any) -> bool:
        occupation = c.occupation or "civil_servant"
        if self.occupations and occupation not in self.occupations:
            return False
        if occupation in self.not_occupations:
            return False
        if self.gender and c.gender != self.gender:
            return False
        return self.flags is None or c.can_receive_flags is self.flags

    def answer(self, c: Any, region: Any = None) -> Code:
        return YES if self.applies(c) else NO

    def vi(self, c: Any) -> str:
        words = [OCCUPATIONS[occupation] for occupation in self.occupations]
        words += [GENDERS[self.gender]] if self.gender else []
        if self.flags is not None:
            words.append("thuộc đối tượng tặng cờ" if self.flags else "không thuộc đối tượng tặng cờ thi đua")
        return ", ".join(words) or "đối tượng"

    def en(self) -> str:
        return "the subject is of this kind"


def parse_attested(reader: Reader, spec: Any, context: Context, shared: dict[str, Any]) -> Condition:
    if isinstance(spec, str):
        return Attested(what=spec, **shared)
    inner = Reader(spec, reader.place, "attested")
    result = Attested(what=inner.text("what"), any_year=_any_year(inner), launched=_launched(inner), **shared)
    inner.done()
    return result


def _launched(inner: Reader) -> tuple[tuple[str, int], ...]:
    node = inner.take("launched")
    if node is None:
        return ()
    least = Reader(node, inner.place, "launched")
    found = tuple((who, least.number(who) or 0) for who in LAUNCHERS if least.has(who))
    least.done()
    return found


def _any_year(inner: Reader) -> bool:
    value = inner.take("year")
    if value not in (None, "any"):
        raise inner.fail("“year” chỉ có thể là any")
    return value is not None


def parse_achievement(reader: Reader, spec: Any, context: Context, shared: dict[str, Any]) -> Condition:
    inner = Reader(spec, reader.place, "achievement")
    result = Achievement(kind=inner.text("kind"), any_year=_any_year(inner), **shared)
    inner.done()
    return result


def parse_occasion(reader: Reader, spec: Any, context: Context, shared: dict[str, Any]) -> Condition:
    inner = Reader(spec, reader.place, "occasion")
    result = Occasion(values=inner.list_of("value"), **shared)
    inner.done()
    return result


def parse_subject(reader: Reader, spec: Any, context: Context, shared: dict[str, Any]) -> Condition:
    return read_subject(Reader(spec, reader.place, "subject"), shared)


def read_subject(inner: Reader, shared: dict[str, Any]) -> Subject:
    flags = inner.take("flags")
    if flags is not None and not isinstance(flags, bool):
        raise inner.fail("“flags” phải là true hoặc false")
    result = Subject(
        occupations=inner.list_of("occupation", OCCUPATIONS),
        not_occupations=inner.list_of("not_occupation", OCCUPATIONS),
        gender=inner.one_of("gender", GENDERS, ""),
        flags=flags,
        **shared,
    )
    inner.done()
    return result


def _sentence(spec: Any, reader: Reader) -> str:
    if not isinstance(spec, str) or not spec.strip():
        raise reader.fail("phải là một câu tiếng Việt")
    return spec


def parse_council(reader: Reader, spec: Any, context: Context, shared: dict[str, Any]) -> Condition:
    return ForCouncil(question=_sentence(spec, reader), **shared)


def parse_presume(reader: Reader, spec: Any, context: Context, shared: dict[str, Any]) -> Condition:
    return Presumed(conduct=_sentence(spec, reader), **shared)


def parse_unseen(reader: Reader, spec: Any, context: Context, shared: dict[str, Any]) -> Condition:
    return Unseen(subject=_sentence(spec, reader), **shared)
