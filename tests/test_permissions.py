"""One table for all permissions: every address, asked by every role.

``200`` a page; ``302`` an answer that leads on; ``404`` absent and not yours look alike; ``405`` another method.
Acts ask for permission themselves and are tested where they live; here stands who may open what.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tdkt.awards.models import Award
from tdkt.councils.models import Council, CouncilSession
from tdkt.dossiers.models import AwardRound, Nomination, UnitList
from tests.support.cast import Cast

ROLES = (
    "officer",
    "province_officer",
    "appraiser",
    "head",
    "secretary",
    "member",
    "administrator",
    "worker",
    "stranger",
)
EVERYBODY = dict.fromkeys(ROLES, 200)
INSIDERS = EVERYBODY | {"worker": 404, "stranger": 404}
"""Those who work in the province (or above) and their own office."""


@dataclass(frozen=True)
class Stage:
    """Records of the cast's province that addresses name."""

    cast: Cast
    round: AwardRound
    nomination: Nomination
    session: CouncilSession


@pytest.fixture
def stage(cast: Cast, now: dt.datetime) -> Stage:
    opened = AwardRound.objects.create(unit=cast.province, year=2023, name="Tổng kết 2023", judged_on=now.date())
    unit_list = UnitList.objects.create(round=opened, unit=cast.office)
    person = cast.office.postings.get().person
    nomination = Nomination.objects.create(
        round=opened, unit_list=unit_list, person=person, code="LDTT", host_unit=cast.office, decided_by="unit"
    )
    council = Council.objects.create(unit=cast.province, name="Hội đồng", valid_from=now.date())
    session = CouncilSession.objects.create(
        council=council, round=opened, held_on=now.date(), members_total=9, members_present=9
    )
    return Stage(cast, opened, nomination, session)


def addresses(stage: Stage) -> dict[str, tuple[str, dict[str, int]]]:
    """Name of the address, the address, and what each role gets."""
    cast, person = stage.cast, stage.nomination.person
    assert person is not None
    round_pk: dict[str, object] = {"pk": stage.round.pk}
    line: dict[str, object] = {"pk": stage.nomination.pk}
    own = INSIDERS | {"worker": 200}
    only = dict.fromkeys(ROLES, 404)
    table: dict[str, tuple[dict[str, object], dict[str, int]]] = {
        "portal:home": ({}, EVERYBODY | {"worker": 302}),
        "accounts:password": ({}, EVERYBODY),
        "accounts:accounts": ({}, only | {"administrator": 200}),
        "accounts:new_account": ({}, only | {"administrator": 200}),
        "accounts:account": ({"pk": cast.officer.pk}, only | {"administrator": 200}),
        "dossiers:rounds": ({}, EVERYBODY),
        "dossiers:desk": (round_pk, INSIDERS),
        "dossiers:export": (round_pk, INSIDERS),
        "dossiers:progress": (round_pk, INSIDERS),
        "councils:session": ({"pk": stage.session.pk}, INSIDERS | {"officer": 404}),
        "councils:minutes": ({"pk": stage.session.pk}, INSIDERS | {"officer": 404}),
        "dossiers:nomination": (line, INSIDERS),
        "portal:person": ({"pk": person.pk}, own),
        "portal:unit": ({"pk": cast.office.pk}, INSIDERS),
        "directory:people": ({}, EVERYBODY),
        "directory:units": ({}, EVERYBODY),
        "directory:add_person": (
            {},
            only | dict.fromkeys(("officer", "province_officer", "appraiser", "stranger"), 200),
        ),
        "directory:grade": ({"pk": person.pk}, only | dict.fromkeys(("officer", "province_officer", "appraiser"), 200)),
        "directory:add_unit": ({}, only | {"administrator": 200}),
        "law:index": ({}, EVERYBODY),
        "law:instruments": ({}, EVERYBODY),
        "law:questions": ({}, EVERYBODY),
        "reports:index": ({}, EVERYBODY),
        "exchange:index": ({}, EVERYBODY),
        "outlook:index": ({}, EVERYBODY),
        "inbox:index": ({}, EVERYBODY),
        "inbox:year": ({}, EVERYBODY | {"worker": 404}),
        "decisions:decisions": ({}, EVERYBODY),
        "decisions:look_up": ({}, EVERYBODY),
    }
    return {name: (reverse(name, kwargs=kwargs or None), told) for name, (kwargs, told) in table.items()}


