"""The figures of the reports: pure reads of the ledger, a number of queries that does not grow with it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Case, CharField, Count, F, Q, QuerySet, Sum, Value, When

from tdkt.awards.models import Award, AwardStatus, IssuerLevel
from tdkt.dossiers.domain.law import rulebook
from tdkt.initiatives.models import Initiative, InitiativeLevel
from tdkt.reports.caps import broken_caps
from tdkt.reports.figures import (
    COLLECTIVE,
    GRANTED,
    PERSON,
    PROPOSED,
    Branch,
    Initiatives,
    Line,
    Money,
    Row,
    Span,
    SpanRow,
    YearReport,
)  # fmt: skip
from tdkt.reports.tree import Tree, tree_in, trees_in
from tdkt.units.models import Unit
from tdkt.units.queries import became, made_up_of

_KIND = Case(When(person__isnull=False, then=Value(PERSON)), default=Value(COLLECTIVE), output_field=CharField())
_LEVELS = {level: place for place, level in enumerate(IssuerLevel.values)}


def year_report(unit: Unit, year: int) -> YearReport:
    """Every award whose achievement period ends in ``year``, of the unit and all that stood under it then.

    Cancelled lines are left out and counted apart, and so are refused ones. A line proposed first and granted later
    counts as granted.
    """
    tree = tree_in(unit, year)
    lines = _lines(tree, Q(period_to=year))
    groups = _grouped(lines)
    aside = lines.aggregate(
        cancelled=Count("pk", filter=Q(cancelled_by__isnull=False)),
        refused=Count("pk", filter=Q(status=AwardStatus.REFUSED)),
        persons=Count("person", filter=_STANDING, distinct=True),
        collectives=Count("unit", filter=_STANDING, distinct=True),
    )
    counted = _summed(groups)
    return YearReport(
        unit=unit,
        year=year,
        lines=tuple(sorted(counted)),
        rows=tuple(_rows(counted)),
        branches=tuple(_branches(tree, groups)),
        money=tuple(_money(lines)),
        caps=tuple(broken_caps(tree, unit, year)),
        initiatives=tuple(_initiatives(tree, year)),
        predecessors=tuple(made_up_of(unit)),
        successors=tuple(became(unit)),
        **aside,
    )


def five_year(unit: Unit, to_year: int, years: int = 5) -> Span:
    """What was granted and stands, by award, kind, level and year, for the years up to ``to_year``."""
    span = tuple(range(to_year - years + 1, to_year + 1))
    found: dict[tuple[str, str, str], Counter[int]] = defaultdict(Counter)
    subjects: dict[str, set[int]] = {PERSON: set(), COLLECTIVE: set()}
    trees: dict[frozenset[int], list[int]] = defaultdict(list)
    for year, tree in trees_in(unit, span).items():
        trees[tree.members].append(year)
    for members, inside in trees.items():
        lines = Award.objects.filter(_STANDING, host_unit__in=members, period_to__in=inside).annotate(kind=_KIND)
        for code, kind, level, year, person, collective in lines.values_list(
            "code", "kind", "decided_by", "period_to", "person", "unit"
        ):
            found[code, kind, level][year] += 1
            subjects[kind].add(person or collective)
    return Span(
        unit=unit,
        years=span,
        rows=tuple(_span_rows(found, span)),
        persons=len(subjects[PERSON]),
        collectives=len(subjects[COLLECTIVE]),
        predecessors=tuple(made_up_of(unit)),
        successors=tuple(became(unit)),
    )


def years_with_lines(unit: Unit) -> list[int]:
    """The years in which the unit or anything now under it has a line, latest first. One query."""
    lines = Award.objects.filter(host_unit__path__startswith=unit.path or "-")
    return list(lines.values_list("period_to", flat=True).distinct().order_by("-period_to"))


_STANDING = Q(status=AwardStatus.GRANTED, cancelled_by__isnull=True)


def _lines(tree: Tree, years: Q) -> QuerySet[Award, Any]:
    return Award.objects.filter(years, host_unit__in=tree.members).order_by()


def _grouped(lines: QuerySet[Award, Any]) -> list[dict[str, Any]]:
    """Counts by host, award, kind of subject, level and status."""
    rows = (
        lines.filter(_STANDING | Q(status=AwardStatus.PROPOSED))
        .annotate(kind=_KIND)
        .order_by()
        .values("host_unit", "code", "kind", "decided_by", "status")
        .annotate(n=Count("pk"))
    )
    return [dict(row) for row in rows]


def _summed(groups: Iterable[dict[str, Any]]) -> list[Line]:
    counts: Counter[tuple[str, str, str, str]] = Counter()
    for group in groups:
        counts[group["code"], group["kind"], group["decided_by"], group["status"]] += group["n"]
    return [
        Line(award=code, kind=kind, decided_by=level, status=status, count=number)
        for (code, kind, level, status), number in counts.items()
    ]


def _rows(lines: Iterable[Line]) -> list[Row]:
    cells: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for line in lines:
        plural = "persons" if line.kind == PERSON else "collectives"
        cells[line.award, line.decided_by][plural if line.status == GRANTED else f"{plural}_proposed"] += line.count
    keys = sorted(cells, key=lambda key: (*office_order(key[0]), _LEVELS[key[1]]))
    return [
        Row(award=code, name=award_name(code), is_title=is_title(code), decided_by=level, **cells[code, level])
        for code, level in keys
    ]


def _branches(tree: Tree, groups: Iterable[dict[str, Any]]) -> list[Branch]:
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    awards: dict[int, Counter[str]] = defaultdict(Counter)
    for group in groups:
        branch = tree.branch(group["host_unit"])
        counts[branch][group["kind"] if group["status"] == GRANTED else PROPOSED] += group["n"]
        if group["status"] == GRANTED:
            awards[branch][group["code"]] += group["n"]
    units = Unit.objects.in_bulk(list(counts))
    ordered = sorted(units.values(), key=lambda unit: (unit.pk != tree.root, unit.sort_key))
    return [
        Branch(
            unit=unit,
            persons=counts[unit.pk][PERSON],
            collectives=counts[unit.pk][COLLECTIVE],
            proposed=counts[unit.pk][PROPOSED],
            by_award=dict(awards[unit.pk]),
        )
        for unit in ordered
    ]


def _money(lines: QuerySet[Award, Any]) -> list[Money]:
    sums = lines.filter(_STANDING).values("decided_by").annotate(
        amount=Sum("bonus"), unknown=Count("pk", filter=Q(bonus__isnull=True))
    )  # fmt: skip
    parts = [Money(decided_by=s["decided_by"], amount=s["amount"] or 0, unknown=s["unknown"]) for s in sums]
    return sorted(parts, key=lambda part: _LEVELS[part.decided_by])


def _initiatives(tree: Tree, year: int) -> list[Initiatives]:
    rows = (
        Initiative.objects.filter(unit__in=tree.members, year=year)
        .order_by()
        .values("level")
        .annotate(count=Count("pk", distinct=True), writers=Count(F("authors"), distinct=True))
    )
    parts = [Initiatives(level=row["level"], count=row["count"], authors=row["writers"]) for row in rows]
    return sorted(parts, key=lambda part: InitiativeLevel.values.index(part.level))


def _span_rows(found: dict[tuple[str, str, str], Counter[int]], span: Sequence[int]) -> list[SpanRow]:
    keys = sorted(found, key=lambda key: (*office_order(key[0]), key[1] != PERSON, _LEVELS[key[2]]))
    return [
        SpanRow(
            award=code,
            name=award_name(code),
            is_title=is_title(code),
            kind=kind,
            decided_by=level,
            years=tuple(span),
            counts=tuple(found[code, kind, level][year] for year in span),
        )
        for code, kind, level in keys
    ]


def award_name(code: str) -> str:
    """The award's Vietnamese name, or the code where the law does not know it."""
    info = rulebook().catalogue.awards.get(code)
    return info.name if info else code


def is_title(code: str) -> bool:
    """A title (danh hiệu), not a form of commendation."""
    info = rulebook().catalogue.awards.get(code)
    return info is not None and info.type == "title"


def office_order(code: str) -> tuple[bool, int, str]:
    """Titles before forms, in the catalogue's order; unknown codes last."""
    codes = list(rulebook().catalogue.awards)
    place = codes.index(code) if code in codes else len(codes)
    return (not is_title(code), place, code)
