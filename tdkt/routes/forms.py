"""Forms of routes. They tidy what was typed; the acts themselves decide."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms

from tdkt.core.forms import DayField
from tdkt.law import live
from tdkt.routes.domain.change_stage import StageFacts
from tdkt.routes.models import Place, Route, Stage, Topic
from tdkt.routes.ready_made import templates
from tdkt.routes.words import level_choices
from tdkt.units.models import Unit

EMPTY, TURN = "moi", "turn_"


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
        self._by_key = {one.key: one for one in self._onward.values()}
        for level, words in level_choices():
            self.fields[TURN + level] = forms.ChoiceField(
                label=words, required=False,
                choices=[("", "Theo đường chính"), *((key, one.name) for key, one in self._by_key.items())],
            )  # fmt: skip
        self.initial["version"] = stage.version if stage else route.version

    def visible_fields(self) -> list[forms.BoundField]:
        """The fields of every stage; the turns stand apart, as few stages have one."""
        return [field for field in super().visible_fields() if not field.name.startswith(TURN)]

    def turn_fields(self) -> list[forms.BoundField]:
        """For each who decides, the stage to which his dossiers turn off here."""
        return [self[name] for name in self.fields if name.startswith(TURN)]

    @property
    def turns_told(self) -> int:
        """How many turns the stage has, or was given."""
        return sum(bool(field.value()) for field in self.turn_fields())

    def facts(self) -> StageFacts:
        """What was typed, for the act."""
        told = self.cleaned_data
        plain = {name: told[name] for name in told if name not in ("version", "next") and not name.startswith(TURN)}
        turned = {name.removeprefix(TURN): told[name] for name in told if name.startswith(TURN) and told[name]}
        turns = {level: self._by_key[key] for level, key in turned.items()}
        return StageFacts(next=self._onward.get(told["next"]), turns=turns, **plain)


def _initial(stage: Stage) -> dict[str, Any]:
    names = ("name", "place", "decides", "confirmers", "has_council", "needs_cluster_opinion", "days", "basis")
    plain = {name: getattr(stage, name) for name in names}
    return plain | flat_turns(stage.turns) | {"next": stage.next_id}


def flat_turns(turns: Mapping[str, str]) -> dict[str, str]:
    """The turns of a stage as the form names them."""
    return {TURN + level: key for level, key in turns.items()}


class ForceForm(forms.Form):
    """From which day the draft is followed."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    from_day = DayField(label="Áp dụng từ ngày", help_text="Đường đi đang áp dụng sẽ hết hiệu lực vào ngày trước đó.")


class TryForm(forms.Form):
    """Whose dossier, for what, on which day."""

    unit = forms.CharField(label="Đơn vị", max_length=200, help_text="Tên hoặc mã đơn vị.")
    code = forms.ChoiceField(label="Danh hiệu, hình thức khen thưởng")
    day = DayField(label="Vào ngày")
    level = forms.ChoiceField(
        label="Ai quyết định", required=False, choices=lambda: [("", "Theo luật"), *level_choices()],
        help_text="Chọn khi một hình thức có hai nơi quyết định, như bằng khen của ngành và của tỉnh.",
    )  # fmt: skip

    def __init__(self, today: dt.date, typed: Any = None) -> None:
        super().__init__(typed, initial={"day": today, "code": "CSTDB"})
        field = self.fields["code"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared so above
        field.choices = [(code, info.name) for code, info in live.rulebook().catalogue.awards.items()]
