"""Form fields every room uses."""

from typing import Any

from django import forms


class DayField(forms.DateField):
    """A day written dd/mm/yyyy."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("input_formats", ["%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y"])
        kwargs.setdefault(
            "widget",
            forms.DateInput(format="%d/%m/%Y", attrs={"placeholder": "ngày/tháng/năm", "inputmode": "numeric"}),
        )
        messages = {"invalid": "Không có ngày này; hãy ghi dạng ngày/tháng/năm, ví dụ 31/12/2023."}
        super().__init__(error_messages=messages, **kwargs)
