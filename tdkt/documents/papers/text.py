"""Making any typed text safe to stand in a Word file."""

from __future__ import annotations

import re
import unicodedata
from xml.sax.saxutils import escape

# Not allowed in XML 1.0, or invisible marks that reorder or hide letters.
_HOSTILE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff"
    "\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]"
)


def clean(text: str) -> str:
    """NFC, Unix line ends, no tabs, no control characters, no blanks at the ends."""
    if text.isprintable() and unicodedata.is_normalized("NFC", text):
        return text.strip()  # nearly every cell of a long list
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return unicodedata.normalize("NFC", _HOSTILE.sub("", plain)).strip()


def one_line(text: str) -> str:
    """Cleaned, with line ends as blanks."""
    return " ".join(clean(text).split())


def xml_text(text: str) -> str:
    """Cleaned and escaped for a text node."""
    return escape(clean(text))


def sentence_end(text: str, mark: str) -> str:
    """The text ending in exactly this mark, whatever it ended in before."""
    return clean(text).removesuffix("./.").rstrip(" .;,") + mark


def paragraphs(*texts: str) -> tuple[str, ...]:
    """Non-empty cleaned paragraphs; a new line inside a text starts a new one, as it does for the one who typed it."""
    pieces = (piece.strip() for text in texts for piece in clean(text).split("\n"))
    return tuple(piece for piece in pieces if piece)
