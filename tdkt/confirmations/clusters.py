"""The opinion of the cluster or block on a yearly flag: which lines need it, what is there, what is still awaited.

A flag is given to who leads its cluster (L06/2022 Điều 25, 26; before, TT 01/2019/TT-VKSTC Điều 12 khoản 3, Điều 20).
The stage of the route says whether the opinion is asked for; without it the line does not go on from there.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from tdkt.awards.models import Basis, IssuerLevel
from tdkt.clusters.models import ClusterMember
from tdkt.confirmations.models import ClusterWaiver, ConsultLine, ConsultReplyLine
from tdkt.confirmations.queries import consult_sentence, last_replies
from tdkt.confirmations.reasons import FLAGS, Reason
from tdkt.core.answers import ALLOWED, Answer, Denied
from tdkt.dossiers.domain.law import award_name
from tdkt.dossiers.models import AwardRound, Nomination
from tdkt.routes.models import Stage
from tdkt.routes.queries import stage_of

STOPPED = frozenset({"pass", "pass_short", "grant", "forward", "propose"})
"""The steps by which a line goes on from the level that needs the opinion."""

WITH_THE_OFFICE = ("taken_in", "accepted", "passed")
"""States in which the level itself works on the line: the opinion may be asked for now."""

NAMED = 5
"""How many lines a refusal names."""


class Standing(Enum):
    """How far the opinion is, with its tone and icon."""

    ON_RECORD = ("Có trong sổ cụm, khối", "green", "check")
    ANSWERED = ("Đã có ý kiến", "green", "check")
    OVERDUE = ("Hết hạn, không có ý kiến", "amber", "clock")
    WAIVED = ("Đi tiếp khi chưa có ý kiến", "amber", "triangle-alert")
    WAITING = ("Đang chờ trả lời", "blue", "clock")
    NOT_ASKED = ("Chưa hỏi", "red", "circle-x")

    def __init__(self, label: str, tone: str, icon: str) -> None:
        self.label, self.tone, self.icon = label, tone, icon

    @property
    def stops(self) -> bool:
        """The line waits for it."""
        return self in (Standing.WAITING, Standing.NOT_ASKED)


@dataclass(frozen=True, slots=True)
class ClusterOpinion:
    """The opinion on one line as it stands on a day."""

    line: Nomination
    stage: Stage
    standing: Standing
    words: str
    place: ClusterMember | None
    asked: ConsultLine | None = None

    @property
    def whom(self) -> str:
        """The cluster's name as a letter addresses it, or nothing where the unit is in none that year."""
        return f"{self.place.cluster.name}, {self.place.cluster.organiser_name}" if self.place else ""


def opinions_of(
    lines: Sequence[Nomination], day: dt.date, *, on: AwardRound | None = None
) -> dict[int, ClusterOpinion]:
    """The opinion on every line whose level needs one, by nomination; lines of other awards cost nothing.

    ``on`` is the round that is asked about, where a line may have moved on since; else each line's own.
    """
    flags = [line for line in lines if line.code in FLAGS and line.unit_id and line.basis == Basis.MERIT]
    flags = [line for line in flags if line.decided_by != IssuerLevel.PROVINCE]  # its own blocks speak for its flags
    rounds = {line.pk: on or line.round for line in flags}
    stages = _stages(rounds)
    needing = [line for line in flags if line.pk in stages]
    if not needing:
        return {}
    places, asked = _places(needing), _asked(needing)
    replies = last_replies([one.pk for found in asked.values() for one in found])
    waived = {(one.nomination_id, one.round_id): one for one in waivers_of(needing)}
    found = {}
    for line in needing:
        place = places.get(line.pk)
        known = _Known(place, asked.get(line.pk, []), replies, waived.get((line.pk, rounds[line.pk].pk)))
        found[line.pk] = ClusterOpinion(line, stages[line.pk], *_standing(line, known, day))
    return found


def awaited(lines: Sequence[Nomination], day: dt.date) -> list[ClusterOpinion]:
    """The opinions that lines still wait for."""
    return [one for one in opinions_of(lines, day).values() if one.standing.stops]


def may_go_on(step: str, awards: Mapping[int, str], day: dt.date) -> Answer:
    """May these lines take the step? Joins ``dossiers.stops``."""
    flags = [key for key, code in awards.items() if code in FLAGS] if step in STOPPED else []
    if not flags:
        return ALLOWED
    lines = Nomination.objects.with_names().defer("verdict_detail").filter(pk__in=flags)
    waiting = awaited(list(lines.order_by("unit__sort_key", "pk")), day)
    return Denied(refusal(waiting)) if waiting else ALLOWED


