"""Which head decides an award in a round, read off the rulebook's deciders."""

import datetime as dt

from tdkt.awards.models import IssuerLevel
from tdkt.dossiers.domain.law import deciding_level
from tdkt.units.models import Unit, UnitKind

UNDER_2019 = dt.date(2023, 12, 5)
PROVINCE = Unit(kind=UnitKind.PROVINCE, name="Viện kiểm sát nhân dân tỉnh")
OFFICE = Unit(kind=UnitKind.DISTRICT, name="Viện kiểm sát nhân dân huyện")


def level(code: str, *, unit: Unit = PROVINCE, on: dt.date = UNDER_2019, is_top: bool = False) -> IssuerLevel:
    return deciding_level(code=code, kind="collective", on=on, unit=unit, is_top=is_top)


def test_the_sectors_head_lets_a_provincial_head_recognise_the_best_collectives_under_him() -> None:
    assert level("TTLDXS") == IssuerLevel.UNIT


def test_the_province_itself_and_a_body_without_legal_personality_stay_with_the_sectors_head() -> None:
    assert level("TTLDXS", is_top=True) == IssuerLevel.MINISTRY
    assert level("TTLDXS", unit=OFFICE) == IssuerLevel.MINISTRY


def test_what_was_not_delegated_stays_with_the_sectors_head() -> None:
    assert level("CTDB") == IssuerLevel.MINISTRY


def test_the_delegation_ends_with_the_circular_that_gave_it() -> None:
    assert level("TTLDXS", on=dt.date(2024, 9, 30)) == IssuerLevel.UNIT
    assert level("TTLDXS", on=dt.date(2024, 10, 1)) == IssuerLevel.MINISTRY
