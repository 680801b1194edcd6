"""The day on which a page asks the law."""

import datetime as dt
from typing import Any

from django import forms


class AsOf(forms.Form):
    """A day and the year it is about; today and this year unless told."""

    ngay = forms.DateField(
        label="Xét theo pháp luật ngày",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Không phải ngày; hãy chọn lại, ví dụ 31/12/2023."},
    )
    nam = forms.IntegerField(label="Năm thành tích", required=False, min_value=2014, max_value=2100)

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
