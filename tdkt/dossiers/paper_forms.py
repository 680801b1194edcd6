"""Forms about the papers of a line."""

from django import forms
from django.conf import settings


class PaperForm(forms.Form):
    """Attach a paper: one of the law's list (``key``), or another one under its own name."""

    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=24)
    kind = forms.CharField(label="Loại giấy tờ", max_length=120, required=False)
    file = forms.FileField(label="Tệp", allow_empty_file=True, max_length=255)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        largest = settings.TDKT_LARGEST_FILE // 1024 // 1024
        self.fields["file"].help_text = f"PDF, Word, Excel hoặc ảnh, không quá {largest} MB."


class ExcuseForm(forms.Form):
    """Say why a paper cannot be had."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=24)
    why = forms.CharField(label="Vì sao không có", max_length=1000, required=False)
