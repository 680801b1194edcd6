"""Forms of accounts and roles."""

from django import forms
from django.db.models import QuerySet

from tdkt.accounts.models import Role
from tdkt.core.forms import DayField
from tdkt.people.models import Person
from tdkt.units.models import Unit


class PasswordForm(forms.Form):
    """Change one's own password."""

    old = forms.CharField(label="Mật khẩu đang dùng", widget=forms.PasswordInput)
    new = forms.CharField(
        label="Mật khẩu mới", widget=forms.PasswordInput, help_text="Ít nhất 10 ký tự, không phải từ hay gặp."
    )
    again = forms.CharField(label="Gõ lại mật khẩu mới", widget=forms.PasswordInput)

    def clean(self) -> None:
        """Both must be typed the same."""
        if self.cleaned_data.get("new") != self.cleaned_data.get("again"):
            self.add_error("again", "Hai lần gõ chưa giống nhau.")


class PersonForm(forms.Form):
    """Whose account it is, by the staff number."""

    person = forms.CharField(label="Số hiệu công chức", max_length=40)

    def __init__(self, people: QuerySet[Person], *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self._people = people

    def clean_person(self) -> Person | None:
        """The one person of the administrator's units with that number."""
        number = self.cleaned_data["person"].strip()
        found = self._people.filter(staff_number=number).first() if number else None
        if number and found is None:
            raise forms.ValidationError("Không có ai mang số hiệu này trong các đơn vị bạn quản trị.")
        return found


class AccountForm(PersonForm):
    """A new account; roles come after it."""

    username = forms.CharField(label="Tên đăng nhập", max_length=60)
    full_name = forms.CharField(label="Họ và tên", max_length=200)
    email = forms.EmailField(label="Thư điện tử", required=False)
    password = forms.CharField(
        label="Mật khẩu ban đầu", widget=forms.PasswordInput, help_text="Ít nhất 10 ký tự; người dùng tự đổi sau."
    )
    person = forms.CharField(
        label="Số hiệu công chức", required=False, max_length=40,
        help_text="Ghi khi người dùng có trong danh bạ: người đó đọc trang của mình và viết báo cáo thành tích của "
        "mình sau khi được giao vai trò Cá nhân.",
    )  # fmt: skip


class RoleForm(forms.Form):
    """A role at a unit from a day on."""

    role = forms.ChoiceField(label="Vai trò", choices=Role.choices)
    unit = forms.ModelChoiceField(queryset=Unit.objects.none(), label="Tại đơn vị")
    valid_from = DayField(label="Từ ngày")

    def __init__(self, units: QuerySet[Unit], *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
