"""A bulk act on 500 dossiers against the bare SQL that writes the same rows. `python -m bench bulk_act`

The bare SQL is what a script would send: one UPDATE that compares the state, and two INSERT … VALUES by
``executemany``, the values ready beforehand. It writes the same rows in the same columns and reads nothing: no
permission, no hold, no last hash of a chain, no hash reckoned.
"""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from bench._database import measured, spent, throwaway
from tdkt.accounts.models import User
from tdkt.core.models import HistoryEntry
from tdkt.dossiers.domain.appraise import accept_nominations, take_in
from tdkt.dossiers.domain.put_forward import put_forward
from tdkt.dossiers.models import Nomination, StepTaken
from tdkt.dossiers.tests.factories import make_round
from tdkt.people.models import Person, Posting
from tdkt.units.models import Unit, UnitKind
from tests.support.cast import LONG_AGO, Cast, assemble, make_unit

LINES, LISTS = 500, 10
TURNS = 7
MOST = 4.0

Act = Callable[..., list[Nomination]]
Rows = list[tuple[Any, ...]]


def run() -> list[dict[str, Any]]:
    """Time of each act and of the bare SQL, medians of seven turns about, each on 500 other dossiers."""
    with throwaway(in_a_file=True):
        cast = assemble()
        offices = [make_unit(f"B{n}", f"Phòng {n}", UnitKind.OFFICE, cast.province) for n in range(LISTS)]
        ours = [_stage(cast, offices, n) for n in range(TURNS)]
        theirs = [_stage(cast, offices, n) for n in range(TURNS, 2 * TURNS)]
        found = [_measure(cast, "take_in", take_in, ours, theirs)]
        return [*found, _measure(cast, "accept", accept_nominations, ours, theirs)]


def _measure(
    cast: Cast, code: str, act: Act, ours: list[list[Nomination]], theirs: list[list[Nomination]]
) -> dict[str, Any]:
    acts, bare = [], []
    for lines, others in zip(ours, theirs, strict=True):
        now = timezone.now()
        acts.append(_cpu(lambda lines=lines, now=now: act(nominations=lines, actor=cast.appraiser, now=now)))  # type: ignore[misc]
        rows = _rows_like(code, others, cast.appraiser, now)
        bare.append(_cpu(lambda others=others, rows=rows: _bare(others, *rows)))  # type: ignore[misc]
        _check_same(code, lines, others)
    mine, reference = _median(acts), _median(bare)
    return {
        "name": f"{code} of {LINES} dossiers in one act (s; {measured()}), against the bare SQL of the same rows",
        "ours": mine,
        "reference": reference,
        "ratio": mine / reference,
        "target": f"under {MOST:.0f}",
        "met": mine / reference < MOST,
    }


def _stage(cast: Cast, offices: list[Unit], turn: int) -> list[Nomination]:
    """A round of its own year with 500 sent lines on ten lists that have a verdict, a story and a history."""
    on = make_round(cast.province, 2020 + turn)
    for office in offices:
        people = _people(office, turn)
        put_forward(
            round=on, unit=office, subjects=people, code="LDTT", actor=cast.province_officer, now=timezone.now()
        )
    Nomination.objects.filter(round=on).update(state="sent")
    return list(Nomination.objects.filter(round=on).with_names().order_by("pk"))


def _people(office: Unit, turn: int) -> list[Person]:
    names = [f"{office.code}-{turn}-{n}" for n in range(LINES // LISTS)]
    people = [Person(staff_number=name, full_name=f"Nguyễn Văn Thử {name}", gender="male") for name in names]
    for person in people:
        person.set_keys()
    Person.objects.bulk_create(people)
    Posting.objects.bulk_create(
        Posting(person=person, unit=office, position="Kiểm sát viên", valid_from=LONG_AGO) for person in people
    )
    return people


def _rows_like(code: str, lines: list[Nomination], actor: User, now: dt.datetime) -> tuple[str, Rows, Rows]:
    """The values that the act would write for ``lines``; hashes are of the right length and mean nothing."""
    target = {"take_in": "taken_in", "accept": "accepted"}[code]
    source = {"take_in": "sent", "accept": "taken_in"}[code]
    last = dict(HistoryEntry.objects.order_by("seq").values_list("object_id", "seq"))
    at = connection.ops.adapt_datetimefield_value(now)
    steps: Rows = [(line.pk, line.round_id, code, target, at, actor.pk, "") for line in lines]
    history: Rows = [
        (
            "dossiers.nomination", line.pk, last[line.pk] + 1, at, actor.pk, actor.full_name, f"nomination.{code}",
            str(line), f'{{"state": "{source}"}}', f'{{"state": "{target}"}}', "", f"{line.pk:064x}", f"{line.pk:064x}",
        )
        for line in lines
    ]  # fmt: skip
    return code, steps, history


def _bare(lines: list[Nomination], code: str, steps: Rows, history: Rows) -> None:
    source, target = {"take_in": ("sent", "taken_in"), "accept": ("taken_in", "accepted")}[code]
    places = ", ".join(["%s"] * len(lines))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE dossiers_nomination SET state = %s, version = version + 1 "  # noqa: S608 - places only
            f"WHERE id IN ({places}) AND state = %s",
            [target, *(line.pk for line in lines), source],
        )
        if cursor.rowcount != len(lines):
            raise RuntimeError("a line has moved")
        cursor.executemany(_insert(StepTaken), steps)
        cursor.executemany(_insert(HistoryEntry), history)


def _insert(model: type[StepTaken | HistoryEntry]) -> str:
    columns = [str(field.column) for field in model._meta.concrete_fields if not field.primary_key]  # noqa: SLF001
    return f"INSERT INTO {model._meta.db_table} ({', '.join(columns)}) VALUES ({', '.join(['%s'] * len(columns))})"  # noqa: S608, SLF001


def _check_same(code: str, lines: list[Nomination], others: list[Nomination]) -> None:
    """Both left as many rows of the same kind, or the comparison is worth nothing."""
    counted = [
        (
            Nomination.objects.filter(pk__in=keys, state={"take_in": "taken_in", "accept": "accepted"}[code]).count(),
            StepTaken.objects.filter(nomination__in=keys, step=code).count(),
            HistoryEntry.objects.filter(object_id__in=keys, act=f"nomination.{code}").count(),
        )
        for keys in ([line.pk for line in lines], [line.pk for line in others])
    ]
    if counted != [(LINES, LINES, LINES)] * 2:
        raise RuntimeError(f"{code}: {counted}")


def _cpu(act: Callable[[], object]) -> float:
    begun = spent()
    act()
    return spent() - begun


def _median(values: list[float]) -> float:
    return sorted(values)[len(values) // 2]
