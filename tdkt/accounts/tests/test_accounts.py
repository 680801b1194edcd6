"""Accounts and roles are the administrator's, within the subtree."""

import datetime as dt
from typing import Any

import pytest

from tdkt.accounts.access import accounts_seen_by
from tdkt.accounts.domain import CannotGrantRole, CannotKeepAccount, create_account, end_role, grant_role, install
from tdkt.accounts.models import Role, RoleHolding, User
from tdkt.core import history
from tdkt.units.models import Unit
from tests.support.cast import Cast

PASSWORD = "Doi-moi-thi-dua-1"


@pytest.mark.django_db
def test_an_empty_system_is_installed_once(now: dt.datetime) -> None:
    words: dict[str, Any] = {
        "now": now,
        "code": "TW",
        "name": "Trung ương",
        "full_name": "Quản trị",
        "password": PASSWORD,
    }
    user = install(username="quan-tri", **words)
    root = Unit.objects.get()
    assert user.holds_over([Role.SYSTEM_ADMINISTRATOR], root, now.date())
    with pytest.raises(CannotKeepAccount, match="đã có tài khoản"):
        install(username="khac", **words)
    assert User.objects.count() == 1


def test_only_an_administrator_makes_accounts_and_the_password_is_checked(cast: Cast, now: dt.datetime) -> None:
    words: dict[str, Any] = {"now": now, "username": "moi", "full_name": "Người Mới"}
    for actor in (cast.head, cast.officer, None):
        with pytest.raises(CannotKeepAccount, match="quản trị"):
            create_account(actor=actor, password=PASSWORD, **words)
    with pytest.raises(CannotKeepAccount, match="10"):
        create_account(actor=cast.administrator, password="ngan", **words)
    user = create_account(actor=cast.administrator, password=PASSWORD, **words)
    assert user.check_password(PASSWORD)
    with pytest.raises(CannotKeepAccount, match="đã dùng"):
        create_account(actor=cast.administrator, password=PASSWORD, **words)


def test_a_role_is_given_and_ended_within_the_subtree(cast: Cast, now: dt.datetime) -> None:
    day = now.date()
    local = grant_role(
        actor=cast.administrator, now=now, user=cast.head, role=Role.SYSTEM_ADMINISTRATOR, unit=cast.province,
        valid_from=day,
    ).user  # fmt: skip
    gift: dict[str, Any] = {"now": now, "user": cast.worker, "role": Role.COUNCIL_MEMBER, "valid_from": day}
    with pytest.raises(CannotGrantRole, match="VKSND tỉnh Hai"):
        grant_role(actor=local, unit=cast.elsewhere, **gift)
    holding = grant_role(actor=local, unit=cast.office, **gift)
    with pytest.raises(CannotGrantRole, match="đang giữ"):
        grant_role(actor=local, unit=cast.office, **gift)
    with pytest.raises(CannotGrantRole):
        end_role(actor=cast.stranger, now=now, holding=holding, on=day)
    end_role(actor=local, now=now, holding=holding, on=day)
    with pytest.raises(CannotGrantRole, match="tải lại"):
        end_role(actor=local, now=now, holding=holding, on=day)
    assert [entry.act for entry in history.history_of(cast.worker)] == ["grant_role", "end_role"]


def test_the_last_administrator_stays(cast: Cast, now: dt.datetime) -> None:
    only = RoleHolding.objects.get(role=Role.SYSTEM_ADMINISTRATOR)
    with pytest.raises(CannotGrantRole, match="cuối cùng"):
        end_role(actor=cast.administrator, now=now, holding=only, on=now.date())


def test_an_administrator_sees_the_accounts_of_the_subtree(cast: Cast, now: dt.datetime) -> None:
    assert accounts_seen_by(cast.administrator, now.date()).count() == User.objects.count()
    assert accounts_seen_by(cast.head, now.date()).count() == 0
