"""What every condition is: it answers, and it can say why."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, ClassVar

from tdkt.law.engine.answers import ANSWERS, ANSWERS_VI, NO, UNKNOWN, YES
from tdkt.law.engine.reading import Reader
from tdkt.law.engine.vocabulary import MARKS

Code = Any  # an answer (0..3), or a NumPy uint8 column of answers


@dataclass(frozen=True)
class Finding:
    """One condition looked at: what it asks, what was seen, what is missing, and where it is written.

    `applies`: false where it is asked of others only. Pages say so; a stored verdict keeps the answer alone.
    """

    is_: str
    vi: str
    answer: int
    seen: list[Any] = field(default_factory=list)
    missing: str = ""
    cite: str = ""
    mark: str = "verified"
    confirm: tuple[str, ...] = ()
    applies: bool = True

    def to_json(self) -> dict[str, Any]:
        return {
            "is": self.is_,
            "vi": self.vi,
            "answer": ANSWERS[self.answer],
            "answer_vi": ANSWERS_VI[self.answer],
            "seen": self.seen,
            "missing": self.missing,
            "cite": self.cite,
            "mark": self.mark,
        }


@dataclass(frozen=True)
class Context:
    """Where a condition is being read: the item it belongs to and the codes it may use."""

    place: str
    owner: str
    mark: str
    award: str
    form: bool
    codes: frozenset[str]
    positions: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class Condition:
    """`answer` runs on one career and on columns alike; `explain` on one career only."""

    cite: str = ""
    text: str = ""
    mark: str = "verified"
    name: str = ""
    guard: bool = False

    types: ClassVar[frozenset[str]] = frozenset()
    wide: ClassVar[bool] = False  # answers on columns by itself

    def looks_at(self) -> frozenset[str]:
        """The kinds of fact it reads."""
        return self.types

    def answer(self, c: Any, region: Any = None) -> Code:
        raise NotImplementedError

    def settle(self, c: Any, region: Any = None) -> Code:
        """The answer, or "unknown" where the text was not verified."""
        if self.mark == "unverified":
            return UNKNOWN
        return c.evaluate(self, region)

    def vi(self, c: Any) -> str:
        raise NotImplementedError

    def en(self) -> str:
        raise NotImplementedError

    def seen(self, c: Any, region: Any = None) -> list[Any]:
        return []

    def lack(self, c: Any, region: Any = None) -> str:
        return self.text or self.vi(c)

    def confirm(self, c: Any, region: Any = None) -> tuple[str, ...]:
        return ()

    def explain(self, c: Any, region: Any = None) -> list[Finding]:
        code = self.settle(c, region)
        missing = "" if code == YES else self.lack(c, region)
        if self.mark == "unverified":
            missing = f"Chưa kiểm chứng được quy định tại {self.cite}: {self.text or self.vi(c)}"
        confirm = self.confirm(c, region) if code != NO else ()
        return [
            Finding(
                is_=self.en(),
                vi=self.text or self.vi(c),
                answer=int(code),
                seen=self.seen(c, region),
                missing=missing,
                cite=self.cite,
                mark=self.mark,
                confirm=confirm,
            )
        ]

    def parts(self) -> Iterator["Condition"]:
        """Itself and all conditions inside it."""
        yield self

    def turns(self) -> bool:
        """Whether the clause turns on it: not presumed conduct, not a mere bar."""
        return True

    def human(self) -> bool:
        """Whether only people can establish it."""
        return False

    def open_to(self, c: Any) -> bool:
        """Whether this way is for such a subject at all."""
        return True

    def stirred(self, c: Any) -> bool:
        """Whether the case attests something for it."""
        return False


def two_sided(condition: Condition, c: Any, test: Callable[[bool], Any]) -> Code:
    """Yes when it holds on what is known, unknown when it could hold on what was not looked up, else no."""
    code = c.ops.code(test(False))
    if c.not_looked_up(condition.looks_at()):
        return c.ops.best([code, c.ops.code(test(True)) & 1])
    return code


def common(reader: Reader, context: Context) -> dict[str, Any]:
    """The keys any condition may carry."""
    cite = reader.text("cite", "") or context.owner
    at = reader.text("at", "")
    return {
        "cite": f"{cite} {at}" if at else cite,
        "text": reader.text("vi", ""),
        "mark": reader.one_of("mark", MARKS, context.mark),
        "name": reader.text("name", ""),
    }


def last_years(inner: Reader, where: Any) -> int | None:
    """The number in `in: {last: 5}`, or None where `in` is a word."""
    if not isinstance(where, dict):
        return None
    reader = Reader(where, inner.place, "in")
    last = reader.number("last", low=1)
    reader.done()
    return last
