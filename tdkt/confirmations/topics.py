"""What a department may be asked to confirm, and the sentences its answer stands for."""

from dataclasses import dataclass

from django.db import models


class Topic(models.TextChoices):
    """The field a department keeps; it answers for nothing else."""

    PERSONNEL = "personnel", "Tổ chức cán bộ"
    INSPECTION = "inspection", "Thanh tra, kỷ luật"
    PARTY = "party", "Công tác đảng"
    ACCOUNTS = "accounts", "Kế toán, tài chính"


@dataclass(frozen=True, slots=True)
class Confirmed:
    """The sentences of a topic, and the facts on record that are shown beside each line."""

    sentences: tuple[str, ...]
    columns: tuple[str, ...]


CONFIRMED = {
    Topic.PERSONNEL: Confirmed(
        (
            "Họ tên, số hiệu công chức, ngày sinh đúng với hồ sơ cán bộ.",
            "Chức vụ, đơn vị công tác và thời gian giữ chức vụ đúng với hồ sơ cán bộ.",
            "Mức xếp loại các năm đúng với thông báo đã ban hành.",
        ),
        ("Số hiệu, ngày sinh", "Nơi công tác", "Xếp loại"),
    ),
    Topic.INSPECTION: Confirmed(
        (
            "Không đang bị xem xét kỷ luật, thanh tra, điều tra.",
            "Không có đơn thư khiếu nại, tố cáo hoặc vấn đề báo chí nêu đang được xác minh.",
            "Kỷ luật đã ghi là đủ và đúng.",
        ),
        ("Kỷ luật đã ghi", "Tạm dừng xét đã ghi"),
    ),
    Topic.PARTY: Confirmed(
        (
            "Đảng viên hoàn thành tốt nhiệm vụ trở lên trong thời gian tính thành tích (nếu là đảng viên).",
            "Không đang bị xem xét kỷ luật đảng; chấp hành tốt chủ trương của Đảng.",
            "Tổ chức đảng của tập thể hoàn thành tốt nhiệm vụ trở lên (đối với tập thể).",
        ),
        ("Số hiệu, ngày sinh", "Nơi công tác"),
    ),
    Topic.ACCOUNTS: Confirmed(
        (
            "Không vướng mắc về thanh toán, quyết toán, tài sản công.",
            "Tập thể chấp hành đúng chế độ tài chính, không có sai phạm theo kết luận kiểm tra, kiểm toán.",
        ),
        ("Nơi công tác",),
    ),
}
"""What "xác nhận" means for each topic: shown above the list and kept in the answer's history."""
