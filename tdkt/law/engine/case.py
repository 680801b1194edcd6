"""The case format, version 1, read strictly. A refusal says where, what is wrong and what to write instead."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from .bits import FIRST, LAST
from .case_facts import FactReader, kinds_not_looked_up
from .case_fields import Fields
from .errors import CaseError
from .facts import Facts
from .items import Catalogue
from .vocabulary import BASES, GENDERS, KINDS, OCCUPATIONS

HALF = 6  # months


@dataclass
class Case:
    """One question, checked."""

    award: str
    judged_on: date
    year: int | None
    basis: str
    layers: tuple[str, ...] | None
    kind: str
    subject: dict[str, Any]
    pool: dict[str, Any]
    facts: Facts
    unknown: frozenset[str]
    received_on: date | None = None
    notes: list[str] = field(default_factory=list)


_CASE_KEYS = "hồ sơ gồm: award, basis, judged_on, received_on, year, layers, subject, facts, unknown"


def parse_case(node: Any, catalogue: Catalogue) -> Case:
    """A case out of decoded JSON. Raises CaseError."""
    fields = Fields(node, "")
    award = _award(fields, catalogue)
    judged_on = fields.day("judged_on", required=True)
    assert judged_on is not None  # noqa: S101  required above
    _check_day(judged_on, catalogue)
    received_on = fields.day("received_on")
    if received_on is not None and received_on > judged_on:
        raise fields.fail(
            "received_on", f"hồ sơ nhận {received_on:%d/%m/%Y}, sau ngày xét {judged_on:%d/%m/%Y}: xem lại"
        )
    year = fields.year("year", required=False)
    if year is not None and not FIRST <= year <= judged_on.year:
        raise fields.fail("year", f"năm thành tích {year} phải từ {FIRST} đến năm xét {judged_on.year}")
    kind, subject, pool = _subject(fields.need("subject"), award, catalogue)
    unknown = kinds_not_looked_up(fields.take("unknown", []), "unknown", catalogue)
    reader = FactReader(catalogue, judged_on, kind=kind, born=subject.pop("born", None))
    facts, more_unknown = reader.read(fields.take("facts", []))
    notes = []
    if year is None and _tells_only_last_year(facts, judged_on):
        year = judged_on.year - 1
        notes.append(f"Hồ sơ không ghi năm thành tích; xét theo năm {year}, năm gần nhất có dữ kiện")
    case = Case(
        award=award,
        judged_on=judged_on,
        year=year,
        basis=fields.word("basis", BASES),
        layers=_layers(fields),
        kind=kind,
        subject=subject,
        pool=pool,
        facts=facts,
        unknown=unknown | more_unknown,
        received_on=received_on,
        notes=notes,
    )
    fields.done(_CASE_KEYS)
    return case


def _tells_only_last_year(facts: Facts, judged_on: date) -> bool:
    """In the first half of a year, a case that tells no year and nothing of this one is about the year before."""
    years = {*facts.grades, *facts.members, *(award.year for award in facts.awards)}
    years |= {item.year for item in facts.initiatives} | {item.year for item in facts.clusters}
    years |= {item.year for item in facts.attested if item.year is not None} | {year for year, _ in facts.achievements}
    return judged_on.month <= HALF and judged_on.year not in years and judged_on.year - 1 in years


def _award(fields: Fields, catalogue: Catalogue) -> str:
    return fields.word("award", catalogue.awards, required=True)


def _check_day(day: date, catalogue: Catalogue) -> None:
    if day < catalogue.covers_from:
        first = catalogue.covers_from
        raise CaseError(f"ngày {day:%d/%m/%Y} trước ngày bộ quy định này bao quát ({first:%d/%m/%Y})", "judged_on")
    if day.year > LAST:
        raise CaseError(f"năm {day.year} ngoài phạm vi; ghi năm đến {LAST}", "judged_on")


def _layers(fields: Fields) -> tuple[str, ...] | None:
    value = fields.take("layers")
    if value is None:
        return None
    if not isinstance(value, list) or not value or not all(isinstance(item, str) for item in value):
        raise fields.fail("layers", 'phải là danh sách tên tầng quy định, ví dụ ["state", "procuracy"]')
    return tuple(value)


def _subject(node: Any, award: str, catalogue: Catalogue) -> tuple[str, dict[str, Any], dict[str, Any]]:
    fields = Fields(node, "subject")
    kind = fields.word("kind", {**KINDS, "pool": ""}, required=True)
    if kind == "pool":
        return kind, {}, _pool(fields, catalogue)
    info = catalogue.awards[award]
    if kind not in info.kinds:
        can = ", ".join(KINDS[allowed] for allowed in info.kinds)
        raise fields.fail("kind", f"{info.name} chỉ tặng cho {can}; không tặng cho {KINDS[kind]}")
    flags = fields.flag("can_receive_flags")
    subject = {
        "gender": fields.word("gender", GENDERS),
        "occupation": fields.word("occupation", OCCUPATIONS),
        "can_receive_flags": True if flags is None else flags,
        "born": fields.year("born", required=False),
    }
    fields.done("đối tượng gồm: kind, gender, occupation, born, can_receive_flags")
    return kind, subject, {}


_POOL_NUMBERS = ("headcount", "leading_units", "nominated", "leaders_nominated", "leaders_total", "units")


def _pool(fields: Fields, catalogue: Catalogue) -> dict[str, Any]:
    pool: dict[str, Any] = {}
    for key in (*_POOL_NUMBERS, *catalogue.awards):
        value = fields.whole(key)
        if value is not None:
            pool[key] = value
    group = fields.name("group", required=False)
    if group:
        pool["group"] = group
    fields.done(f"nhóm xét tỷ lệ gồm: mã danh hiệu, {', '.join(_POOL_NUMBERS)}, group")
    for part, whole in (
        ("LDTT", "headcount"),
        ("leaders_nominated", "leaders_total"),
        ("leaders_nominated", "nominated"),
    ):
        if pool.get(part, 0) > pool.get(whole, pool.get(part, 0)):
            raise fields.fail(part, f"{pool[part]} lớn hơn “{whole}” ({pool[whole]}): xem lại số liệu")
    return pool
