"""Forms of decisions."""

from django import forms

from tdkt.awards.models import IssuerLevel
from tdkt.core.forms import DayField

ABOVE = [(value, label) for value, label in IssuerLevel.choices if value != IssuerLevel.UNIT]


class SignedForm(forms.Form):
    """What every signed paper carries."""

    number = forms.CharField(label="Số, ký hiệu", max_length=60)
    signed_on = DayField(label="Ngày ký")
    signer_name = forms.CharField(label="Người ký", max_length=120)
    signer_title = forms.CharField(label="Chức vụ người ký", max_length=120, initial="Viện trưởng")


class IssueForm(SignedForm):
    """Issue a decision."""

    title = forms.CharField(label="Trích yếu", max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    beyond_cap = forms.CharField(
        label="Căn cứ cho phép vượt mức", max_length=500, required=False,
        help_text="Chỉ ghi khi bị báo vượt mức mà có văn bản cho phép; căn cứ được giữ trong các bước của từng dòng.",
    )  # fmt: skip

    field_order = ("number", "signed_on", "title", "signer_name", "signer_title")


class SubmitForm(SignedForm):
    """Sign a submission."""

    to_level = forms.ChoiceField(label="Trình cấp", choices=ABOVE)

    field_order = ("to_level", "number", "signed_on", "signer_name", "signer_title")


class OutcomeForm(forms.Form):
    """What the higher authority decided."""

    number = forms.CharField(label="Số, ký hiệu quyết định", max_length=60, required=False)
    signed_on = DayField(label="Ngày ký quyết định", required=False)
    issuer_name = forms.CharField(label="Người, cơ quan quyết định", max_length=200, required=False)
    signer_name = forms.CharField(label="Người ký", max_length=120, required=False)
    signer_title = forms.CharField(label="Chức vụ người ký", max_length=120, required=False)
    reason = forms.CharField(
        label="Lý do không được tặng (nếu có)", required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class CancelForm(forms.Form):
    """Cancel an award."""

    number = forms.CharField(label="Số, ký hiệu quyết định hủy bỏ", max_length=60)
    signed_on = DayField(label="Ngày ký")
    reason = forms.CharField(label="Lý do hủy bỏ", widget=forms.Textarea(attrs={"rows": 3}))
    signer_name = forms.CharField(label="Người ký", max_length=120, required=False)
    signer_title = forms.CharField(label="Chức vụ người ký", max_length=120, required=False)
