"""A title is given once for a year: find the one that already stands."""

from collections.abc import Iterable, Sequence

from tdkt.awards.catalogue import award_info, is_title
from tdkt.awards.models import Award

BATCH = 500
_BY_LEVEL = {"CSTDB", "CTDB"}  # one from the sector and one from the province are two different titles


def first_twin(awards: Sequence[Award]) -> str | None:
    """Why the first doubled title is refused, naming the earlier decision; nothing when there is none.

    Two queries per 500 subjects.
    """
    seen: set[tuple[object, ...]] = set()
    for award in awards:
        key = _key(award)
        if key in seen:
            return f"{award.person or award.unit}: “{_name(award)}” năm {award.period_to} có hai lần trong danh sách."
        if is_title(award.code):
            seen.add(key)
    for standing in _standing(awards):
        if _key(standing) in seen:
            return (
                f"{standing.person or standing.unit} đã có “{_name(standing)}” năm {standing.period_to} theo "
                f"quyết định số {standing.decision} của {standing.decision.issuer_name if standing.decision else ''}; "
                "không ghi hai lần. Nếu quyết định đó sai, hãy hủy dòng cũ trước."
            )
    return None


def _standing(awards: Sequence[Award]) -> Iterable[Award]:
    years = {award.period_to for award in awards}
    for field in ("person", "unit"):
        keys = sorted({getattr(award, f"{field}_id") for award in awards} - {None})
        for start in range(0, len(keys), BATCH):
            subjects = {f"{field}__in": keys[start : start + BATCH]}
            rows = Award.objects.standing().filter(period_to__in=years, **subjects)
            yield from rows.select_related("decision", "person", "unit")


def _key(award: Award) -> tuple[object, ...]:
    level = award.decided_by if award.code in _BY_LEVEL else ""
    return (award.person_id, award.unit_id, award.code, award.period_to, level)


def _name(award: Award) -> str:
    info = award_info(award.code)
    return info.name if info else award.code
