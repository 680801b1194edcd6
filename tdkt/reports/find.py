"""The unit and the year a report is asked for, or a refusal that says what comes near."""

import datetime as dt
from collections.abc import Sequence

from rapidfuzz import fuzz, process

from tdkt.core.answers import Refused
from tdkt.core.days import show_day
from tdkt.core.text import search_key
from tdkt.units.models import Unit
from tdkt.units.queries import became

FIRST_YEAR = 1948
"""Hồ Chí Minh's call for patriotic emulation, 11/6/1948: no award of this kind is older."""
_NEAR = 55  # likeness from which a code or a name is worth suggesting


class CannotReport(Refused):
    """No report can be made of what was asked."""


def unit_for(words: str, units: Sequence[Unit] | None = None) -> Unit:
    """The unit with this code, or with exactly this name.

    Raises:
        CannotReport: none; the reason lists what comes near.
    """
    known = list(Unit.objects.all()) if units is None else list(units)
    wanted = words.strip()
    for unit in known:
        if unit.code.casefold() == wanted.casefold():
            return unit
    named = [unit for unit in known if search_key(unit.name) == search_key(wanted)]
    if len(named) == 1:
        return named[0]
    raise CannotReport(_not_found(wanted, named or nearest(wanted, known)))


def nearest(words: str, units: Sequence[Unit], most: int = 3) -> list[Unit]:
    """The units whose code or name is most like the words."""
    key = search_key(words)
    choices = {unit.pk: search_key(unit.code) for unit in units} if "-" in words else {}
    by_code = process.extract(key, choices, scorer=fuzz.ratio, limit=most, score_cutoff=_NEAR)
    by_name = process.extract(
        key, {unit.pk: unit.search_key for unit in units}, scorer=fuzz.WRatio, limit=most, score_cutoff=_NEAR
    )
    keys = list(dict.fromkeys([found[2] for found in [*by_code, *by_name]]))[:most]
    known = {unit.pk: unit for unit in units}
    return [known[key] for key in keys]


def check_year(unit: Unit, year: int, today: dt.date) -> None:
    """Refuse a year that has not come, is before all emulation, or in which the unit did not exist."""
    if not FIRST_YEAR <= year <= today.year:
        raise CannotReport(f"Năm {year} không lập được báo cáo; hãy chọn từ {FIRST_YEAR} đến {today.year}.")
    if unit.valid_to and year > unit.valid_to.year:
        later = ", ".join(f"{other.code} ({other.name})" for other in became(unit))
        hint = f"; hãy hỏi đơn vị kế tục: {later}." if later else "."
        raise CannotReport(f"{unit.name} chỉ có đến hết ngày {show_day(unit.valid_to)}, không có năm {year}{hint}")
    if unit.valid_from and year < unit.valid_from.year:
        raise CannotReport(
            f"{unit.name} có từ ngày {show_day(unit.valid_from)}, chưa có năm {year}; "
            "hãy hỏi các đơn vị tiền thân của nó."
        )


def _not_found(words: str, near: Sequence[Unit]) -> str:
    listed = "; ".join(f"{unit.code} ({unit.name})" for unit in near)
    hint = f" Gần giống: {listed}." if listed else " Hãy xem mã trong danh mục đơn vị."
    return f"Không có đơn vị nào mang mã hoặc tên “{words}”.{hint}"
