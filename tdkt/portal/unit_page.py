"""Everything the page of one unit shows."""

import datetime as dt
from typing import Any

from django.db.models import Count, QuerySet

from tdkt.awards.models import Award
from tdkt.core.charts import Band, Lane
from tdkt.core.days import show_day
from tdkt.people.models import Posting
from tdkt.portal.career import Career, year_part
from tdkt.portal.forms import AsOf
from tdkt.portal.verdicts import of_unit
from tdkt.portal.words import award_names, is_title
from tdkt.units.models import Unit
from tdkt.units.queries import ancestors, became, made_up_of

PEOPLE_SHOWN = 200
LIVES_SHOWN = 6


def unit_page(unit: Unit, seen: QuerySet[Unit], form: AsOf, today: dt.date) -> dict[str, Any]:
    """The context; the number of queries does not depend on how much there is."""
    people = Posting.objects.on(_day_within(unit, today)).filter(unit=unit).select_related("person")
    awards = list(unit.awards.select_related("decision", "cancelled_by", "host_unit").order_by("-period_to", "-pk"))
    readable = set(seen.values_list("pk", flat=True))
    earlier, later = list(made_up_of(unit)), list(became(unit))
    names = award_names()
    career = Career(unit.label, awards, list(unit.grades.order_by("-year")), lives=_lives(unit, earlier, later, today))
    return {
        "unit": unit, "closed_year": _day_within(unit, today).year,
        "above": [one for one in ancestors(unit) if one.pk in readable], "earlier": earlier, "later": later,
        "below": list(seen.filter(parent=unit).annotate(number=Count("children")).order_by("valid_to", "sort_key")),
        "people": list(people.order_by("-is_unit_head", "-is_leader", "person__sort_key")[:PEOPLE_SHOWN]),
        "awards": [(award, names.get(award.code, award.code), is_title(award.code)) for award in awards],
        "hosted": _hosted(unit, names), "timeline": career.picture(today), "form": form, "day": form.day,
        "year": form.year, "verdicts": of_unit(unit, form.year, form.day),
        "seen": readable,
        "cluster_places": list(unit.cluster_places.select_related("cluster").order_by("-cluster__year")[:10]),
    }  # fmt: skip


def _day_within(unit: Unit, today: dt.date) -> dt.date:
    """Today, or the last day of a unit that is no more."""
    return min(today, unit.valid_to) if unit.valid_to else today


def _hosted(unit: Unit, names: dict[str, str]) -> list[tuple[int, list[tuple[str, int]]]]:
    """What people and collectives of the subtree were granted, by year, the newest five years."""
    rows = Award.objects.standing().filter(host_unit__path__startswith=unit.path or "-")
    counted = rows.values_list("period_to", "code").annotate(number=Count("pk")).order_by("-period_to", "-number")
    years: dict[int, list[tuple[str, int]]] = {}
    for year, code, number in counted:
        years.setdefault(year, []).append((names.get(code, code), number))
    return list(years.items())[:5]


def _lives(unit: Unit, earlier: list[Unit], later: list[Unit], today: dt.date) -> list[Lane]:
    """One row a life: those that went into the unit, the unit itself, those that carry it on."""
    before = [Lane("Tiền thân", bands=[_life(one, "amber", today)]) for one in earlier[:LIVES_SHOWN]]
    after = [Lane("Kế tục", bands=[_life(one, "amber", today)]) for one in later[:LIVES_SHOWN]]
    return [*before, Lane("Đơn vị", bands=[_life(unit, "blue", today)]), *after]


def _life(unit: Unit, tone: str, today: dt.date) -> Band:
    start = year_part(unit.valid_from) if unit.valid_from else 0
    end = year_part(unit.valid_to or dt.date(today.year, 12, 31))
    return Band(start, end, unit.label, f"{unit.name}, {_span(unit)}", tone)


def _span(unit: Unit) -> str:
    start, end = show_day(unit.valid_from), show_day(unit.valid_to)
    return " ".join(part for part in (f"từ {start}" if start else "", f"đến {end}" if end else "đến nay") if part)
