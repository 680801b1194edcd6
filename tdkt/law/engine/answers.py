"""The four answers, ordered so that "all of" is the minimum and "one of" is the maximum."""

from typing import Final

NO: Final = 0
UNKNOWN: Final = 1
COUNCIL: Final = 2
YES: Final = 3

ANSWERS: Final = ("no", "unknown", "council", "yes")
VERDICTS: Final = ("not_eligible", "unknown", "council", "eligible")

ANSWERS_VI: Final = ("chưa đạt", "thiếu dữ liệu", "hội đồng xem xét", "đạt")
NOT_ASKED_VI: Final = "không thuộc trường hợp này"
"""Of a condition that is asked of some only: it stops nobody else, yet nothing was met."""
VERDICTS_VI: Final = ("chưa đủ tiêu chuẩn", "thiếu dữ liệu để kết luận", "hội đồng xem xét", "đủ tiêu chuẩn")
