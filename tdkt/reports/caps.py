"""Which caps of the law then in force the figures of a year break.

A cap is asked of each unit that decides: its pool is what stood under it. The unit itself is judged by those above,
among its equals, so its own line is in no pool of its own.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from tdkt.awards.models import Award, AwardStatus, Basis, IssuerLevel
from tdkt.dossiers.domain.law import rulebook
from tdkt.law.api import CaseError
from tdkt.people.models import Posting
from tdkt.reports.figures import BrokenCap
from tdkt.reports.tree import Tree
from tdkt.units.models import Unit

_WITHIN_A_UNIT = ("", "don_vi")
_GROUP = "don_vi"


@dataclass
class Pool:
    """What stood under one deciding unit."""

    counts: Counter[str] = field(default_factory=Counter)
    people: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    day: dt.date | None = None


def broken_caps(tree: Tree, unit: Unit, year: int) -> Iterator[BrokenCap]:
    """Every cap the year's figures break, or that cannot be told for sure. Three queries."""
    lines = list(
        Award.objects.filter(
            Q(status=AwardStatus.GRANTED, cancelled_by__isnull=True) | Q(status=AwardStatus.PROPOSED),
            host_unit__in=tree.members, period_to=year, basis=Basis.MERIT,
        )
        .order_by()
        .values_list(
            "code", "person", "unit", "host_unit", "decided_by", "decision__issuer_unit", "decision__signed_on"
        )
    )  # fmt: skip
    owners = {line[5] for line in lines if line[4] == IssuerLevel.UNIT and line[5] in tree.members} or {unit.pk}
    pools = _pools(tree, owners, lines)
    units = Unit.objects.in_bulk(list(pools))
    leaders = _leaders(tree, owners, year)
    for owner in sorted(pools, key=lambda key: units[key].sort_key):
        yield from _broken(units[owner], pools[owner], leaders.get(owner, set()), year)


def _pools(tree: Tree, owners: set[int], lines: list[tuple[Any, ...]]) -> dict[int, Pool]:
    pools: dict[int, Pool] = defaultdict(Pool)
    for code, person, collective, host, level, _, signed_on in lines:
        owner = next((above for above in tree.chain(host) if above in owners and above != collective), None)
        if owner is None:
            continue
        pool = pools[owner]
        pool.counts[code] += 1
        if person:
            pool.people[code].add(person)
        if level == IssuerLevel.UNIT and signed_on:
            pool.day = max(pool.day or signed_on, signed_on)
    return pools


def _leaders(tree: Tree, owners: set[int], year: int) -> dict[int, set[int]]:
    """Who held a leading post under each deciding unit at the end of the year."""
    found: dict[int, set[int]] = defaultdict(set)
    posts = Posting.objects.on(dt.date(year, 12, 31)).filter(is_leader=True, unit__in=tree.members)
    for person, unit in posts.values_list("person", "unit"):
        owner = next((above for above in tree.chain(unit) if above in owners), None)
        if owner:
            found[owner].add(person)
    return found


def _broken(owner: Unit, pool: Pool, leaders: set[int], year: int) -> Iterator[BrokenCap]:
    law = rulebook()
    day = pool.day or dt.date(year, 12, 31)
    if day < law.catalogue.covers_from:
        return
    capped = {quota.award for quota in law.edition(day).quotas if quota.group in _WITHIN_A_UNIT}
    for code in [code for code in law.catalogue.awards if code in capped and pool.counts[code]]:
        for point in _asked(code, pool, leaders, day, year):
            if point["verdict"] != "eligible":
                yield _cap(owner, code, point, pool, day)


def _asked(code: str, pool: Pool, leaders: set[int], day: dt.date, year: int) -> list[dict[str, Any]]:
    known = {name: number for name, number in pool.counts.items() if name in rulebook().catalogue.awards}
    subject: dict[str, Any] = {**known, "kind": "pool", "nominated": pool.counts[code], "group": _GROUP}
    if leaders:
        subject |= {"leaders_total": len(leaders), "leaders_nominated": len(leaders & pool.people[code])}
    case = {
        "award": code, "judged_on": day.isoformat(), "year": year, "layers": list(rulebook().layers),
        "subject": subject,
    }  # fmt: skip
    try:
        points: list[dict[str, Any]] = rulebook().judge(case).to_json()["points"]
    except CaseError:
        return []
    return [point for point in points if point["findings"] and point["findings"][0]["seen"]]


def _cap(owner: Unit, code: str, point: dict[str, Any], pool: Pool, day: dt.date) -> BrokenCap:
    law = rulebook()
    finding = point["findings"][0]
    quota = next((quota for quota in law.edition(day).quotas if quota.id == finding["cite"]), None)
    base = law.catalogue.awards.get(quota.of) if quota else None
    return BrokenCap(
        unit=owner,
        award=code,
        name=law.catalogue.awards[code].name,
        words=finding["vi"],
        number=finding["seen"][0],
        base=f"{pool.counts[base.code]} {base.name}" if base else "",
        cap=finding["cap"],
        cite=finding["cite"],
        article=law.cited(finding["cite"]),
        certain=point["verdict"] in ("not_eligible", "council"),
    )
