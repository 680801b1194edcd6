"""Vietnamese text: one form at every door, keys to search and to sort by.

Databases cannot be trusted with it: SQLite folds only ASCII, ``unaccent`` leaves out nothing but lives in
PostgreSQL only. So the keys are computed here and stored beside the text.
"""

import re
import unicodedata

_SPACES = re.compile(r"\s+")
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}  # huyền hỏi ngã sắc nặng
_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_RANK = {letter: chr(0x100 + i) for i, letter in enumerate(_LETTERS)}


def clean(text: str) -> str:
    """Compose to NFC, drop control characters, fold every run of white space to one space."""
    composed = unicodedata.normalize("NFC", text)
    kept = "".join(" " if c.isspace() else c for c in composed if c.isspace() or unicodedata.category(c)[0] != "C")
    return _SPACES.sub(" ", kept).strip()


def search_key(text: str) -> str:
    """What a search compares: lower case, no marks, đ as d."""
    lowered = clean(text).lower().replace("đ", "d")
    return "".join(c for c in unicodedata.normalize("NFD", lowered) if not unicodedata.combining(c))


def sort_key(text: str) -> str:
    """A string whose code point order is the Vietnamese alphabetical order.

    Letters decide first, then tones (ngang, huyền, hỏi, ngã, sắc, nặng), then case.
    """
    letters: list[str] = []
    tones: list[str] = []
    for char in unicodedata.normalize("NFC", clean(text)):
        base, tone = _split_tone(char.lower())
        letters.append(_RANK.get(base, base))
        tones.append(str(tone))
    case = "".join("1" if c.isupper() else "0" for c in clean(text))
    return f"{''.join(letters)}\x01{''.join(tones)}\x01{case}"


def name_sort_key(full_name: str) -> str:
    """People sort by given name first, then by the rest (``Nguyễn Văn An`` as ``An Nguyễn Văn``)."""
    *before, given = clean(full_name).split(" ")
    return sort_key(" ".join([given, *before]))


def _split_tone(char: str) -> tuple[str, int]:
    """``ấ`` to (``â``, 4): the tone mark comes off, the letter's own mark stays."""
    tone = 0
    kept = []
    for part in unicodedata.normalize("NFD", char):
        if part in _TONES:
            tone = _TONES[part]
        else:
            kept.append(part)
    return unicodedata.normalize("NFC", "".join(kept)), tone
