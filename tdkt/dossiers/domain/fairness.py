"""Who is chosen: the shares of those put forward beside the staff of the year and beside last year's awards.

The law sets principles here and no numbers, so nothing in this file stops anybody: where fewer people of a group are
put forward than its share of the staff would give, a warning says so with its article. Caps are in ``quotas``.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tdkt.awards.models import Award
from tdkt.dossiers.domain.law import award_name, rulebook
from tdkt.dossiers.models import AwardRound, Nomination
from tdkt.dossiers.states import State
from tdkt.people.models import Gender, Posting
from tdkt.units.models import Unit

PASSED_APPRAISAL = frozenset({State.ACCEPTED, State.PASSED, State.PROPOSED, State.GRANTED})
MAJORITY = frozenset({"", "kinh"})
"""Ethnic groups that are no minority; a blank is not known and is not counted as one."""

EVERYTHING = ""
"""In place of a code: all awards together, each person once."""

_GROUPS = {
    "direct": "Người không giữ chức vụ lãnh đạo",
    "women": "Phụ nữ",
    "minority": "Người dân tộc thiểu số",
    "remote": "Người ở địa bàn biên giới, hải đảo, đặc biệt khó khăn",
}
_PRINCIPLES = {
    "direct": (
        ("L06/2022 Điều 5 k2 d", "chú trọng khen thưởng người trực tiếp lao động, công tác"),
        ("NĐ91/2017 Điều 3 k2", "chú trọng khen thưởng người trực tiếp lao động, công tác"),
    ),
    "women": (
        ("L06/2022 Điều 5 k3", "bảo đảm bình đẳng giới"),
        ("NĐ152/2025 Điều 4 k6", "nhiều người cùng đủ tiêu chuẩn thì chọn nữ"),
        ("NĐ98/2023 Điều 4 k6", "nhiều người cùng đủ tiêu chuẩn thì chọn nữ"),
        ("L15/2003 Điều 6 k3", "bảo đảm bình đẳng giới"),
        ("NĐ91/2017 Điều 3 k2", "nhiều người cùng đủ tiêu chuẩn thì chọn nữ"),
    ),
    "minority": (("TT12/2019 Điều 2 k3", "quan tâm khen thưởng người dân tộc thiểu số"),),
    "remote": (("L06/2022 Điều 5 k2 d", "chú trọng khen thưởng ở địa bàn biên giới, hải đảo, đặc biệt khó khăn"),),
}
"""Read in the texts; which of them is in force is the rulebook's to say."""


@dataclass(frozen=True)
class Share:
    """So many of so many."""

    number: int = 0
    of: int = 0

    @property
    def percent(self) -> int:
        """Rounded, for a bar and for words."""
        return round(100 * self.number / self.of) if self.of else 0

    def expected(self, of: int) -> float:
        """How many of ``of`` the same share would give."""
        return self.number * of / self.of if self.of else 0.0


@dataclass(frozen=True)
class FairnessCounter:
    """One group within one award of a round."""

    group: str
    forward: Share
    accepted: Share
    staff: Share
    last_year: Share
    warnings: tuple[str, ...]
    source: str

    @property
    def short(self) -> bool:
        """Is there anything to look at again?"""
        return bool(self.warnings)

    @property
    def words(self) -> str:
        """What the page says of it, never by colour alone."""
        if self.warnings:
            first, *more = self.warnings
            return "; ".join([first, *(one[:1].lower() + one[1:] for one in more)])
        if not self.staff.of:
            return "Chưa có số liệu biên chế của năm để so"
        return "Đơn vị không có người thuộc nhóm này" if not self.staff.number else "Tương xứng với tỷ lệ trong đơn vị"


@dataclass(frozen=True)
class FairnessTable:
    """The counters of one award, or of all of them together; ``share`` is of the whole staff."""

    code: str
    name: str
    share: Share
    share_last_year: Share
    counters: tuple[FairnessCounter, ...]

    @property
    def short(self) -> bool:
        """Is there a group to look at again?"""
        return any(counter.short for counter in self.counters)

    @property
    def compared(self) -> bool:
        """Is the staff of the year known?"""
        return any(counter.staff.of for counter in self.counters)


Traits = dict[str, bool]
"""Of one person: in which of the groups."""


def fairness_counters(
    on: AwardRound, unit: Unit | None = None, *, besides: Sequence[Nomination] = ()
) -> list[FairnessTable]:
    """The counters of a round, or of one unit's subtree in it; four queries. Nothing until a person is put forward.

    Args:
        besides: lines that are only being thought of, counted as if they were put forward.
    """
    place = (unit or on.unit).path or "-"
    lines = [*_lines(on, place if unit else ""), *_thought_of(besides)]
    if not lines:
        return []
    staff, staff_then = _staff(place, min(dt.date(on.year, 12, 31), on.judged_on), dt.date(on.year - 1, 12, 31))
    codes = [code for code in rulebook().catalogue.awards if any(code == line.code for line in lines)]
    past = _last_year(on.year - 1, place, codes)
    return [
        FairnessTable(
            code=code,
            name=award_name(code) if code else "Mọi danh hiệu, hình thức (mỗi người tính một lần)",
            share=Share(len({line.person for line in lines if code in (line.code, EVERYTHING)}), len(staff)),
            share_last_year=Share(len(past.get(code, {})), staff_then),
            counters=tuple(_of(code, lines, staff, past.get(code, {}), on.judged_on)),
        )
        for code in _shown(codes)
    ]


