"""The day on which a page asks the law."""

import datetime as dt
from typing import Any

from django import forms

from tdkt.law.forms import DayField

FIRST_YEAR, LAST_YEAR = 2014, 2100


class AsOf(forms.Form):
    """A day and the year it is about; today and this year unless told."""

    ngay = DayField(label="Theo pháp luật ngày", required=False)
    nam = forms.IntegerField(
        label="Của năm",
        required=False,
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        error_messages={
            "invalid": "Năm phải là số, ví dụ 2023.",
            "min_value": f"Chỉ xét được từ năm {FIRST_YEAR}.",
            "max_value": "Năm này xa quá; hãy ghi lại.",
        },
    )

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    @property
    def day(self) -> dt.date:
        """The day asked for."""
        told = self._told("ngay")
        return told if isinstance(told, dt.date) else self.today

    @property
    def year(self) -> int:
        """The year asked for."""
        told = self._told("nam")
        return told if isinstance(told, int) else self.day.year

    def _told(self, name: str) -> Any:
        """A field's value where it is sound; a field that is not keeps its error for the page."""
        if not self.is_bound:
            return None
        self.is_valid()
        return self.cleaned_data.get(name)
