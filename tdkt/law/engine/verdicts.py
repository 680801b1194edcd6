"""How the answers of clauses make one verdict, and the shape a verdict is printed in."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from .answers import COUNCIL, UNKNOWN, VERDICTS, VERDICTS_VI

ENGINE = "1"


def overall(tried: Iterable[tuple[str, int, bool]], *, basis: str) -> int:
    """The best awake clause; the best sleeping one where none is awake. Nothing tried: unknown.

    A sleeping clause is one that only people could settle and for which the case attests nothing, so it is not what the
    case is about. `basis` narrows the clauses to one kind of commendation.
    """
    kept = [(code, awake) for its_basis, code, awake in tried if not basis or its_basis == basis]
    awake_codes = [code for code, awake in kept if awake]
    return max(awake_codes or [code for code, _ in kept], default=UNKNOWN)


@dataclass
class Point:
    """One clause tried."""

    clause: str
    text: str
    basis: str
    verdict: int
    mark: str
    awake: bool
    findings: list[Any] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        return {
            "clause": self.clause,
            "vi": self.text,
            "basis": self.basis,
            "verdict": VERDICTS[self.verdict],
            "mark": self.mark,
            "counts": self.awake,
            "findings": [finding.to_json() for finding in self.findings],
        }


@dataclass
class Verdict:
    """The answer to one case. `code` is 0..3; see answers."""

    code: int
    award: str
    judged_on: str
    year: int
    points: list[Point] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    to_confirm: list[str] = field(default_factory=list)
    procedure: list[dict[str, Any]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    known_text: int | None = None
    receipt: dict[str, Any] = field(default_factory=dict)

    @property
    def verdict(self) -> str:
        return VERDICTS[self.code]

    @property
    def verdict_vi(self) -> str:
        return VERDICTS_VI[self.code]

    def decisive(self) -> list[Point]:
        """The points that made the verdict: the awake ones, or all where none is."""
        awake = [point for point in self.points if point.awake] or self.points
        best = max((point.verdict for point in awake), default=COUNCIL)
        return [point for point in awake if point.verdict == best]

    def to_json(self) -> dict[str, Any]:
        result: dict[str, Any] = {
            "verdict": self.verdict,
            "verdict_vi": self.verdict_vi,
            "award": self.award,
            "judged_on": self.judged_on,
            "year": self.year,
            "points": [point.to_json() for point in self.points],
            "missing": self.missing,
            "to_confirm": self.to_confirm,
            "procedure": self.procedure,
            "notes": self.notes,
        }
        if self.known_text is not None:
            result["verdict_by_known_text"] = VERDICTS[self.known_text]
        return result | {"receipt": self.receipt}
