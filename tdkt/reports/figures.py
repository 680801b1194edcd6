"""What a report holds, as plain values: pages, papers, sheets and JSON are all made from these."""

from dataclasses import dataclass, field

from tdkt.awards.models import IssuerLevel
from tdkt.initiatives.models import InitiativeLevel
from tdkt.units.models import Unit

PERSON, COLLECTIVE = "person", "collective"
PROPOSED, GRANTED = "proposed", "granted"
KIND_WORDS = {PERSON: "Cá nhân", COLLECTIVE: "Tập thể"}
STATUS_WORDS = {PROPOSED: "Đang đề nghị", GRANTED: "Đã tặng"}


@dataclass(frozen=True, kw_only=True, order=True)
class Line:
    """How many subjects of one kind have one award from one level in one status."""

    award: str
    kind: str
    decided_by: str
    status: str
    count: int

    def to_json(self) -> dict[str, str | int]:
        """The public shape, see docs/report-format.md."""
        return {
            "award": self.award,
            "kind": self.kind,
            "decided_by": self.decided_by,
            "status": self.status,
            "count": self.count,
        }


@dataclass(frozen=True, kw_only=True)
class Row:
    """A line of the printed table: an award from one level, proposed and granted side by side."""

    award: str
    name: str
    is_title: bool
    decided_by: str
    persons: int = 0
    collectives: int = 0
    persons_proposed: int = 0
    collectives_proposed: int = 0

    @property
    def level(self) -> str:
        """Who decides, in words."""
        return str(IssuerLevel(self.decided_by).label)

    @property
    def granted(self) -> int:
        """Persons and collectives together."""
        return self.persons + self.collectives


@dataclass(frozen=True, kw_only=True)
class Branch:
    """What one unit just below the reported one received (or the reported one itself)."""

    unit: Unit
    persons: int
    collectives: int
    proposed: int
    by_award: dict[str, int]


@dataclass(frozen=True, kw_only=True)
class Money:
    """Bonus money of one level's awards; ``unknown`` counts lines whose amount nobody has entered."""

    decided_by: str
    amount: int
    unknown: int

    @property
    def level(self) -> str:
        """Who decides, in words."""
        return str(IssuerLevel(self.decided_by).label)


@dataclass(frozen=True, kw_only=True)
class BrokenCap:
    """A cap that the figures break (or leave in doubt), with the article it stands in."""

    unit: Unit
    award: str
    name: str
    words: str
    number: int
    base: str
    cap: int | None
    cite: str
    article: str
    certain: bool

    @property
    def sentence(self) -> str:
        """What is broken, by how much, and where the rule stands."""
        of = f" trên {self.base}" if self.base else ""
        most = f", mức tối đa là {self.cap}" if self.cap is not None else ""
        what = "vượt tỷ lệ" if self.certain else "có thể vượt tỷ lệ, cần xem lại"
        return f"{self.name}: {self.number}{of}, {what} “{self.words}”{most} ({self.article})."


@dataclass(frozen=True, kw_only=True)
class Initiatives:
    """Initiatives recognised in the year at one level, and how many people wrote them."""

    level: str
    count: int
    authors: int

    @property
    def label(self) -> str:
        """The level in words."""
        return str(InitiativeLevel(self.level).label)


@dataclass(frozen=True, kw_only=True)
class YearReport:
    """Everything the report of one unit and one year says."""

    unit: Unit
    year: int
    lines: tuple[Line, ...]
    rows: tuple[Row, ...]
    branches: tuple[Branch, ...]
    money: tuple[Money, ...]
    caps: tuple[BrokenCap, ...]
    initiatives: tuple[Initiatives, ...]
    persons: int
    collectives: int
    cancelled: int
    refused: int
    predecessors: tuple[Unit, ...] = ()
    successors: tuple[Unit, ...] = ()

    def count(self, status: str, kind: str | None = None) -> int:
        """Lines in a status, of one kind or of both."""
        return sum(line.count for line in self.lines if line.status == status and kind in (None, line.kind))

    @property
    def granted(self) -> int:
        """Awards granted and standing."""
        return self.count(GRANTED)

    @property
    def proposed(self) -> int:
        """Awards asked for and not yet answered."""
        return self.count(PROPOSED)

    @property
    def amount(self) -> int:
        """All bonus money known, in đồng."""
        return sum(part.amount for part in self.money)

    @property
    def amount_unknown(self) -> int:
        """Granted lines without an amount."""
        return sum(part.unknown for part in self.money)


@dataclass(frozen=True, kw_only=True)
class SpanRow:
    """One award of one kind from one level over the years."""

    award: str
    name: str
    is_title: bool
    kind: str
    decided_by: str
    years: tuple[int, ...]
    counts: tuple[int, ...]

    @property
    def by_year(self) -> tuple[tuple[int, int], ...]:
        """Each count with its year."""
        return tuple(zip(self.counts, self.years, strict=True))

    @property
    def total(self) -> int:
        """All the years together."""
        return sum(self.counts)

    @property
    def level(self) -> str:
        """Who decides, in words."""
        return str(IssuerLevel(self.decided_by).label)

    @property
    def kind_words(self) -> str:
        """Person or collective, in words."""
        return KIND_WORDS[self.kind]


@dataclass(frozen=True, kw_only=True)
class Span:
    """A unit's table of several years; only what is granted and stands."""

    unit: Unit
    years: tuple[int, ...]
    rows: tuple[SpanRow, ...]
    persons: int
    collectives: int
    predecessors: tuple[Unit, ...] = field(default=())
    successors: tuple[Unit, ...] = field(default=())

    @property
    def totals(self) -> tuple[int, ...]:
        """All awards of each year."""
        return tuple(sum(row.counts[place] for row in self.rows) for place in range(len(self.years)))

    @property
    def total(self) -> int:
        """All awards of all years."""
        return sum(self.totals)
