"""Judges one case under one edition of the law."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from .answers import UNKNOWN, YES
from .career import Career
from .case import Case
from .conditions import Finding
from .edition import Edition
from .items import Clause
from .pools import caps
from .verdicts import ENGINE, Point, Verdict, overall


def judge(case: Case, edition: Edition, sha256: str) -> Verdict:
    """The verdict on a case, with every clause tried and the reasons."""
    if case.kind == "pool":
        verdict = _judge_pool(case, edition)
        _cautions(verdict, case.award, "", edition)
    else:
        verdict = _judge_subject(case, career_of(case, edition), case.award)
    return _finished(verdict, case, edition, sha256, fingerprint(case))


def judge_awards(case: Case, edition: Edition, sha256: str, awards: Iterable[str]) -> dict[str, Verdict]:
    """Verdicts with reasons for several awards of one subject: the facts are read once."""
    career, facts = career_of(case, edition), fingerprint(case)
    return {award: _finished(_judge_subject(case, career, award), case, edition, sha256, facts) for award in awards}


def _finished(verdict: Verdict, case: Case, edition: Edition, sha256: str, facts: str) -> Verdict:
    _weak_texts(verdict)
    verdict.notes += [item.vi for item in edition.transitions]
    verdict.receipt = {
        "rulebook": sha256,
        "engine": ENGINE,
        "judged_on": case.judged_on.isoformat(),
        "layers": list(edition.layers),
        "clauses": [point.clause for point in verdict.points],
        "facts": facts,
    }
    if case.received_on is not None:
        verdict.receipt["received_on"] = case.received_on.isoformat()
    return verdict


def fingerprint(case: Case) -> str:
    """A hash of the facts used, whatever their order."""
    facts = sorted(json.dumps(item, sort_keys=True) for item in _plain(case.facts))
    subject = json.dumps([case.kind, case.subject, case.pool, sorted(case.unknown), case.basis], sort_keys=True)
    return "sha256:" + hashlib.sha256("\n".join([subject, *facts]).encode()).hexdigest()


_LATER = {"Cluster": ", group=''"}
"""Fields that facts have gained, as they look when nothing is told: left out, so that earlier receipts stay true."""


def _told(item: Any) -> str:
    return repr(item).replace(_LATER.get(type(item).__name__, "\0"), "")


def _plain(facts: Any) -> list[Any]:
    rows: list[Any] = []
    for name in facts.__slots__:
        value = getattr(facts, name)
        if isinstance(value, dict):
            rows.extend([name, str(key), _told(item)] for key, item in value.items())
        elif isinstance(value, list):
            rows.extend([name, _told(item)] for item in value)
        elif value is not None:
            rows.append([name, repr(value)])
    return rows


def career_of(case: Case, edition: Edition) -> Career:
    """The case's subject, ready to be asked."""
    return Career(
        case.facts, edition, case.judged_on, year=case.year, kind=case.kind, unknown=case.unknown, **case.subject
    )


def _judge_subject(case: Case, career: Career, award: str) -> Verdict:
    edition = career.edition
    verdict = Verdict(UNKNOWN, award, case.judged_on.isoformat(), career.year, notes=list(case.notes))
    applicable = [clause for clause in edition.of(award, case.kind) if clause.applies.applies(career)]
    basis = edition.basis_of(award, case.basis)
    chosen = [clause for clause in applicable if not basis or clause.basis == basis]
    verdict.points = [_point(clause, career) for clause in chosen]
    verdict.code = overall([(p.basis, p.verdict, p.awake) for p in verdict.points], basis=basis)
    if not chosen:
        verdict.missing.append(_no_clause(applicable, award, case, edition))
    _collect(verdict)
    verdict.procedure = edition.steps_of_bases(award, case.kind, _bases_met(verdict, basis))
    _ungranted(verdict, case)
    _cautions(verdict, award, case.kind, edition)
    return verdict


def _bases_met(verdict: Verdict, basis: str) -> frozenset[str]:
    """What the case is about: the basis it names, else those of the clauses that count."""
    return frozenset({basis} if basis else {point.basis for point in verdict.points if point.awake})


