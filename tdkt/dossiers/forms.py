"""Forms of the award round. They tidy what was typed; the acts themselves decide."""

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import QuerySet

from tdkt.awards.models import Basis, Ground
from tdkt.core.forms import DayField
from tdkt.dossiers.domain.attest import attestable
from tdkt.dossiers.domain.law import award_name
from tdkt.dossiers.domain.predict import may_ask
from tdkt.dossiers.kinds import rules_of, usual_name
from tdkt.dossiers.models import AwardRound, Nomination, RoundKind
from tdkt.dossiers.words import ATTESTABLE
from tdkt.units.models import Unit

if TYPE_CHECKING:  # only the stubs know what a model form is a form of
    _RoundBase = forms.ModelForm[AwardRound]
    _NominationBase = forms.ModelForm[Nomination]
else:
    _RoundBase = _NominationBase = forms.ModelForm


class RoundForm(_RoundBase):
    """Open a round; without a name of its own it is called by its kind and year."""

    name = forms.CharField(
        label="Tên đợt", max_length=200, required=False,
        help_text="Để trống thì lấy theo loại và năm, như “Khen thưởng đột xuất năm 2024”.",
    )  # fmt: skip
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
        self.fields["kind"].help_text = (
            "Mỗi loại đợt nhận loại hình khen thưởng của nó. Đợt đột xuất, chuyên đề, đối ngoại, kỷ niệm chương nhận "
            "cả người ngoài cơ quan."
        )

    def clean_name(self) -> str:
        """What was typed, or the usual name."""
        typed = str(self.cleaned_data["name"]).strip()
        kind, year = self.cleaned_data.get("kind"), self.cleaned_data.get("year")
        return typed or (usual_name(kind, year) if kind and year else "")

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
    attested = forms.MultipleChoiceField(
        label="Đơn vị xác nhận với mọi người, tập thể được đánh dấu",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Chỉ đánh dấu điều có căn cứ trong hồ sơ. Chỉ ghi điều mà luật hỏi ở hình thức đang chọn.",
    )

    def __init__(self, kind: str, on: AwardRound, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self.fields["code"], [(code, award_name(code)) for code in may_ask(kind, on)])
        bases = rules_of(on.kind).bases
        _choose(self.fields["basis"], [(basis, Basis(basis).label) for basis in bases])
        self.fields["basis"].initial = bases[0]
        self._asked_of = partial(attestable, kind=kind, on=on.judged_on)
        self._offer(on, kind)

    def _offer(self, on: AwardRound, kind: str) -> None:
        """In a round of its own kind all are there for the same thing: it is vouched for once."""
        if on.kind == RoundKind.YEAR_END:
            del self.fields["attested"]
            return
        found: dict[str, str] = {}
        for code in may_ask(kind, on):
            for basis in rules_of(on.kind).bases:
                found |= self._asked_of(code=code, basis=basis)
        _offer_to_vouch(self.fields["attested"], found)

    def clean(self) -> dict[str, Any]:
        """Only what the law asks of the chosen award is kept."""
        told = self.cleaned_data
        if told.get("attested") and told.get("code") and told.get("basis"):
            asked = self._asked_of(code=told["code"], basis=told["basis"])
            told["attested"] = [what for what in told["attested"] if what in asked]
        return told


def _choose(field: forms.Field, choices: list[tuple[str, str]]) -> None:
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared so in the form
    field.choices = choices


def _offer_to_vouch(field: forms.Field, asked: Mapping[str, str]) -> None:
    assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 - declared so in both forms
    words = {what: ATTESTABLE.get(what) or said for what, said in asked.items()}
    field.choices = [(what, said[:1].upper() + said[1:]) for what, said in words.items() if said]
    if not field.choices:
        field.widget = forms.MultipleHiddenInput()


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
        _offer_to_vouch(self.fields["attested"], asked)

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