@dataclass(frozen=True)
class _Line:
    code: str
    person: int
    accepted: bool
    traits: Traits


def _lines(on: AwardRound, place: str) -> list[_Line]:
    rows = Nomination.objects.of_round(on).alive().filter(person__isnull=False)
    if place:
        rows = rows.filter(unit_list__unit__path__startswith=place)
    return [
        _Line(code, person, state in PASSED_APPRAISAL, _traits(gender, ethnicity, leads=leads, remote=remote))
        for code, person, state, leads, gender, ethnicity, remote in rows.values_list(
            "code", "person", "state", "is_leader", "person__gender", "person__ethnicity", "host_unit__is_remote"
        )
    ]


def _traits(gender: str, ethnicity: str, *, leads: bool, remote: bool) -> Traits:
    return {
        "direct": not leads,
        "women": gender == Gender.FEMALE,
        "minority": ethnicity.strip().casefold() not in MAJORITY,
        "remote": remote,
    }


def _thought_of(lines: Iterable[Nomination]) -> list[_Line]:
    return [
        _Line(
            line.code, line.person.pk, False,
            _traits(line.person.gender, line.person.ethnicity, leads=line.is_leader, remote=line.host_unit.is_remote),
        )
        for line in lines if line.person
    ]  # fmt: skip


def _staff(place: str, day: dt.date, earlier: dt.date) -> tuple[list[Traits], int]:
    """Everybody posted under ``place`` on the day, and how many were a year earlier; one query."""
    under = Posting.objects.filter(unit__in=Unit.objects.filter(path__startswith=place)).of_staff().order_by()
    rows = under.filter(valid_from__lte=day).exclude(valid_to__lt=earlier)
    found: dict[int, Traits] = {}
    then: set[int] = set()
    for person, start, end, gender, ethnicity, leads, remote in rows.values_list(
        "person", "valid_from", "valid_to", "person__gender", "person__ethnicity", "is_leader", "unit__is_remote"
    ):
        if start <= earlier and (end is None or end >= earlier):
            then.add(person)
        if end is not None and end < day:
            continue
        before = found.get(person)
        led = before is not None and not before["direct"]
        found[person] = _traits(gender, ethnicity, leads=leads or led, remote=remote)
    return list(found.values()), len(then)


def _last_year(year: int, place: str, codes: list[str]) -> dict[str, dict[int, Traits]]:
    """Who received what for the year before, as they were then; two queries."""
    awards = Award.objects.standing().filter(
        person__isnull=False, code__in=codes, period_to=year, host_unit__in=Unit.objects.filter(path__startswith=place)
    )
    rows = list(awards.values_list("code", "person", "person__gender", "person__ethnicity", "host_unit__is_remote"))
    led = Posting.objects.on(dt.date(year, 12, 31)).filter(person__in=awards.values("person"), is_leader=True)
    leaders = set(led.values_list("person", flat=True))
    found: dict[str, dict[int, Traits]] = defaultdict(dict)
    for code, person, gender, ethnicity, remote in rows:
        found[code][person] = _traits(gender, ethnicity, leads=person in leaders, remote=remote)
    found[EVERYTHING] = {person: traits for people in list(found.values()) for person, traits in people.items()}
    return found


def _shown(codes: list[str]) -> list[str]:
    """All awards together first, where there are several."""
    return [EVERYTHING, *codes] if len(codes) > 1 else codes


def _of(
    code: str, lines: list[_Line], staff: list[Traits], past: dict[int, Traits], day: dt.date
) -> Iterator[FairnessCounter]:
    mine = [line for line in lines if code in (line.code, EVERYTHING)]
    forward = {line.person: line.traits for line in mine}
    accepted = {line.person: line.traits for line in mine if line.accepted}
    for key, group in _GROUPS.items():
        ours = _share(key, forward.values())
        whole, before = _share(key, staff), _share(key, past.values())
        yield FairnessCounter(
            group=group,
            forward=ours,
            accepted=_share(key, accepted.values()),
            staff=whole,
            last_year=before,
            warnings=tuple(_warnings(ours, whole, before)),
            source=_source(key, day),
        )


def _share(key: str, people: Iterable[Traits]) -> Share:
    everybody = list(people)
    return Share(sum(traits[key] for traits in everybody), len(everybody))


def _warnings(ours: Share, staff: Share, before: Share) -> Iterator[str]:
    """A whole person fewer than the same share would give; less than that is chance, and so is one person alone."""
    if ours.of < 2:
        return
    lacking = int(staff.expected(ours.of) - ours.number)
    if lacking >= 1:
        yield f"Thấp hơn tỷ lệ trong đơn vị: tương xứng thì thêm khoảng {lacking} người"
    if int(before.expected(ours.of) - ours.number) >= 1:
        yield f"Thấp hơn năm trước ({before.percent}%)"


def _source(key: str, day: dt.date) -> str:
    """The principles in force, in words; empty where none is known for the day."""
    book = rulebook()
    live = {
        one.short for one in book.library.instruments if one.since <= day and (one.until is None or day <= one.until)
    }
    return "; ".join(
        f"{words} ({book.cited(cite)})" for cite, words in _PRINCIPLES[key] if cite.split(" ", 1)[0] in live
    )
