"""What a reader of the lists may choose."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tdkt.law.api import Rulebook
from tdkt.outlook.models import Reach
from tdkt.units.models import Unit

FIRST_YEAR = 2014


def unit_in_tree(unit: Unit) -> str:
    """The name, set in by its depth."""
    return f"{'– ' * max(0, len(unit.ancestor_ids()) - 1)}{unit.label}"


class StandingFilter(forms.Form):
    """Unit, year, award, how near."""

    don_vi = forms.ModelChoiceField(
        label=_("Đơn vị"), queryset=Unit.objects.none(), required=False, empty_label=_("Tất cả")
    )
    nam = forms.IntegerField(label=_("Năm"), min_value=FIRST_YEAR, required=False)
    ma = forms.ChoiceField(label=_("Danh hiệu, hình thức"), required=False)
    ket_qua = forms.ChoiceField(label=_("Kết luận"), choices=[("", _("Tất cả")), *Reach.choices], required=False)

    def __init__(self, *args: Any, units: QuerySet[Unit], rulebook: Rulebook, last: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [(info.code, info.name) for info in rulebook.awards() if info.judged and not info.on_request]
        self.fields["don_vi"].queryset = units  # type: ignore[attr-defined]
        self.fields["don_vi"].label_from_instance = unit_in_tree  # type: ignore[attr-defined]
        self.fields["ma"].choices = [("", _("Tất cả")), *names]  # type: ignore[attr-defined]
        self.fields["nam"].max_value = last  # type: ignore[attr-defined]
        self.last = last

    def clean_nam(self) -> int | None:
        """No year that is still to come."""
        year: int | None = self.cleaned_data["nam"]
        if year is not None and year > self.last:
            raise forms.ValidationError(f"Năm {year} chưa tới; hãy chọn một năm đến {self.last}.")
        return year


class ComputeForm(forms.Form):
    """Which unit and year to judge anew."""

    don_vi = forms.ModelChoiceField(Unit.objects.none())
    nam = forms.IntegerField(min_value=FIRST_YEAR, max_value=2100)

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["don_vi"].queryset = units  # type: ignore[attr-defined]
