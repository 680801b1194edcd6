"""Forms of the directory. They tidy what was typed; the acts themselves decide."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from tdkt.core.forms import DayField
from tdkt.people.models import AbsenceReason, DisciplineForm, Gender, Occupation
from tdkt.units.models import GradeValue, Unit, UnitKind

FIRST_YEAR, LAST_YEAR = 1945, 2100


class UnitField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One of the units the user may choose, by its full name."""

    def label_from_instance(self, obj: Any) -> str:
        """The name, since short names repeat."""
        return str(obj.name)


def _units(form: forms.Form, name: str, units: QuerySet[Unit]) -> None:
    field = form.fields[name]
    if isinstance(field, UnitField):
        field.queryset = units


class PersonDataForm(forms.Form):
    """What is known of a person."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    staff_number = forms.CharField(label="Số hiệu công chức", max_length=30)
    full_name = forms.CharField(label="Họ và tên", max_length=200)
    gender = forms.ChoiceField(label="Giới tính", choices=Gender)
    birth_date = DayField(label="Ngày sinh", required=False)
    ethnicity = forms.CharField(label="Dân tộc", max_length=60, required=False, initial="Kinh")
    occupation = forms.ChoiceField(label="Đối tượng", choices=Occupation)
    recruited_on = DayField(label="Ngày tuyển dụng", required=False)
    joined_sector_on = DayField(label="Ngày vào Ngành", required=False)


class NewPersonForm(PersonDataForm):
    """A person and the first posting."""

    unit = UnitField(label="Đơn vị công tác", queryset=Unit.objects.none())
    position = forms.CharField(label="Chức vụ, chức danh", max_length=120)
    posted_on = DayField(label="Công tác tại đơn vị từ ngày", required=False, help_text="Bỏ trống: từ ngày tuyển dụng.")
    is_leader = forms.BooleanField(label="Giữ chức vụ lãnh đạo", required=False)
    is_unit_head = forms.BooleanField(label="Là người đứng đầu đơn vị", required=False)

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _units(self, "unit", units)


class RetiredForm(PersonDataForm):
    """The data of a person already written down."""

    retired_on = DayField(label="Ngày nghỉ hưu", required=False)


class GradeForm(forms.Form):
    """A grade of one year."""

    year = forms.IntegerField(label="Năm", min_value=FIRST_YEAR, max_value=LAST_YEAR)
    value = forms.ChoiceField(label="Mức hoàn thành", choices=GradeValue)
    decided_by = forms.CharField(label="Theo văn bản", max_length=200, required=False)


class DisciplineFactForm(forms.Form):
    """A discipline decision."""

    form = forms.ChoiceField(label="Hình thức", choices=DisciplineForm)
    decided_on = DayField(label="Ngày quyết định")
    ended_on = DayField(label="Ngày hết hiệu lực", required=False)
    decision_number = forms.CharField(label="Số quyết định", max_length=60, required=False)
    misconduct_year = forms.IntegerField(label="Năm vi phạm", min_value=FIRST_YEAR, max_value=LAST_YEAR, required=False)


class AbsenceForm(forms.Form):
    """Days away in a year."""

    year = forms.IntegerField(label="Năm", min_value=FIRST_YEAR, max_value=LAST_YEAR)
    working_days = forms.IntegerField(label="Số ngày làm việc nghỉ", min_value=1, max_value=366)
    reason = forms.ChoiceField(label="Lý do", choices=AbsenceReason)


class PostingForm(forms.Form):
    """A new posting."""

    unit = UnitField(label="Đơn vị mới", queryset=Unit.objects.none())
    position = forms.CharField(label="Chức vụ, chức danh", max_length=120)
    valid_from = DayField(label="Từ ngày")
    is_leader = forms.BooleanField(label="Giữ chức vụ lãnh đạo", required=False)
    is_unit_head = forms.BooleanField(label="Là người đứng đầu đơn vị", required=False)

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _units(self, "unit", units)


REMOTE = "Ở địa bàn biên giới, hải đảo, đặc biệt khó khăn"


class NewUnitForm(forms.Form):
    """A unit under another."""

    parent = UnitField(label="Đơn vị cấp trên", queryset=Unit.objects.none())
    code = forms.CharField(label="Mã đơn vị", max_length=40)
    name = forms.CharField(label="Tên đơn vị", max_length=300)
    short_name = forms.CharField(label="Tên gọn", max_length=120, required=False)
    kind = forms.ChoiceField(label="Loại", choices=UnitKind)
    valid_from = DayField(label="Có từ ngày", required=False)
    has_legal_personality = forms.BooleanField(label="Có tư cách pháp nhân", required=False)
    is_remote = forms.BooleanField(label=REMOTE, required=False)

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _units(self, "parent", units)


class UnitNameForm(forms.Form):
    """The spelling of a unit's name, and the area it lies in."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    name = forms.CharField(
        label="Tên đơn vị", max_length=300, help_text="Đổi tên từ một ngày là kế thừa, không sửa ở đây."
    )
    short_name = forms.CharField(label="Tên gọn", max_length=120, required=False)
    is_remote = forms.BooleanField(label=REMOTE, required=False)
