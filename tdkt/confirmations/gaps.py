"""What a line still lacks of confirmations and opinions, told to whoever accepts it. It stops nobody here."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence

from tdkt.confirmations.clusters import WITH_THE_OFFICE, Standing, opinions_of
from tdkt.confirmations.models import ConfirmationLine
from tdkt.confirmations.queries import asked_about, last_answers
from tdkt.confirmations.topics import Topic
from tdkt.dossiers.models import AwardRound, Nomination
from tdkt.routes.queries import stage_of

_NEVER_LATE = dt.date.min
"""A gap has no day: what was not answered is lacking, late or not."""


def confirmation_gaps(lines: Sequence[Nomination]) -> dict[int, list[str]]:
    """Departments that were asked and are silent, topics the route wants and nobody asked, the cluster's opinion."""
    found: dict[int, list[str]] = defaultdict(list)
    here = [line for line in lines if line.state in WITH_THE_OFFICE]
    rounds = {line.pk: line.round_id for line in here}
    asked = [one for one in asked_about(here) if one.round_id == rounds[one.nomination_id]]
    answered = last_answers([one.pk for one in asked])
    for one in asked:
        if one.pk not in answered:
            found[one.nomination_id].append(
                f"{one.request.unit.label} chưa trả lời {_topic(one.topic)} (hạn {one.request.due_on:%d/%m/%Y})"
            )
    for key, topics in _not_asked(here, asked).items():
        found[key].append(f"chưa hỏi bộ phận nào về {', '.join(map(_topic, topics))}")
    for key, opinion in opinions_of(here, _NEVER_LATE).items():
        if opinion.standing.stops:
            waiting = opinion.standing is Standing.WAITING
            found[key].append("cụm, khối thi đua chưa trả lời" if waiting else "chưa hỏi cụm, khối thi đua")
    return dict(found)


def _topic(code: str) -> str:
    return str(Topic(code).label).lower()


def _not_asked(lines: Sequence[Nomination], asked: Sequence[ConfirmationLine]) -> dict[int, list[str]]:
    """The topics of the stage that no department was asked about, by nomination; the stage is asked once a round."""
    done = {(one.nomination_id, one.topic) for one in asked}
    rounds: dict[int, AwardRound] = {line.round_id: line.round for line in lines}
    wanted = {key: _confirmers(on) for key, on in rounds.items()}
    lacking = {line.pk: [one for one in wanted[line.round_id] if (line.pk, one) not in done] for line in lines}
    return {key: topics for key, topics in lacking.items() if topics}


def _confirmers(on: AwardRound) -> list[str]:
    stage = stage_of(on.unit, on.judged_on)
    return list(stage.confirmers) if stage else []
