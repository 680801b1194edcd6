"""Two texts of a section word by word: what was taken out, what was put in."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

_WORDS = re.compile(r"\n|[^\S\n]+|[^\s]+")
LONGEST_EXACT = 6_000
"""Pieces up to which every word is compared; longer texts are compared line by line."""


@dataclass(frozen=True)
class Piece:
    """A stretch of text: ``same``, ``out`` or ``in``."""

    kind: str
    text: str


def compare(old: str, new: str) -> list[Piece]:
    """The stretches that lead from ``old`` to ``new``, in reading order."""
    before, after = _pieces(old, new)
    found: list[Piece] = []
    for tag, a1, a2, b1, b2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Piece("same", "".join(before[a1:a2])))
            continue
        found += [Piece("out", "".join(before[a1:a2]))] if a2 > a1 else []
        found += [Piece("in", "".join(after[b1:b2]))] if b2 > b1 else []
    return found


def _pieces(old: str, new: str) -> tuple[list[str], list[str]]:
    words = _WORDS.findall(old), _WORDS.findall(new)
    if max(map(len, words)) <= LONGEST_EXACT:
        return words
    return old.splitlines(keepends=True), new.splitlines(keepends=True)
