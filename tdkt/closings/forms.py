"""The form that names the movement. It tidies what was typed; the act itself decides."""

from typing import Any

from django import forms

from tdkt.closings.queries import days_of
from tdkt.movements.models import Movement, MovementQuerySet


class MovementField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A movement told by its theme, launcher and length."""

    def label_from_instance(self, obj: Any) -> str:
        """Theme, launcher, days."""
        theme = obj.theme if len(obj.theme) < 90 else f"{obj.theme[:88]}…"
        return f"{theme} ({obj.launcher_name or obj.unit.label}; {days_of(obj)})"


class ChooseForm(forms.Form):
    """The movement of one nomination, or of all its like on the list."""

    movement = MovementField(
        Movement.objects.none(), label="Phong trào", required=False, empty_label="Chưa ghi",
    )  # fmt: skip
    for_all = forms.BooleanField(
        label="Ghi cho mọi dòng cùng loại hình của danh sách chưa ghi phong trào", required=False
    )

    def __init__(self, offered: MovementQuerySet, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["movement"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - declared so above
        field.queryset = offered
