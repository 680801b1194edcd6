"""Over any sequence of steps, legal or not, no dossier is lost, in two places, or moved without the right."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Count
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tdkt.accounts.models import Role, User
from tdkt.awards.models import Award
from tdkt.core.answers import Refused
from tdkt.core.edits import StaleEdit
from tdkt.core.history import first_broken, history_of
from tdkt.decisions.domain.bring_in import bring_in_submitted
from tdkt.decisions.domain.issue import issue_decision
from tdkt.decisions.domain.outcome import record_outcome
from tdkt.decisions.domain.submit import submit_upward
from tdkt.dossiers.domain.appraise import (
    accept_nominations,
    decline_nominations,
    reopen_nominations,
    return_nominations,
    take_in,
)
from tdkt.dossiers.domain.climb import recall
from tdkt.dossiers.domain.move import move
from tdkt.dossiers.domain.propose_other import propose_other
from tdkt.dossiers.domain.send import send_list, take_back, withdraw
from tdkt.dossiers.models import AwardRound, Nomination, RoundState, StepTaken
from tdkt.dossiers.states import STEPS, State
from tdkt.dossiers.tests.factories import make_line, make_people, make_round, make_user
from tdkt.units.models import Unit
from tests.support.cast import Cast

WHY = "Theo kết quả xem xét"


@dataclass
class World:
    """Two offices' lines of one province, the centre above, and everybody who might try his hand."""

    people: list[User]
    home: dict[str, Unit]
    now: dt.datetime
    numbers: int = 0

    def number(self) -> str:
        self.numbers += 1
        return f"{self.numbers}/QĐ"


Act = Callable[[World, Nomination, User], object]


def _signed(world: World) -> dict[str, Any]:
    return {"number": world.number(), "signed_on": world.now.date(), "signer_name": "A", "signer_title": "Viện trưởng"}


def _send(w: World, line: Nomination, who: User) -> object:
    return send_list(
        unit_list=line.unit_list, nominations=[line], actor=who, now=w.now, confirmed=True, explanation=WHY
    )


def _plain(act: Callable[..., object]) -> Act:
    return lambda w, line, who: act(nominations=[line], actor=who, now=w.now)


def _why(act: Callable[..., object]) -> Act:
    return lambda w, line, who: act(nominations=[line], actor=who, now=w.now, reason=WHY)


def _vote(code: str) -> Act:
    return lambda w, line, who: move(step=STEPS[code], nominations=[line], actor=who, now=w.now)


def _submit(w: World, line: Nomination, who: User) -> object:
    return submit_upward(
        round=line.round, nominations=[line], to_level=line.decided_by, actor=who, now=w.now, **_signed(w)
    )


def _submit_early(w: World, line: Nomination, who: User) -> object:
    """While the centre has no open round: the line then waits."""
    centre = AwardRound.objects.filter(unit=w.home["TW"])
    centre.update(state=RoundState.CLOSED)
    try:
        return _submit(w, line, who)
    finally:
        centre.update(state=RoundState.OPEN)


def _bring_in(w: World, line: Nomination, who: User) -> object:
    centre = AwardRound.objects.get(unit=w.home["TW"])
    return bring_in_submitted(nominations=[line], to_round=centre, actor=who, now=w.now)


def _outcome(w: World, line: Nomination, who: User) -> object:
    carried = line.submission_lines.order_by("-pk").select_related("submission").first()
    if carried is None:
        raise Refused("Chưa trình.")
    told = _signed(w)
    return record_outcome(
        submission=carried.submission, granted=[line], refused=[], actor=who, now=w.now, number=told["number"],
        signed_on=told["signed_on"],
    )  # fmt: skip


def _issue(w: World, line: Nomination, who: User) -> object:
    return issue_decision(round=line.round, nominations=[line], title="Khen", actor=who, now=w.now, **_signed(w))


def _other(w: World, line: Nomination, who: User) -> object:
    code = "BKB" if line.code == "CSTDB" else "CSTDB"
    return propose_other(nomination=line, code=code, reason=WHY, version=line.version, actor=who, now=w.now)


ACTS: dict[str, Act] = {
    "send": _send, "take_back": _plain(take_back), "withdraw": _why(withdraw), "take_in": _plain(take_in),
    "accept": _plain(accept_nominations), "return": _why(return_nominations), "decline": _why(decline_nominations),
    "reopen": _why(reopen_nominations), "recall": _why(recall), "pass": _vote("pass"), "fail": _vote("fail"),
    "submit": _submit, "issue": _issue, "other": _other, "submit_early": _submit_early, "bring_in": _bring_in,
    "outcome": _outcome,
}  # fmt: skip