def refusal(waiting: Sequence[ClusterOpinion]) -> str:
    """Which lines wait for what, and where to ask."""
    named = "; ".join(
        f"{one.line.subject_name}, {award_name(one.line.code)} ({_short(one)})" for one in waiting[:NAMED]
    )
    more = f" và {len(waiting) - NAMED} dòng khác" if len(waiting) > NAMED else ""
    return (
        f"{len(waiting)} dòng chưa có ý kiến của cụm, khối thi đua mà chặng “{waiting[0].stage.name}” yêu cầu: "
        f"{named}{more}. Hãy hỏi ở mục “Xác nhận, hiệp y” của đợt xét, trang “Ý kiến cụm, khối”; khi có trả lời hoặc "
        "hết hạn trả lời thì đi tiếp được. Nếu không thể chờ, thủ trưởng cho đi tiếp ở trang đó và ghi lý do."
    )


def _short(one: ClusterOpinion) -> str:
    if one.asked is None:
        return "chưa hỏi"
    return f"đã hỏi {one.asked.request.authority}, hạn trả lời {one.asked.request.due_on:%d/%m/%Y}"


def _stages(rounds: Mapping[int, AwardRound]) -> dict[int, Stage]:
    """The stage of each line that needs the opinion; asked once a round."""
    found = {on.pk: stage_of(on.unit, on.judged_on) for on in {on.pk: on for on in rounds.values()}.values()}
    needing = {key: stage for key, stage in found.items() if stage is not None and stage.needs_cluster_opinion}
    return {line: needing[on.pk] for line, on in rounds.items() if on.pk in needing}


def _places(lines: Sequence[Nomination]) -> dict[int, ClusterMember]:
    """The place of each line's unit in its cluster or block of the year, one that was judged before one that was not.

    Only what a level above the unit has formed counts: blocks formed outside the system judge for other flags.
    """
    rows = ClusterMember.objects.filter(
        unit__in={line.unit_id for line in lines}, cluster__year__in={line.round.year for line in lines}
    ).select_related("cluster")
    ordered = sorted(rows, key=lambda one: (_judged(one), one.pk))
    found = {}
    for line in lines:
        above = line.unit.ancestor_ids() if line.unit else []
        for one in ordered:
            if (one.unit_id, one.cluster.year) == (line.unit_id, line.round.year) and one.cluster.organiser_id in above:
                found[line.pk] = one
    return found


def _judged(place: ClusterMember) -> bool:
    return place.rank is not None or place.votes_total is not None


def _asked(lines: Sequence[Nomination]) -> dict[int, list[ConsultLine]]:
    rows = ConsultLine.objects.filter(nomination__in=[line.pk for line in lines], request__reason=Reason.CLUSTER)
    asked: dict[int, list[ConsultLine]] = defaultdict(list)
    for one in rows.select_related("request").order_by("request__due_on", "pk"):
        asked[one.nomination_id].append(one)
    return asked


def waivers_of(lines: Sequence[Nomination]) -> list[ClusterWaiver]:
    """Every time one of the lines was let go without the opinion, at whatever level."""
    rows = ClusterWaiver.objects.filter(nomination__in=[line.pk for line in lines])
    return list(rows.select_related("by", "round__unit"))


class _Known(NamedTuple):
    """What was read once for all lines, for one of them."""

    place: ClusterMember | None
    asked: Sequence[ConsultLine]
    replies: Mapping[int, ConsultReplyLine]
    waiver: ClusterWaiver | None


def _standing(
    line: Nomination, known: _Known, day: dt.date
) -> tuple[Standing, str, ClusterMember | None, ConsultLine | None]:
    answered = next((one for one in reversed(known.asked) if one.pk in known.replies), None)
    last = answered or (known.asked[-1] if known.asked else None)
    if answered is not None:
        standing, words = Standing.ANSWERED, consult_sentence(answered, known.replies[answered.pk], day)
    elif known.place is not None and _judged(known.place):
        standing, words = Standing.ON_RECORD, _record_words(known.place)
    elif known.waiver is not None:
        standing, words = Standing.WAIVED, waiver_words(known.waiver)
    elif last is not None:
        late = last.request.due_on < day
        standing, words = Standing.OVERDUE if late else Standing.WAITING, consult_sentence(last, None, day)
    else:
        standing, words = Standing.NOT_ASKED, f"Chưa hỏi ý kiến cụm, khối thi đua về {line.subject_name}."
    return standing, words, known.place, last


def _record_words(place: ClusterMember) -> str:
    rank = f"xếp thứ {place.rank}" if place.rank is not None else ""
    votes = f"{place.votes_for or 0}/{place.votes_total} phiếu suy tôn" if place.votes_total else ""
    return f"{place.cluster}: {', '.join(part for part in (rank, votes) if part)}."


def waiver_words(waiver: ClusterWaiver) -> str:
    """Who let the line go on, when and why."""
    return (
        f"Chưa có ý kiến cụm, khối thi đua; {waiver.by.full_name} cho đi tiếp ngày "
        f"{waiver.at.astimezone():%d/%m/%Y}: {waiver.why.rstrip('.')}."
    )
