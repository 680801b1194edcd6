"""Put people and collectives forward for an award."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone

from tdkt.accounts.access import acting
from tdkt.accounts.models import User
from tdkt.awards.models import Basis
from tdkt.core.answers import Refused, require
from tdkt.core.history import Change, record_many
from tdkt.core.text import clean
from tdkt.dossiers.access import may_prepare
from tdkt.dossiers.domain.eligibility import judge_nominations
from tdkt.dossiers.domain.law import award_name, deciding_level, rulebook
from tdkt.dossiers.domain.move import BATCH, keep_steps
from tdkt.dossiers.kinds import rules_of
from tdkt.dossiers.models import AwardRound, Nomination, RoundState, UnitList
from tdkt.dossiers.states import State
from tdkt.people.models import Occupation, Person, Posting
from tdkt.units.models import Unit

KIND_WORDS = {"person": "cá nhân", "collective": "tập thể", "household": "hộ gia đình"}


class CannotPutForward(Refused):
    """The subjects cannot be put forward; nothing was written."""


@dataclass(frozen=True)
class _Request:
    round: AwardRound
    unit: Unit
    code: str
    basis: str
    ground: str
    achievement: str
    attested: tuple[str, ...]


@transaction.atomic
def put_forward(
    *,
    round: AwardRound,  # noqa: A002 - the office's word
    unit: Unit,
    subjects: Sequence[Person | Unit],
    code: str,
    actor: User,
    now: dt.datetime,
    basis: str = Basis.MERIT,
    ground: str = "",
    achievement: str = "",
    attested: Iterable[str] = (),
) -> list[Nomination]:
    """Put ``subjects`` on the list of ``unit`` in a round, all for the award ``code``; judge each at once.

    A unit puts forward only people who worked in its subtree in the achievement year, and itself or collectives below.

    Raises:
        CannotPutForward: closed round, foreign unit, award unknown or for another kind of subject, a subject of
            another unit, or one who is on a list of this round already. Nothing is written.
    """
    asked = _Request(round, unit, code, basis, ground, clean(achievement), tuple(attested))
    require(may_prepare(acting(actor, timezone.localdate(now)), unit, "lập danh sách đề nghị"), CannotPutForward)
    _check_request(asked, subjects)
    lines = [*_people_lines(asked, subjects), *_unit_lines(asked, subjects)]
    _refuse_duplicates(asked, lines)
    unit_list, _ = UnitList.objects.get_or_create(round=round, unit=unit)
    for line in lines:
        line.unit_list = unit_list
    _write(lines)
    keep_steps("put_forward", State.DRAFT, lines, actor=actor, now=now)
    changes = [Change(line, {}, {"code": line.code, "basis": line.basis, "unit": unit.name}) for line in lines]
    record_many(actor=actor, now=now, act="nomination.put_forward", changes=changes, new=True)
    judge_nominations(nominations=lines, now=now)
    return lines


def _write(lines: list[Nomination]) -> None:
    try:
        with transaction.atomic():
            Nomination.objects.bulk_create(lines, batch_size=BATCH)
    except IntegrityError:
        raise CannotPutForward("Có dòng vừa được người khác đưa vào đợt xét; hãy tải lại trang rồi chọn lại.") from None


def _check_request(asked: _Request, subjects: Sequence[Person | Unit]) -> None:
    if asked.round.state != RoundState.OPEN:
        raise CannotPutForward(f"Đợt “{asked.round}” đã khép, không nhận thêm đề nghị.")
    if not (asked.unit.path or "").startswith(asked.round.unit.path or "?"):
        raise CannotPutForward(f"{asked.unit} không thuộc {asked.round.unit}, nên không có danh sách trong đợt này.")
    if not subjects:
        raise CannotPutForward("Chưa chọn cá nhân, tập thể nào; hãy đánh dấu ít nhất một dòng.")
    if asked.basis not in Basis.values:
        raise CannotPutForward("Loại hình khen thưởng này không có; hãy chọn lại trong danh sách.")
    _check_kind(asked)
    info = rulebook().catalogue.awards.get(asked.code)
    if info is None:
        raise CannotPutForward(f"Không có danh hiệu, hình thức khen thưởng mã “{asked.code}”; hãy chọn lại.")
    _check_insiders(asked, subjects)
    for subject in subjects:
        kind = "person" if isinstance(subject, Person) else "collective"
        if kind not in info.kinds:
            allowed = ", ".join(KIND_WORDS[one] for one in info.kinds)
            raise CannotPutForward(
                f"{info.name} chỉ tặng cho {allowed}; “{subject}” là {KIND_WORDS[kind]}. Hãy chọn danh hiệu khác."
            )


def _check_kind(asked: _Request) -> None:
    rules, kind = rules_of(asked.round.kind), asked.round.get_kind_display().lower()
    if asked.basis not in rules.bases:
        words = ", ".join(Basis(basis).label.lower() for basis in rules.bases)
        raise CannotPutForward(f"Đợt {kind} chỉ nhận loại hình {words}; hãy chọn lại loại hình.")
    if rules.awards and asked.code not in rules.awards:
        names = ", ".join(map(award_name, rules.awards))
        raise CannotPutForward(f"Đợt {kind} chỉ xét {names}; hãy chọn lại, hoặc đề nghị trong đợt khác.")


def _check_insiders(asked: _Request, subjects: Sequence[Person | Unit]) -> None:
    people = [one for one in subjects if isinstance(one, Person) and one.occupation == Occupation.OUTSIDER]
    if people and not rules_of(asked.round.kind).outsiders:
        kind = asked.round.get_kind_display().lower()
        raise CannotPutForward(
            f"{people[0].full_name} là người ngoài cơ quan; đợt {kind} chỉ xét người của cơ quan. "
            "Hãy đề nghị trong đợt đối ngoại, kỷ niệm chương, chuyên đề hoặc đột xuất."
        )


def _people_lines(asked: _Request, subjects: Sequence[Person | Unit]) -> list[Nomination]:
    people = [subject for subject in subjects if isinstance(subject, Person)]
    posted = postings_of_year(people, asked.unit, asked.round.year)
    strangers = [person.full_name for person in people if person.pk not in posted]
    if strangers:
        raise CannotPutForward(
            f"Năm {asked.round.year} không công tác tại {asked.unit}: {_few(strangers)}. "
            "Hãy bỏ chọn, hoặc để đơn vị của người đó đề nghị."
        )
    return [_line(asked, posting=posted[person.pk], person=person) for person in people]


def postings_of_year(people: Iterable[Person], unit: Unit, year: int) -> dict[int, Posting]:
    """Each person's last posting of the year inside the subtree of ``unit``; one query."""
    held = Posting.objects.filter(
        person__in=[person.pk for person in people],
        unit__path__startswith=unit.path or "-",
        valid_from__lte=dt.date(year, 12, 31),
    ).exclude(valid_to__lt=dt.date(year, 1, 1))
    return {posting.person_id: posting for posting in held.select_related("unit").order_by("valid_from")}


