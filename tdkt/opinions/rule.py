"""Which window the law of a day asks for: asked of the rulebook, reckoned with holidays."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from tdkt.core.answers import Refused
from tdkt.core.working_days import add_working_days, next_working_day
from tdkt.dossiers.domain.law import award_name, rulebook
from tdkt.dossiers.models import Nomination
from tdkt.law.engine.items import Step
from tdkt.opinions.models import Timing


class NoRule(Refused):
    """The rulebook asks for no public window for this award on this day."""


@dataclass(frozen=True, slots=True)
class WindowRule:
    """How many working days, before or after the council, by which text. ``doubt`` says what was not read."""

    days: int
    timing: Timing
    cite: str
    doubt: str = ""


def rule_for(lines: Iterable[Nomination], on: dt.date) -> WindowRule:
    """The strictest window the law asks for these nominations together: the most days, and before the council if any
    text says so (a decree outranks the circular that puts it after).

    Raises:
        NoRule: a nomination's award needs no window, or nothing in force that day sets one.
    """
    found = [_rule(line, on) for line in lines]
    if not found:
        raise NoRule("Chưa chọn trường hợp nào để lấy ý kiến.")
    return max(found, key=lambda rule: (rule.timing == Timing.BEFORE, rule.days))


def needs_window(line: Nomination, on: dt.date) -> bool:
    """Does the law of ``on`` ask for a public window on this nomination?"""
    return bool(_asked(line, on))


def last_day(opens_on: dt.date, days: int) -> dt.date:
    """The last of ``days`` working days beginning with ``opens_on`` (or the first working day after it)."""
    return add_working_days(next_working_day(opens_on), days - 1)


def first_council_day(closes_on: dt.date) -> dt.date:
    """The first working day on which the council may meet once a window has run."""
    return add_working_days(closes_on, 1)


def _rule(line: Nomination, on: dt.date) -> WindowRule:
    asked = _asked(line, on)
    if not asked:
        raise NoRule(
            f"{award_name(line.code)}: văn bản đang dùng vào ngày {on:%d/%m/%Y} không ghi việc lấy ý kiến Nhân dân, "
            "hoặc chưa được nhập. Hãy xem lại trang Pháp luật trước khi mở đợt lấy ý kiến."
        )
    timing, step = min(asked, key=lambda pair: (pair[0] != Timing.BEFORE, -pair[1].numbers["days"]))
    doubts = [caution.vi for caution in rulebook().edition(on).cautions_for(line.code, line.kind)]
    if step.mark != "verified":
        doubts.append("Số ngày lấy ý kiến được ghi theo bản thuật lại, cần đối chiếu văn bản gốc.")
    return WindowRule(step.numbers["days"], timing, rulebook().cited(step.id), " ".join(doubts))


def _asked(line: Nomination, on: dt.date) -> list[tuple[Timing, Step]]:
    steps = rulebook().procedure(line.code, line.kind, on, line.basis)
    told = [(_timing(step.vi), step) for step in steps if step.step == "notice" and step.numbers.get("days")]
    return [(timing, step) for timing, step in told if timing is not None]


def _timing(sentence: str) -> Timing | None:
    """Where the sentence puts the window; nothing when another body (Bộ Nội vụ) holds it."""
    if "trước khi họp Hội đồng" in sentence:
        return Timing.BEFORE
    return Timing.AFTER if "sau khi Hội đồng" in sentence else None
