"""Bonus money: multiples of the base salary on the day of the decision, rounded up."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from .edition import Edition
from .errors import CaseError
from .items import BaseSalary, BonusTable, Rate
from .vocabulary import KINDS, decimal


@dataclass(frozen=True)
class Line:
    """The money of one award; `paid` is false where a higher title of the same period takes its place."""

    award: str
    name: str
    multiple: Fraction
    base: int
    amount: int
    ceiling: bool
    paid: bool
    cite: str
    vi: str
    notes: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return {
            "award": self.award,
            "name": self.name,
            "multiple": float(self.multiple),
            "base": self.base,
            "amount": self.amount,
            "up_to": self.ceiling,
            "paid": self.paid,
            "cite": self.cite,
            "vi": self.vi,
        }


@dataclass(frozen=True)
class Bonus:
    """The money for awards decided together. `amount` is in đồng; `up_to` where the law only sets a ceiling."""

    kind: str
    decided_on: str
    lines: list[Line] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def amount(self) -> int:
        return sum(line.amount for line in self.lines if line.paid)

    def to_json(self) -> dict[str, Any]:
        first = self.lines[0]
        paid = [line for line in self.lines if line.paid]
        return {
            "amount": self.amount,
            "multiple": float(sum((line.multiple for line in paid), Fraction(0))),
            "base": first.base,
            "up_to": any(line.ceiling for line in paid),
            "cite": "; ".join(dict.fromkeys(line.cite for line in paid)),
            "kind": self.kind,
            "on": self.decided_on,
            "lines": [line.to_json() for line in self.lines],
            "notes": self.notes,
        }


def bonus(edition: Edition, awards: Sequence[str], *, kind: str, salary: BaseSalary | None, on: str) -> Bonus:
    """Money for one or several awards of one subject decided together on one day.

    Titles that rest on the same period of achievement: the highest only. Other periods, and forms: each.
    Raises CaseError where no rate or no base salary is known.
    """
    if salary is None or salary.amount is None:
        raise CaseError(f"chưa có mức lương cơ sở vào ngày {on}", "on")
    lines = [_line(edition, code, kind, salary) for code in dict.fromkeys(awards)]
    top = _highest_titles(edition, lines)
    kept = [line if not _is_title(edition, line) or line in top else _unpaid(line, edition) for line in lines]
    notes = [note for line in kept for note in line.notes]
    notes += [caution.vi for code in awards for caution in edition.cautions_for(code, kind)]
    if salary.mark != "verified":
        notes.append(f"Mức lương cơ sở {_dong(salary.amount)} theo {salary.id}: đối chiếu bản gốc")
    return Bonus(kind, on, kept, list(dict.fromkeys(notes)))


def _is_title(edition: Edition, line: Line) -> bool:
    return not edition.is_form(line.award)


def _highest_titles(edition: Edition, lines: list[Line]) -> list[Line]:
    """The highest title of each period of achievement."""
    top: dict[int, Line] = {}
    for line in lines:
        if _is_title(edition, line):
            period = edition.catalogue.awards[line.award].period
            if period not in top or line.multiple > top[period].multiple:
                top[period] = line
    return list(top.values())


def _unpaid(line: Line, edition: Edition) -> Line:
    rules = next((table.rules for table in reversed(edition.bonuses) if table.rules), "")
    note = f"{line.name}: không cộng, cùng thời gian thành tích chỉ nhận mức của danh hiệu cao nhất ({rules})"
    return Line(**{**line.__dict__, "paid": False, "notes": (*line.notes, note)})


def _line(edition: Edition, code: str, kind: str, salary: BaseSalary) -> Line:
    table, rate = _rate(edition, code)
    multiple = _multiple(table, rate, kind)
    if multiple is None:
        raise CaseError(f"{table.id} không có mức thưởng {edition.names[code]} cho {KINDS[kind]}", "kind")
    assert salary.amount is not None  # noqa: S101  checked by bonus
    exact = multiple * salary.amount
    amount = rounded_up(exact, table.round_up_to)
    up_to = "không quá " if rate.ceiling else ""
    name = edition.names[code]
    notes = (f"{name}: mức thưởng theo {table.id} mới thấy qua nguồn dẫn lại, đối chiếu bản gốc",)
    return Line(
        award=code,
        name=name,
        multiple=multiple,
        base=salary.amount,
        amount=amount,
        ceiling=rate.ceiling,
        paid=True,
        cite=f"{table.id} {rate.at}; {salary.id}",
        vi=f"{name}: {up_to}{decimal(multiple)} lần × {_dong(salary.amount)} = {_product(exact, amount)}",
        notes=notes if rate.mark != "verified" else (),
    )


def _product(exact: Fraction, amount: int) -> str:
    """The product as it is, then as it is paid."""
    return _dong(amount) if exact == amount else f"{_dong(round(exact))}, làm tròn lên {_dong(amount)}"


def _rate(edition: Edition, code: str) -> tuple[BonusTable, Rate]:
    for table in reversed(edition.bonuses):
        if code in table.rates:
            return table, table.rates[code]
    raise CaseError(f"chưa có mức tiền thưởng {edition.names[code]} vào ngày này", "award")


def _multiple(table: BonusTable, rate: Rate, kind: str) -> Fraction | None:
    if kind == "household" and rate.household is None:
        return rate.person * table.household if rate.person is not None and table.household is not None else None
    found: Fraction | None = getattr(rate, kind)
    return found


def rounded_up(amount: Fraction, step: int) -> int:
    """Up to the next whole step, in đồng."""
    return -(-amount.numerator // (amount.denominator * step)) * step


def _dong(amount: int) -> str:
    return f"{amount:,}".replace(",", ".") + " đồng"
