"""Choose who is asked to decide a line, where the same award has two who may."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from tdkt.accounts.access import acting
from tdkt.accounts.models import User
from tdkt.core.answers import Refused, require
from tdkt.core.edits import save_if_fresh
from tdkt.core.history import record
from tdkt.decisions.deciders import deciders_of, may_choose_decider
from tdkt.dossiers.domain.move import fresh
from tdkt.dossiers.models import Nomination


class CannotChooseDecider(Refused):
    """The line keeps who decides it."""


@transaction.atomic
def choose_decider(*, nomination: Nomination, level: str, version: int, actor: User, now: dt.datetime) -> Nomination:
    """Let ``level`` decide the line: the head of the sector, or the chairman of the province (Luật 06/2022 Điều 79).

    The line then goes another way from the stage where the route turns, by a submission of its head.

    Raises:
        CannotChooseDecider: no right, the council has voted, the law or the route knows no such decider for it, or it
            is he already.
        StaleEdit: somebody changed the line meanwhile.
    """
    found = fresh([nomination])
    if not found:
        raise CannotChooseDecider("Dòng này không còn; hãy tải lại trang.")
    line = found[0]
    require(may_choose_decider(acting(actor, timezone.localdate(now)), line), CannotChooseDecider)
    if level == line.decided_by:
        raise CannotChooseDecider(f"Dòng này đang đề nghị {line.get_decided_by_display()} quyết định.")
    if level not in {one.level for one in deciders_of(line)}:
        raise CannotChooseDecider(
            f"{line.subject_name}: theo luật và đường đi đang áp dụng, hình thức này không đề nghị nơi đó được."
        )
    before = line.decided_by
    save_if_fresh(line, version=version, decided_by=level)
    record(
        actor=actor, now=now, act="nomination.decider", target=line, before={"decided_by": before},
        after={"decided_by": level},
    )  # fmt: skip
    return line
