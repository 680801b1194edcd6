"""A verdict as a person reads it."""

from typing import Any

from .answers import COUNCIL, NO, NOT_ASKED_VI, UNKNOWN, VERDICTS_VI, YES
from .citations import Citations, in_words
from .verdicts import Point, Verdict
from .vocabulary import BASES

_SIGNS = {NO: "✗", UNKNOWN: "?", COUNCIL: "○", YES: "✓"}


def explained(verdict: Verdict, rulebook: Any) -> str:
    """The conclusion, every clause that counted with its reasons, then what to add, to confirm and to do."""
    cites = Citations(rulebook.library.instruments)
    names = rulebook.catalogue.names()
    counted = [point for point in verdict.points if point.awake] or verdict.points
    asleep = [point for point in verdict.points if point not in counted]
    blocks = [_head(verdict, names)]
    blocks += [_point(point, cites, names) for point in sorted(counted, key=lambda point: -point.verdict)]
    blocks += _list("Cần bổ sung", [_sentence(in_words(text, names)) for text in verdict.missing])
    blocks += _list("Cần người xét xác nhận", [_sentence(in_words(text, names)) for text in verdict.to_confirm])
    blocks += _list("Thủ tục (không làm thay đổi kết luận)", _steps(verdict, cites))
    blocks += _list("Nhánh khác chỉ xét khi có người xác nhận", [_named(point, cites) for point in asleep])
    blocks += _list("Lưu ý", [in_words(text, names) for text in verdict.notes])
    return "\n\n".join(blocks)


def _head(verdict: Verdict, names: dict[str, str]) -> str:
    year, month, day = verdict.judged_on.split("-")
    about = f"{names[verdict.award]}, năm {verdict.year}, xét ngày {day}/{month}/{year}."
    head = f"KẾT LUẬN: {verdict.verdict_vi.upper()}\n{about}"
    if verdict.known_text is not None:
        head += f"\nNếu chỉ theo lời văn đã biết của Luật 06/2022: {VERDICTS_VI[verdict.known_text]}."
    return head


def _named(point: Point, cites: Citations) -> str:
    return f"{point.text} ({cites.read(point.clause)})"


def _point(point: Point, cites: Citations, names: dict[str, str]) -> str:
    lines = [f"{point.text} – {BASES[point.basis]} – {VERDICTS_VI[point.verdict]} ({cites.read(point.clause)})"]
    lines += [_finding(finding, cites, names) for finding in point.findings]
    return "\n".join(lines)


def _finding(finding: Any, cites: Citations, names: dict[str, str]) -> str:
    data = finding.to_json()
    text = in_words(data["vi"], names)
    answer = ("no", "unknown", "council", "yes").index(data["answer"])
    if data["is"] == "presumed conduct" and answer == YES:
        return f"  – {_sentence(text)}: coi như có, chờ xác nhận [{cites.read(data['cite'])}]"
    if not finding.applies:
        return f"  – {_sentence(text)}: {NOT_ASKED_VI} [{cites.read(data['cite'])}]"
    line = f"  {_SIGNS[answer]} {_sentence(text)}: {data['answer_vi']}"
    if data["seen"]:
        line += f"; thấy: {', '.join(map(str, data['seen']))}"
    if data["missing"]:
        line += f"; thiếu: {in_words(data['missing'], names)}"
    return f"{line} [{cites.read(data['cite'])}]"


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _steps(verdict: Verdict, cites: Citations) -> list[str]:
    return [f"{step['vi']} ({cites.read(step['cite'])})" for step in verdict.procedure]


def _list(title: str, lines: list[str]) -> list[str]:
    return [f"{title}:\n" + "\n".join(f"  - {line}" for line in lines)] if lines else []
