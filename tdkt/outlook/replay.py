"""Judge a stored case again: the verdict must come out the same under the same rulebook, whenever it is asked."""

from dataclasses import dataclass
from typing import Any

from tdkt.core.answers import Refused
from tdkt.dossiers.models import Nomination
from tdkt.law import live
from tdkt.law.api import CaseError, Rulebook
from tdkt.law.archive import restored

COMPARED = ("verdict", "points", "missing", "to_confirm", "notes")
"""What makes a verdict; the receipt is compared by its own hash of the facts."""


PARTS = {
    "verdict": "kết luận", "points": "lý do", "missing": "điều còn thiếu", "to_confirm": "điều cần xác nhận",
    "notes": "lưu ý", "facts": "dữ kiện",
}  # fmt: skip
"""What may differ, in words."""


class CannotReplay(Refused):
    """There is nothing to judge again."""


@dataclass(frozen=True)
class Replay:
    """The stored verdict beside the same case judged again."""

    line: Nomination
    stored: str
    stored_rulebook: str
    kept: bool
    again: str
    same: bool
    differences: tuple[str, ...]
    current_rulebook: str
    current: str

    @property
    def parts(self) -> str:
        """What differs, in words."""
        return ", ".join(PARTS[name] for name in self.differences)

    @property
    def rulebook_changed(self) -> bool:
        """Whether the law in use is another one than the verdict's."""
        return self.stored_rulebook != self.current_rulebook


def replay(line: Nomination) -> Replay:
    """Judge the stored case under its own rulebook and under the one in use.

    Raises:
        CannotReplay: the line was never judged, or its case was not kept with the verdict.
    """
    detail = line.verdict_detail
    receipt = detail.get("receipt") or {}
    if "facts" not in detail or "subject" not in detail or not receipt:
        raise CannotReplay(
            f"“{line}” chưa có kết luận kèm hồ sơ đã lưu nên không xét lại được; hãy bấm “Xét lại” ở đợt xét."
        )
    case = stored_case(line)
    current = live.rulebook()
    own = restored(receipt["rulebook"])
    again = _asked(own, {**case, "layers": receipt["layers"]}) if own else None
    differences = _differences(detail, again) if again else ()
    return Replay(
        line=line,
        stored=detail["verdict"],
        stored_rulebook=receipt["rulebook"],
        kept=own is not None,
        again=again["verdict"] if again else "",
        same=again is not None and not differences,
        differences=differences,
        current_rulebook=current.sha256,
        current=_asked(current, case)["verdict"],
    )


def stored_case(line: Nomination) -> dict[str, Any]:
    """The case as it was put to the judge, without naming the layers of the law."""
    detail = line.verdict_detail
    case = {
        "award": detail["award"],
        "judged_on": detail["judged_on"],
        "year": detail["year"],
        "subject": detail["subject"],
        "facts": detail["facts"],
    }
    return case | {name: detail[name] for name in ("basis", "unknown") if detail.get(name)}


def _asked(rulebook: Rulebook, case: dict[str, Any]) -> dict[str, Any]:
    try:
        return rulebook.judge(case).to_json()
    except CaseError as refusal:
        return {"verdict": "unknown", "missing": [str(refusal)], "points": [], "to_confirm": [], "notes": []}


def _differences(stored: dict[str, Any], again: dict[str, Any]) -> tuple[str, ...]:
    found = [name for name in COMPARED if stored.get(name) != again.get(name)]
    facts = (stored["receipt"].get("facts"), (again.get("receipt") or {}).get("facts"))
    return (*found, "facts") if facts[0] != facts[1] else tuple(found)