TAKEN_BY = {
    "send": {Role.UNIT_OFFICER, Role.UNIT_HEAD}, "take_back": {Role.UNIT_OFFICER, Role.UNIT_HEAD},
    "withdraw": {Role.UNIT_OFFICER}, "take_in": {Role.APPRAISER}, "accept": {Role.APPRAISER},
    "return": {Role.APPRAISER}, "decline": {Role.APPRAISER}, "reopen": {Role.APPRAISER}, "other": {Role.APPRAISER},
    "recall": {Role.UNIT_HEAD}, "pass": {Role.COUNCIL_SECRETARY}, "fail": {Role.COUNCIL_SECRETARY},
    "submit": {Role.UNIT_HEAD}, "issue": {Role.UNIT_HEAD}, "submit_early": {Role.UNIT_HEAD},
    "bring_in": {Role.APPRAISER}, "outcome": {Role.APPRAISER},
}  # fmt: skip
"""Written anew here, so that a slip in the table of steps shows."""

SENDERS_OWN = {"send", "take_back", "withdraw"}


def may(code: str, line: Nomination, who: User) -> bool:
    """Who could ever have the right, by role and place alone."""
    held = {(h.role, h.unit_id) for h in who.holdings.all()}
    roles = TAKEN_BY[code]
    if code in SENDERS_OWN:
        above = line.unit_list.unit.ancestor_ids()
        return any(role in roles and unit in above for role, unit in held)
    if code == "bring_in":
        return any(role in roles and unit == line.round.unit.parent_id for role, unit in held)
    place = line.came_from.unit_id if code == "recall" and line.came_from else line.round.unit_id
    return any(role in roles and unit == place for role, unit in held)


@pytest.fixture
def world(cast: Cast, now: dt.datetime) -> World:
    make_round(cast.centre)
    on = make_round(cast.province)
    for person in make_people(cast, 3):
        make_line(on, cast.office, person, "CSTDB", decided_by="ministry")
    centre = [
        make_user(f"tw-{role}", f"Trung ương {role}", role, cast.centre)
        for role in (Role.APPRAISER, Role.COUNCIL_SECRETARY, Role.UNIT_HEAD)
    ]
    people = [cast.officer, cast.province_officer, cast.appraiser, cast.secretary, cast.head, cast.stranger, *centre]
    home = {"TW": cast.centre, "T1": cast.province}
    return World(people, home, now)


LEAVES = {
    "send": {"draft", "returned"}, "take_back": {"sent"}, "withdraw": {"draft", "returned"}, "take_in": {"sent"},
    "accept": {"sent", "taken_in"}, "return": {"sent", "taken_in"}, "decline": {"sent", "taken_in"},
    "reopen": {"accepted"}, "recall": {"sent"}, "pass": {"accepted"}, "fail": {"accepted"}, "submit": {"passed"},
    "issue": {"passed"}, "submit_early": {"passed"}, "bring_in": {"proposed"}, "outcome": {"proposed"},
    "other": {"sent", "taken_in", "accepted"},
}  # fmt: skip

wild = st.tuples(st.sampled_from(sorted(ACTS)), st.integers(0, 2), st.integers(0, 8))
likely = st.tuples(st.just(""), st.integers(0, 2), st.integers(0, 50))
"""A wild step is any act by anybody; a likely one is chosen among those whose actor and state could fit."""


