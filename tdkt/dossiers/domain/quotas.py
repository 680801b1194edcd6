"""Live counters: how many are put forward against what the law of the round's day allows."""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tdkt.awards.models import Basis, IssuerLevel
from tdkt.core.answers import ALLOWED, Answer, Denied
from tdkt.dossiers.domain.law import award_name, rulebook
from tdkt.dossiers.domain.unit_facts import staff_below
from tdkt.dossiers.models import AwardRound, Nomination, RoundKind
from tdkt.dossiers.states import State
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

    @property
    def stops(self) -> bool:
        """Above a cap that the law sets without leaving it to a council, in words that have been read."""
        return self.state == "not_eligible" and not self.unverified


class QuotaCounters(list[QuotaCounter]):
    """All counters of a round."""

    @property
    def over(self) -> bool:
        """Is any cap surely passed?"""
        return any(counter.over for counter in self)


def quota_counters(on: AwardRound, unit: Unit | None = None, *, besides: Sequence[Nomination] = ()) -> QuotaCounters:
    """The counters of a round, or of one unit's subtree in it; three queries.

    The unit that holds the round is left out of its own pools: those above decide on it among its equals.

    Args:
        besides: lines that are only being thought of, counted as if they were put forward.
    """
    rows = [*_rows(on, unit), *_thought_of(on, besides)]
    counts, leaders = Counter(code for code, _ in rows), Counter(code for code, leads in rows if leads)
    counted = unit or on.unit
    codes = [code for code in _capped(on) if counts[code] or code in _always(on)]
    return QuotaCounters(_asked(on, counted, codes, counts, counts, leaders))


def within_caps(on: AwardRound, lines: Collection[Nomination]) -> Answer:
    """May all these lines of one round be decided beside what its unit has decided on before?

    A share is taken of everybody who still stands for the title it is a share of. What the law leaves to the council,
    what is not known and what nobody has read stops nothing. No query where no cap concerns the lines.
    """
    codes = {line.code for line in lines if line.basis == Basis.MERIT} & set(_capped(on))
    if not codes:
        return ALLOWED
    decided = [*_rows(on, None, State.GRANTED), *_thought_of(on, lines)]
    numbers, leaders = Counter(code for code, _ in decided), Counter(code for code, leads in decided if leads)
    base = Counter(code for code, _ in _rows(on, None))
    for counter in _asked(on, on.unit, sorted(codes), numbers, base, leaders):
        if counter.stops:
            most = f", tối đa {counter.cap}" if counter.cap is not None else ""
            return Denied(
                f"{counter.name}: {counter.number} trường hợp kể cả các dòng đang chọn{most}; vượt mức "
                f"“{counter.words}” ({counter.cited}). Hãy bỏ bớt dòng; chỉ khi có văn bản cho phép vượt "
                "thì ghi căn cứ đó rồi làm lại."
            )
    return ALLOWED


def _asked(
    on: AwardRound,
    counted: Unit,
    codes: Iterable[str],
    numbers: Counter[str],
    base: Counter[str],
    leaders: Counter[str],
) -> list[QuotaCounter]:
    staff = staff_below({counted.pk: counted.path}, day=min(dt.date(on.year, 12, 31), on.judged_on))
    pool_base = {code: base[code] for code in rulebook().catalogue.awards if code in base or code in _bases(on)}
    found: list[QuotaCounter] = []
    for code in codes:
        pool = {**pool_base, "kind": "pool", "nominated": numbers[code], "group": POOL_GROUP}
        for people in staff.values():
            _add_leaders(pool, leaders[code], len(people.leaders))
        found += _ask(code, pool, on)
    return _merged(found)


def _merged(counters: list[QuotaCounter]) -> list[QuotaCounter]:
    """The same cap set by several instruments is one counter with all its citations."""
    merged: dict[tuple[object, ...], QuotaCounter] = {}
    for one in counters:
        key = (one.code, one.number, one.cap, one.state, one.words)
        earlier = merged.get(key)
        merged[key] = replace(earlier, cites=(*earlier.cites, *one.cites)) if earlier else one
    return list(merged.values())


NOT_OURS = IssuerLevel.PROVINCE
"""A flag or certificate asked of the chairman of the province is none of the sector's, whose caps do not count it."""

Row = tuple[str, bool]
"""The award of one line, and whether it is for a leader."""


def _rows(on: AwardRound, unit: Unit | None, state: str = "") -> list[Row]:
    lines = Nomination.objects.of_round(on).alive().filter(basis=Basis.MERIT).exclude(unit=on.unit_id)
    lines = lines.exclude(decided_by=NOT_OURS)
    if unit is not None:
        lines = lines.filter(unit_list__unit__path__startswith=unit.path or "-")
    if state:
        lines = lines.filter(state=state)
    return list(lines.values_list("code", "is_leader"))


def _thought_of(on: AwardRound, lines: Iterable[Nomination]) -> list[Row]:
    inside = [line for line in lines if line.basis == Basis.MERIT and line.unit_id != on.unit_id]
    mine = [line for line in inside if line.decided_by != NOT_OURS]
    return [(line.code, line.is_leader) for line in mine]


def _capped(on: AwardRound) -> list[str]:
    """Awards with a cap that concerns the inside of a unit, in the catalogue's order."""
    quotas = rulebook().edition(on.judged_on).quotas
    capped = {quota.award for quota in quotas if quota.group in ("", POOL_GROUP)}
    return [code for code in rulebook().catalogue.awards if code in capped]


def _always(on: AwardRound) -> set[str]:
    """Caps by a share of another title of the round are worth seeing before anybody is put forward, except at the top,
    to which only what is decided there climbs, and in rounds of another kind than the year's end.
    """
    if on.unit.parent_id is None or on.kind != RoundKind.YEAR_END:
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
