"""Forms of the public window and of complaints. They tidy what was typed; the acts themselves decide."""

from collections.abc import Iterable
from typing import Any

from django import forms

from tdkt.core.forms import DayField
from tdkt.dossiers.domain.law import award_name
from tdkt.dossiers.models import Nomination
from tdkt.opinions.models import LONGEST_OPINION, LONGEST_SUMMARY, ComplaintKind, Stance
from tdkt.units.models import Unit


class PrepareForm(forms.Form):
    """Choose the nominations and the first day; the law gives the last day."""

    title = forms.CharField(label="Tiêu đề", max_length=300)
    opens_on = DayField(label="Bắt đầu công khai từ ngày")
    council_on = DayField(
        label="Ngày dự kiến họp Hội đồng", required=False,
        help_text="Để kiểm tra: nếu văn bản yêu cầu lấy ý kiến trước khi họp thì Hội đồng phải họp sau ngày cuối cùng.",
    )  # fmt: skip
    contact = forms.CharField(
        label="Nơi nhận ý kiến bằng cách khác", max_length=300, required=False,
        help_text="Ví dụ: phòng, địa chỉ, điện thoại, thư điện tử của cơ quan.",
    )  # fmt: skip
    lines = forms.TypedMultipleChoiceField(
        label="Trường hợp lấy ý kiến", coerce=int, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Hãy chọn ít nhất một trường hợp."},
    )  # fmt: skip

    def __init__(self, lines: Iterable[Nomination], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["lines"]
        assert isinstance(field, forms.TypedMultipleChoiceField)  # noqa: S101 - declared so above
        field.choices = [(line.pk, f"{line.subject_name} – {award_name(line.code)}") for line in lines]


class SummaryForm(forms.Form):
    """What the public reads of one nomination."""

    summary = forms.CharField(
        label="Tóm tắt thành tích công khai", max_length=LONGEST_SUMMARY, widget=forms.Textarea(attrs={"rows": 5})
    )


class OpinionForm(forms.Form):
    """What a member of the public sends. ``website`` is a box people do not see; machines fill it."""

    stance = forms.ChoiceField(
        label="Ý kiến của ông/bà", choices=Stance, widget=forms.RadioSelect,
        error_messages={"required": "Hãy chọn một trong ba."},
    )  # fmt: skip
    text = forms.CharField(
        label="Nội dung", max_length=LONGEST_OPINION, required=False, widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Bắt buộc khi không đồng tình hoặc có ý kiến khác.",
    )  # fmt: skip
    sender = forms.CharField(
        label="Họ tên", max_length=120, required=False,
        help_text="Không bắt buộc. Chỉ cơ quan lấy ý kiến đọc được.",
    )  # fmt: skip
    contact = forms.CharField(label="Điện thoại hoặc thư điện tử", max_length=120, required=False)
    website = forms.CharField(
        label="Để trống ô này", required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"})
    )

    def visible_fields(self) -> list[forms.BoundField]:
        """All boxes but the one for machines; the page places that one apart."""
        return [field for field in super().visible_fields() if field.name != "website"]

    def clean_website(self) -> str:
        """Refuse what a machine filled in, and say so: a person may have a strange browser."""
        if self.cleaned_data.get("website"):
            raise forms.ValidationError("Ô này phải để trống; hãy xóa chữ trong ô rồi gửi lại.")
        return ""


class ReceiptForm(forms.Form):
    """Ask what became of an opinion."""

    code = forms.CharField(label="Mã biên nhận", max_length=30, help_text="Ví dụ: K7M2-9QXD-TR4P")


class HandlingForm(forms.Form):
    """What was found or done about an opinion; or the reason for hiding it."""

    words = forms.CharField(max_length=1000)


class ComplaintForm(forms.Form):
    """Write down a complaint."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label="Nơi giải quyết", empty_label=None)
    kind = forms.ChoiceField(label="Loại đơn", choices=ComplaintKind)
    received_on = DayField(label="Ngày nhận đơn")
    complainant = forms.CharField(label="Người gửi", max_length=200)
    contact = forms.CharField(label="Liên hệ", max_length=200, required=False)
    content = forms.CharField(label="Nội dung", max_length=20_000, widget=forms.Textarea(attrs={"rows": 8}))

    def __init__(self, units: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - declared so above
        field.queryset = units


class LimitsForm(forms.Form):
    """The time limits the office has read in the law."""

    accept_due_on = DayField(label="Hạn thụ lý", required=False)
    resolve_due_on = DayField(label="Hạn giải quyết", required=False)
    source = forms.CharField(label="Căn cứ", max_length=300, required=False)


class OutcomeForm(forms.Form):
    """How a complaint ends."""

    outcome = forms.CharField(
        label="Kết quả hoặc lý do", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    number = forms.CharField(label="Số văn bản", max_length=60, required=False)
    issued_on = DayField(label="Ngày văn bản", required=False)
