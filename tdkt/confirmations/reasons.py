"""Why another authority is asked (hiệp y): cases of the law with their citation, as data. None of them stops a step."""

import datetime as dt
from dataclasses import dataclass

from django.db import models

DECREE_91 = dt.date(2017, 10, 1)
CIRCULAR_01 = dt.date(2019, 6, 28)
LAW_2022 = dt.date(2024, 1, 1)
CIRCULAR_02 = dt.date(2024, 10, 1)
NEW_DECREE = dt.date(2025, 7, 1)
"""The days from which the texts cited below are in force."""

UNSEEN = "NĐ 98/2023 (điều khoản chưa đối chiếu)"
"""The clauses of that decree about opinions were never seen in full; nothing is cited that was not read."""


class Reason(models.TextChoices):
    """Whose case it is."""

    LOCAL = "local", "Đơn vị trung ương đóng tại địa phương và người đứng đầu: khen thưởng cấp Nhà nước"
    PARTY_MANAGED = "party_managed", "Cá nhân thuộc cấp ủy đảng quản lý"
    PARTY_HIGH = "party_high", "Chiến sĩ thi đua toàn quốc, Huân chương Độc lập trở lên, Anh hùng"
    SECTOR = "sector", "Cơ quan thuộc tỉnh và cấp trưởng: khen thưởng cấp Nhà nước"
    FOREIGN = "foreign", "Khen thưởng đối ngoại"
    TAX = "tax", "Đơn vị sự nghiệp công lập và thủ trưởng đơn vị: nghĩa vụ thuế"
    ENTERPRISE = "enterprise", "Tổ chức kinh tế và người đại diện theo pháp luật"
    CENTRAL_PARTY = "central_party", "Cá nhân thuộc diện Bộ Chính trị, Ban Bí thư quản lý"
    CLUSTER = "cluster", "Cờ thi đua: cụm, khối thi đua bình xét, suy tôn"
    OTHER = "other", "Trường hợp khác"


Versions = tuple[tuple[dt.date, str], ...]


@dataclass(frozen=True, slots=True)
class Case:
    """Whom the law wants asked, where it says so from which day on, and for which awards (none named: for any)."""

    authority: str
    cites: Versions
    codes: frozenset[str] = frozenset()
    note: str = ""

    def cite_on(self, day: dt.date) -> str:
        """The citation in force on ``day``; nothing where the law of that day does not know the case."""
        return next((cite for start, cite in reversed(self.cites) if start <= day), "")


STATE_AWARDS = frozenset(
    {
        "CTDCP", "BKTTG", "AHLD", "AHLLVT", "HCSV", "HCHCM", "HCDL1", "HCDL2", "HCDL3", "HCLD1", "HCLD2", "HCLD3",
        "HCQC1", "HCQC2", "HCQC3", "HCCC1", "HCCC2", "HCCC3", "HCBVTQ1", "HCBVTQ2", "HCBVTQ3", "HCDC", "HCDDK",
    }
)  # fmt: skip
"""Flag of the Government, certificate of the Prime Minister, orders, titles of the State (L06/2022 Điều 84 k3)."""

FLAGS = frozenset({"CTDB", "CTDCP"})
"""A flag is given to who leads the cluster or block (L06/2022 Điều 25, 26)."""

HIGH_AWARDS = frozenset({"CSTDTQ", "HCSV", "HCHCM", "HCDL1", "HCDL2", "HCDL3", "AHLD", "AHLLVT"})

