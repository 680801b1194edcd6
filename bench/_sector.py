"""Rounds, people and dossiers made up with a seed, as many as asked for."""

import datetime as dt
import random
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import models

from tdkt.awards.models import Award, Decision
from tdkt.core.history import Change, record_many
from tdkt.documents.models import StoredFile
from tdkt.dossiers.domain.eligibility import judge_nominations
from tdkt.dossiers.models import AwardRound, Nomination, NominationPaper, StepTaken, UnitList
from tdkt.people.models import Person, Posting
from tdkt.units.models import Unit
from tests.support.cast import LONG_AGO

FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi")
MIDDLE = ("Văn", "Thị", "Hữu", "Minh", "Ngọc")
GIVEN = ("An", "Bình", "Cường", "Dung", "Hà", "Khánh", "Lan", "Thử", "Việt", "Yến")
AWARDS = ("LDTT", "CSTDCS", "GK", "BKB")
STATES = ("draft", "sent", "taken_in", "returned", "accepted", "passed")
VERDICTS = ("eligible", "eligible", "not_eligible", "unknown", "council", "")
AT = dt.datetime(2023, 12, 1, 3, tzinfo=dt.UTC)
BATCH = 2_000


Settled = list[tuple[Person, Unit]]
"""People and where each of them works."""


def settle(units: Sequence[Unit], count: int, *, seed: int) -> Settled:
    """So many people, each posted at one of ``units`` by the seed."""
    dice = random.Random(seed)
    people = _keep(Person, (_person(f"{units[0].pk}-{n}", n, dice) for n in range(count)))
    homes = [dice.choice(units) for _ in people]
    _keep(
        Posting,
        (
            Posting(person=who, unit=home, position="Kiểm sát viên", valid_from=LONG_AGO, is_leader=dice.random() < 0.1)
            for who, home in zip(people, homes, strict=True)
        ),
    )
    return list(zip(people, homes, strict=True))


def fill_round(on: AwardRound, settled: Settled, *, seed: int) -> list[Nomination]:
    """Put people into the round, each with two papers, two steps and two entries of history; the verdict's reasons
    are as long as real ones.
    """
    dice = random.Random(seed)
    lists = {home.pk: UnitList(round=on, unit=home) for _, home in settled}
    _keep(UnitList, lists.values())
    found = _keep(Nomination, (_line(on, lists[home.pk], who, home, dice) for who, home in settled))
    _reason(on, found)
    _tell(found)
    return found


def grant_last_year(on: AwardRound, lines: Sequence[Nomination]) -> None:
    """A decision and ledger lines for half of the people of a round, for the year before."""
    signed = dt.date(on.year - 1, 12, 20)
    decision = Decision.objects.create(
        number=f"{on.pk}/QĐ-VKS", signed_on=signed, title="Tặng danh hiệu thi đua", issuer_level="unit",
        issuer_unit_id=on.unit_id, issuer_name=str(on.unit),
    )  # fmt: skip
    _keep(
        Award,
        (
            Award(
                person_id=line.person_id, code="LDTT", period_from=on.year - 1, period_to=on.year - 1,
                host_unit_id=line.host_unit_id, unit_name_then="Phòng", status="granted", decided_by="unit",
                decision=decision,
            )
            for line in lines[::2]
        ),
    )  # fmt: skip


def _reason(on: AwardRound, lines: Sequence[Nomination]) -> None:
    """Let the judge give his reasons for one line of each award; the others of that award keep the same ones."""
    first = list({line.code: line for line in lines}.values())
    given = [line.verdict for line in first]
    judge_nominations(nominations=first, now=AT)
    for line, verdict in zip(first, given, strict=True):
        Nomination.objects.filter(round=on, code=line.code).update(verdict_detail=line.verdict_detail)
        Nomination.objects.filter(pk=line.pk).update(verdict=verdict)


def _person(number: str, n: int, dice: random.Random) -> Person:
    name = f"{dice.choice(FAMILY)} {dice.choice(MIDDLE)} {dice.choice(GIVEN)} {n}"
    person = Person(staff_number=f"S{number}", full_name=name, gender=dice.choice(("male", "female")))
    person.set_keys()
    return person


def _line(on: AwardRound, own: UnitList, who: Person, home: Unit, dice: random.Random) -> Nomination:
    verdict = dice.choice(VERDICTS)
    return Nomination(
        round=on, unit_list=own, person=who, host_unit=home, code=dice.choice(AWARDS), decided_by="unit",
        state=dice.choice(STATES), verdict=verdict,
        verdict_note="thiếu sáng kiến được công nhận" if verdict == "not_eligible" else "", judged_at=AT,
        position_then="Kiểm sát viên", achievement="Hoàn thành tốt nhiệm vụ trong năm, không có việc quá hạn.",
    )  # fmt: skip


def _tell(lines: Sequence[Nomination]) -> None:
    """Papers, steps and history of the lines."""
    papers = ("report", "minutes")
    files = _keep(
        StoredFile,
        (
            StoredFile(
                name=f"{key}.pdf", content_type="application/pdf", size=1, sha256="0" * 64, unit=line.host_unit,
                file=f"{line.pk}-{key}.pdf", uploaded_at=AT,
            )
            for line in lines
            for key in papers
        ),
    )  # fmt: skip
    _keep(
        NominationPaper,
        (
            NominationPaper(nomination=line, key=key, kind="Giấy tờ", file=files[2 * n + m])
            for n, line in enumerate(lines)
            for m, key in enumerate(papers)
        ),
    )
    for step, target in (("put_forward", "draft"), ("send", "sent")):
        _keep(
            StepTaken,
            (StepTaken(nomination=line, round_id=line.round_id, step=step, target=target, at=AT) for line in lines),
        )
        record_many(
            actor=None,
            now=AT,
            act=f"nomination.{step}",
            changes=[Change(line, {}, {"state": target}) for line in lines],
        )


def _keep(model: type[Any], rows: Iterable[models.Model]) -> list[Any]:
    return list(model.objects.bulk_create(rows, batch_size=BATCH))
