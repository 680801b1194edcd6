"""Forms of movements. They tidy what was typed; the acts themselves decide."""

from collections.abc import Sequence
from typing import Any

from django import forms

from tdkt.core.forms import DayField
from tdkt.movements.circles import circles
from tdkt.movements.models import MovementKind, PaperKind, Scope, Track
from tdkt.units.models import Unit

ACCEPTED = ".pdf,.docx,.xlsx,.png,.jpg,.jpeg"
MOST = 10_000_000
DUE_HINT = "Ngày nghỉ được tính sang ngày làm việc tiếp theo. Để trống khi không có đơn vị trực thuộc."


class MovementForm(forms.Form):
    """A movement being drafted."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label="Đơn vị", empty_label=None)
    theme = forms.CharField(
        label="Chủ đề, tên phong trào", max_length=400, widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Chưa ghi chủ đề của phong trào."},
    )  # fmt: skip
    track = forms.ChoiceField(label="Do cấp nào phát động", choices=Track, widget=forms.RadioSelect)
    launcher_name = forms.CharField(
        label="Cơ quan phát động", max_length=200, required=False,
        help_text="Chỉ ghi khi cơ quan phát động ở ngoài hệ thống, ví dụ: Chủ tịch UBND tỉnh.",
    )  # fmt: skip
    kind = forms.ChoiceField(label="Hình thức", choices=MovementKind, widget=forms.RadioSelect)
    by_drive = forms.BooleanField(label="Tổ chức theo đợt", required=False)
    scope = forms.ChoiceField(label="Phạm vi", choices=Scope)
    circle = forms.TypedChoiceField(
        label="Cụm, khối thi đua", required=False, coerce=int, empty_value=None,
        help_text="Chỉ với phạm vi cụm, khối: các thành viên của năm đó phải hưởng ứng.",
    )  # fmt: skip
    start_on = DayField(label="Từ ngày")
    end_on = DayField(label="Đến ngày")
    response_due_on = DayField(label="Hạn các đơn vị trực thuộc hưởng ứng", required=False, help_text=DUE_HINT)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, units: Sequence[Unit], *args: Any, answering: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(units) > 1:
            field = self.fields["unit"]
            assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - declared so above
            field.queryset = Unit.objects.filter(pk__in=[unit.pk for unit in units])
        else:
            del self.fields["unit"]
        if answering:
            for name in ("track", "launcher_name", "scope", "circle"):
                del self.fields[name]
        else:
            offered = self.fields["circle"]
            assert isinstance(offered, forms.TypedChoiceField)  # noqa: S101 - declared so above
            offered.choices = [("", "Không"), *circles().offered(units)]

    def told(self) -> dict[str, Any]:
        """What the act of drafting takes."""
        return {name: value for name, value in self.cleaned_data.items() if name not in {"unit", "version"}}


class DaysForm(forms.Form):
    """Correct the days of a launched movement."""

    start_on = DayField(label="Từ ngày")
    end_on = DayField(label="Đến ngày")
    response_due_on = DayField(label="Hạn các đơn vị trực thuộc hưởng ứng", required=False, help_text=DUE_HINT)
    reason = forms.CharField(
        label="Lý do", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Ví dụ: số, ngày của văn bản gia hạn. Lý do được giữ trong lịch sử.",
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class PaperForm(forms.Form):
    """A paper of a movement, with its file."""

    kind = forms.ChoiceField(label="Loại văn bản", choices=PaperKind)
    number = forms.CharField(
        label="Số, ký hiệu", max_length=60, error_messages={"required": "Chưa ghi số, ký hiệu của văn bản."}
    )
    issued_on = DayField(label="Ngày ban hành")
    issuer_name = forms.CharField(label="Người, cơ quan ban hành", max_length=200)
    upload = forms.FileField(
        label="Tệp văn bản", required=False, help_text="PDF, Word, Excel hoặc ảnh; tối đa 20 MB.",
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPTED}),
        error_messages={"empty": "Tệp rỗng; hãy mở xem lại rồi chọn tệp khác."},
    )  # fmt: skip


class KnownForm(forms.Form):
    """How a unit made a paper known."""

    how = forms.CharField(label="Cách quán triệt", max_length=300, required=False)
    unit = forms.IntegerField()


class ReviewForm(forms.Form):
    """What a unit reports of its part."""

    held_on = DayField(label="Ngày tổ chức")
    people_taking_part = forms.IntegerField(label="Số người tham gia", min_value=0, max_value=MOST, initial=0)
    targets_total = forms.IntegerField(label="Số chỉ tiêu đã giao", min_value=0, max_value=MOST, initial=0)
    targets_met = forms.IntegerField(label="Số chỉ tiêu đạt và vượt", min_value=0, max_value=MOST, initial=0)
    role_models = forms.IntegerField(label="Số điển hình tiên tiến", min_value=0, max_value=MOST, initial=0)
    summary = forms.CharField(
        label="Đánh giá", max_length=5000, required=False, widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Kết quả nổi bật, hạn chế, nguyên nhân, bài học.",
    )  # fmt: skip
