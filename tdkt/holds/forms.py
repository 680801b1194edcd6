"""Forms of holds. They tidy what was typed; the acts themselves decide."""

from typing import Any

from django import forms

from tdkt.core.forms import DayField
from tdkt.holds.models import Conclusion, HoldKind
from tdkt.people.models import Discipline, Person

ACCEPTED = ".pdf,.docx,.xlsx,.png,.jpg,.jpeg"


class DisciplineField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A discipline told by its form and day."""

    def label_from_instance(self, obj: Any) -> str:
        """``Khiển trách ngày 04/12/2023``."""
        return f"{obj.get_form_display()} ngày {obj.decided_on:%d/%m/%Y}"


class OpenForm(forms.Form):
    """Open a hold."""

    kind = forms.ChoiceField(label="Lý do tạm dừng", choices=HoldKind)
    matter = forms.CharField(
        label="Nội dung đang xem xét", max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Ghi ngắn gọn; hồ sơ liên quan sẽ hiện lý do tạm dừng và văn bản, không hiện nội dung này.",
    )  # fmt: skip
    opened_on = DayField(label="Tạm dừng từ ngày")
    number = forms.CharField(label="Số, ký hiệu văn bản", max_length=60, required=False)
    issued_on = DayField(label="Ngày văn bản", required=False)
    issuer_name = forms.CharField(label="Cơ quan ban hành", max_length=200, required=False)
    upload = forms.FileField(
        label="Tệp văn bản", required=False, help_text="Bắt buộc có số và ngày văn bản, hoặc tệp văn bản.",
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPTED}),
    )  # fmt: skip


class CloseForm(forms.Form):
    """Close a hold by its conclusion."""

    conclusion = forms.ChoiceField(label="Kết luận", choices=Conclusion, widget=forms.RadioSelect)
    closed_on = DayField(label="Ngày kết luận")
    note = forms.CharField(label="Nội dung kết luận", max_length=500, required=False, widget=forms.Textarea)
    number = forms.CharField(label="Số, ký hiệu văn bản kết luận", max_length=60, required=False)
    issued_on = DayField(label="Ngày văn bản kết luận", required=False)
    upload = forms.FileField(
        label="Tệp văn bản kết luận", required=False, widget=forms.ClearableFileInput(attrs={"accept": ACCEPTED})
    )
    discipline = DisciplineField(
        Discipline.objects.none(), label="Quyết định kỷ luật", required=False, empty_label="Không có",
        help_text="Chỉ chọn khi bị xử lý kỷ luật. Quyết định phải được ghi trong hồ sơ cá nhân trước.",
    )  # fmt: skip

    def __init__(self, person: Person | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        note = self.fields["note"].widget
        note.attrs["rows"] = 3
        if person is None:
            del self.fields["discipline"]
            return
        field = self.fields["discipline"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - declared so above
        field.queryset = Discipline.objects.filter(person=person).order_by("-decided_on")
