"""Names nobody bears: every invented person has “Mẫu” in the middle and a word of nature at the end."""

from collections.abc import Iterator

SURNAMES = (
    "Nguyễn", "Trần", "Hoàng", "Nông", "Ma", "Lý", "Đặng", "Bàn", "Hà", "Lương", "Vũ", "Phạm", "Đỗ", "Bùi", "Triệu",
    "Lê", "Phan", "Trương", "Quan", "Dương",
)  # fmt: skip
GIVEN = (
    "Suối", "Rừng", "Núi", "Mây", "Nắng", "Sương", "Lúa", "Đồi", "Sóng", "Trăng", "Sao", "Gió", "Thác", "Ghềnh", "Bến",
    "Làng", "Đước", "Tre", "Nứa", "Quế", "Chè", "Cam", "Mận", "Mơ", "Ban", "Sim", "Lau", "Sậy", "Ngô", "Vừng", "Én",
    "Cò", "Sếu", "Nhạn", "Đàn", "Sáo", "Khèn", "Trống", "Chiêng", "Đuốc",
)  # fmt: skip
ETHNICITIES = ("Kinh", "Kinh", "Tày", "Kinh", "Nùng", "Dao", "Kinh", "Mông", "Sán Chay", "Kinh")
PREFIX = "MAU"
"""Staff numbers of invented people begin so."""


def invented() -> Iterator[tuple[str, str, str, str]]:
    """Staff number, full name, gender and ethnicity, one after the other; names repeat only after 1,600 people."""
    number = 0
    while True:
        surname = SURNAMES[number % len(SURNAMES)]
        turn = number // len(SURNAMES)
        given = GIVEN[(number * 7 + turn) % len(GIVEN)]
        female = (number + turn) % 5 in (1, 3)
        name = f"{surname} {'Thị ' if female else ''}Mẫu {given}"
        yield f"{PREFIX}-{number + 1:04d}", name, "female" if female else "male", ETHNICITIES[number % len(ETHNICITIES)]
        number += 1
