"""What leaves as Excel comes back unchanged."""

import datetime as dt

import pytest
from django.test import Client

from tdkt.exchange.domain.confirm import confirm_batch
from tdkt.exchange.domain.upload import UploadedFile, upload_file
from tdkt.exchange.exports import export
from tdkt.exchange.tests.factories import AWARDS, GRADES, PEOPLE, person_row, upload
from tests.support.cast import Cast

FILES = {
    "people": [PEOPLE, person_row("0012")],
    "grades": [GRADES, ["P-W", "Lê Thị Kiểm Thử", "", 2022, "HTTNV"]],
    "awards": [AWARDS, ["P-W", "", "", "LDTT", 2022, "12/QĐ", "10/12/2022", "Thủ trưởng đơn vị"]],
}


@pytest.mark.parametrize("kind", list(FILES))
def test_an_export_read_back_changes_nothing(cast: Cast, now: dt.datetime, kind: str) -> None:
    confirm_batch(actor=cast.officer, now=now, batch=upload(cast.officer, cast.office, now, kind, *FILES[kind]))
    content = export(kind, cast.office, now.date())
    batch = upload_file(
        actor=cast.officer, now=now, unit=cast.office, kind=kind, file=UploadedFile(name="x.xlsx", content=content)
    )
    assert {row.state for row in batch.rows.all()} == {"unchanged"}


def test_another_unit_is_not_exported(cast: Cast, client: Client) -> None:
    client.force_login(cast.stranger)
    assert client.get("/nhap-xuat/xuat/people/?don_vi=T1").status_code == 404
    assert client.get("/nhap-xuat/xuat/people/?don_vi=T2").status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_an_export_costs_the_same_for_one_and_three(
    rows: int, cast: Cast, now: dt.datetime, django_assert_num_queries: object
) -> None:
    lines = [person_row(f"001{n}", f"Người Thử {n}") for n in range(rows)]
    confirm_batch(actor=cast.officer, now=now, batch=upload(cast.officer, cast.office, now, "people", PEOPLE, *lines))
    with django_assert_num_queries(2):  # type: ignore[operator]
        export("people", cast.office, now.date())
