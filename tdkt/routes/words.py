"""A route in the office's words: what is done at a stage, who decides there, where a version stands in time."""

import datetime as dt
from collections.abc import Iterable

from tdkt.awards.models import IssuerLevel
from tdkt.routes.models import Route, RouteState, Stage, Topic

LEVELS: dict[str, str] = {
    IssuerLevel.UNIT: "thủ trưởng đơn vị",
    IssuerLevel.MINISTRY: "người đứng đầu bộ, ngành",
    IssuerLevel.PROVINCE: "Chủ tịch Ủy ban nhân dân tỉnh",
    IssuerLevel.MASS_ORGANISATION: "người đứng đầu tổ chức chính trị - xã hội",
    IssuerLevel.PRIME_MINISTER: "Thủ tướng Chính phủ",
    IssuerLevel.PRESIDENT: "Chủ tịch nước",
}
"""Who decides, for any system and not only the procuracy."""


def level_choices() -> list[tuple[str, str]]:
    """The levels as a form offers them."""
    return [(str(level), words[0].upper() + words[1:]) for level, words in LEVELS.items()]


def turns_of(stage: Stage, stages: Iterable[Stage]) -> list[tuple[str, Stage]]:
    """Where what some level decides turns off at the stage: who decides it, and to which of the route's stages."""
    by_key = {one.key: one for one in stages}
    return [(LEVELS[level], by_key[key]) for level, key in stage.turns.items() if key in by_key]


def facts_of(stage: Stage) -> list[str]:
    """What is done at a stage, a line each."""
    lines = []
    if stage.confirmers:
        lines.append("Xác nhận song song: " + ", ".join(str(Topic(one).label) for one in stage.confirmers))
    if stage.needs_cluster_opinion:
        lines.append("Lấy ý kiến cụm, khối thi đua")
    if stage.has_council:
        lines.append("Hội đồng họp, bỏ phiếu")
    if stage.days:
        lines.append(f"Hạn {stage.days} ngày làm việc")
    if stage.decides:
        lines.append("Quyết định: " + ", ".join(LEVELS[one] for one in stage.decides))
    return lines


def standing(route: Route, day: dt.date) -> tuple[str, str]:
    """Where a version stands on ``day``: the words and their tone."""
    if route.state != RouteState.ACTIVE:
        return str(route.get_state_display()), "amber" if route.is_draft else "grey"
    if route.valid_from and route.valid_from > day:
        return "Sắp áp dụng", "blue"
    if route.valid_to and route.valid_to < day:
        return "Đã hết áp dụng", "grey"
    return "Đang áp dụng", "green"


ACTS = {
    "adopt_route": "Lấy bản dựng sẵn", "draft_route": "Lập bản dự thảo", "copy_route": "Sao chép từ bản trước",
    "retire_route": "Bỏ bản dự thảo", "add_stage": "Thêm chặng", "edit_stage": "Sửa chặng", "remove_stage": "Bỏ chặng",
    "put_in_force": "Ban hành", "end_route": "Hết áp dụng",
}  # fmt: skip
"""The acts of the history."""