NOBODY = dict.fromkeys(ROLES, 404)
OFFICE = EVERYBODY | {"worker": 404}
BY_POST = dict.fromkeys(ROLES, 405)
ADMINISTRATOR = NOBODY | {"administrator": 200}
WITHOUT_A_RECORD = {
    "achievements:index": EVERYBODY,
    "accounts:accounts": ADMINISTRATOR, "accounts:new_account": ADMINISTRATOR, "accounts:password": EVERYBODY,
    "confirmations:index": EVERYBODY, "confirmations:letters": EVERYBODY,
    "councils:councils": EVERYBODY, "councils:set_up": EVERYBODY,
    "decisions:decisions": EVERYBODY, "decisions:export": EVERYBODY, "decisions:look_up": EVERYBODY,
    "directory:add_person": OFFICE | {"head": 404, "secretary": 404, "member": 404, "administrator": 404},
    "directory:add_unit": ADMINISTRATOR, "directory:people": EVERYBODY, "directory:people_excel": EVERYBODY,
    "directory:units": EVERYBODY, "directory:units_excel": EVERYBODY,
    "dossiers:open_round": EVERYBODY, "dossiers:rounds": EVERYBODY, "exchange:index": EVERYBODY,
    "holds:choose": EVERYBODY, "holds:index": EVERYBODY,
    "inbox:add": NOBODY | {"appraiser": 200}, "inbox:calendar": EVERYBODY, "inbox:index": EVERYBODY,
    "inbox:late": OFFICE, "inbox:start": BY_POST, "inbox:year": OFFICE,
    "law:index": EVERYBODY, "law:instruments": EVERYBODY, "law:questions": EVERYBODY,
    "clusters:index": EVERYBODY,
    "clusters:add": NOBODY | dict.fromkeys(("officer", "province_officer", "appraiser", "stranger"), 200),
    "movements:index": EVERYBODY,
    "movements:add": NOBODY | dict.fromkeys(("officer", "province_officer", "appraiser", "head", "stranger"), 200),
    "opinions:add_complaint": NOBODY | {"appraiser": 200, "head": 200}, "opinions:complaints": EVERYBODY,
    "opinions:index": EVERYBODY,
    "outlook:compute": BY_POST, "outlook:export": EVERYBODY, "outlook:index": EVERYBODY,
    "portal:gallery": dict.fromkeys(ROLES, 403) | {"administrator": 200},
    "portal:home": EVERYBODY | {"worker": 302}, "portal:search": EVERYBODY,
    "reports:five_years": OFFICE, "reports:five_years_xlsx": OFFICE, "reports:index": EVERYBODY,
    "reports:year": OFFICE, "reports:year_docx": OFFICE, "reports:year_xlsx": OFFICE,
    "registrations:index": EVERYBODY | {"worker": 302}, "registrations:mine": NOBODY | {"worker": 200},
    "routes:index": EVERYBODY, "routes:new": ADMINISTRATOR, "routes:trial": EVERYBODY,
    "studio:index": ADMINISTRATOR, "studio:new": ADMINISTRATOR,
}  # fmt: skip
"""Addresses that name no record. A page open to everybody shows each only what is the user's own to see."""


@pytest.mark.parametrize("role", ROLES)
def test_every_address_without_a_record_has_its_line_for_every_role(client: Client, stage: Stage, role: str) -> None:
    client.force_login(getattr(stage.cast, role))
    plain = {
        name
        for name, pattern in _named(get_resolver())
        if not pattern.pattern.regex.groupindex and name not in OPEN_DOORS | {"accounts:sign_out"}
    }
    got = {name: client.get(reverse(name)).status_code for name in sorted(plain)}
    assert got == {name: told[role] for name, told in sorted(WITHOUT_A_RECORD.items())}


@pytest.mark.parametrize("role", ROLES)
def test_every_role_opens_what_it_may_and_nothing_else(client: Client, stage: Stage, role: str) -> None:
    client.force_login(getattr(stage.cast, role))
    got = {name: client.get(address).status_code for name, (address, _told) in addresses(stage).items()}
    assert got == {name: told[role] for name, (_address, told) in addresses(stage).items()}
    assert not Award.objects.exists()


def _named(resolver: URLResolver, space: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from _named(pattern, pattern.namespace or space)
        else:
            yield f"{space}:{pattern.name}", pattern


OPEN_DOORS = {
    "accounts:sign_in", "opinions:public_list", "opinions:public_window", "opinions:receipt", "opinions:give",
    "opinions:give_general", "inbox:feed",
}  # fmt: skip
"""Addresses one may open without signing in: the door itself, and what the law wants public."""


@pytest.mark.django_db
def test_nobody_comes_in_without_signing_in(client: Client) -> None:
    shut = {}
    for name, pattern in _named(get_resolver()):
        if name in OPEN_DOORS:
            continue
        known = {"kind": "people", "code": "LDTT", "name": "x", "which": "x", "file": "x", "slug": "x"}
        kwargs = {key: known.get(key, 1) for key in pattern.pattern.regex.groupindex}
        if name == "holds:open":
            kwargs["kind"] = "person"
        if name.startswith("outlook:") and "kind" in kwargs:
            kwargs["kind"] = "nguoi"
        answer = client.get(reverse(name, kwargs=kwargs or None))
        shut[name] = (answer.status_code, answer.headers.get("Location", "").split("?")[0])
    wrong = {name: got for name, got in shut.items() if got != (302, "/tai-khoan/dang-nhap/") and got[0] != 405}
    assert wrong == {}


@pytest.mark.parametrize("role", ROLES)
def test_an_address_that_names_nothing_is_absent_for_every_role(client: Client, cast: Cast, role: str) -> None:
    client.force_login(getattr(cast, role))
    wrong = {}
    for name, pattern in _named(get_resolver()):
        keys = pattern.pattern.regex.groupindex
        if not {"pk", "round_pk", "unit_pk"} & set(keys):
            continue
        kwargs: dict[str, object] = dict.fromkeys(keys, 999_999_999)
        kwargs |= {key: "person" for key in ("kind", "name", "which", "slug") if key in keys}
        kwargs |= {"code": "LDTT"} if "code" in keys else {}
        kwargs |= {"kind": "nguoi"} if name.startswith("outlook:") and "kind" in keys else {}
        status = client.get(reverse(name, kwargs=kwargs)).status_code
        if status not in {404, 405}:
            wrong[name] = status
    assert wrong == {}
