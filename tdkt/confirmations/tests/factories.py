"""A round of the cast's province with sent lines, and two departments with somebody to answer in each."""

import datetime as dt
from dataclasses import dataclass, field

import pytest

from tdkt.accounts.models import Role, User
from tdkt.confirmations.domain.ask import Asked, Asking, ask_departments
from tdkt.confirmations.models import ConfirmationLine, ConfirmationRequest
from tdkt.dossiers.models import AwardRound, Nomination
from tdkt.dossiers.tests.factories import make_line, make_people, make_round
from tdkt.units.models import Unit
from tests.support.cast import Cast, make_unit, make_user

DUE = dt.date(2023, 12, 15)
LATER = dt.datetime(2023, 12, 18, 9, 0, tzinfo=dt.timezone(dt.timedelta(hours=7)))


@dataclass
class Scene:
    """Who asks, who answers, about what."""

    cast: Cast
    now: dt.datetime
    round: AwardRound
    lines: list[Nomination]
    personnel: Unit
    inspection: Unit
    personnel_officer: User
    inspection_officer: User
    due_on: dt.date = field(default=DUE)

    def ask(self, **change: object) -> Asked:
        """Ask both departments about all lines."""
        both = [Asking("personnel", self.personnel), Asking("inspection", self.inspection)]
        told: dict[str, object] = {
            "actor": self.cast.appraiser, "now": self.now, "on": self.round, "askings": both,
            "nominations": self.lines, "due_on": self.due_on,
        }  # fmt: skip
        return ask_departments(**(told | change))  # type: ignore[arg-type]

    def asked(self) -> ConfirmationRequest:
        """The request to the personnel department."""
        return self.ask().requests[0]


def line_of(request: ConfirmationRequest, number: int = 0) -> ConfirmationLine:
    """One line of a request."""
    return list(request.lines.order_by("pk"))[number]


def set_up(cast: Cast, now: dt.datetime, count: int = 3) -> Scene:
    """The scene with ``count`` sent lines of the office."""
    opened = make_round(cast.province)
    lines = [make_line(opened, cast.office, one, state="sent") for one in make_people(cast, count)]
    personnel = make_unit("T1-TCCB", "Phòng Tổ chức cán bộ", "office", cast.province)
    inspection = make_unit("T1-TTR", "Thanh tra", "office", cast.province)
    return Scene(
        cast, now, opened, lines, personnel, inspection,
        make_user("tccb", "Cán bộ Tổ chức", Role.UNIT_OFFICER, personnel),
        make_user("thanh-tra", "Cán bộ Thanh tra", Role.UNIT_HEAD, inspection),
    )  # fmt: skip


@pytest.fixture
def scene(cast: Cast, now: dt.datetime) -> Scene:
    """Three sent lines and two departments."""
    return set_up(cast, now)
