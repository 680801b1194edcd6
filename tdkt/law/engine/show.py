"""The law on one award on one day: standards, deciders, papers, votes, quotas, money; with citations and marks."""

import re
from datetime import date
from typing import Any

from .career import Career
from .citations import Citations, in_words
from .edition import Edition
from .errors import CaseError
from .facts import Facts
from .items import Clause
from .papers import papers_asked
from .vocabulary import BASES, KINDS, MARKS, STEPS


def shown_json(rulebook: Any, code: str, on: date, layers: tuple[str, ...] | None = None) -> dict[str, Any]:
    """Everything as data. Raises CaseError for a code or a day that is not known."""
    if code not in rulebook.catalogue.awards:
        known = ", ".join(info.code for info in rulebook.awards() if info.judged)
        raise CaseError(f"mã “{code}” không có trong danh mục; ghi một trong: {known}", "award")
    edition: Edition = rulebook.edition(on, layers)
    info = rulebook.catalogue.awards[code]
    return {
        "award": code,
        "name": info.name,
        "on": on.isoformat(),
        "layers": list(edition.layers),
        "clauses": [
            _clause(clause, kind, edition, on) for kind in info.kinds for clause in _by_basis(edition, code, kind)
        ],
        "quotas": [_quota(quota) for quota in edition.quotas if quota.award == code],
        "deciders": [_decider(decider) for decider in _deciders(edition, code, info.kinds)],
        "procedure": [step.to_json() for step in edition.steps if _covers(step, code, info.kinds)],
        "papers": _papers(edition, code, info.kinds),
        "bonus": _money(rulebook, code, info.kinds, on),
        "notes": [
            *(caution.vi for caution in edition.cautions if caution.target.covers(code, "")),
            *(item.vi for item in _transitions(rulebook, edition, on)),
        ],
    }


def _by_basis(edition: Edition, code: str, kind: str) -> list[Clause]:
    """Merit first, the rest in the order of the Law."""
    return sorted(edition.of(code, kind), key=lambda clause: list(BASES).index(clause.basis))


def _transitions(rulebook: Any, edition: Edition, on: date) -> list[Any]:
    books = [book for book in rulebook.library.instruments if book.layer in edition.layers]
    return [item for book in books for item in book.items["transitions"] if item.in_force(on)]


def _deciders(edition: Edition, code: str, kinds: tuple[str, ...]) -> list[Any]:
    found = [edition.decider(code, kind) for kind in kinds]
    return list({decider.id: decider for decider in found if decider is not None}.values())


def _decider(decider: Any) -> dict[str, Any]:
    shown = {"vi": decider.vi, "decider": decider.decider, "cite": decider.id, "mark": decider.mark}
    if not decider.delegated_to:
        return shown
    return shown | {"delegated": {"to": decider.delegated_to, "vi": decider.delegated_vi, "cite": decider.delegated_by}}


def _covers(step: Any, code: str, kinds: tuple[str, ...]) -> bool:
    return any(step.target.covers(code, kind) for kind in kinds)


def _clause(clause: Clause, kind: str, edition: Edition, on: date) -> dict[str, Any]:
    nobody = Career(Facts(), edition, on, year=on.year, kind=kind)
    return {
        "clause": clause.id,
        "kind": kind,
        "basis": clause.basis,
        "vi": clause.text,
        "for": clause.applies.vi(nobody) if clause.applies.occupations else "",
        "mark": clause.mark,
        "layer": clause.layer,
        "from": clause.since.isoformat(),
        "to": None if clause.until is None else clause.until.isoformat(),
        "needs": [
            {
                "vi": _asked(condition.text or condition.vi(nobody)),
                "is": condition.en(),
                "cite": condition.cite,
                "mark": condition.mark,
            }
            for condition in clause.need
        ],
    }


def _asked(text: str) -> str:
    """What is asked, without the numbers of a collective that nobody told here."""
    return re.sub(r" \(có \?(/\?)?\)", "", text)


