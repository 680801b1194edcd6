"""Initiatives are entered by the unit's officer, and each author's part is used once."""

import datetime as dt

import pytest

from tdkt.awards.domain import LedgerLine, record_decision
from tdkt.core import history
from tdkt.core.answers import MovedMeanwhile
from tdkt.initiatives.domain import CannotRecognise, CannotUse, NewInitiative, mark_used, recognise_initiatives
from tdkt.initiatives.models import Initiative
from tdkt.people.domain import NewPerson, add_people
from tdkt.people.models import Person
from tests.support.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair(cast: Cast, now: dt.datetime) -> list[Person]:
    people = [
        NewPerson(
            staff_number=number, full_name="Ngô Thử", gender="male", unit=cast.office, position="Kiểm sát viên",
            posted_on=dt.date(2015, 1, 1),
        )
        for number in ("1", "2")
    ]  # fmt: skip
    return add_people(actor=cast.officer, now=now, people=people)


def idea(cast: Cast, *authors: Person, year: int = 2023) -> NewInitiative:
    return NewInitiative(
        title="Sổ tay kiểm sát", level="unit", year=year, unit=cast.office, recognised_by="Viện trưởng",
        authors=authors,
    )  # fmt: skip


def test_an_initiative_comes_with_its_authors_and_history(cast: Cast, pair: list[Person], now: dt.datetime) -> None:
    (stored,) = recognise_initiatives(actor=cast.officer, now=now, initiatives=[idea(cast, *pair)])
    assert list(stored.authors.order_by("pk")) == pair
    assert history.history_of(stored).get().after["authors"] == ["Ngô Thử", "Ngô Thử"]
    for actor, line in (
        (cast.stranger, idea(cast, *pair)),
        (cast.officer, idea(cast)),
        (cast.officer, idea(cast, pair[0], pair[0])),
        (cast.officer, idea(cast, *pair, year=2024)),
    ):
        with pytest.raises(CannotRecognise):
            recognise_initiatives(actor=actor, now=now, initiatives=[line])
    assert Initiative.objects.count() == 1


def test_each_part_is_used_once_and_for_its_own_author(cast: Cast, pair: list[Person], now: dt.datetime) -> None:
    (stored,) = recognise_initiatives(actor=cast.officer, now=now, initiatives=[idea(cast, *pair)])
    decision = record_decision(
        actor=cast.appraiser, now=now, number="1/QĐ", signed_on=dt.date(2023, 12, 1), title="Khen thưởng",
        issuer_level="ministry", issuer_name="Viện trưởng VKSND tối cao",
        lines=[LedgerLine(person=pair[0], code="BKB", period_from=2023, period_to=2023)],
    )  # fmt: skip
    award = decision.awards.get()
    first, second = stored.authorships.order_by("pk")
    with pytest.raises(CannotUse, match="người khác"):
        mark_used(actor=cast.appraiser, now=now, uses={second: award})
    mark_used(actor=cast.appraiser, now=now, uses={first: award})
    with pytest.raises(MovedMeanwhile, match="đã được dùng"):
        mark_used(actor=cast.appraiser, now=now, uses={first: award})
