"""Which level the law lets decide an award, as far as the code alone tells it."""

import datetime as dt

from tdkt.awards.models import IssuerLevel
from tdkt.law import live

LEVELS = {
    "unit_head": IssuerLevel.UNIT,
    "ministry_head": IssuerLevel.MINISTRY,
    "prime_minister": IssuerLevel.PRIME_MINISTER,
    "government": IssuerLevel.PRIME_MINISTER,
    "president": IssuerLevel.PRESIDENT,
}
"""Who decides, in the rulebook's word and in the ledger's."""


def level_of(code: str, day: dt.date) -> IssuerLevel | None:
    """Who decides ``code`` on ``day``; nothing where the code is unknown or the law of the day names nobody."""
    book = live.rulebook()
    info = book.catalogue.awards.get(code)
    for kind in info.kinds if info else ():
        found = book.decider(code, kind, day)
        if found is not None and found.decider in LEVELS:
            return LEVELS[found.decider]
    return None
