"""Councils for tests."""

import datetime as dt

from tdkt.councils.models import Council, CouncilMember, CouncilSession
from tdkt.dossiers.models import AwardRound
from tdkt.units.models import Unit


def make_council(unit: Unit, members: int = 10) -> Council:
    """A council with a chair and plain members."""
    council = Council.objects.create(unit=unit, name=f"Hội đồng {unit}", valid_from=dt.date(2020, 1, 1))
    for n in range(members):
        CouncilMember.objects.create(
            council=council, full_name=f"Thành viên {n}", position="Kiểm sát viên", order=n,
            seat="chair" if n == 0 else "member",
        )  # fmt: skip
    return council


def make_session(council: Council, on: AwardRound, present: int = 10) -> CouncilSession:
    """An open session."""
    return CouncilSession.objects.create(
        council=council, round=on, held_on=dt.date(2023, 12, 10), members_total=council.members.count(),
        members_present=present,
    )  # fmt: skip
