"""What the builders of the sample year share: the dice, the clock, the units, the people and the accounts."""

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass, field

from tdkt.accounts.models import User
from tdkt.people.domain import NewPerson
from tdkt.people.models import Person
from tdkt.sample.names import invented
from tdkt.units.models import Unit

VIETNAM = dt.timezone(dt.timedelta(hours=7))
FIRST_DAY = dt.date(2016, 1, 4)
HOME = "VKS-TUYENQUANG"
SAMPLE = "(dữ liệu mẫu)"


def moment(year: int, month: int, day: int, hour: int = 9) -> dt.datetime:
    """A moment of the office's day."""
    return dt.datetime(year, month, day, hour, tzinfo=VIETNAM)


@dataclass
class World:
    """The growing sample; ``staff`` is Tuyên Quang's people by unit code, heads first."""

    dice: random.Random
    units: dict[str, Unit] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)
    staff: dict[str, list[Person]] = field(default_factory=dict)
    names: Iterator[tuple[str, str, str, str]] = field(default_factory=invented)

    def user(self, username: str) -> User:
        """An account of the walk."""
        return self.users[username]

    def newcomer(self, unit: Unit, position: str, joined: int, **facts: bool | str | dt.date) -> NewPerson:
        """The next invented person: recruited in ``joined`` at about twenty-four, posted at ``unit``."""
        number, name, gender, ethnicity = next(self.names)
        recruited = dt.date(joined, self.dice.randint(1, 2), self.dice.randint(1, 28))
        born = dt.date(joined - self.dice.randint(22, 27), self.dice.randint(1, 12), self.dice.randint(1, 28))
        known = {"recruited_on": recruited, "joined_sector_on": recruited, "birth_date": born, **facts}
        return NewPerson(
            staff_number=number, full_name=name, gender=gender, ethnicity=ethnicity, unit=unit, position=position,
            **known,  # type: ignore[arg-type]  # checked by the domain
        )  # fmt: skip
