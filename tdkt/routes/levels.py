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


_FLAG, _MERIT = "CTDB", "BKB"
_LAW_OF_2022 = dt.date(2024, 1, 1)
_PROVINCE = {
    _FLAG: (
        "Luật 15/2003 (sửa đổi năm 2013) Điều 79; NĐ 91/2017 Điều 12 khoản 1",
        "Luật 06/2022/QH15 Điều 26 khoản 1, khoản 2, Điều 79 khoản 4",
    ),
    _MERIT: (
        "Luật 15/2003 (sửa đổi năm 2013) Điều 79",
        "Luật 06/2022/QH15 Điều 74 khoản 1, khoản 3, Điều 79 khoản 4",
    ),
}


def also_decides(code: str, day: dt.date) -> dict[IssuerLevel, str]:
    """Who else may decide ``code`` for a unit of a sector on ``day``, with the articles.

    The chairman of a province gives its flag to who leads a block or a movement of the province, and its certificate of
    merit for its movements and for work in its field. Yearly titles go by who manages the staff (Luật 06/2022/QH15
    Điều 83 khoản 1) and so stay with the sector.
    """
    before, since = _PROVINCE.get(code, ("", ""))
    basis = since if day >= _LAW_OF_2022 else before
    return {IssuerLevel.PROVINCE: basis} if basis else {}


def level_of(code: str, day: dt.date) -> IssuerLevel | None:
    """Who decides ``code`` on ``day``; nothing where the code is unknown or the law of the day names nobody."""
    book = live.rulebook()
    info = book.catalogue.awards.get(code)
    for kind in info.kinds if info else ():
        found = book.decider(code, kind, day)
        if found is not None and found.decider in LEVELS:
            return LEVELS[found.decider]
    return None
