"""What each kind of round is for: the bases it takes and the awards it is limited to."""

from dataclasses import dataclass

from tdkt.awards.models import Basis
from tdkt.dossiers.models import RoundKind


@dataclass(frozen=True)
class KindRules:
    """``bases`` with the usual one first; ``awards`` none means every award; ``outsiders``: also those from outside."""

    bases: tuple[str, ...]
    awards: tuple[str, ...] = ()
    outsiders: bool = False


RULES: dict[str, KindRules] = {
    RoundKind.YEAR_END: KindRules(tuple(Basis.values)),
    RoundKind.SUDDEN: KindRules((Basis.SUDDEN,), outsiders=True),
    RoundKind.THEMATIC: KindRules((Basis.MOVEMENT,), outsiders=True),
    RoundKind.LONG_SERVICE: KindRules((Basis.SENIORITY,)),
    RoundKind.RETIREMENT: KindRules((Basis.CAREER,)),
    RoundKind.EXTERNAL: KindRules((Basis.EXTERNAL,), outsiders=True),
    RoundKind.HERO: KindRules((Basis.MERIT, Basis.SUDDEN), ("AHLD",)),
    RoundKind.MEMORIAL: KindRules(
        (Basis.SENIORITY, Basis.CAREER, Basis.MERIT), ("KNCKS", "KNC", "KNCQH"), outsiders=True
    ),
}
"""Bases and awards a kind of round takes (L06/2022 Điều 8; TT 01/2019/TT-VKSTC Điều 28 for the badge)."""


def rules_of(kind: str) -> KindRules:
    """The rules of a kind of round."""
    return RULES[kind]


_NAMES: dict[str, str] = {
    RoundKind.YEAR_END: "Tổng kết công tác thi đua, khen thưởng",
    RoundKind.SUDDEN: "Khen thưởng đột xuất",
    RoundKind.THEMATIC: "Khen thưởng phong trào thi đua theo chuyên đề",
    RoundKind.LONG_SERVICE: "Khen thưởng theo niên hạn",
    RoundKind.RETIREMENT: "Khen thưởng quá trình cống hiến",
    RoundKind.EXTERNAL: "Khen thưởng đối ngoại",
    RoundKind.HERO: "Đề nghị tặng danh hiệu Anh hùng",
    RoundKind.MEMORIAL: "Xét tặng Kỷ niệm chương",
}


def usual_name(kind: str, year: int) -> str:
    """What a round is called when nobody names it otherwise."""
    return f"{_NAMES[kind]} năm {year}"
