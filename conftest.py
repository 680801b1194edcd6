"""Fixtures every room's tests share."""

import datetime as dt

import pytest

from tests.support.cast import Cast, assemble


@pytest.fixture
def cast(db: None) -> Cast:
    """The fixed cast, freshly assembled."""
    return assemble()


@pytest.fixture
def now() -> dt.datetime:
    """A moment on a working day of the sample year."""
    return dt.datetime(2023, 12, 11, 9, 0, tzinfo=dt.timezone(dt.timedelta(hours=7)))
