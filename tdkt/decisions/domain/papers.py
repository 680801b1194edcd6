"""Decisions and submissions as Word papers."""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.conf import settings

from tdkt.awards.models import Award, Decision, IssuerLevel
from tdkt.confirmations.telling import outside_opinions
from tdkt.core.money import show_money
from tdkt.councils.domain.papers import leading_number, place_of, vote_line
from tdkt.councils.models import VoteResult
from tdkt.decisions.models import Submission
from tdkt.documents.papers import context as paper
from tdkt.documents.papers.render import render_decision, render_submission
from tdkt.documents.papers.words import money_in_words
from tdkt.dossiers.domain.law import award_name, rulebook
from tdkt.people.models import Gender
from tdkt.units.models import Unit

_LAW_NUMBER = re.compile(r" số \S+/QH\d+")
TITLE, FORM = "title", "form"


def decision_paper(decision: Decision) -> bytes:
    """The decision with one list for each award and kind of subject."""
    awards = list(
        decision.awards.select_related("person", "unit", "host_unit").order_by(
            "code", "host_unit__sort_key", "person__sort_key", "unit__sort_key", "pk"
        )
    )
    unit = decision.issuer_unit
    codes = sorted({award.code for award in awards}, key=_rank)
    content = paper.DecisionPaper(
        letterhead=letterhead(unit, decision.issuer_name),
        registration=registration(decision.number, decision.signed_on, "QĐ-VKS"),
        title=decision.title,
        authority_line=f"{decision.signer_title} {decision.issuer_name}".strip(),
        legal_bases=legal_bases(codes, decision.signed_on),
        proposed_by=f"Hội đồng Thi đua - Khen thưởng {decision.issuer_name}" if unit else "",
        articles=_articles(awards, codes),
        signature=paper.Signature(title=decision.signer_title, name=decision.signer_name),
        recipients=paper.Recipients(lines=("Như Điều 3",), filed="VT, TĐKT"),
        annexes=tuple(annexes(awards, money=True)),
    )
    return render_decision(content, folder=settings.TDKT_BLANKS_FOLDER)


def letterhead(unit: Unit | None, name: str) -> paper.Letterhead:
    """The unit under its superior."""
    parent = unit.parent.name if unit and unit.parent else ""
    return paper.Letterhead(parent=parent, body=name, place=place_of(name))


def registration(number: str, day: dt.date, symbol: str) -> paper.Registration:
    """``15/QĐ-VKS`` as number and symbol."""
    rest = number.split("/", maxsplit=1)[1].strip() if "/" in number else symbol
    return paper.Registration(number=leading_number(number), symbol=rest, issued_on=day)


def legal_bases(codes: Iterable[str], on: dt.date) -> tuple[str, ...]:
    """Instruments in force that day with standards or deciding powers for these awards; a law without its number."""
    wanted = set(codes)
    names: dict[str, str] = {}
    for book in rulebook().library.instruments:
        if not (book.since <= on and (book.until is None or on <= book.until)):
            continue
        clauses = any(item.award in wanted and item.in_force(on) for item in book.items["clauses"])
        deciders = any(wanted & set(item.target.awards) for item in book.items["deciders"])
        if clauses or deciders:
            name = _LAW_NUMBER.sub("", book.name)
            names[book.short] = min(name, names.get(book.short, name), key=len)
    return tuple(names.values()) or ("Luật Thi đua, khen thưởng",)


def _articles(awards: list[Award], codes: list[str]) -> tuple[paper.Article, ...]:
    granted = tuple(
        f"{_verb(code)} {_counted(award for award in awards if award.code == code)} (có danh sách kèm theo)."
        for code in codes
    )
    total = sum(award.bonus or 0 for award in awards)
    money = (
        f"Tổng số tiền thưởng kèm theo là {show_money(total)} (bằng chữ: {money_in_words(total)}), "
        "chi từ Quỹ thi đua, khen thưởng theo quy định."
        if total
        else "Tiền thưởng thực hiện theo quy định của pháp luật về thi đua, khen thưởng."
    )
    return (
        paper.Article(paragraphs=granted),
        paper.Article(paragraphs=(money,)),
        paper.Article(
            paragraphs=(
                "Quyết định này có hiệu lực kể từ ngày ký.",
                "Thủ trưởng các đơn vị liên quan và tập thể, cá nhân có tên chịu trách nhiệm thi hành Quyết định này.",
            )
        ),
    )


def _verb(code: str) -> str:
    info = rulebook().catalogue.awards.get(code)
    name = award_name(code)
    return f"Công nhận danh hiệu “{name}” cho" if info and info.type == TITLE else f"Tặng {name} cho"


def _counted(awards: Iterable[Award]) -> str:
    listed = list(awards)
    people = sum(1 for award in listed if award.person_id)
    parts = [f"{people:02d} cá nhân"] if people else []
    parts += [f"{len(listed) - people:02d} tập thể"] if len(listed) > people else []
    return " và ".join(parts)


def _rank(code: str) -> tuple[int, str]:
    info = rulebook().catalogue.awards.get(code)
    return (-(info.rank if info else 0), code)


