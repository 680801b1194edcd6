"""Forms of registrations. They tidy what was typed; the acts themselves decide."""

from typing import Any

from django import forms

from tdkt.core.forms import DayField
from tdkt.registrations.catalogue import award_name, registrable
from tdkt.registrations.domain.register import INITIATIVE_LENGTH, PLEDGE_LENGTH

PLEDGE_HELP = "Chỉ tiêu, việc cụ thể sẽ làm trong năm. Bắt buộc với mọi danh hiệu, hình thức trên mức thấp nhất."


def _pledge() -> forms.CharField:
    return forms.CharField(
        label="Nội dung phấn đấu", required=False, max_length=PLEDGE_LENGTH, help_text=PLEDGE_HELP,
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip


def _initiative() -> forms.CharField:
    return forms.CharField(
        label="Sáng kiến, đề tài dự kiến", required=False, max_length=INITIATIVE_LENGTH,
        widget=forms.TextInput(attrs={"placeholder": "Không bắt buộc"}),
    )  # fmt: skip


class RegisterForm(forms.Form):
    """The title or form that the ticked ones, or the person himself, strive for."""

    code = forms.ChoiceField(
        label="Danh hiệu, hình thức đăng ký",
        error_messages={
            "invalid_choice": "Danh hiệu, hình thức này không có trong danh sách đăng ký của năm; hãy chọn lại.",
            "required": "Hãy chọn danh hiệu, hình thức đăng ký.",
        },
    )
    pledge = _pledge()
    initiative = _initiative()

    def __init__(self, kind: str, year: int, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["code"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared so above
        offered = registrable(kind, year)
        by_type = (("Danh hiệu thi đua", "title"), ("Hình thức khen thưởng", "form"))
        field.choices = [
            (group, [(info.code, info.name) for info in offered if info.type == type_]) for group, type_ in by_type
        ]


class PledgeForm(forms.Form):
    """What a line promises."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    pledge = _pledge()
    initiative = _initiative()


class DueForm(forms.Form):
    """The day the units below send their lists by."""

    due_on = DayField(label="Hạn các đơn vị gửi đăng ký")


class ListFilter(forms.Form):
    """What the wide list is narrowed to."""

    q = forms.CharField(label="Tên, số hiệu", required=False, widget=forms.TextInput(attrs={"type": "search"}))
    doi_tuong = forms.ChoiceField(
        label="Đối tượng", required=False,
        choices=[("", "Tất cả"), ("person", "Cá nhân"), ("collective", "Tập thể")],
    )  # fmt: skip
    danh_hieu = forms.ChoiceField(label="Danh hiệu, hình thức", required=False)
    du_kien = forms.ChoiceField(
        label="Dự kiến", required=False,
        choices=[
            ("", "Tất cả"), ("eligible", "Đủ tiêu chuẩn"), ("not_eligible", "Chưa đủ tiêu chuẩn"),
            ("unknown", "Thiếu dữ liệu"), ("council", "Hội đồng xem xét"),
        ],
    )  # fmt: skip

    def __init__(self, codes: list[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["danh_hieu"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared so above
        field.choices = [("", "Tất cả"), *((code, award_name(code)) for code in codes)]
