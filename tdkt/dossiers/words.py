"""Facts and verdicts as sentences for the page."""

from collections.abc import Callable, Mapping
from typing import Any

from tdkt.core.days import parse_day, show_day
from tdkt.dossiers.domain.law import award_name, rulebook
from tdkt.initiatives.models import InitiativeKind, InitiativeLevel
from tdkt.people.models import AbsenceReason, DisciplineForm
from tdkt.units.models import GradeValue

ATTESTABLE = {
    "exceeds_targets": "Hoàn thành vượt các chỉ tiêu thi đua được giao trong năm",
    "leads_cluster": "Dẫn đầu cụm, khối thi đua trong năm",
    "unit_ttldxs": "Đơn vị đạt Tập thể lao động xuất sắc trong năm",
    "unit_excellent": "Đơn vị hoàn thành xuất sắc nhiệm vụ trong năm",
    "unit_influence": "Có phạm vi ảnh hưởng trong đơn vị",
    "ministry_influence": "Có phạm vi ảnh hưởng và hiệu quả trong Ngành",
    "national_influence": "Có phạm vi ảnh hưởng và hiệu quả trong toàn quốc",
    "new_model": "Là mô hình mới, nhân tố mới để nơi khác học tập",
    "sudden_feat": "Lập thành tích đột xuất",
    "movement_result": "Có thành tích trong phong trào thi đua theo đợt hoặc chuyên đề",
    "contribution_to_procuracy": "Có đóng góp cho Ngành Kiểm sát nhân dân",
}
"""What a unit may vouch for, by the rulebook's code; the verdict then counts it."""


def _award(fact: dict[str, Any]) -> str:
    when = f", quyết định ngày {_day(fact['decided_on'])}" if fact.get("decided_on") else ""
    return f"{award_name(fact['code'])} năm {fact['year']}{when}"


def _members(fact: dict[str, Any]) -> str:
    parts = [f"{fact['total']} người"]
    if "completed" in fact:
        parts.append(f"{fact['completed']} hoàn thành nhiệm vụ trở lên")
    parts += [f"{fact[code]} {award_name(code)}" for code in ("LDTT", "CSTDCS") if fact.get(code)]
    if fact.get("khien_trach"):
        parts.append(f"{fact['khien_trach']} bị khiển trách")
    if fact.get("canh_cao_or_worse"):
        parts.append(f"{fact['canh_cao_or_worse']} bị cảnh cáo trở lên")
    return f"Năm {fact['year']}: {', '.join(parts)}"


def _initiative(fact: dict[str, Any]) -> str:
    used = f" (đã dùng để xét {', '.join(map(award_name, fact['used_for']))})" if fact.get("used_for") else ""
    kind, level = InitiativeKind(fact["kind"]).label, InitiativeLevel(fact["level"]).label.lower()
    return f"{kind} {level} năm {fact['year']}{used}"


def _discipline(fact: dict[str, Any]) -> str:
    ended = f", hết hiệu lực {_day(fact['ended_on'])}" if fact.get("ended_on") else ""
    return f"Kỷ luật {DisciplineForm(fact['form']).label.lower()} ngày {_day(fact['decided_on'])}{ended}"


def _day(iso: str) -> str:
    return show_day(parse_day(iso))


def _number(value: float) -> str:
    return f"{value:g}".replace(".", ",")


_HOLDS = {
    "discipline": "đang xem xét kỷ luật",
    "inspection": "đang thanh tra, kiểm tra, điều tra",
    "complaint": "có đơn thư đang xác minh",
    "press": "có vấn đề báo chí nêu đang xác minh",
}


def _vouched(fact: dict[str, Any]) -> str:
    words = ATTESTABLE.get(fact["what"]) or fact.get("words") or "điều kiện khác"
    return f"Đơn vị xác nhận: {words[:1].lower()}{words[1:]}"


def _hold(fact: dict[str, Any]) -> str:
    until = f" đến {_day(fact['to'])}" if fact.get("to") else ", chưa có kết luận"
    return f"Tạm dừng xét: {_HOLDS[fact['kind']]}, từ {_day(fact['from'])}{until}"


