"""The ruled lines under the motto, the issuing body and the subject.

NĐ 30/2020, Phụ lục I, mục II.1, II.2, II.5: a drawn line, as long as the motto, and a third to a half
of the line of text in the other two places. A line is a paragraph with a border, drawn in from both
sides; its length is reckoned from Times New Roman's widths.
"""

from __future__ import annotations

import unicodedata

from .tables import NAMESPACE

# Widths in thousandths of the size, Times New Roman bold; upright is a little narrower.
_CAPITALS = dict(
    zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", (722, 667, 722, 722, 667, 611, 778, 778, 389, 500, 778, 667, 944, 722,
        778, 611, 778, 722, 556, 667, 722, 722, 1000, 722, 722, 667), strict=True)
)  # fmt: skip
_SMALL = dict(
    zip("abcdefghijklmnopqrstuvwxyz", (500, 556, 444, 556, 444, 333, 500, 556, 278, 333, 556, 278, 833, 556,
        500, 556, 556, 444, 389, 333, 556, 500, 722, 500, 500, 444), strict=True)
)  # fmt: skip
_WIDTHS = {**_CAPITALS, **_SMALL, "Đ": 722, "đ": 556, " ": 250, "-": 333, ".": 250, ",": 250}


def text_width(text: str, size: float) -> int:
    """About how wide a bold line is, in twentieths of a point."""
    letters = (c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return round(sum(_WIDTHS.get(c, 500) for c in letters) * size / 50)


def balanced(text: str, *, size: float, available: int, before: tuple[str, ...] = ()) -> str:
    """A heading too long for its column, broken in two: before one of these words if it can, never in a quoted name."""
    if "\n" in text or text_width(text, size) <= available:
        return text
    words = text.split()
    breaks = [(" ".join(words[:i]), " ".join(words[i:])) for i in range(1, len(words))]
    fitting = [pair for pair in breaks if max(text_width(line, size) for line in pair) <= available]
    if not fitting:
        return text
    customary = [pair for pair in fitting if pair[1].startswith(before)]
    whole = [pair for pair in fitting if pair[0].count("“") == pair[0].count("”")]
    choice = customary or whole or fitting
    best = min(choice, key=lambda pair: abs(text_width(pair[0], size) - text_width(pair[1], size)))
    return "\n".join(best)


def line_width(text: str, size: float, available: int) -> int:
    """Width of the line a reader sees: the longest one given, or about an even share where the text wraps."""
    longest = max(text_width(line, size) for line in text.split("\n"))
    lines = -(-longest // available)
    return round(longest / lines) if lines > 1 else longest


def rule_xml(length: int, available: int, style: str) -> str:
    """A centred ruled line of this length in a column this wide (twentieths of a point)."""
    side = max(0, (available - length) // 2)
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return (
        f'<w:p xmlns:w="{NAMESPACE}"><w:pPr>{named}<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="1" '
        'w:color="auto"/></w:pBdr><w:spacing w:before="0" w:after="60" w:line="60" w:lineRule="exact"/>'
        f'<w:ind w:left="{side}" w:right="{side}" w:firstLine="0"/><w:rPr><w:sz w:val="4"/></w:rPr></w:pPr></w:p>'
    )
