"""Numbers, dates and shares as official Vietnamese papers write them.

Numbers are read with "nghìn", "linh" and "không trăm" (1005 is "một nghìn không trăm linh năm").
Day and month padding follow NĐ 30/2020, Phụ lục I, Phần I, mục II.4: a zero before days below 10
and before months 1 and 2 only.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_BILLION = 1_000_000_000
_GROUPS = ((1_000_000, "triệu"), (1_000, "nghìn"), (1, ""))
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def in_words(number: int) -> str:
    """The number read aloud, in lower case: 21 is "hai mươi mốt"."""
    if number < 0:
        return f"âm {in_words(-number)}"
    if number == 0:
        return _DIGITS[0]
    return " ".join(_read(number, leading=True))


def _read(number: int, *, leading: bool) -> list[str]:
    if number >= _BILLION:
        head, rest = divmod(number, _BILLION)
        words = [*_read(head, leading=leading), "tỷ"]
        return words + (_read(rest, leading=False) if rest else [])
    words = []
    for size, name in _GROUPS:
        group, number = divmod(number, size)
        if group:
            words += _read_group(group, full=not leading)
            words += [name] if name else []
            leading = False
    return words


def _read_group(group: int, *, full: bool) -> list[str]:
    """Three digits; `full` reads the leading zeros too, as any group but the first does."""
    hundreds, rest = divmod(group, 100)
    tens, unit = divmod(rest, 10)
    words = [_DIGITS[hundreds], "trăm"] if hundreds or full else []
    if tens == 0:
        linked = ["linh", _DIGITS[unit]] if words else [_DIGITS[unit]]
        return words + (linked if unit else [])
    words += ["mười"] if tens == 1 else [_DIGITS[tens], "mươi"]
    return words + ([_unit_after_tens(unit, tens)] if unit else [])


def _unit_after_tens(unit: int, tens: int) -> str:
    if unit == 5:
        return "lăm"
    if tens > 1 and unit in (1, 4):
        return {1: "mốt", 4: "tư"}[unit]
    return _DIGITS[unit]


def money_in_words(amount: int) -> str:
    """ "Bảy triệu năm trăm chín mươi nghìn đồng"."""
    words = in_words(amount)
    return f"{words[0].upper()}{words[1:]} đồng"


def percent(share: Fraction) -> str:
    """A share with at most two decimals and a decimal comma: "92,31%", "80%"."""
    hundredths = int(share * 10_000 + Fraction(1, 2))
    whole, decimals = divmod(hundredths, 100)
    tail = f",{decimals:02d}".rstrip("0") if decimals else ""
    return f"{whole}{tail}%"


def roman(number: int) -> str:
    """Capital Roman numeral of a positive number."""
    out = []
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        out.append(sign * count)
    return "".join(out)


def counted(number: int) -> str:
    """How many: "03", "163", "1.800"."""
    return two_digits(number) if number < 10 else f"{number:,}".replace(",", ".")


def two_digits(number: int) -> str:
    """A number of a paper or a day: a zero before 1 to 9."""
    return f"{number:02d}"


def day_in_full(day: date | None) -> str:
    """ "ngày 05 tháng 3 năm 2026"; blanks to be filled by hand while the day is not known."""
    if day is None:
        return "ngày      tháng      năm 20…"
    month = two_digits(day.month) if day.month < 3 else str(day.month)
    return f"ngày {two_digits(day.day)} tháng {month} năm {day.year}"
