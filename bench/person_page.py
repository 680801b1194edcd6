"""A person's page with the verdicts for every award, against the same page without. `python -m bench person_page`"""

import time
from typing import Any
from unittest.mock import patch

from django.test import Client
from django.urls import reverse

from bench._database import throwaway
from tdkt.people.models import Person
from tdkt.portal import person_page
from tdkt.sample.build import build


def run() -> dict[str, Any]:
    """Best of fifteen, on the sample year, turn about."""
    with throwaway():
        build(seed=7)
        person = Person.objects.filter(initiatives__level="ministry", initiatives__year=2023, initiatives__round=1)[0]
        client = Client()
        client.force_login(_reader())
        address = reverse("portal:person", kwargs={"pk": person.pk})
        client.get(address)
        with_all, without = [], []
        for _ in range(15):
            with_all.append(_timed(client, address))
            with patch.object(person_page, "of_person", lambda *_args, **_kwargs: []):
                without.append(_timed(client, address))
    ours, reference = min(with_all), min(without)
    return {
        "name": "a person's page with all verdicts (s), against the page without",
        "ours": ours,
        "reference": reference,
        "ratio": ours / reference,
        "target": "at most 2",
        "met": ours <= 2 * reference,
    }


def _reader() -> Any:
    from tdkt.accounts.models import User

    return User.objects.get(username="tham-dinh-tq")


def _timed(client: Client, address: str) -> float:
    begun = time.perf_counter()
    answer = client.get(address)
    spent = time.perf_counter() - begun
    if answer.status_code != 200:
        raise RuntimeError(f"{address}: {answer.status_code}")
    return spent
