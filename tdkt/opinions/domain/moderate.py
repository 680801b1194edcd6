"""The office's acts on an opinion: say what was done about it; hide words against the law, never the opinion."""

import datetime as dt

from django.db import transaction

from tdkt.accounts.models import User
from tdkt.core import history
from tdkt.core.answers import MovedMeanwhile
from tdkt.core.text import clean
from tdkt.opinions.domain.windows import CannotAsk, ask
from tdkt.opinions.models import Opinion


@transaction.atomic
def handle_opinion(*, actor: User, now: dt.datetime, opinion: Opinion, handling: str) -> None:
    """Write down what was found or done; the sender reads it by his receipt. It may be written again.

    Raises:
        CannotAsk: no right, or no words.
    """
    ask(actor=actor, unit=opinion.window.unit, now=now, what="xử lý ý kiến")
    if not clean(handling):
        raise CannotAsk("Chưa ghi kết quả xử lý ý kiến.")
    before = opinion.handling
    opinion.handling, opinion.handled_at, opinion.handled_by = clean(handling), now, actor
    opinion.save(update_fields=["handling", "handled_at", "handled_by"])
    history.record(
        actor=actor, now=now, act="handle_opinion", target=opinion, before={"handling": before},
        after={"handling": opinion.handling},
    )  # fmt: skip


@transaction.atomic
def hide_opinion(*, actor: User, now: dt.datetime, opinion: Opinion, reason: str) -> None:
    """Hide the words of an opinion that are against the law. It stays stored and counted.

    Raises:
        CannotAsk: no right, or no reason.
        MovedMeanwhile: it is hidden already.
    """
    ask(actor=actor, unit=opinion.window.unit, now=now, what="ẩn nội dung ý kiến")
    if not clean(reason):
        raise CannotAsk("Phải ghi lý do ẩn; ý kiến vẫn được lưu và được đếm.")
    hidden = {"hidden_at": now, "hidden_by": actor, "hidden_reason": clean(reason)}
    if not Opinion.objects.filter(pk=opinion.pk, hidden_at__isnull=True).update(**hidden):
        raise MovedMeanwhile("Nội dung ý kiến này đã được ẩn trước đó.")
    opinion.refresh_from_db()
    history.record(actor=actor, now=now, act="hide_opinion", target=opinion, reason=opinion.hidden_reason)


@transaction.atomic
def show_opinion(*, actor: User, now: dt.datetime, opinion: Opinion, reason: str) -> None:
    """Show again what was hidden, with the reason; who hid it stays in the history.

    Raises:
        CannotAsk: no right, or no reason.
        MovedMeanwhile: it is shown already.
    """
    ask(actor=actor, unit=opinion.window.unit, now=now, what="hiện lại nội dung ý kiến")
    if not clean(reason):
        raise CannotAsk("Phải ghi lý do hiện lại.")
    shown = {"hidden_at": None, "hidden_by": None, "hidden_reason": ""}
    if not Opinion.objects.filter(pk=opinion.pk, hidden_at__isnull=False).update(**shown):
        raise MovedMeanwhile("Nội dung ý kiến này đang được hiện.")
    opinion.refresh_from_db()
    history.record(actor=actor, now=now, act="show_opinion", target=opinion, reason=clean(reason))