_SAY: dict[str, Callable[[dict[str, Any]], str]] = {
    "award": _award,
    "members": _members,
    "initiative": _initiative,
    "discipline": _discipline,
    "hold": _hold,
    "grade": lambda fact: f"Năm {fact['year']}: {GradeValue(fact['value']).label}",
    "absence": lambda fact: (
        f"Năm {fact['year']} nghỉ {fact['working_days']} ngày ({AbsenceReason(fact['reason']).label.lower()})"
    ),
    "employment": lambda fact: f"Tuyển dụng năm {fact['year']}, làm việc {_number(fact['months'])} tháng trong năm đó",
    "service": lambda fact: f"Công tác trong Ngành {_number(fact['years'])} năm",
    "position": lambda fact: f"Giữ chức vụ {position_name(fact['title'])} {_number(fact['years'])} năm",
    "cluster": lambda fact: f"Xếp hạng {fact['rank']} trong cụm, khối thi đua năm {fact['year']}",
    "founded": lambda fact: f"Thành lập ngày {_day(fact['on'])}",
    "retired": lambda fact: f"Nghỉ hưu năm {fact['year']}",
    "attested": _vouched,
}

_GROUPS = (
    ("Danh hiệu, hình thức đã được tặng", ("award",)),
    ("Mức hoàn thành nhiệm vụ", ("grade",)),
    ("Sáng kiến, đề tài", ("initiative",)),
    ("Kỷ luật, tạm dừng xét, nghỉ việc", ("hold", "discipline", "absence")),
    ("Tập thể", ("members", "cluster", "founded")),
    ("Quá trình công tác", ("service", "employment", "position", "retired")),
    ("Xác nhận của đơn vị", ("attested",)),
)


def position_name(code: str) -> str:
    """A position of the career table in Vietnamese."""
    return rulebook().catalogue.positions.get(code, "khác")


def _worded(facts: list[dict[str, Any]], asked: Mapping[str, str]) -> list[dict[str, Any]]:
    return [fact | {"words": asked.get(fact["what"], "")} if fact.get("type") == "attested" else fact for fact in facts]


def grouped_facts(facts: list[dict[str, Any]]) -> list[tuple[str, list[str]]]:
    """What the judge was told, in groups with headings, newest first; empty groups left out."""
    groups = []
    for heading, kinds in _GROUPS:
        chosen = [fact for fact in facts if fact.get("type") in kinds and fact["type"] in _SAY]
        chosen.sort(key=lambda fact: fact.get("year", 0), reverse=True)
        if chosen:
            groups.append((heading, [_SAY[fact["type"]](fact) for fact in chosen]))
    return groups


def explained_points(detail: dict[str, Any]) -> list[dict[str, Any]]:
    """The clauses that were tried, with citations and findings in words; those that counted come first."""
    book = rulebook()
    points = sorted(detail.get("points", []), key=lambda point: not point.get("counts", True))
    return [
        {
            "cite": book.cited(point["clause"]),
            "text": book.in_words(point["vi"]),
            "verdict": point["verdict"],
            "counts": point.get("counts", True),
            "unverified": point["mark"] == "unverified",
            "findings": [
                {
                    "words": book.in_words(finding["vi"]),
                    "answer": finding["answer"],
                    "answer_vi": finding.get("answer_vi", ""),
                    "missing": book.in_words(finding["missing"]),
                    "cite": book.cited(finding["cite"]),
                }
                for finding in point["findings"]
            ],
        }
        for point in points
    ]


def explained(detail: dict[str, Any], asked: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Everything the verdict panel shows; ``asked`` are the clauses' own words for what a unit may vouch for."""
    book = rulebook()
    return {
        "points": explained_points(detail),
        "missing": [book.in_words(text) for text in detail.get("missing", [])],
        "to_confirm": [book.in_words(text) for text in detail.get("to_confirm", [])],
        "notes": [book.in_words(text) for text in detail.get("notes", [])],
        "assumed": detail.get("assumed", []),
        "assumed_words": f"Kết luận này coi như được tặng: {'; '.join(detail.get('assumed', []))}.",
        "procedure": [
            {"words": book.in_words(step["vi"]), "cite": book.cited(step["cite"])}
            for step in detail.get("procedure", [])
        ],
        "receipt": detail.get("receipt", {}),
        "facts": grouped_facts(_worded(detail.get("facts", []), asked or {})),
    }
