"""Forms of the award round. They tidy what was typed; the acts themselves decide."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import QuerySet

from tdkt.awards.models import Basis, Ground
from tdkt.core.forms import DayField
from tdkt.dossiers.domain.attest import attestable
from tdkt.dossiers.domain.law import award_name
from tdkt.dossiers.domain.predict import may_ask
from tdkt.dossiers.kinds import rules_of
from tdkt.dossiers.models import AwardRound, Nomination
from tdkt.dossiers.words import ATTESTABLE
from tdkt.units.models import Unit

if TYPE_CHECKING:  # only the stubs know what a model form is a form of
    _RoundBase = forms.ModelForm[AwardRound]
    _NominationBase = forms.ModelForm[Nomination]
else:
    _RoundBase = _NominationBase = forms.ModelForm


class RoundForm(_RoundBase):
    """Open a round."""

    judged_on = DayField(
        label="Ngày áp dụng pháp luật", help_text="Tiêu chuẩn được xét theo văn bản có hiệu lực ngày này."
    )
    lists_due_on = DayField(label="Hạn các đơn vị gửi danh sách", required=False)
    council_due_on = DayField(label="Hạn họp Hội đồng", required=False)
    decided_due_on = DayField(label="Hạn ra quyết định", required=False)

    class Meta:
        model = AwardRound
        fields = (
            "unit", "year", "kind", "name", "judged_on", "lists_due_on", "council_due_on", "decided_due_on",
        )  # fmt: skip

    def __init__(self, units: QuerySet[Unit], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - a foreign key makes this field
        field.queryset = units
        field.empty_label = None

    def validate_unique(self) -> None:
        """The act says it in the office's words."""


class RoundDatesForm(_RoundBase):
    """Change an open round; ``version`` is the version the page was opened with."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    judged_on = DayField(label="Ngày áp dụng pháp luật")
    lists_due_on = DayField(label="Hạn các đơn vị gửi danh sách", required=False)
    council_due_on = DayField(label="Hạn họp Hội đồng", required=False)
    decided_due_on = DayField(label="Hạn ra quyết định", required=False)

    class Meta:
        model = AwardRound
        fields = ("name", "judged_on", "lists_due_on", "council_due_on", "decided_due_on")


class PutForwardForm(forms.Form):
    """The award that the ticked people or collectives are put forward for."""

    code = forms.ChoiceField(label="Danh hiệu, hình thức đề nghị")
    basis = forms.ChoiceField(label="Loại hình", choices=Basis.choices)
    ground = forms.ChoiceField(label="Đạt bằng", choices=[("", "Không ghi"), *Ground.choices], required=False)
    achievement = forms.CharField(
        label="Tóm tắt thành tích chung", required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, kind: str, on: AwardRound, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self.fields["code"], [(code, award_name(code)) for code in may_ask(kind, on)])
        bases = rules_of(on.kind).bases
        _choose(self.fields["basis"], [(basis, Basis(basis).label) for basis in bases])
        self.fields["basis"].initial = bases[0]


def _choose(field: forms.Field, choices: list[tuple[str, str]]) -> None:
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared so in the form
    field.choices = choices


class NominationForm(_NominationBase):
    """Edit one line; ``version`` is the version the page was opened with."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    attested = forms.MultipleChoiceField(
        label="Đơn vị xác nhận",
        choices=list(ATTESTABLE.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Chỉ đánh dấu điều có căn cứ trong hồ sơ; kết luận sẽ được xét lại ngay.",
    )

    class Meta:
        model = Nomination
        fields = ("basis", "ground", "achievement", "position_then", "is_leader", "attested")
        widgets = {"achievement": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ground = self.fields["ground"]
        assert isinstance(ground, forms.TypedChoiceField)  # noqa: S101 - a field with choices makes this one
        ground.choices = [("", "Không ghi"), *Ground.choices]
        line = self.instance
        work = line.person.occupation if line.person else ""
        asked = attestable(code=line.code, kind=line.kind, basis=line.basis, on=line.round.judged_on, occupation=work)
        vouched = self.fields["attested"]
        assert isinstance(vouched, forms.MultipleChoiceField)  # noqa: S101 - declared above
        words = {what: ATTESTABLE.get(what) or said for what, said in asked.items()}
        vouched.choices = [(what, said[:1].upper() + said[1:]) for what, said in words.items() if said]
        if not vouched.choices:
            vouched.widget = forms.MultipleHiddenInput()

    def validate_unique(self) -> None:
        """The database decides, inside the act."""

    def changes(self) -> dict[str, Any]:
        """The fields of the line, without the version."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class OtherAwardForm(forms.Form):
    """Another award in place of the one asked for."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    code = forms.ChoiceField(label="Danh hiệu, hình thức đề nghị thay")
    reason = forms.CharField(label="Lý do", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, line: Nomination, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = [code for code in may_ask(line.kind, line.round) if code != line.code]
        _choose(self.fields["code"], [(code, award_name(code)) for code in codes])
