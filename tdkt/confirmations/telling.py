"""What a council hears, and its minutes keep, of what departments, authorities and clusters said about its lines."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from tdkt.confirmations.clusters import opinions_of, waiver_words, waivers_of
from tdkt.confirmations.models import ConfirmationAnswer, Reply
from tdkt.confirmations.queries import (
    asked_about,
    consult_sentence,
    department_sentence,
    last_answers,
    last_replies,
    letters_about,
)
from tdkt.confirmations.reasons import Reason
from tdkt.dossiers.domain.law import award_name
from tdkt.dossiers.models import AwardRound, Nomination


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence about a line; ``plain``: a department confirmed and added nothing."""

    sentence: str
    plain: bool = False


Told = dict[int, list[Said]]


def told_about(lines: Sequence[Nomination], *, today: dt.date, on: AwardRound | None = None) -> Told:
    """Sentences by the number of the nomination: each department, each authority, the cluster.

    Whoever did not answer by the day is said to have given no opinion, never to have confirmed. What was asked again
    is told by the later request only. ``on`` as for ``opinions_of``. A constant number of queries.
    """
    told: Told = defaultdict(list)
    _departments(told, lines, today)
    _outside(told, lines, today, on)
    return dict(told)


def _outside(told: Told, lines: Sequence[Nomination], today: dt.date, on: AwardRound | None) -> None:
    """Authorities, the cluster, and whoever let a line go on without it."""
    clusters = opinions_of(lines, today, on=on)
    _authorities(told, lines, today, told_by_cluster=set(clusters))
    for key, opinion in clusters.items():
        told[key].append(Said(opinion.words))
    for waiver in waivers_of(lines):
        words = waiver_words(waiver)
        if words not in {one.sentence for one in told[waiver.nomination_id]}:
            told[waiver.nomination_id].append(Said(words))


def _departments(told: Told, lines: Sequence[Nomination], today: dt.date) -> None:
    asked = asked_about(lines)
    answers = last_answers([one.pk for one in asked])
    for one in asked:
        answer = answers.get(one.pk)
        told[one.nomination_id].append(Said(department_sentence(one, answer, today), plain=_plain(answer)))


def _plain(answer: ConfirmationAnswer | None) -> bool:
    return answer is not None and answer.reply == Reply.CONFIRMED and not answer.words


def _authorities(told: Told, lines: Sequence[Nomination], today: dt.date, *, told_by_cluster: set[int]) -> None:
    letters = letters_about(lines)
    replies = last_replies([one.pk for one in letters])
    for one in letters:
        if one.request.reason != Reason.CLUSTER or one.nomination_id not in told_by_cluster:
            told[one.nomination_id].append(Said(consult_sentence(one, replies.get(one.pk), today)))


def council_notes(lines: Sequence[Nomination], *, today: dt.date, on: AwardRound | None = None) -> list[str]:
    """Paragraphs of the minutes: how many lines every department asked has confirmed, then each of the others."""
    told = told_about(lines, today=today, on=on)
    others = [line for line in lines if not all(one.plain for one in told.get(line.pk, []))]
    confirmed = sum(1 for line in lines if line.pk in told) - len(others)
    paragraphs = [f"Các bộ phận được hỏi đã xác nhận đủ {confirmed} trường hợp."] if confirmed else []
    for line in others:
        sentences = " ".join(one.sentence for one in told[line.pk])
        paragraphs.append(f"Về {line.subject_name}, {award_name(line.code)}: {sentences}")
    return paragraphs


def worth_telling(lines: Sequence[Nomination], *, today: dt.date, on: AwardRound | None = None) -> dict[int, list[str]]:
    """For the page of a session: what is more than a plain confirmation, by nomination."""
    told = told_about(lines, today=today, on=on)
    found = {key: [one.sentence for one in said if not one.plain] for key, said in told.items()}
    return {key: sentences for key, sentences in found.items() if sentences}


NAMED = 5
"""How many names stand beside an opinion; the lists of the paper hold them all."""


def outside_opinions(lines: Sequence[Nomination], *, today: dt.date, on: AwardRound | None = None) -> tuple[str, ...]:
    """For a submission: what authorities and clusters said, once each with whom it is about (NĐ 152/2025 Điều 33 k11).

    Lines with their person and unit.
    """
    told: Told = defaultdict(list)
    _outside(told, lines, today, on)
    about: dict[str, list[str]] = defaultdict(list)
    for line in lines:
        for said in told.get(line.pk, []):
            about[said.sentence].append(line.subject_name)
    return tuple(f"{_few(names)}: {sentence}" for sentence, names in about.items())


def _few(names: Sequence[str]) -> str:
    more = f" và {len(names) - NAMED} trường hợp khác" if len(names) > NAMED else ""
    return ", ".join(names[:NAMED]) + more
