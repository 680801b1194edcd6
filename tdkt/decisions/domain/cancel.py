"""Cancel an award: the line stays in the ledger and says by which decision it no longer stands."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from tdkt.accounts.access import acting
from tdkt.accounts.models import Role, User
from tdkt.awards.models import Award, AwardStatus, Decision, DecisionKind, IssuerLevel
from tdkt.core.answers import ALLOWED, Answer, Denied, Refused, require
from tdkt.core.history import record
from tdkt.core.text import clean
from tdkt.decisions.domain.issue import recorded, save_new
from tdkt.units.models import Unit


class CannotCancel(Refused):
    """The award still stands."""


def may_cancel(actor: User, award: Award, day: dt.date) -> Answer:
    """The head of the unit that granted may cancel; what a higher body took back is written down by the appraiser."""
    seat = acting(actor, day)
    decision = award.decision
    if decision is not None and decision.issuer_unit is not None:
        if seat.has([Role.UNIT_HEAD], decision.issuer_unit):
            return ALLOWED
        return Denied(f"Chỉ thủ trưởng {decision.issuer_unit}, nơi đã quyết định, được hủy bỏ quyết định này.")
    if seat.has_over([Role.APPRAISER], award.host_unit):
        return ALLOWED
    return Denied(f"Chỉ cán bộ thẩm định của cấp quản lý {award.host_unit} được ghi việc cấp trên hủy bỏ.")


@transaction.atomic
def cancel_award(
    *,
    award: Award,
    number: str,
    signed_on: dt.date,
    reason: str,
    actor: User,
    now: dt.datetime,
    signer_name: str = "",
    signer_title: str = "",
) -> Decision:
    """Cancel one standing award by a decision of the body that granted it.

    Raises:
        CannotCancel: not standing, no reason, a number used before, or the actor may not.
    """
    today = timezone.localdate(now)
    stored = Award.objects.select_related("decision__issuer_unit", "host_unit", "person", "unit").get(pk=award.pk)
    require(may_cancel(actor, stored, today), CannotCancel)
    granting = stored.decision
    if stored.status != AwardStatus.GRANTED or granting is None or stored.cancelled_by_id:
        raise CannotCancel("Dòng này không còn hiệu lực, nên không có gì để hủy.")
    if not reason.strip():
        raise CannotCancel("Hãy ghi lý do hủy bỏ; lý do được giữ mãi trong lịch sử.")
    if not granting.signed_on <= signed_on <= today:
        raise CannotCancel("Ngày ký quyết định hủy phải từ ngày quyết định khen thưởng đến hôm nay.")
    decision = _cancelling(granting, stored, number, signed_on, signer_name, signer_title)
    save_new(decision, CannotCancel)
    done = Award.objects.filter(pk=stored.pk, cancelled_by__isnull=True).update(cancelled_by=decision)
    if not done:
        raise CannotCancel("Dòng này vừa được người khác hủy; hãy tải lại trang.")
    record(actor=actor, now=now, act="decision.cancel", target=decision, after=recorded(decision), reason=reason)
    record(
        actor=actor, now=now, act="award.cancel", target=stored, before={"standing": True},
        after={"cancelled_by": str(decision)}, reason=reason,
    )  # fmt: skip
    return decision


def _cancelling(
    granting: Decision, award: Award, number: str, signed_on: dt.date, signer_name: str, signer_title: str
) -> Decision:
    level: str = granting.issuer_level
    unit: Unit | None = granting.issuer_unit if level == IssuerLevel.UNIT else None
    return Decision(
        kind=DecisionKind.CANCEL, number=clean(number), signed_on=signed_on,
        title=f"Hủy bỏ khen thưởng đối với {award.person or award.unit}", issuer_level=level, issuer_unit=unit,
        issuer_name=granting.issuer_name, signer_name=clean(signer_name), signer_title=clean(signer_title),
    )  # fmt: skip


def resting_on(award: Award) -> list[Award]:
    """Later standing awards of the same subject: each has to be looked at again once this one falls."""
    later = Award.objects.standing().filter(person=award.person_id, unit=award.unit_id, period_to__gte=award.period_to)
    return list(later.exclude(pk=award.pk).select_related("decision").order_by("period_to"))
