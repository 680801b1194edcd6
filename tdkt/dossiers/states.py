"""The states of a nomination and the steps between them, as data."""

from django.db import models

from tdkt.accounts.models import Role
from tdkt.core.steps import Step, StepTable


class State(models.TextChoices):
    """Where a nomination stands; the label is the office's exact step."""

    DRAFT = "draft", "Đang lập"
    SENT = "sent", "Chờ thẩm định"
    TAKEN_IN = "taken_in", "Đã tiếp nhận, đang thẩm định"
    RETURNED = "returned", "Trả lại để sửa"
    ACCEPTED = "accepted", "Đạt thẩm định, chờ Hội đồng"
    PASSED = "passed", "Hội đồng thông qua"
    FAILED = "failed", "Hội đồng không thông qua"
    DECLINED = "declined", "Không đề nghị khen thưởng"
    PROPOSED = "proposed", "Đã trình cấp trên"
    GRANTED = "granted", "Đã có quyết định"
    REFUSED = "refused", "Cấp trên không tặng"
    WITHDRAWN = "withdrawn", "Đã rút"


PLAIN_WORDS = {
    State.DRAFT: "Đang lập",
    State.SENT: "Đã gửi",
    State.TAKEN_IN: "Đang xem xét",
    State.RETURNED: "Trả lại",
    State.ACCEPTED: "Đang xem xét",
    State.PASSED: "Đang xem xét",
    State.FAILED: "Không được thông qua",
    State.DECLINED: "Không được đề nghị",
    State.PROPOSED: "Đang xem xét",
    State.GRANTED: "Đã có quyết định",
    State.REFUSED: "Không được tặng",
    State.WITHDRAWN: "Đã rút",
}
"""What the sender reads: the office's exact step stays with the office."""

OPEN_TO_SENDER = (State.DRAFT, State.RETURNED)
"""States in which the unit itself may still change the line."""

WITH_THE_APPRAISER = (State.SENT, State.TAKEN_IN)
"""States in which the appraising office of the round looks at the line."""

OUT_OF_THE_RUNNING = (State.WITHDRAWN, State.FAILED, State.DECLINED, State.REFUSED)
"""States that no longer count toward a quota or a pool."""

STEPS = StepTable(
    [
        Step("send", "Gửi lên", (State.DRAFT, State.RETURNED), State.SENT, (Role.UNIT_OFFICER, Role.UNIT_HEAD)),
        Step("take_back", "Rút lại để sửa", (State.SENT,), State.DRAFT, (Role.UNIT_OFFICER, Role.UNIT_HEAD)),
        Step("take_back_mended", "Rút lại để sửa", (State.SENT,), State.RETURNED, (Role.UNIT_OFFICER, Role.UNIT_HEAD)),
        Step("withdraw", "Bỏ khỏi danh sách", (State.DRAFT, State.RETURNED), State.WITHDRAWN, (Role.UNIT_OFFICER,)),
        Step("take_in", "Tiếp nhận", (State.SENT,), State.TAKEN_IN, (Role.APPRAISER,)),
        Step("return", "Trả lại", WITH_THE_APPRAISER, State.RETURNED, (Role.APPRAISER,), needs_reason=True),
        Step("accept", "Đạt thẩm định", WITH_THE_APPRAISER, State.ACCEPTED, (Role.APPRAISER,)),
        Step("decline", "Không đề nghị", WITH_THE_APPRAISER, State.DECLINED, (Role.APPRAISER,), needs_reason=True),
        Step("reopen", "Thẩm định lại", (State.ACCEPTED,), State.TAKEN_IN, (Role.APPRAISER,), needs_reason=True),
        Step("pass", "Hội đồng thông qua", (State.ACCEPTED,), State.PASSED, (Role.COUNCIL_SECRETARY,)),
        Step("fail", "Hội đồng không thông qua", (State.ACCEPTED,), State.FAILED, (Role.COUNCIL_SECRETARY,)),
        Step(
            "pass_short", "Xét theo thủ tục đơn giản", (State.ACCEPTED,), State.PASSED, (Role.UNIT_HEAD,),
            needs_reason=True,
        ),
        Step("grant", "Ra quyết định", (State.PASSED,), State.GRANTED, (Role.UNIT_HEAD,)),
        Step("forward", "Gửi lên cấp trên", (State.PASSED,), State.SENT, (Role.UNIT_HEAD,)),
        Step("recall", "Rút lại từ cấp trên", (State.SENT,), State.PASSED, (Role.UNIT_HEAD,), needs_reason=True),
        Step("bring_in", "Cấp trên đưa vào đợt xét", (State.PROPOSED,), State.SENT, (Role.APPRAISER,)),
        Step("propose", "Trình cấp trên", (State.PASSED,), State.PROPOSED, (Role.UNIT_HEAD,)),
        Step("record_grant", "Ghi quyết định của cấp trên", (State.PROPOSED,), State.GRANTED, (Role.APPRAISER,)),
        Step(
            "record_refusal", "Ghi kết quả không được tặng", (State.PROPOSED,), State.REFUSED, (Role.APPRAISER,),
            needs_reason=True,
        ),
    ]
)  # fmt: skip
"""``forward``, ``bring_in`` and ``recall`` also carry the line to another round: ``domain.climb`` takes them."""

CLIMBS = ("forward", "bring_in")
"""Steps up into the round above: at once, or after the line had waited for that round to be opened."""

STOPPED_BY_A_HOLD = frozenset({"accept", "pass", "pass_short", "grant", "forward", "propose"})
"""Nobody under discipline, inspection or verification goes further until it is settled (NĐ 152/2025 Điều 4 k4)."""

STOPPED_BY_A_CAP = frozenset({"grant"})
"""Before a decision a cap passed is a warning; the decision itself would break it (for one, TT 02/2024 Điều 18 k2)."""
