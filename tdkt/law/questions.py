"""What the rulebook itself says it does not know: texts nobody has seen, and texts seen only as told by another."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tdkt.law.api import Rulebook
from tdkt.law.browse import AwardLaw, Line, award_law
from tdkt.law.engine.items import AwardInfo

_UNSEEN = "chưa thấy"


@dataclass(frozen=True)
class OpenAward:
    """The open points of one award, the unseen ones first."""

    info: AwardInfo
    unseen: tuple[Line, ...]
    restated: tuple[Line, ...]


def open_points(rulebook: Rulebook, on: date) -> list[OpenAward]:
    """Every award with something to be checked against its text on a day."""
    found = []
    for info in rulebook.awards():
        if info.judged:
            lines = list(dict.fromkeys(_lines(award_law(rulebook, info.code, on, None))))
            unseen = tuple(line for line in lines if _is_unseen(line))
            restated = tuple(line for line in lines if line.mark == "restated" and line not in unseen)
            if unseen or restated:
                found.append(OpenAward(info, unseen, restated))
    return found


def _is_unseen(line: Line) -> bool:
    return line.mark == "unverified" or _UNSEEN in line.text.lower() or any(_UNSEEN in word for word in line.extra)


def _lines(law: AwardLaw) -> Iterator[Line]:
    for route in law.routes:
        for standard in route.standards:
            yield from (line for line in (standard.head, *standard.needs) if line.mark != "verified")
            yield from (line for line in standard.needs if _is_unseen(line))
    for lines in (law.quotas, law.deciders, *(lines for _, lines in law.steps)):
        yield from (line for line in lines if line.mark != "verified" or _is_unseen(line))