def _unit_lines(asked: _Request, subjects: Sequence[Person | Unit]) -> list[Nomination]:
    units = [subject for subject in subjects if isinstance(subject, Unit)]
    strangers = [unit.name for unit in units if not (unit.path or "").startswith(asked.unit.path or "?")]
    if strangers:
        raise CannotPutForward(f"Không thuộc {asked.unit}: {_few(strangers)}. Hãy để đơn vị cấp trên của họ đề nghị.")
    return [_line(asked, unit=unit) for unit in units]


def _line(
    asked: _Request, *, posting: Posting | None = None, person: Person | None = None, unit: Unit | None = None
) -> Nomination:
    holder = asked.round.unit
    is_top = unit == holder or (posting is not None and posting.is_unit_head and posting.unit_id == holder.pk)
    level = deciding_level(
        code=asked.code, kind="person" if person else "collective", on=asked.round.judged_on, unit=holder, is_top=is_top
    )
    return Nomination(
        round=asked.round, person=person, unit=unit, code=asked.code, basis=asked.basis, ground=asked.ground,
        achievement=asked.achievement, attested=list(asked.attested), decided_by=level,
        host_unit=posting.unit if posting else unit, position_then=posting.position if posting else "",
        is_leader=posting.is_leader if posting else False,
    )  # fmt: skip


def _refuse_duplicates(asked: _Request, lines: list[Nomination]) -> None:
    there: set[tuple[int | None, int | None]] = set(
        Nomination.objects.of_round(asked.round)
        .filter(code=asked.code, basis=asked.basis)
        .exclude(state=State.WITHDRAWN)
        .values_list("person", "unit")
    )
    twice: list[str] = []
    for line in lines:
        key = (line.person_id, line.unit_id)
        if key in there:
            twice.append(line.subject_name)
        there.add(key)
    if twice:
        raise CannotPutForward(
            f"Đã có trong đợt xét với {award_name(asked.code)}: {_few(twice)}. Hãy bỏ chọn rồi làm lại."
        )


def _few(names: list[str]) -> str:
    shown = ", ".join(names[:5])
    return shown if len(names) <= 5 else f"{shown} và {len(names) - 5} trường hợp khác"
