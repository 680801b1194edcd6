"""The desk of a report."""

import datetime as dt

import pytest

from tdkt.achievements.tests.factories import Desk, make_desk
from tests.support.cast import Cast


@pytest.fixture
def desk(cast: Cast, now: dt.datetime) -> Desk:
    """A report for Chiến sĩ thi đua cơ sở, opened and empty."""
    return make_desk(cast, now)
