"""The day on which a page asks the law."""

import datetime as dt
from typing import Any

from django import forms

from tdkt.dossiers.models import AwardRound
from tdkt.law.forms import DayField

FIRST_YEAR, LAST_YEAR = 2014, 2100


class AsOf(forms.Form):
    """A day and the year it is about; those of the open round unless told, else today's."""

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

    def __init__(self, *args: Any, today: dt.date, on: AwardRound | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.usual_day = on.judged_on if on else today
        self.usual_year = on.year if on else None
        self.round = on

    @property
    def day(self) -> dt.date:
        """The day asked for."""
        told = self._told("ngay")
        return told if isinstance(told, dt.date) else self.usual_day

    @property
    def year(self) -> int:
        """The year asked for."""
        told = self._told("nam")
        return told if isinstance(told, int) else self.usual_year or self.day.year

    def _told(self, name: str) -> Any:
        """A field's value where it is sound; a field that is not keeps its error for the page."""
        if not self.is_bound:
            return None
        self.is_valid()
        return self.cleaned_data.get(name)
