"""What a reader of the law asks: a day and layers, or two days."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tdkt.core.days import BadDay, parse_day, show_day
from tdkt.law.words import layer_name


class DayInput(forms.DateInput):
    """Shows any day that was understood as dd/mm/yyyy, also one that came in an address."""

    def format_value(self, value: Any) -> str | None:
        """The text in the field."""
        try:
            return show_day(value if isinstance(value, dt.date) else parse_day(str(value or "")))
        except BadDay:
            return str(value) if value else None


class DayField(forms.CharField):
    """A day written dd/mm/yyyy or picked from the browser's calendar."""

    widget = DayInput(attrs={"placeholder": "ngày/tháng/năm", "inputmode": "numeric", "autocomplete": "off"})

    def clean(self, value: Any) -> Any:
        """The day. Raises ValidationError with the words of ``parse_day``."""
        text = super().clean(value)
        if isinstance(text, dt.date) or not text:
            return text or None
        try:
            return parse_day(text)
        except BadDay as error:
            raise forms.ValidationError(str(error)) from error


class LawQuestion(forms.Form):
    """Which day, which layers."""

    ngay = DayField(label=_("Quy định áp dụng vào ngày"))
    tang = forms.MultipleChoiceField(label=_("Tầng quy định"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, layers: tuple[str, ...], first: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.all_layers, self.first = layers, first
        self.fields["tang"].choices = [(layer, layer_name(layer)) for layer in layers]  # type: ignore[attr-defined]

    def clean_ngay(self) -> dt.date:
        """A day that the rulebook covers."""
        day: dt.date = self.cleaned_data["ngay"]
        if day < self.first:
            raise forms.ValidationError(
                f"Bộ quy định bắt đầu từ ngày {self.first:%d/%m/%Y}; hãy chọn ngày từ đó trở đi."
            )
        return day

    @property
    def layers(self) -> tuple[str, ...] | None:
        """The layers asked for, in the rulebook's order; None for all of them."""
        chosen = self.cleaned_data.get("tang") or []
        return tuple(layer for layer in self.all_layers if layer in chosen) or None


class TwoDays(forms.Form):
    """Which two days are compared."""

    tu = DayField(label=_("Ngày thứ nhất"))
    den = DayField(label=_("Ngày thứ hai"))

    def __init__(self, *args: Any, first: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.first = first

    def clean(self) -> dict[str, Any]:
        """Both days must be covered by the rulebook."""
        data = super().clean() or {}
        for name in ("tu", "den"):
            if data.get(name) and data[name] < self.first:
                self.add_error(name, f"Bộ quy định bắt đầu từ ngày {self.first:%d/%m/%Y}; hãy chọn ngày từ đó trở đi.")
        return data
