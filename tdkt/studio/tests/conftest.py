import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tdkt.accounts.models import Role, User
from tdkt.law import live
from tdkt.studio.domain.write import begin_draft
from tdkt.studio.models import Draft
from tests.support.cast import Cast, make_user

NOW = dt.datetime(2024, 1, 15, 9, 0, tzinfo=dt.timezone(dt.timedelta(hours=7)))
FROM = dt.date(2024, 6, 1)

STRICTER = """\
instrument: "QD01/2024"
name: "Quy định số 01/2024 của đơn vị"
in_force: {from: 2024-06-01, to: null}
mark: verified
details:
  - id: "QD01/2024 Điều 1"
    awards: [LDTT]
    kinds: [person]
    add:
      - grade: {at_least: excellent}
"""


@dataclass(frozen=True)
class Two:
    """The drafter, the second person, and the draft between them."""

    drafter: User
    second: User
    draft: Draft


@pytest.fixture
def two(cast: Cast) -> Two:
    second = make_user("quan-tri-2", "Quản trị thứ hai", Role.SYSTEM_ADMINISTRATOR, cast.centre)
    draft = begin_draft(
        title="Siết tiêu chuẩn", layer="don-vi", folder="quy-dinh-01", takes_effect=FROM, text=STRICTER,
        actor=cast.administrator, now=NOW,
    )  # fmt: skip
    return Two(cast.administrator, second, draft)


@pytest.fixture(autouse=True)
def packaged_law_again() -> Iterator[None]:
    """The law in use is kept for the process: what a test approved goes with it."""
    yield
    live._added.clear()
