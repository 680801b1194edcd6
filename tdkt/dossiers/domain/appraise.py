"""The appraising office takes lines in, returns single ones with a reason, accepts, declines, or looks again."""

import datetime as dt
from collections.abc import Sequence

from tdkt.accounts.models import User
from tdkt.core.answers import Refused
from tdkt.dossiers.domain.move import move
from tdkt.dossiers.models import Nomination
from tdkt.dossiers.states import STEPS


class CannotAppraise(Refused):
    """The lines were not moved."""


def return_nominations(
    *, nominations: Sequence[Nomination], reason: str, actor: User, now: dt.datetime
) -> list[Nomination]:
    """Return only these lines to the unit, saying why; the rest of its list stays where it is."""
    return move(
        step=STEPS["return"], nominations=nominations, actor=actor, now=now, reason=reason, error=CannotAppraise
    )


def take_in(*, nominations: Sequence[Nomination], actor: User, now: dt.datetime) -> list[Nomination]:
    """Take sent lines in: from now on their sender cannot take them back."""
    return move(step=STEPS["take_in"], nominations=nominations, actor=actor, now=now, error=CannotAppraise)


def decline_nominations(
    *, nominations: Sequence[Nomination], reason: str, actor: User, now: dt.datetime
) -> list[Nomination]:
    """Say at this level that the lines are not proposed at all, and why; this is their end."""
    return move(
        step=STEPS["decline"], nominations=nominations, actor=actor, now=now, reason=reason, error=CannotAppraise
    )


def accept_nominations(*, nominations: Sequence[Nomination], actor: User, now: dt.datetime) -> list[Nomination]:
    """Accept the lines; they wait for the council."""
    return move(step=STEPS["accept"], nominations=nominations, actor=actor, now=now, error=CannotAppraise)


def reopen_nominations(
    *, nominations: Sequence[Nomination], reason: str, actor: User, now: dt.datetime
) -> list[Nomination]:
    """Look again at lines that were accepted but not yet voted on."""
    return move(
        step=STEPS["reopen"], nominations=nominations, actor=actor, now=now, reason=reason, error=CannotAppraise
    )
