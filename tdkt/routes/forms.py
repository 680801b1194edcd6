"""Forms of routes. They tidy what was typed; the acts themselves decide."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from tdkt.core.forms import DayField
from tdkt.law import live
from tdkt.routes.domain.change_stage import StageFacts
from tdkt.routes.models import Place, Route, Stage, Topic
from tdkt.routes.ready_made import templates
from tdkt.routes.words import level_choices
from tdkt.units.models import Unit

EMPTY = "moi"


class UnitField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A unit told by its name."""


class NewForm(forms.Form):
    """Begin a route: from a ready-made one, or empty."""

    owner = UnitField(Unit.objects.none(), label="Áp dụng cho", empty_label=None)
    source = forms.ChoiceField(label="Bắt đầu từ", widget=forms.RadioSelect)
    name = forms.CharField(
        label="Tên đường đi", max_length=200, required=False, help_text="Chỉ cần ghi khi lập từ bản trống."
    )
    use = forms.ChoiceField(
        label="Cách dùng bản dựng sẵn", initial="draft", widget=forms.RadioSelect,
        choices=[("draft", "Lấy làm bản dự thảo, sửa rồi ban hành"),
                 ("now", "Áp dụng ngay trong thời gian ghi ở bản dựng sẵn")],
    )  # fmt: skip

    def __init__(self, owners: Sequence[Unit], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owner, source = self.fields["owner"], self.fields["source"]
        assert isinstance(owner, UnitField)  # noqa: S101 - declared so above
        assert isinstance(source, forms.ChoiceField)  # noqa: S101 - declared so above
        owner.queryset = Unit.objects.filter(pk__in=[unit.pk for unit in owners])
        owner.initial = next((unit.pk for unit in owners), None)
        source.choices = [*((one.code, one.name) for one in templates().values()), (EMPTY, "Bản trống")]
        source.initial = next(iter(templates()))


class StageForm(forms.Form):
    """One stage of a draft. ``version`` is the route's for a new stage, the stage's for one that is edited."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    name = forms.CharField(label="Tên chặng", max_length=200)
    place = forms.ChoiceField(label="Vị trí", choices=[("", "Chọn vị trí"), *Place.choices])
    next = forms.ChoiceField(label="Chuyển tiếp lên", required=False)
    days = forms.IntegerField(label="Thời hạn (ngày làm việc)", required=False, help_text="Để trống nếu chưa đặt hạn.")
    basis = forms.CharField(label="Căn cứ", max_length=300, required=False)
    decides = forms.MultipleChoiceField(
        label="Ai quyết định tại chặng này", required=False, choices=level_choices, widget=forms.CheckboxSelectMultiple,
        help_text="Hồ sơ dừng ở đây khi thẩm quyền quyết định thuộc người được đánh dấu.",
    )  # fmt: skip
    confirmers = forms.MultipleChoiceField(
        label="Bộ phận xác nhận song song", required=False, choices=Topic.choices, widget=forms.CheckboxSelectMultiple
    )
    has_council = forms.BooleanField(label="Hội đồng họp, bỏ phiếu", required=False)
    needs_cluster_opinion = forms.BooleanField(label="Lấy ý kiến cụm, khối thi đua", required=False)

    def __init__(self, route: Route, stage: Stage | None, stages: Iterable[Stage], typed: Any = None) -> None:
        super().__init__(typed, prefix=f"chang{stage.pk if stage else ''}", initial=_initial(stage) if stage else None)
        self.stage = stage
        self._onward = {str(one.pk): one for one in stages if one != stage}
        onward = self.fields["next"]
        assert isinstance(onward, forms.ChoiceField)  # noqa: S101 - declared so above
        onward.choices = [("", "Không chuyển nữa (chặng cuối)"), *((pk, one.name) for pk, one in self._onward.items())]
        self.initial["version"] = stage.version if stage else route.version

    def facts(self) -> StageFacts:
        """What was typed, for the act."""
        told = {name: value for name, value in self.cleaned_data.items() if name not in ("version", "next")}
        return StageFacts(next=self._onward.get(self.cleaned_data["next"]), **told)


def _initial(stage: Stage) -> dict[str, Any]:
    names = ("name", "place", "decides", "confirmers", "has_council", "needs_cluster_opinion", "days", "basis")
    return {name: getattr(stage, name) for name in names} | {"next": stage.next_id}


class ForceForm(forms.Form):
    """From which day the draft is followed."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    from_day = DayField(label="Áp dụng từ ngày", help_text="Đường đi đang áp dụng sẽ hết hiệu lực vào ngày trước đó.")


class TryForm(forms.Form):
    """Whose dossier, for what, on which day."""

    unit = forms.CharField(label="Đơn vị", max_length=200, help_text="Tên hoặc mã đơn vị.")
    code = forms.ChoiceField(label="Danh hiệu, hình thức khen thưởng")
    day = DayField(label="Vào ngày")

    def __init__(self, today: dt.date, typed: Any = None) -> None:
        super().__init__(typed, initial={"day": today, "code": "CSTDB"})
        field = self.fields["code"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared so above
        field.choices = [(code, info.name) for code, info in live.rulebook().catalogue.awards.items()]