@settings(
    max_examples=40, deadline=None, derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(sequence=st.lists(st.one_of(wild, likely, likely), min_size=10, max_size=40))
def test_no_dossier_is_lost_doubled_or_moved_without_right(world: World, sequence: list[tuple[str, int, int]]) -> None:
    mark = transaction.savepoint()
    try:
        for code, at, which in sequence:
            if code:
                _try(world, code, at, world.people[which])
            elif fitting := _fitting(world, at):
                _try(world, fitting[which % len(fitting)][0], at, fitting[which % len(fitting)][1])
    finally:
        transaction.savepoint_rollback(mark)


def _fitting(world: World, at: int) -> list[tuple[str, User]]:
    line = Nomination.objects.with_names().order_by("pk")[at]
    codes = [code for code, states in LEAVES.items() if line.state in states]
    return [(code, who) for code in codes for who in world.people if may(code, line, who)]


def _try(world: World, code: str, at: int, who: User) -> None:
    keys = list(Nomination.objects.order_by("pk").values_list("pk", flat=True))
    line = Nomination.objects.with_names().get(pk=keys[at])
    before, steps = _standing(), StepTaken.objects.count()
    try:
        with transaction.atomic():
            ACTS[code](world, line, who)
    except (Refused, StaleEdit) as refusal:
        refused = str(refusal)
    else:
        refused = ""
    if refused:
        assert _standing() == before, f"{code} was refused and yet something moved"
        return
    assert may(code, line, who), f"{who} took “{code}” without the right"
    after = _standing()
    moved = {key for key in after if after[key] != before[key]}
    assert moved <= {line.pk}, "only the line that was meant"
    assert StepTaken.objects.count() == steps + len(moved), "every move is a row of its story"
    _sound(world)


Standing = dict[int, tuple[str, int, int | None, int, str]]


def _standing() -> Standing:
    """State, place, where it came from, version and award of every line: three lines, each exactly once."""
    rows = Nomination.objects.values_list("pk", "state", "round", "came_from", "version", "code")
    found: Standing = {pk: (state, place, below, version, code) for pk, state, place, below, version, code in rows}
    assert len(rows) == 3
    assert len(found) == 3
    return found


def _sound(world: World) -> None:
    for line in Nomination.objects.select_related("round__unit", "came_from__unit", "unit_list__round", "award"):
        assert line.state in State.values
        assert line.round.unit in world.home.values()
        climbed = line.round_id != line.unit_list.round_id
        assert climbed == (line.came_from_id is not None)
        decided = line.state in (State.GRANTED, State.PROPOSED)
        assert decided == (line.award_id is not None), "the ledger knows exactly what was decided or proposed"
        assert first_broken(list(history_of(line))) is None
    asked = Award.objects.filter(status="proposed", nomination__isnull=True)
    assert not asked.exists(), "nothing is asked for that no dossier stands behind"
    twice = Award.objects.values("person", "code").annotate(n=Count("pk")).filter(n__gt=1)
    assert not twice.exists()


def test_the_walk_reaches_the_end_by_the_legal_way(world: World, cast: Cast) -> None:
    """Without this a walk that refuses everything would pass."""
    up = {h.role: u for u in world.people[6:] for h in u.holdings.all()}
    road = [
        ("send", cast.officer), ("take_in", cast.appraiser), ("return", cast.appraiser), ("send", cast.officer),
        ("accept", cast.appraiser), ("pass", cast.secretary), ("submit", cast.head),
        ("take_in", up[Role.APPRAISER]), ("return", up[Role.APPRAISER]), ("send", cast.officer),
        ("accept", up[Role.APPRAISER]), ("pass", up[Role.COUNCIL_SECRETARY]), ("issue", up[Role.UNIT_HEAD]),
    ]  # fmt: skip
    for code, who in road:
        _try(world, code, 0, who)
    first = Nomination.objects.order_by("pk").first()
    assert first is not None
    assert (first.state, first.round.unit.code) == (State.GRANTED, "TW")
    assert first.award is not None
    assert first.award.decided_by == "ministry"
    assert first.steps.count() == len(road)


def test_the_walk_reaches_the_end_also_where_the_centre_opens_late(world: World, cast: Cast) -> None:
    up = {h.role: u for u in world.people[6:] for h in u.holdings.all()}
    road = [
        ("send", cast.officer), ("accept", cast.appraiser), ("pass", cast.secretary), ("submit_early", cast.head),
        ("bring_in", up[Role.APPRAISER]), ("outcome", cast.appraiser), ("recall", cast.head),
        ("submit_early", cast.head), ("bring_in", up[Role.APPRAISER]), ("accept", up[Role.APPRAISER]),
        ("pass", up[Role.COUNCIL_SECRETARY]), ("issue", up[Role.UNIT_HEAD]),
    ]  # fmt: skip
    for code, who in road:
        _try(world, code, 0, who)
    first = Nomination.objects.order_by("pk").first()
    assert first is not None
    assert (first.state, first.round.unit.code) == (State.GRANTED, "TW")
    assert [step.step for step in first.steps.all()] == [
        "send", "accept", "pass", "propose", "bring_in", "recall", "propose", "bring_in", "accept", "pass", "grant",
    ]  # fmt: skip
    assert Award.objects.get().status == "granted"
