import pytest
from django.test import Client

from tests.support.cast import Cast


@pytest.mark.parametrize(
    "address", ["/danh-ba/?don_vi=²", "/quyet-dinh/tra-cuu/?nam=²", "/viec/lich/?nam=²", "/lo-trinh/?nam=²"]
)
def test_a_digit_that_is_no_number_is_no_filter(client: Client, cast: Cast, address: str) -> None:
    client.force_login(cast.province_officer)
    assert client.get(address).status_code == 200