def _quota(quota: Any) -> dict[str, Any]:
    share = None if quota.share is None else float(quota.share)
    return {"vi": quota.vi, "cite": quota.id, "share": share, "limit": quota.limit, "of": quota.of, "mark": quota.mark}


def _papers(edition: Edition, code: str, kinds: tuple[str, ...]) -> list[dict[str, Any]]:
    """Of a dossier on merit, for each kind of subject."""
    return [
        {"kind": kind, **paper.to_json()}
        for kind in kinds
        for paper in papers_asked(edition.steps_for(code, kind, edition.basis_of(code, "cong_trang")))
    ]


def _money(rulebook: Any, code: str, kinds: tuple[str, ...], on: date) -> list[dict[str, Any]]:
    result = []
    for kind in kinds:
        try:
            result.append(rulebook.bonus(code, kind=kind, on=on).to_json())
        except CaseError:
            continue
    return result


def shown(rulebook: Any, code: str, on: date, layers: tuple[str, ...] | None = None) -> str:
    """The same for a person."""
    data = shown_json(rulebook, code, on, layers)
    cites = Citations(rulebook.library.instruments)
    lines = [f"{data['name']} ({code}), quy định áp dụng ngày {on:%d/%m/%Y}", ""]
    if not data["clauses"]:
        lines.append("Không có tiêu chuẩn nào trong bộ quy định vào ngày này.")
    for clause in data["clauses"]:
        lines += [*_shown_clause(clause, cites), ""]
    lines += _section("Giới hạn số lượng", [_with_cite(item, cites) for item in data["quotas"]])
    lines += _section("Thẩm quyền quyết định", [_shown_decider(item, cites) for item in data["deciders"]])
    lines += _section("Thủ tục", [f"{STEPS[item['step']]}: {_with_cite(item, cites)}" for item in data["procedure"]])
    lines += _section(
        "Giấy tờ trong hồ sơ xét theo công trạng", [_shown_paper(paper, data, cites) for paper in data["papers"]]
    )
    lines += _section("Tiền thưởng", [f"{KINDS[item['kind']]}: {item['lines'][0]['vi']}" for item in data["bonus"]])
    lines += _section("Lưu ý", data["notes"])
    head, *rest = lines
    names = rulebook.catalogue.names()
    return "\n".join([head, *(in_words(line, names) for line in rest)]).rstrip()


def _shown_clause(clause: dict[str, Any], cites: Citations) -> list[str]:
    who = clause["for"] or KINDS[clause["kind"]]
    head = f"{clause['vi']} – {who}, {BASES[clause['basis']]} ({cites.read(clause['clause'])}; {MARKS[clause['mark']]})"
    return [head, *(f"  - {need['vi']} [{cites.read(need['cite'])}]{_mark(need)}" for need in clause["needs"])]


def _shown_paper(paper: dict[str, Any], data: dict[str, Any], cites: Citations) -> str:
    kinds = {one["kind"] for one in data["papers"]}
    kind = f"{KINDS[paper['kind']]}: " if len(kinds) > 1 else ""
    copies = f", {paper['copies']:02d} bộ" if paper["copies"] else ""
    asked_by = "; ".join(map(cites.read, paper["cites"]))
    return f"{kind}{paper['vi']}{'' if paper['needed'] else ' (nếu có)'}{copies} ({asked_by}){_mark(paper)}"


def _shown_decider(item: dict[str, Any], cites: Citations) -> str:
    handed = item.get("delegated")
    return _with_cite(item, cites) + (f"; ủy quyền cho {handed['vi']} ({cites.read(handed['cite'])})" if handed else "")


def _mark(item: dict[str, Any]) -> str:
    return "" if item["mark"] == "verified" else f" ({MARKS[item['mark']]})"


def _with_cite(item: dict[str, Any], cites: Citations) -> str:
    return f"{item['vi']} ({cites.read(item['cite'])}){_mark(item)}"


def _section(title: str, items: list[str]) -> list[str]:
    return [f"{title}:", *(f"  - {item}" for item in items), ""] if items else []
