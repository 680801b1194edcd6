"""Which unit and which year a report page shows."""

import datetime as dt
from typing import Any

from django import forms
from django.db.models import QuerySet

from tdkt.core.answers import Refused
from tdkt.reports.find import FIRST_YEAR, check_year
from tdkt.units.models import Unit


class UnitYearForm(forms.Form):
    """The filter of the report pages; kept in the address."""

    don_vi: "forms.ModelChoiceField[Unit]" = forms.ModelChoiceField(
        label="Đơn vị", queryset=Unit.objects.none(), to_field_name="code", empty_label=None
    )
    nam = forms.IntegerField(
        label="Năm",
        min_value=FIRST_YEAR,
        error_messages={"invalid": "Năm phải là số, ví dụ 2023.", "required": "Hãy ghi năm."},
    )

    def __init__(self, data: Any, *, units: QuerySet[Unit], today: dt.date) -> None:
        super().__init__(data)
        self.today = today
        self.fields["don_vi"].queryset = units  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A year the unit lived in."""
        cleaned: dict[str, Any] = super().clean() or {}
        if "don_vi" in cleaned and "nam" in cleaned:
            try:
                check_year(cleaned["don_vi"], cleaned["nam"], self.today)
            except Refused as refused:
                self.add_error("nam", refused.reason)
        return cleaned
