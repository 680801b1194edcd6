"""Without a council: what the law lets go by the short procedure, or a level of the route that has no council."""

import datetime as dt
from collections.abc import Sequence

from tdkt.accounts.models import User
from tdkt.core.answers import Refused
from tdkt.dossiers.domain.law import award_name, rulebook, short_procedure
from tdkt.dossiers.domain.move import fresh, move
from tdkt.dossiers.models import Nomination
from tdkt.dossiers.states import STEPS
from tdkt.routes.queries import stage_of


class CannotGoShort(Refused):
    """The lines wait for the council."""


def pass_short(*, nominations: Sequence[Nomination], reason: str, actor: User, now: dt.datetime) -> list[Nomination]:
    """The head passes accepted lines without a council, saying why (L06/2022 Điều 85; before 2024 L15/2003 Điều 85).

    Raises:
        CannotGoShort: not the head, no reason, or nothing lets a line go without the council of this level.
    """
    alike: dict[tuple[str, str, str, int], Nomination] = {}
    for line in fresh(nominations):  # law and route are asked once for lines of the same sort
        alike.setdefault((line.code, line.kind, line.basis, line.round_id), line)
    grounds = [_ground(line) for line in alike.values()]
    words = f"{reason.strip()} (căn cứ: {'; '.join(dict.fromkeys(grounds))})" if reason.strip() else ""
    return move(
        step=STEPS["pass_short"], nominations=nominations, actor=actor, now=now, reason=words, error=CannotGoShort
    )


def _ground(line: Nomination) -> str:
    clause = short_procedure(code=line.code, kind=line.kind, basis=line.basis, on=line.round.judged_on)
    if clause is not None:
        return rulebook().cited(clause.id)
    stage = stage_of(line.round.unit, line.round.judged_on)
    if stage is not None and not stage.has_council:
        return f"chặng “{stage.name}” không họp Hội đồng"
    raise CannotGoShort(
        f"{line.subject_name}: {award_name(line.code)} loại hình {line.get_basis_display().lower()} "
        "không thuộc trường hợp khen thưởng theo thủ tục đơn giản; dòng này phải qua Hội đồng."
    )
