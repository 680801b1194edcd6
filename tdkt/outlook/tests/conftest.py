import pytest

from tdkt.outlook.tests.cast import Careers, give_careers
from tests.support.cast import Cast


@pytest.fixture
def careers(cast: Cast) -> Careers:
    return give_careers(cast)
