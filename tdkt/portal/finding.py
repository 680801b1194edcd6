"""Search across people, units and decisions."""

import datetime as dt
from typing import Any

from django.db.models import OuterRef, Q, Subquery

from tdkt.accounts.access import people_seen_by, units_seen_by
from tdkt.accounts.models import User
from tdkt.awards.models import Decision
from tdkt.core.text import clean, search_key
from tdkt.people.models import Posting

MOST = 50


def find(words: str, user: User, today: dt.date) -> dict[str, Any]:
    """What has all the words, the first fifty of each kind; three queries."""
    asked = search_key(words).split()
    if not asked:
        return {"words": "", "people": [], "units": [], "decisions": [], "nothing": False, "most": MOST}
    latest = Posting.objects.filter(person=OuterRef("pk"), valid_from__lte=today).order_by("-valid_from")
    people = people_seen_by(user, today).matching(words)  # type: ignore[attr-defined]
    people = people.annotate(
        position=Subquery(latest.values("position")[:1]),
        unit_name=Subquery(latest.values("unit__name")[:1]),
    ).order_by("sort_key", "pk")
    units, decisions = units_seen_by(user, today), Decision.objects.visible_to(user, today)
    for word in asked:
        units = units.filter(search_key__contains=word)
    for word in clean(words).split():
        decisions = decisions.filter(Q(number__icontains=word) | Q(title__icontains=word))
    found = {
        "people": list(people[:MOST]),
        "units": list(units.select_related("parent").order_by("valid_to", "sort_key")[:MOST]),
        "decisions": list(decisions[:MOST]),
    }
    return found | {"words": clean(words), "nothing": not any(found.values()), "most": MOST}
