"""Issue a decision: the passed lines become awards in the ledger, once."""

import datetime as dt
from collections.abc import Collection, Sequence

from django.db import transaction
from django.utils import timezone

from tdkt.accounts.access import require_role
from tdkt.accounts.models import Role, User
from tdkt.awards.domain import record_decision
from tdkt.awards.models import Decision
from tdkt.core.answers import Refused, require
from tdkt.core.text import clean
from tdkt.decisions.domain.ledger import ledger_line, tie
from tdkt.dossiers.domain.law import decided_here
from tdkt.dossiers.domain.move import move
from tdkt.dossiers.models import AwardRound, Nomination
from tdkt.dossiers.states import STEPS, State


class CannotIssue(Refused):
    """No decision was issued; the ledger is as it was."""


@transaction.atomic
def issue_decision(
    *,
    round: AwardRound,  # noqa: A002 - the office's word
    nominations: Sequence[Nomination],
    number: str,
    signed_on: dt.date,
    title: str,
    signer_name: str,
    signer_title: str,
    actor: User,
    now: dt.datetime,
    beyond_cap: str = "",
) -> Decision:
    """The head of the round's unit decides on lines the council passed; each becomes an award with its money.

    The same decision asked for twice (a double click) is issued once: the second call returns the first decision.

    Args:
        beyond_cap: the paper that lets the decision pass a cap of the law; kept with each line.

    Raises:
        CannotIssue: not the head, a line that has not passed or is for a higher authority, a number used on that day,
            or a cap of the law passed without such a paper.
        MovedMeanwhile: a line moved while the decision was being written. Nothing is written.
    """
    may = require_role(actor, [Role.UNIT_HEAD], round.unit, timezone.localdate(now), "ra quyết định khen thưởng")
    require(may, CannotIssue)
    lines = decision_lines(round, nominations)
    decision = Decision(
        number=clean(number), signed_on=signed_on, title=clean(title), issuer_level=lines[0].decided_by,
        issuer_unit=round.unit, issuer_name=round.unit.name, signer_name=clean(signer_name),
        signer_title=clean(signer_title),
    )  # fmt: skip
    again = _issued_already(decision, lines)
    if again:
        return again
    _check_lines(lines, decided_here(round.unit, round.judged_on))
    _check_day(signed_on, round, timezone.localdate(now))
    return _grant(decision, lines, actor=actor, now=now, reason=clean(beyond_cap))


def decision_lines(on: AwardRound, nominations: Sequence[Nomination]) -> list[Nomination]:
    """The chosen lines of the round with everything the ledger keeps, in the order given."""
    keys = list(dict.fromkeys(line.pk for line in nominations))
    found = Nomination.objects.filter(round=on).with_names().in_bulk(keys)
    lines = [found[key] for key in keys if key in found]
    if not lines or len(lines) != len(keys):
        raise CannotIssue("Chưa chọn dòng nào của đợt này; hãy đánh dấu các dòng cần quyết định.")
    return lines


def _issued_already(wanted: Decision, lines: list[Nomination]) -> Decision | None:
    same = Decision.objects.filter(issuer_name=wanted.issuer_name, number=wanted.number, signed_on=wanted.signed_on)
    earlier = same.first()
    if earlier is None:
        return None
    held = set(Nomination.objects.filter(award__decision=earlier).values_list("pk", flat=True))
    if held == {line.pk for line in lines}:
        return earlier
    raise CannotIssue(f"Số {earlier.number} ngày {earlier.signed_on:%d/%m/%Y} đã có trong sổ; hãy ghi số khác.")


def _check_lines(lines: list[Nomination], here: Collection[str]) -> None:
    done = [line for line in lines if line.state == State.GRANTED]
    if done:
        raise CannotIssue(f"Đã ban hành quyết định cho {done[0].subject_name}; hãy tải lại trang.")
    early = [line for line in lines if line.state != State.PASSED]
    if early:
        raise CannotIssue(
            f"{early[0].subject_name} đang ở bước “{early[0].get_state_display()}”; "
            "chỉ quyết định với dòng Hội đồng đã thông qua."
        )
    higher = [line for line in lines if line.decided_by not in here]
    if higher:
        raise CannotIssue(
            f"{higher[0].subject_name}: thẩm quyền thuộc {higher[0].get_decided_by_display()}. Hãy trình cấp trên."
        )
    mixed = [line for line in lines if line.decided_by != lines[0].decided_by]
    if mixed:
        raise CannotIssue(
            f"{mixed[0].subject_name}: thẩm quyền thuộc {mixed[0].get_decided_by_display()}, khác các dòng kia. "
            "Hãy ra quyết định riêng cho từng thẩm quyền."
        )
    seen: set[tuple[int | None, int | None, str]] = set()
    for line in lines:
        key = (line.person_id, line.unit_id, line.code)
        if key in seen:
            raise CannotIssue(
                f"{line.subject_name} có hai dòng cùng hình thức; hãy quyết định ở hai quyết định khác nhau."
            )
        seen.add(key)


def _check_day(signed_on: dt.date, on: AwardRound, today: dt.date) -> None:
    if signed_on > today:
        raise CannotIssue("Ngày ký ở tương lai; hãy ghi ngày đã ký.")
    if signed_on.year < on.year:
        raise CannotIssue(f"Ngày ký trước năm thành tích {on.year}; hãy xem lại.")


def _grant(decision: Decision, lines: list[Nomination], *, actor: User, now: dt.datetime, reason: str) -> Decision:
    try:
        stored = record_decision(
            actor=actor, now=now, lines=[ledger_line(line) for line in lines], number=decision.number,
            signed_on=decision.signed_on, title=decision.title, issuer_level=decision.issuer_level,
            issuer_unit=decision.issuer_unit, issuer_name=decision.issuer_name, signer_name=decision.signer_name,
            signer_title=decision.signer_title,
        )  # fmt: skip
    except Refused as refusal:
        raise CannotIssue(refusal.reason) from None
    tie(lines, list(stored.awards.all()))
    move(step=STEPS["grant"], nominations=lines, actor=actor, now=now, reason=reason, error=CannotIssue)
    return stored
