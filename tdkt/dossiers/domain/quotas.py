"""Live counters: how many are put forward against what the law of the round's day allows."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass, replace
from typing import Any

from tdkt.dossiers.domain.law import award_name, rulebook
from tdkt.dossiers.domain.unit_facts import staff_below
from tdkt.dossiers.models import AwardRound, Nomination
from tdkt.law.api import CaseError
from tdkt.units.models import Unit

POOL_GROUP = "don_vi"


@dataclass(frozen=True)
class QuotaCounter:
    """One cap and where the list stands against it. ``state`` is the judge's word for a pool.

    Several instruments may set the same cap; ``cites`` names them all.
    """

    code: str
    name: str
    words: str
    number: int
    cap: int | None
    state: str
    state_words: str
    missing: str
    cites: tuple[str, ...]
    unverified: bool

    @property
    def cited(self) -> str:
        """The articles in words."""
        return "; ".join(map(rulebook().cited, self.cites))

    @property
    def over(self) -> bool:
        """Surely above the cap."""
        return self.state in ("not_eligible", "council")


class QuotaCounters(list[QuotaCounter]):
    """All counters of a round."""

    @property
    def over(self) -> bool:
        """Is any cap surely passed?"""
        return any(counter.over for counter in self)


def quota_counters(on: AwardRound, unit: Unit | None = None) -> QuotaCounters:
    """The counters of a round, or of one unit's subtree in it; three queries.

    The unit that holds the round is left out of its own pools: those above decide on it among its equals.
    """
    counts, leaders = _counts(on, unit)
    counted = unit or on.unit
    staff = staff_below({counted.pk: counted.path}, day=min(dt.date(on.year, 12, 31), on.judged_on))
    pool_base = {code: counts[code] for code in rulebook().catalogue.awards if code in counts or code in _bases(on)}
    found: list[QuotaCounter] = []
    for code in _capped(on):
        if not counts[code] and code not in _always(on):
            continue
        pool = {**pool_base, "kind": "pool", "nominated": counts[code], "group": POOL_GROUP}
        for people in staff.values():
            _add_leaders(pool, leaders[code], len(people.leaders))
        found += _ask(code, pool, on)
    return QuotaCounters(_merged(found))


def _merged(counters: list[QuotaCounter]) -> list[QuotaCounter]:
    """The same cap set by several instruments is one counter with all its citations."""
    merged: dict[tuple[object, ...], QuotaCounter] = {}
    for one in counters:
        key = (one.code, one.number, one.cap, one.state, one.words)
        earlier = merged.get(key)
        merged[key] = replace(earlier, cites=(*earlier.cites, *one.cites)) if earlier else one
    return list(merged.values())


def _counts(on: AwardRound, unit: Unit | None) -> tuple[Counter[str], Counter[str]]:
    lines = Nomination.objects.of_round(on).alive().filter(basis="cong_trang").exclude(unit=on.unit_id)
    if unit is not None:
        lines = lines.filter(unit_list__unit__path__startswith=unit.path or "-")
    rows = list(lines.values_list("code", "is_leader"))
    return Counter(code for code, _ in rows), Counter(code for code, leads in rows if leads)


def _capped(on: AwardRound) -> list[str]:
    """Awards with a cap that concerns the inside of a unit, in the catalogue's order."""
    quotas = rulebook().edition(on.judged_on).quotas
    capped = {quota.award for quota in quotas if quota.group in ("", POOL_GROUP)}
    return [code for code in rulebook().catalogue.awards if code in capped]


def _always(on: AwardRound) -> set[str]:
    """Caps by a share of another title of the round are worth seeing before anybody is put forward, except at the top,
    to which only what is decided there climbs.
    """
    if on.unit.parent_id is None:
        return set()
    quotas = rulebook().edition(on.judged_on).quotas
    return {quota.award for quota in quotas if not quota.group and quota.of in rulebook().catalogue.awards}


def _bases(on: AwardRound) -> set[str]:
    """Titles that a share is taken of: nobody put forward for them is a count of zero, not a number unknown."""
    return {quota.of for quota in rulebook().edition(on.judged_on).quotas}


def _add_leaders(pool: dict[str, Any], nominated: int, total: int) -> None:
    if nominated <= total:
        pool["leaders_nominated"] = nominated
        pool["leaders_total"] = total


def _ask(code: str, pool: dict[str, Any], on: AwardRound) -> list[QuotaCounter]:
    case = {
        "award": code, "judged_on": on.judged_on.isoformat(), "year": on.year,
        "layers": list(rulebook().layers), "subject": pool,
    }  # fmt: skip
    try:
        verdict = rulebook().judge(case).to_json()
    except CaseError:
        return []
    return [_counter(code, point) for point in verdict["points"]]


def _counter(code: str, point: dict[str, Any]) -> QuotaCounter:
    finding = point["findings"][0]
    return QuotaCounter(
        code=code,
        name=award_name(code),
        words=finding["vi"],
        number=finding["seen"][0] if finding["seen"] else 0,
        cap=finding["cap"],
        state=point["verdict"],
        state_words=finding["answer_vi"],
        missing=finding["missing"],
        cites=(finding["cite"],),
        unverified=finding["mark"] == "unverified",
    )