CASES = {
    Reason.LOCAL: Case(
        "Ủy ban nhân dân cấp tỉnh",
        (
            (DECREE_91, "NĐ 91/2017 Điều 47 khoản 2"),
            (LAW_2022, f"Luật 06/2022 Điều 84 khoản 3; {UNSEEN}"),
            (NEW_DECREE, "Luật 06/2022 Điều 84 khoản 3; NĐ 152/2025 Điều 34 khoản 2"),
        ),
        STATE_AWARDS,
        "Nội dung hỏi: chấp hành chủ trương của Đảng, chính sách, pháp luật; kết quả hoạt động của tổ chức đảng, "
        "đoàn thể sinh hoạt tại địa phương.",
    ),
    Reason.PARTY_MANAGED: Case(
        "Ban Thường vụ Tỉnh ủy, Thành ủy hoặc Ban Thường vụ Đảng ủy bộ, ngành",
        (
            (DECREE_91, "NĐ 91/2017 Điều 45 khoản 4 điểm a"),
            (LAW_2022, UNSEEN),
            (NEW_DECREE, "NĐ 152/2025 Điều 33 khoản 2 điểm a"),
        ),
        note="Lấy ý kiến bằng văn bản trước khi trình Thủ tướng Chính phủ.",
    ),
    Reason.PARTY_HIGH: Case(
        "Ban Thường vụ Tỉnh ủy, Thành ủy hoặc Ban Thường vụ Đảng ủy bộ, ngành",
        (
            (DECREE_91, "NĐ 91/2017 Điều 45 khoản 4 điểm b"),
            (LAW_2022, UNSEEN),
            (NEW_DECREE, "NĐ 152/2025 Điều 33 khoản 2 điểm b"),
        ),
        HIGH_AWARDS,
        "Lấy ý kiến bằng văn bản trước khi trình Thủ tướng Chính phủ.",
    ),
    Reason.SECTOR: Case(
        "Bộ, ban, ngành trung ương quản lý ngành, lĩnh vực",
        (
            (DECREE_91, "NĐ 91/2017 Điều 47 khoản 3"),
            (LAW_2022, f"Luật 06/2022 Điều 84 khoản 3; {UNSEEN}"),
            (NEW_DECREE, "Luật 06/2022 Điều 84 khoản 3; NĐ 152/2025 Điều 34 khoản 3"),
        ),
        STATE_AWARDS,
    ),
    Reason.FOREIGN: Case(
        "Bộ Công an, Bộ Ngoại giao",
        (
            (DECREE_91, "NĐ 91/2017 Điều 47 khoản 4"),
            (LAW_2022, UNSEEN),
            (NEW_DECREE, "NĐ 152/2025 Điều 34 khoản 4"),
        ),
    ),
    Reason.TAX: Case(
        "Cơ quan quản lý thuế",
        (
            (DECREE_91, "NĐ 91/2017 Điều 45 khoản 7"),
            (CIRCULAR_01, "TT 01/2019/TT-VKSTC Điều 42 khoản 2"),
            (CIRCULAR_02, "TT 02/2024/TT-VKSTC (điều khoản chưa đối chiếu; trước đó TT 01/2019 Điều 42 khoản 2)"),
        ),
    ),
    Reason.ENTERPRISE: Case(
        "Bộ Công an",
        ((NEW_DECREE, "NĐ 152/2025 Điều 34 khoản 5"),),
        note="Bộ Nội vụ thực hiện việc xin ý kiến.",
    ),
    Reason.CENTRAL_PARTY: Case(
        "Ban Tổ chức Trung ương, Ủy ban Kiểm tra Trung ương",
        (
            (DECREE_91, "NĐ 91/2017 Điều 45 khoản 3"),
            (LAW_2022, UNSEEN),
            (NEW_DECREE, "NĐ 152/2025 Điều 34 khoản 5"),
        ),
        note="Bộ Nội vụ thực hiện việc xin ý kiến.",
    ),
    Reason.CLUSTER: Case(
        "Cụm, khối thi đua của đơn vị (cụm trưởng, khối trưởng)",
        (
            (CIRCULAR_01, "TT 01/2019/TT-VKSTC Điều 11 khoản 4, Điều 12 khoản 3"),
            (LAW_2022, "Luật 06/2022 Điều 25 khoản 1, Điều 26 khoản 1; TT 01/2019/TT-VKSTC Điều 12 khoản 3"),
            (CIRCULAR_02, "Luật 06/2022 Điều 25 khoản 1, Điều 26 khoản 1"),
        ),
        FLAGS,
        "Nội dung hỏi: kết quả bình xét, suy tôn của cụm, khối; số phiếu đồng ý trên tổng số thành viên.",
    ),
    Reason.OTHER: Case("", ()),
}


def days_to_answer(asked_on: dt.date) -> tuple[int, str]:
    """How many working days an authority has, and the source; before the new decree, the term last seen in a text."""
    if asked_on >= NEW_DECREE:
        return 10, "NĐ 152/2025 Điều 34 khoản 6"
    return 20, "NĐ 91/2017 Điều 47 khoản 5 (hạn của nghị định sau đó, trước 01/07/2025, chưa đối chiếu)"


def cases_of(code: str, day: dt.date) -> list[Reason]:
    """The cases that name this award by the law of ``day``; the others depend on who is honoured."""
    return [reason for reason, case in CASES.items() if code in case.codes and case.cite_on(day)]
