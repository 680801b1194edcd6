"""Forms of a report. They tidy what was typed; the acts decide."""

from typing import Any

from django import forms

from tdkt.achievements.domain.text import tidy


class TextField(forms.CharField):
    """Long text with its line breaks; control characters and NUL go before anything looks at it.

    No longest length here: a browser would cut what is pasted without a word, and the act says the limit.
    """

    def to_python(self, value: Any) -> Any:
        """Tidy before the validators ask."""
        return tidy(value) if isinstance(value, str) else ""


class SectionForm(forms.Form):
    """The text of one section, the version the page was opened with, and the text kept aside it replaces."""

    text = TextField(required=False, strip=False)
    version = forms.IntegerField(
        min_value=1, max_value=2_000_000_000, error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), "Trang đã cũ; hãy tải lại rồi lưu."
        ),
    )  # fmt: skip
    settles = forms.IntegerField(required=False, min_value=1, max_value=9_000_000_000_000_000_000)


class VersionForm(forms.Form):
    """The section's version that the user looked at when he chose."""

    version = forms.IntegerField(min_value=1, max_value=2_000_000_000)