def annexes(awards: list[Award], *, money: bool) -> list[paper.AwardList]:
    """One list for each award and kind of subject, grouped by unit."""
    groups: dict[tuple[str, bool], list[Award]] = defaultdict(list)
    for award in awards:
        groups[award.code, award.person_id is not None].append(award)
    ordered = sorted(groups.items(), key=lambda pair: (_rank(pair[0][0]), not pair[0][1]))
    return [_annex(code, found, people=people, money=money) for (code, people), found in ordered]


def _annex(code: str, awards: list[Award], *, people: bool, money: bool) -> paper.AwardList:
    year = awards[0].period_to
    who = "cá nhân" if people else "tập thể"
    verb = "được công nhận danh hiệu" if _verb(code).startswith("Công nhận") else "được tặng"
    columns = _person_columns() if people else (paper.Column(header="Tên tập thể", width=90),)
    columns += (paper.Column(header="Thành tích", width=46),) if any(award.achievement for award in awards) else ()
    columns += (paper.Column(header="Tiền thưởng (đồng)", width=28, kind="money"),) if money else ()
    by_unit: dict[str, list[Award]] = defaultdict(list)
    for award in awards:
        by_unit[award.unit_name_then if people else ""].append(award)
    with_achievement = any(award.achievement for award in awards)
    table_groups = tuple(
        paper.Group(
            name=name, rows=[_cells(one, people=people, money=money, achievement=with_achievement) for one in found]
        )
        for name, found in by_unit.items()
    )
    return paper.AwardList(
        title=f"Danh sách {who} {verb} “{award_name(code)}” năm {year}",
        table=paper.Table(columns=columns, groups=table_groups, totals=money),
        persons=len(awards) if people else 0,
        collectives=0 if people else len(awards),
    )


def _person_columns() -> tuple[paper.Column, ...]:
    return (paper.Column(header="Họ và tên", width=48), paper.Column(header="Chức vụ", width=44))


def _cells(award: Award, *, people: bool, money: bool, achievement: bool) -> tuple[Any, ...]:
    if people and award.person:
        call = "Bà" if award.person.gender == Gender.FEMALE else "Ông"
        cells: tuple[Any, ...] = (f"{call} {award.person.full_name}", award.position_then)
    else:
        cells = (str(award.unit),)
    cells += (award.achievement,) if achievement else ()
    return cells + ((award.bonus or None,) if money else ())


def submission_paper(submission: Submission) -> bytes:
    """The submission with what is asked for, the votes and the lists."""
    named = submission.lines.select_related(
        "nomination__person", "nomination__unit", "nomination__host_unit", "nomination__round__unit"
    )
    lines = [line.nomination for line in named]
    awards = list(
        Award.objects.filter(nomination__in=lines)
        .select_related("person", "unit", "host_unit")
        .order_by("code", "host_unit__sort_key", "person__sort_key", "pk")
    )
    codes = sorted({award.code for award in awards}, key=_rank)
    level = str(IssuerLevel(submission.to_level).label)
    year = submission.round.year
    unit = submission.unit
    content = paper.SubmissionPaper(
        letterhead=letterhead(unit, unit.name),
        registration=registration(submission.number, submission.signed_on, "TTr-VKS"),
        addressees=(level,),
        title=f"Về việc đề nghị khen thưởng năm {year}",
        legal_bases=legal_bases(codes, submission.signed_on),
        opening=(f"{unit.name} kính trình {level} xem xét, khen thưởng năm {year} như sau:",),
        requests=tuple(_request(code, [award for award in awards if award.code == code]) for code in codes),
        votes=_votes([line.pk for line in lines]),
        opinions=outside_opinions(lines, today=submission.signed_on, on=submission.round),
        closing=f"{unit.name} kính trình {level} xem xét, quyết định",
        signature=paper.Signature(title=submission.signer_title, name=submission.signer_name),
        recipients=paper.Recipients(lines=("Như trên",), filed="VT, TĐKT"),
        annexes=tuple(annexes(awards, money=False)),
    )
    return render_submission(content, folder=settings.TDKT_BLANKS_FOLDER)


def _request(code: str, awards: list[Award]) -> paper.RequestLine:
    people = sum(1 for award in awards if award.person_id)
    clauses = {clause for award in awards for clause in _met(award)}
    return paper.RequestLine(
        award=award_name(code), persons=people, collectives=len(awards) - people,
        clause="; ".join(sorted(rulebook().cited(clause) for clause in clauses)),
    )  # fmt: skip


def _met(award: Award) -> list[str]:
    """The clauses the verdict found met."""
    points = award.receipt.get("points", [])
    return [point["clause"] for point in points if point.get("counts") and point["verdict"] == "eligible"]


def _votes(lines: list[int]) -> tuple[paper.VoteTable, ...]:
    results = VoteResult.objects.filter(nomination__in=lines).select_related(
        "nomination__person", "nomination__unit", "nomination__host_unit"
    )
    groups: dict[tuple[str, int, bool, str], list[VoteResult]] = defaultdict(list)
    for one in results.order_by("nomination__code", "nomination__person__sort_key", "pk"):
        groups[one.nomination.code, one.pass_mark, one.pass_above, one.pass_mark_source].append(one)
    return tuple(
        paper.VoteTable(
            award=award_name(code), results=tuple(map(vote_line, found)), pass_mark=mark, above=above, cite=source
        )
        for (code, mark, above, source), found in groups.items()
    )
