"""Councils and their sessions: set up, open, enter votes, close with the minutes."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from tdkt.accounts.access import require_role
from tdkt.accounts.models import Role, User
from tdkt.core.answers import Refused, require
from tdkt.core.edits import save_if_fresh
from tdkt.core.history import Change, record, record_many
from tdkt.core.text import clean
from tdkt.councils.domain.marks import pass_mark
from tdkt.councils.models import Council, CouncilMember, CouncilSession, SessionState, VoteResult
from tdkt.dossiers.domain.move import BATCH, fresh, move
from tdkt.dossiers.models import AwardRound, Nomination, RoundState
from tdkt.dossiers.states import STEPS, State
from tdkt.dossiers.stops import may_go_on
from tdkt.units.models import Unit


class CannotSetUpCouncil(Refused):
    """The council was not set up."""


class CannotOpenSession(Refused):
    """The session was not opened."""


class CannotRecordVotes(Refused):
    """No vote was written."""


class CannotCloseSession(Refused):
    """The session stays open."""


@transaction.atomic
def create_council(
    *,
    unit: Unit,
    name: str,
    valid_from: dt.date,
    members: Iterable[Mapping[str, Any]],
    actor: User,
    now: dt.datetime,
) -> Council:
    """Set up the council of a unit; a member is ``{"full_name", "position", "seat", "user"}``, in order of rank.

    Raises:
        CannotSetUpCouncil: not the unit's secretary or appraiser, no member, or the unit has a council now.
    """
    may = require_role(actor, [Role.COUNCIL_SECRETARY, Role.APPRAISER], unit, timezone.localdate(now), "lập Hội đồng")
    require(may, CannotSetUpCouncil)
    listed = list(members)
    if not listed:
        raise CannotSetUpCouncil("Hội đồng cần có thành viên; hãy ghi ít nhất Chủ tịch Hội đồng.")
    try:
        with transaction.atomic():
            council = Council.objects.create(unit=unit, name=clean(name), valid_from=valid_from)
            seats = [CouncilMember(council=council, order=n, **one) for n, one in enumerate(listed, start=1)]
            CouncilMember.objects.bulk_create(seats)
    except IntegrityError:
        raise CannotSetUpCouncil(
            f"{unit} đã có Hội đồng đang hoạt động, hoặc danh sách có hơn một Chủ tịch; hãy kiểm tra lại."
        ) from None
    record(actor=actor, now=now, act="council.create", target=council, after={"members": len(seats)})
    return council


@transaction.atomic
def open_session(
    *,
    round: AwardRound,  # noqa: A002 - the office's word
    council: Council,
    held_on: dt.date,
    members_present: int,
    actor: User,
    now: dt.datetime,
    written_opinions: int = 0,
    place: str = "",
    minutes_number: str = "",
) -> CouncilSession:
    """Open a session on a round. The base of every share is the whole membership.

    Raises:
        CannotOpenSession: not the council's secretary, council of another unit, closed round, a future day, or more
            people present than there are members.
    """
    _require_secretary(actor, council, now, CannotOpenSession)
    if council.unit_id != round.unit_id:
        raise CannotOpenSession(f"{council} không phải Hội đồng của {round.unit}.")
    if round.state != RoundState.OPEN:
        raise CannotOpenSession(f"Đợt “{round}” đã khép.")
    if held_on > timezone.localdate(now):
        raise CannotOpenSession("Ngày họp ở tương lai; chỉ nhập kết quả của phiên đã họp.")
    opened = CouncilSession(
        council=council, round=round, held_on=held_on, members_total=council.members.count(),
        members_present=members_present, written_opinions=written_opinions, place=clean(place),
        minutes_number=clean(minutes_number),
    )  # fmt: skip
    try:
        opened.full_clean()
    except ValidationError as refusal:
        raise CannotOpenSession(" ".join(refusal.messages)) from None
    opened.save()
    after = {"held_on": held_on.isoformat(), "present": members_present, "written": written_opinions}
    record(actor=actor, now=now, act="session.open", target=opened, after=after)
    return opened


@transaction.atomic
def record_votes(
    *,
    session: CouncilSession,
    votes: Mapping[int, tuple[int, int]],
    actor: User,
    now: dt.datetime,
    version: int | None = None,
) -> list[VoteResult]:
    """Write votes for and against by nomination; votes entered before in the same session are replaced.

    Args:
        votes: ``{nomination_pk: (for, against)}``.
        version: the session's version the page was opened with; None writes over whatever is there.

    Raises:
        StaleEdit: somebody entered votes meanwhile.
        CannotRecordVotes: closed session, a line not before the council or kept from going on (``dossiers.stops``), or
            more votes than members took part.
    """
    _require_secretary(actor, session.council, now, CannotRecordVotes)
    lines = _lines_before(session, votes)
    require(may_go_on("pass", {line.pk: line.code for line in lines}, timezone.localdate(now)), CannotRecordVotes)
    _check_numbers(session, lines, votes)
    save_if_fresh(session, version=session.version if version is None else version, state=SessionState.OPEN)
    earlier = {one.nomination_id: one for one in session.results.filter(nomination__in=lines)}
    results = [_result(session, line, votes[line.pk]) for line in lines]
    VoteResult.objects.filter(pk__in=[one.pk for one in earlier.values()]).delete()
    VoteResult.objects.bulk_create(results, batch_size=BATCH)
    changes = [
        Change(line, _numbers(earlier.get(line.pk)), _numbers(result))
        for line, result in zip(lines, results, strict=True)
        if _numbers(earlier.get(line.pk)) != _numbers(result)
    ]
    record_many(actor=actor, now=now, act="nomination.vote", changes=changes)
    return results


def _lines_before(session: CouncilSession, votes: Mapping[int, tuple[int, int]]) -> list[Nomination]:
    if CouncilSession.objects.get(pk=session.pk).state != SessionState.OPEN:
        raise CannotRecordVotes("Phiên họp đã thông qua biên bản, không nhập thêm phiếu được.")
    wanted = Nomination.objects.filter(pk__in=list(votes), round=session.round_id, state=State.ACCEPTED)
    lines = fresh(wanted.order_by("pk"))
    if not lines or len(lines) != len(votes):
        raise CannotRecordVotes("Có dòng không còn chờ Hội đồng trong đợt này; hãy tải lại trang rồi nhập lại.")
    elsewhere = voted_in(session.round_id).filter(nomination__in=lines).exclude(session=session).first()
    if elsewhere:
        raise CannotRecordVotes(f"{elsewhere.nomination.subject_name} đã được bỏ phiếu ở một phiên khác.")
    return lines


def voted_in(round_pk: int) -> QuerySet[VoteResult]:
    """What councils have voted on lines while they stood in a round."""
    return VoteResult.objects.filter(session__round=round_pk)


def _check_numbers(session: CouncilSession, lines: Iterable[Nomination], votes: Mapping[int, tuple[int, int]]) -> None:
    took_part = session.members_present + session.written_opinions
    for line in lines:
        yes, no = votes[line.pk]
        if yes < 0 or no < 0:
            raise CannotRecordVotes(f"{line.subject_name}: số phiếu không được âm.")
        if yes + no > took_part:
            raise CannotRecordVotes(
                f"{line.subject_name}: {yes + no} phiếu, nhiều hơn {took_part} thành viên dự họp và cho ý kiến."
            )


def _result(session: CouncilSession, line: Nomination, votes: tuple[int, int]) -> VoteResult:
    mark = pass_mark(code=line.code, kind=line.kind, basis=line.basis, on=session.held_on, unit=session.council.unit)
    members = session.members_total
    return VoteResult(
        session=session, nomination=line, votes_for=votes[0], votes_against=votes[1], members_total=members,
        pass_mark=mark.percent, pass_above=mark.above, pass_mark_source=mark.source[:300],
        passed=mark.passed(votes[0], members),
    )  # fmt: skip


def _numbers(result: VoteResult | None) -> dict[str, Any]:
    if result is None:
        return {}
    return {"for": result.votes_for, "against": result.votes_against, "of": result.members_total}


@transaction.atomic
def close_session(
    *, session: CouncilSession, actor: User, now: dt.datetime, minutes_number: str = ""
) -> CouncilSession:
    """Close a session by its minutes: every line voted on passes or fails; others wait for another session.

    Raises:
        CannotCloseSession: not the secretary, nothing was voted on, or closed already.
    """
    _require_secretary(actor, session.council, now, CannotCloseSession)
    stored = CouncilSession.objects.select_related("council__unit").get(pk=session.pk)
    if stored.state != SessionState.OPEN:
        raise CannotCloseSession("Phiên họp này đã thông qua biên bản.")
    results = list(stored.results.select_related("nomination").order_by("nomination"))
    if not results:
        raise CannotCloseSession("Chưa nhập kết quả bỏ phiếu nào; hãy nhập rồi mới thông qua biên bản.")
    number = clean(minutes_number) or stored.minutes_number
    save_if_fresh(stored, version=stored.version, state=SessionState.CLOSED, minutes_number=number)
    for code, passed in (("pass", True), ("fail", False)):
        chosen = [one.nomination for one in results if one.passed is passed]
        if chosen:
            move(step=STEPS[code], nominations=chosen, actor=actor, now=now, error=CannotCloseSession)
    after = {"state": SessionState.CLOSED.value, "minutes": number, "lines": len(results)}
    record(actor=actor, now=now, act="session.close", target=stored, after=after)
    session.state, session.version, session.minutes_number = stored.state, stored.version, stored.minutes_number
    return stored


def _require_secretary(actor: User, council: Council, now: dt.datetime, error: type[Refused]) -> None:
    may = require_role(actor, [Role.COUNCIL_SECRETARY], council.unit, timezone.localdate(now), "ghi việc của Hội đồng")
    require(may, error)