def _point(clause: Clause, career: Career) -> Point:
    findings = [finding for condition in clause.need for finding in career.reasons(condition)]
    answer = min(map(career.settled, clause.need), default=YES)
    return Point(clause.id, clause.text, clause.basis, answer, clause.mark, career.awake(clause), findings)


def _no_clause(applicable: list[Clause], award: str, case: Case, edition: Edition) -> str:
    name = edition.names[award]
    day = f"{case.judged_on:%d/%m/%Y}"
    if applicable:
        return f"Bộ quy định chưa có điều khoản tặng {name} theo loại hình này, áp dụng vào ngày {day}"
    return f"Bộ quy định chưa có tiêu chuẩn {name} cho đối tượng này, áp dụng vào ngày {day}"


def _collect(verdict: Verdict) -> None:
    decisive = verdict.decisive()
    findings: list[Finding] = [finding for point in decisive for finding in point.findings]
    if verdict.code != YES:
        verdict.missing += list(dict.fromkeys(f.missing for f in findings if f.missing and f.answer != YES))
    confirm = [note for finding in findings for note in finding.confirm]
    confirm += [
        f"Quy định tại {finding.cite} mới thấy qua văn bản khác dẫn lại: đối chiếu bản gốc"
        for finding in findings
        if finding.mark == "restated"
    ]
    verdict.to_confirm = list(dict.fromkeys(confirm))


def _ungranted(verdict: Verdict, case: Case) -> None:
    late = [a for a in case.facts.awards if a.decided_on is not None and a.decided_on > case.judged_on]
    verdict.notes += [
        f"{award.code} năm {award.year} chưa có quyết định vào ngày xét nên không được tính" for award in late
    ]


def _judge_pool(case: Case, edition: Edition) -> Verdict:
    year = case.year or case.judged_on.year
    verdict = Verdict(YES, case.award, case.judged_on.isoformat(), year)
    found = caps(case.award, case.pool, edition)
    verdict.points = [Point(c.quota.id, c.quota.vi, "cong_trang", c.answer, c.quota.mark, True, [c]) for c in found]
    verdict.code = min((cap.answer for cap in found), default=YES)
    verdict.missing = list(dict.fromkeys(cap.missing for cap in found if cap.missing))
    notes = [cap.note for cap in found if cap.note] + [
        f"Tỷ lệ tại {cap.quota.id} mới thấy qua văn bản khác dẫn lại: đối chiếu bản gốc"
        for cap in found
        if cap.quota.mark == "restated"
    ]
    verdict.to_confirm = list(dict.fromkeys(notes))
    if not found:
        _no_cap(verdict, case, edition)
    return verdict


def _no_cap(verdict: Verdict, case: Case, edition: Edition) -> None:
    name, day = edition.names[case.award], f"{case.judged_on:%d/%m/%Y}"
    groups = sorted({quota.group for quota in edition.quotas if quota.award == case.award and quota.group})
    if groups and "group" not in case.pool:
        verdict.code = UNKNOWN
        verdict.missing.append(f"Giới hạn số lượng {name} tính theo nhóm: ghi thêm “group” ({', '.join(groups)})")
    else:
        verdict.notes.append(f"Không thấy quy định giới hạn số lượng {name} áp dụng vào ngày {day} cho nhóm này")


def _cautions(verdict: Verdict, award: str, kind: str, edition: Edition) -> None:
    """What must be said on the face of the verdict; `kind` is empty for a pool, whose caps no caution touches."""
    for caution in edition.cautions_for(award, kind):
        verdict.notes.append(caution.vi)
        if award in caution.unknown and kind:
            verdict.known_text = verdict.code
            verdict.code = UNKNOWN
            verdict.missing = [f"Chưa biết nội dung {caution.id} về {edition.names[award]}", *verdict.missing]


def _weak_texts(verdict: Verdict) -> None:
    weak = [point for point in verdict.points if point.mark == "unverified"]
    if weak:
        names = ", ".join(dict.fromkeys(point.clause for point in weak))
        verdict.notes.append(f"Chưa kiểm chứng được lời văn: {names}")
