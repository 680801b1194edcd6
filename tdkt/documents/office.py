"""What every paper of an office begins and ends with: its name under its superior's, its place, its head."""

import datetime as dt

from tdkt.accounts.models import Role, RoleHolding
from tdkt.documents.papers.context import Letterhead, Signature
from tdkt.people.models import Posting
from tdkt.units.models import Unit

CAPITAL = "Hà Nội"
_KINDS_OF_PLACE = ("huyện ", "quận ", "thị xã ", "tỉnh ", "thành phố ")
HEAD_OF_UNIT = "Thủ trưởng đơn vị"


def place_in(name: str) -> str:
    """The district's or province's own name in a unit's name; nothing where it has none."""
    for word in _KINDS_OF_PLACE:
        if word in name:
            return name.split(word, 1)[1].split(",", maxsplit=1)[0].strip()
    return ""


def letterhead_of(unit: Unit) -> Letterhead:
    """The unit under its superior, dated where it or the nearest unit above with a place in its name stands."""
    above: Unit | None = unit
    place = ""
    while above is not None and not place:
        place, above = place_in(above.name), above.parent
    return Letterhead(parent=unit.parent.name if unit.parent else "", body=unit.name, place=place or CAPITAL)


def head_signature(unit: Unit, day: dt.date) -> Signature:
    """The unit's head on ``day``: from the postings, else whoever holds the role, else nobody's name."""
    heads = Posting.objects.on(day).filter(unit=unit, is_unit_head=True)
    found = heads.select_related("person").order_by("-valid_from").first()
    if found is not None:
        return Signature(title=found.position, name=found.person.full_name)
    held = RoleHolding.objects.on(day).filter(unit=unit, role=Role.UNIT_HEAD, user__is_active=True)
    account = held.select_related("user").order_by("valid_from", "pk").first()
    return Signature(title=HEAD_OF_UNIT, name=account.user.full_name if account else "")
