"""Typed text of a section: one form at every door, with its line breaks."""

import re
import unicodedata

_BREAKS = re.compile("\r\n?|[\x0b\x0c\u0085\u2028\u2029]")
_HIDDEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]"
)
_MANY_BREAKS = re.compile(r"\n{3,}")


def tidy(text: str) -> str:
    """NFC, Unix line ends, no tabs and no control characters; at most one empty line between paragraphs."""
    plain = _BREAKS.sub("\n", text).replace("\t", " ")
    composed = unicodedata.normalize("NFC", _HIDDEN.sub("", plain))
    lines = (line.rstrip() for line in composed.split("\n"))
    return _MANY_BREAKS.sub("\n\n", "\n".join(lines)).strip()


def paragraphs(text: str) -> list[str]:
    """The lines that say something."""
    return [line.strip() for line in text.split("\n") if line.strip()]
