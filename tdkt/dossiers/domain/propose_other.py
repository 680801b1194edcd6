"""Propose another award than the one asked for: a lower one (hạ mức khen) or a higher one (khen cao hơn)."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils import timezone

from tdkt.accounts.access import require_role
from tdkt.accounts.models import Role, User
from tdkt.awards.models import IssuerLevel
from tdkt.core.answers import Refused, require
from tdkt.core.edits import save_if_fresh
from tdkt.core.history import record
from tdkt.dossiers.domain.eligibility import judge_nominations
from tdkt.dossiers.domain.law import award_name, deciding_level, rulebook
from tdkt.dossiers.domain.move import fresh, keep_steps
from tdkt.dossiers.models import Nomination
from tdkt.dossiers.states import WITH_THE_APPRAISER, State


class CannotProposeOther(Refused):
    """The line keeps its award."""


@transaction.atomic
def propose_other(
    *, nomination: Nomination, code: str, reason: str, version: int, actor: User, now: dt.datetime
) -> Nomination:
    """The appraising office puts ``code`` in place of what was asked; the first request and the reason stay readable.

    Raises:
        CannotProposeOther: not the appraiser, no reason, the same award, one for another kind of subject, one nobody
            decides at this level or above, or the subject is put forward for it already.
        StaleEdit: the line was changed meanwhile.
    """
    line = fresh([nomination])[0]
    may = require_role(actor, [Role.APPRAISER], line.round.unit, timezone.localdate(now), "đề nghị hình thức khác")
    require(may, CannotProposeOther)
    _check(line, code, reason)
    holder = line.round.unit
    level = deciding_level(
        code=code, kind=line.kind, on=line.round.judged_on, unit=holder, is_top=line.unit_id == holder.pk
    )
    if line.came_from_id and level == IssuerLevel.UNIT:
        raise CannotProposeOther(
            f"{award_name(code)} do đơn vị cấp dưới quyết định; hãy trả lại và nêu lý do để đơn vị tự xét."
        )
    before = line.code
    _write(line, version, code=code, asked_code=line.asked_code or before, decided_by=level, ground="")
    words = f"{award_name(before)} → {award_name(code)}: {reason.strip()}"
    keep_steps("propose_other", line.state, [line], actor=actor, now=now, reason=words)
    record(
        actor=actor, now=now, act="nomination.propose_other", target=line, before={"code": before},
        after={"code": code}, reason=reason.strip(),
    )  # fmt: skip
    judge_nominations(nominations=[line], now=now)
    return line


def _check(line: Nomination, code: str, reason: str) -> None:
    if line.state not in (*WITH_THE_APPRAISER, State.ACCEPTED):
        raise CannotProposeOther(
            f"{line.subject_name} đang ở bước “{line.get_state_display()}”; chỉ đổi hình thức khi đang thẩm định."
        )
    if not reason.strip():
        raise CannotProposeOther("Hãy ghi lý do đề nghị hình thức khác để đơn vị và Hội đồng biết.")
    info = rulebook().catalogue.awards.get(code)
    if info is None or line.kind not in info.kinds:
        raise CannotProposeOther("Danh hiệu, hình thức này không dành cho đối tượng của dòng; hãy chọn lại.")
    if code == line.code:
        raise CannotProposeOther(f"Dòng này đang đề nghị chính {info.name}; hãy chọn danh hiệu, hình thức khác.")


def _write(line: Nomination, version: int, **fields: str) -> None:
    try:
        with transaction.atomic():
            save_if_fresh(line, version=version, **fields)
    except IntegrityError:
        raise CannotProposeOther(
            f"{line.subject_name} đã có dòng khác đề nghị {award_name(fields['code'])} trong đợt này."
        ) from None
