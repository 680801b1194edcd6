"""The form of one deadline. It tidies what was typed; the act itself decides."""

from typing import Any

from django import forms

from tdkt.accounts.models import Role
from tdkt.core.forms import DayField
from tdkt.inbox.domain.finish import DOERS
from tdkt.inbox.models import Deadline, Scope
from tdkt.units.models import Unit


class StepField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A step of the same year told by its name."""

    def label_from_instance(self, obj: Any) -> str:
        """The step's name."""
        return str(obj.name)


class DeadlineForm(forms.Form):
    """A step of the year: a fixed day, or working days after another step, or no day yet."""

    name = forms.CharField(label="Việc phải xong", max_length=200)
    scope = forms.ChoiceField(label="Ai phải làm", choices=Scope)
    role = forms.ChoiceField(label="Vai trò chịu trách nhiệm", choices=[(role, Role(role).label) for role in DOERS])
    fixed_on = DayField(label="Hạn cố định", required=False, help_text="Để trống khi chưa có hướng dẫn của năm.")
    after = StepField(Deadline.objects.none(), label="Hoặc tính từ việc", required=False, empty_label="Không")
    offset = forms.IntegerField(
        label="Số ngày làm việc sau đó", required=False, min_value=-250, max_value=250,
        help_text="Số âm nghĩa là trước đó. Ngày lễ, ngày nghỉ hoán đổi được tính sẵn.",
    )  # fmt: skip
    order = forms.IntegerField(label="Thứ tự", min_value=1, max_value=99, initial=1)
    source = forms.CharField(label="Căn cứ", max_length=200, required=False)

    def __init__(self, unit: Unit, year: int, deadline: Deadline | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Deadline.objects.filter(unit=unit, year=year)
        field = self.fields["after"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - declared so above
        field.queryset = others.exclude(pk=deadline.pk) if deadline else others
