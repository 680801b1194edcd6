"""What a drafter writes, and on which data a draft is tried."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tdkt.law.forms import DayField
from tdkt.law.words import layer_name
from tdkt.outlook.forms import FIRST_YEAR, unit_in_tree
from tdkt.studio.models import slug
from tdkt.units.models import Unit

OWN_LAYER = "don-vi"
"""The layer for rules of the office itself, above the packaged ones."""


class DraftForm(forms.Form):
    """One file of the rulebook."""

    title = forms.CharField(label=_("Tên dự thảo"), max_length=200)
    layer = forms.ChoiceField(label=_("Tầng quy định"))
    folder = forms.CharField(
        label=_("Mã văn bản"), max_length=60, validators=[slug],
        help_text=_("Chữ thường không dấu, ví dụ tt-05-2027. Trùng mã văn bản đang có thì là phiên bản mới của nó."),
    )  # fmt: skip
    takes_effect = DayField(label=_("Ngày có hiệu lực"))
    text = forms.CharField(
        label=_("Nội dung"),
        strip=False,
        widget=forms.Textarea(attrs={"spellcheck": "false", "wrap": "off", "rows": 24}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, layers: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = {**{layer: layer_name(layer) for layer in layers}, OWN_LAYER: _("Quy định riêng của đơn vị")}
        self.fields["layer"].choices = list(names.items())  # type: ignore[attr-defined]

    def clean_text(self) -> str:
        """Line ends as the loader counts them."""
        text: str = self.cleaned_data["text"]
        return text.replace("\r\n", "\n").replace("\r", "\n")

    @property
    def values(self) -> dict[str, Any]:
        """What the acts take."""
        return {name: self.cleaned_data[name] for name in ("title", "layer", "folder", "takes_effect", "text")}


class StepForm(forms.Form):
    """Which step, and why."""

    step = forms.CharField()
    reason = forms.CharField(required=False, max_length=2000)


class TrialForm(forms.Form):
    """On whose data, of which year."""

    don_vi = forms.ModelChoiceField(Unit.objects.none(), label=_("Đơn vị"))
    nam = forms.IntegerField(label=_("Dữ liệu của năm"), min_value=FIRST_YEAR)

    def __init__(self, *args: Any, units: QuerySet[Unit], last: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["don_vi"].queryset = units  # type: ignore[attr-defined]
        self.fields["don_vi"].label_from_instance = unit_in_tree  # type: ignore[attr-defined]
        self.last = last

    def clean_nam(self) -> int:
        """No year that is still to come."""
        year: int = self.cleaned_data["nam"]
        if year > self.last:
            raise forms.ValidationError(f"Năm {year} chưa tới; hãy chọn một năm đến {self.last}.")
        return year
