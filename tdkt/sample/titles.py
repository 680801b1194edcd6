"""Titles of invented initiatives."""

DOINGS = (
    "Sổ tay kỹ năng", "Bộ câu hỏi kiểm tra", "Mẫu báo cáo thống nhất", "Quy trình phối hợp", "Bảng theo dõi",
    "Giải pháp nâng cao chất lượng", "Chuyên đề rút kinh nghiệm", "Phần mềm nhỏ hỗ trợ",
)  # fmt: skip
FIELDS = (
    "kiểm sát việc tiếp nhận, giải quyết nguồn tin về tội phạm", "kiểm sát khám nghiệm hiện trường",
    "kiểm sát điều tra án ma túy", "số hóa hồ sơ vụ án hình sự", "kiểm sát tạm giữ, tạm giam",
    "kiểm sát thi hành án hình sự tại cộng đồng", "kiểm sát bản án, quyết định dân sự",
    "kiểm sát thi hành án dân sự", "giải quyết đơn trong hoạt động tư pháp", "quản lý văn bản và lưu trữ",
    "phiên tòa rút kinh nghiệm", "tổng hợp thi đua, khen thưởng",
)  # fmt: skip
FOR_WHOM = ("cấp huyện", "hai cấp", "cấp tỉnh", "cho Kiểm sát viên mới bổ nhiệm", "cho Kiểm tra viên")


def initiative_title(number: int) -> str:
    """A title of its own for each of the first 480 numbers."""
    doing = DOINGS[number % len(DOINGS)]
    field = FIELDS[number // len(DOINGS) % len(FIELDS)]
    return f"{doing} về {field} {FOR_WHOM[number // (len(DOINGS) * len(FIELDS)) % len(FOR_WHOM)]} (mẫu)"
