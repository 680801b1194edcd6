"""Forms of clusters. They tidy what was typed; the acts themselves decide."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from tdkt.clusters.domain import Standing
from tdkt.clusters.models import ClusterKind, ClusterMember, MemberRole
from tdkt.units.models import Unit

SELF_ORGANISED = "Bỏ trống khi đơn vị tự tổ chức; ghi khi cụm, khối do cơ quan khác lập, ví dụ: UBND tỉnh Tuyên Quang."


class UnitsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Units told by their name."""

    def label_from_instance(self, obj: Any) -> str:
        """The name."""
        return str(obj.name)


class UnitField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A unit told by its name."""

    def label_from_instance(self, obj: Any) -> str:
        """The name."""
        return str(obj.name)


class MembersForm(forms.Form):
    """Who is in the cluster, who heads it, who is deputy."""

    members = UnitsField(
        Unit.objects.none(), label="Thành viên", widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Chưa chọn thành viên nào."},
    )  # fmt: skip
    head = UnitField(Unit.objects.none(), label="Trưởng cụm, khối", required=False, empty_label="Chưa phân công")
    deputy = UnitField(Unit.objects.none(), label="Phó trưởng cụm, khối", required=False, empty_label="Không")

    def __init__(self, units: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("members", "head", "deputy"):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - declared so above
            field.queryset = units

    def clean(self) -> dict[str, Any]:
        """Head and deputy are two of the members."""
        told = super().clean() or {}
        head, deputy = told.get("head"), told.get("deputy")
        chosen = set(told.get("members") or [])
        if head is not None and head == deputy:
            self.add_error("deputy", "Trưởng và phó phải là hai đơn vị.")
        for name, unit in (("head", head), ("deputy", deputy)):
            if unit is not None and unit not in chosen:
                self.add_error(name, f"{unit} chưa được chọn làm thành viên.")
        return told

    def parts(self) -> dict[Unit, str]:
        """Each member with its part."""
        told = self.cleaned_data
        found: dict[Unit, str] = dict.fromkeys(told["members"], MemberRole.MEMBER)
        for name, role in (("head", MemberRole.HEAD), ("deputy", MemberRole.DEPUTY)):
            if told[name] is not None:
                found[told[name]] = role
        return found


class ClusterForm(MembersForm):
    """A new cluster or block."""

    field_order = ("kind", "name", "year", "organiser_name", "members", "head", "deputy")
    kind = forms.ChoiceField(label="Loại", choices=ClusterKind, widget=forms.RadioSelect)
    name = forms.CharField(
        label="Tên", max_length=200, help_text="Ví dụ: Cụm thi đua số 7; Khối thi đua các phòng.",
        error_messages={"required": "Chưa ghi tên cụm, khối."},
    )  # fmt: skip
    year = forms.IntegerField(label="Năm", min_value=2014, max_value=2100)
    organiser_name = forms.CharField(label="Cơ quan tổ chức", max_length=200, required=False, help_text=SELF_ORGANISED)


class RankForm(forms.Form):
    """Places and votes, one line a member."""

    def __init__(self, members: Sequence[ClusterMember], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.members = members
        for member in members:
            for name, label, top in FIGURES:
                self.fields[f"{name}-{member.pk}"] = forms.IntegerField(
                    label=f"{label}: {member.unit.name}", required=False, min_value=0 if name != "rank" else 1,
                    max_value=top, initial=getattr(member, name),
                )  # fmt: skip

    def rows(self) -> list[tuple[ClusterMember, list[Any]]]:
        """Each member with its three fields."""
        return [(member, [self[f"{name}-{member.pk}"] for name, _label, _top in FIGURES]) for member in self.members]

    def standings(self) -> Mapping[Unit, Standing]:
        """What the act takes."""
        told = self.cleaned_data
        return {
            member.unit: Standing(*(told[f"{name}-{member.pk}"] for name, _label, _top in FIGURES))
            for member in self.members
        }


FIGURES = (
    ("rank", "Xếp hạng", 200), ("votes_for", "Số phiếu suy tôn", 5000), ("votes_total", "Tổng số phiếu", 5000),
)  # fmt: skip
