"""Sample material for the page that shows every component once."""

from typing import Any

from django import forms

from tdkt.core.charts import Band, Lane, Mark, Share, bar, timeline


class SampleForm(forms.Form):
    """A form with one wrong field, to see how an error stands beside it."""

    name = forms.CharField(label="Họ và tên", help_text="Ghi như trong hồ sơ công chức.")
    day = forms.CharField(label="Ngày ký")

    def clean_day(self) -> str:
        """Always refused."""
        raise forms.ValidationError("Lịch không có ngày 31/2/2023; hãy xem lại ngày và tháng.")


def samples() -> dict[str, Any]:
    """One of each."""
    lanes = [
        Lane(
            "Đơn vị", bands=[Band(2019, 2022.5, "Phòng 1", "Kiểm sát viên, Phòng 1"), Band(2022.5, 2024, "Phòng 9", "")]
        ),
        Lane("Danh hiệu", marks=[Mark(2020, "LĐTT", "2020: Lao động tiên tiến", "green")]),
        Lane("Kỷ luật", bands=[Band(2021.2, 2022.2, "Khiển trách", "Khiển trách từ 1/3/2021", "red")]),
    ]
    shares = [Share("đã thẩm định", 12, "green"), Share("chờ thẩm định", 5, "blue"), Share("trả lại", 2, "amber")]
    return {
        "form": SampleForm({"name": "Lê Thị Kiểm Thử", "day": "31/2/2023"}),
        "verdict_words": ["eligible", "not_eligible", "unknown", "council", ""],
        "timeline": timeline("Quá trình mẫu", "một ví dụ", lanes, (2019, 2024)),
        "bar": bar(shares),
    }
