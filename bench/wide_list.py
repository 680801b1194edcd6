"""The desk of a round with 2,000 nominations against the same desk with 3. `python -m bench wide_list`"""

import time
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, setup_test_environment, teardown_test_environment
from django.urls import reverse

from tdkt.accounts.models import Role
from tdkt.dossiers.models import Nomination
from tdkt.dossiers.tests.factories import make_list, make_round
from tdkt.people.models import Person, Posting
from tdkt.units.models import UnitKind
from tests.support.cast import LONG_AGO, make_unit, make_user

FEW, MANY = 3, 2_000


def run() -> dict[str, Any]:
    """Queries of both desks, and the seconds each takes, in a database made for this and thrown away."""
    setup_test_environment()
    old_name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, serialize=False)
    try:
        few, many = _desk(FEW, "T1"), _desk(MANY, "T2")
    finally:
        connection.creation.destroy_test_db(old_name, verbosity=0)
        teardown_test_environment()
    return {
        "name": f"wide list: queries for {MANY} nominations and for {FEW} ({many[1]:.2f} s and {few[1]:.2f} s)",
        "ours": many[0],
        "reference": few[0],
        "ratio": many[0] / few[0],
        "target": "the same number of queries",
        "met": many[0] == few[0],
    }


def _desk(lines: int, code: str) -> tuple[int, float]:
    """The queries of the desk of a province with so many lines, and its best time of three."""
    province = make_unit(code, f"VKSND tỉnh {code}", UnitKind.PROVINCE, has_legal_personality=True)
    on = make_round(province)
    people = [Person(staff_number=f"{code}-{n}", full_name=f"Nguyễn Văn Thử {n}", gender="male") for n in range(lines)]
    for person in people:
        person.set_keys()
    Person.objects.bulk_create(people, batch_size=500)
    Posting.objects.bulk_create(
        [Posting(person=person, unit=province, position="KSV", valid_from=LONG_AGO) for person in people],
        batch_size=500,
    )
    own = make_list(on, province)
    Nomination.objects.bulk_create(
        [
            Nomination(round=on, unit_list=own, person=person, host_unit=province, code="LDTT", decided_by="unit")
            for person in people
        ],
        batch_size=500,
    )
    client = Client()
    client.force_login(make_user(f"u-{code}", "Thẩm định", Role.APPRAISER, province))
    url = reverse("dossiers:desk", args=[on.pk])
    client.get(url)
    with CaptureQueriesContext(connection) as seen:
        client.get(url)
    return len(seen), min(_seconds(client, url) for _ in range(3))


def _seconds(client: Client, url: str) -> float:
    begun = time.perf_counter()
    client.get(url)
    return time.perf_counter() - begun
