"""What registrations ask the law: which titles and forms may be registered, and for which a pledge is needed."""

import datetime as dt
from collections.abc import Iterable

from tdkt.law import live
from tdkt.law.engine.items import AwardInfo

PERSON, COLLECTIVE = "person", "collective"
KIND_WORDS = {PERSON: "cá nhân", COLLECTIVE: "tập thể", "household": "hộ gia đình"}


def law_day(year: int) -> dt.date:
    """A year's registrations are measured by the law of its last day."""
    return dt.date(year, 12, 31)


def award_name(code: str) -> str:
    """The award's Vietnamese name."""
    info = live.rulebook().catalogue.awards.get(code)
    return info.name if info else code


def registrable(kind: str, year: int) -> list[AwardInfo]:
    """What one may strive for in a year: titles first, each sort from the lowest up.

    Left out is what nobody decides on by the year's law, and what has no kind of commendation of its own, since years
    of service and not a year's striving bring it.
    """
    book = live.rulebook()
    day = law_day(year)
    chosen = [book.catalogue.awards[code] for code in book.codes_for(kind)]
    offered = [info for info in chosen if not info.any_basis and book.decider(info.code, kind, day) is not None]
    return sorted(offered, key=_order)


def titles(kind: str, year: int) -> list[AwardInfo]:
    """The titles among them."""
    return [info for info in registrable(kind, year) if info.type == "title"]


def needs_pledge(code: str, kind: str, year: int) -> bool:
    """Anything above the lowest title asks for words on what will be done for it."""
    lowest = next(iter(titles(kind, year)), None)
    return lowest is None or code != lowest.code


def in_order(codes: Iterable[str]) -> list[str]:
    """Codes as a list shows them: titles first, from the lowest up."""
    awards = live.rulebook().catalogue.awards
    return sorted(set(codes), key=lambda code: (*(_order(awards[code]) if code in awards else (True, 999)), code))


def legal_basis(kind: str, year: int) -> list[str]:
    """What the law of the year says about registering, with its article; empty where it asks for none."""
    book = live.rulebook()
    steps = (
        step for info in titles(kind, year) for step in book.procedure(info.code, kind, law_day(year))
        if step.step == "registration"
    )  # fmt: skip
    return list(dict.fromkeys(f"{step.vi} ({book.cited(step.id)})" for step in steps))


def _order(info: AwardInfo) -> tuple[bool, int]:
    return (info.type != "title", info.rank)
