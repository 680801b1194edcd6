"""Cancel an award: the line stays in the ledger and says by which decision it no longer stands."""

import datetime as dt

from django.utils import timezone

from tdkt.accounts.access import acting
from tdkt.accounts.models import Role, User
from tdkt.awards import domain as ledger
from tdkt.awards.models import Award, AwardStatus
from tdkt.core.answers import ALLOWED, Answer, Denied, Refused, require
from tdkt.core.text import clean


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
) -> ledger.Cancellation:
    """Cancel one standing award by a decision of the body that granted it; what rested on it is flagged.

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
    try:
        return ledger.cancel_award(
            actor=actor, now=now, award=stored, reason=reason, number=number, signed_on=signed_on,
            title=f"Hủy bỏ khen thưởng đối với {stored.person or stored.unit}", issuer_level=granting.issuer_level,
            issuer_unit=granting.issuer_unit, issuer_name=granting.issuer_name, signer_name=clean(signer_name),
            signer_title=clean(signer_title),
        )  # fmt: skip
    except ledger.BadDecision as refusal:
        raise CannotCancel(refusal.reason) from None


def resting_on(award: Award) -> list[Award]:
    """Later standing awards of the same subject: each has to be looked at again once this one falls."""
    later = Award.objects.standing().filter(person=award.person_id, unit=award.unit_id, period_to__gte=award.period_to)
    return list(later.exclude(pk=award.pk).select_related("decision").order_by("period_to"))
