"""What an officer fills in to import."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from tdkt.exchange.columns import UnknownHeader
from tdkt.exchange.fields import fields_of
from tdkt.exchange.models import ImportBatch, ImportKind
from tdkt.units.models import Unit


class UploadForm(forms.Form):
    """A file, what it holds, and the unit it is for."""

    kind = forms.ChoiceField(label="Loại dữ liệu", choices=ImportKind.choices)
    unit: "forms.ModelChoiceField[Unit]" = forms.ModelChoiceField(
        label="Nhập cho đơn vị", queryset=Unit.objects.none(), empty_label=None
    )
    file = forms.FileField(
        label="Tệp Excel (.xlsx)",
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        error_messages={"required": "Hãy chọn tệp."},
    )

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]


class MappingForm(forms.Form):
    """Which column holds which field: one choice for each field."""

    def __init__(self, *args: Any, batch: ImportBatch, unknown: list[UnknownHeader], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        columns = [("", "(không có trong tệp)")]
        columns += [(str(place), header or "(cột không tên)") for place, header in enumerate(batch.headers)]
        guesses = {guess.suggestion.key: guess.place for guess in unknown if guess.suggestion}
        for field in fields_of(batch.kind):
            self.fields[field.key] = forms.ChoiceField(
                label=field.header, choices=columns, required=field.required,
                initial=batch.mapping.get(field.key, guesses.get(field.key, "")),
                error_messages={"required": "Mục bắt buộc; hãy chọn cột."},
            )  # fmt: skip

    def mapping(self) -> dict[str, int]:
        """The chosen columns."""
        return {key: int(place) for key, place in self.cleaned_data.items() if place != ""}


class RowForm(forms.Form):
    """The cells of one row, by field."""

    def __init__(self, *args: Any, batch: ImportBatch, cells: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in fields_of(batch.kind):
            if field.key in batch.mapping:
                place = batch.mapping[field.key]
                self.fields[field.key] = forms.CharField(
                    label=field.header, required=False, help_text=field.note, max_length=1000,
                    initial=cells[place] if place < len(cells) else "",
                )  # fmt: skip
