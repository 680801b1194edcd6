"""Forms of confirmations and letters. They tidy what was typed; the acts themselves decide."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms

from tdkt.confirmations.domain.ask import Asking
from tdkt.confirmations.models import LONGEST_WORDS, Opinion
from tdkt.confirmations.reasons import Reason
from tdkt.confirmations.topics import CONFIRMED, Topic
from tdkt.core.forms import DayField
from tdkt.core.working_days import CalendarUnknown, add_working_days
from tdkt.units.models import Unit

ACCEPTED = ".pdf,.docx,.png,.jpg,.jpeg"


class AskForm(forms.Form):
    """Which department answers which topic, by when."""

    due_on = DayField(label="Hạn trả lời", help_text="Phải là ngày làm việc.")
    note = forms.CharField(
        label="Lưu ý cho các bộ phận",
        required=False,
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, departments: Sequence[Unit], before: dict[str, int], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._departments = {str(unit.pk): unit for unit in departments}
        choices = [("", "Không hỏi"), *((key, unit.label) for key, unit in self._departments.items())]
        fields = {
            topic.value: forms.ChoiceField(
                label=topic.label, choices=choices, required=False, initial=str(before.get(topic, "")),
                help_text=CONFIRMED[topic].sentences[0],
            )
            for topic in Topic
        }  # fmt: skip
        self.fields = {**fields, **self.fields}

    def askings(self) -> list[Asking]:
        """The topics with a department, in the order of ``Topic``."""
        told = self.cleaned_data
        return [Asking(topic, self._departments[told[topic]]) for topic in Topic if told.get(topic)]


class ConsultForm(forms.Form):
    """The letter that asks another authority."""

    reason = forms.ChoiceField(label="Trường hợp phải hỏi", choices=[("", "Chọn trường hợp"), *Reason.choices])
    authority = forms.CharField(
        label="Cơ quan được hỏi", max_length=200, help_text="Tên đầy đủ, ví dụ Ủy ban nhân dân tỉnh Tuyên Quang."
    )
    basis = forms.CharField(
        label="Căn cứ", max_length=300, required=False,
        help_text="Để trống thì ghi căn cứ của trường hợp đã chọn.",
    )  # fmt: skip
    number = forms.CharField(label="Số, ký hiệu công văn", max_length=60)
    asked_on = DayField(label="Ngày công văn")
    due_on = DayField(label="Hạn trả lời")
    note = forms.CharField(
        label="Nội dung hỏi thêm", required=False, max_length=LONGEST_WORDS, widget=forms.Textarea(attrs={"rows": 2})
    )


class ReplyForm(forms.Form):
    """The letter that answers."""

    opinion = forms.ChoiceField(label="Ý kiến", choices=Opinion.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label="Nội dung ý kiến", required=False, max_length=LONGEST_WORDS, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Bắt buộc khi không đồng ý hoặc có ý kiến khác.",
    )  # fmt: skip
    number = forms.CharField(label="Số, ký hiệu văn bản trả lời", max_length=60)
    issued_on = DayField(label="Ngày văn bản trả lời")
    upload = forms.FileField(
        label="Bản chụp văn bản", required=False, allow_empty_file=True, max_length=255,
        help_text="PDF, Word hoặc ảnh, không quá 20 MB.",
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPTED}),
    )  # fmt: skip


def initial_due(today: dt.date, days: int) -> dt.date | None:
    """The working day ``days`` working days on, or nothing where the calendar of that year is not entered."""
    try:
        return add_working_days(today, days)
    except CalendarUnknown:
        return None
