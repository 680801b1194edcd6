"""Citations as a person reads them: "L06/2022 Điều 22 k1 a" becomes "điểm a khoản 1 Điều 22 Luật 06/2022/QH15"."""

import re
from collections.abc import Iterable

from .loader import Instrument

_NUMBER = re.compile(r"^(Luật|Nghị định|Thông tư|Quyết định|Nghị quyết)\b.*?số ([0-9]+/[0-9]{4}/?[^\s,]*)")
_PLACE = re.compile(r"^Điều (?P<article>[0-9]+[a-zđ]?)(?: k(?P<clause>[0-9]+[a-zđ]?))?(?: (?P<point>[a-zđ]))?$")


class Citations:
    """Knows the instruments of a rulebook by their short names."""

    def __init__(self, instruments: Iterable[Instrument]) -> None:
        self.full: dict[str, str] = {}
        for instrument in instruments:
            self.full.setdefault(instrument.short, _titled(instrument.name))
        self._shorts = sorted(self.full, key=len, reverse=True)

    def read(self, cite: str) -> str:
        """The citation in words; what is not of the usual form is left as it is, with the instrument spelled out."""
        for short in self._shorts:
            if cite.startswith(short):
                rest = cite[len(short) :].strip()
                return f"{_spelled(rest)} {self.full[short]}".strip() if rest else self.full[short]
        return cite


def _titled(name: str) -> str:
    found = _NUMBER.match(name)
    return f"{found[1]} {found[2]}" if found else name


def _spelled(place: str) -> str:
    found = _PLACE.match(place)
    if not found:
        return re.sub(r"\bk([0-9]+)", r"khoản \1", place)
    words = []
    if found["point"]:
        words.append(f"điểm {found['point']}")
    if found["clause"]:
        words.append(f"khoản {found['clause']}")
    return " ".join([*words, f"Điều {found['article']}"])


def in_words(text: str, names: dict[str, str]) -> str:
    """A sentence with the codes of awards replaced by their names."""
    return re.sub(r"\b[A-Z]{2,}[0-9]?\b", lambda found: names.get(found[0], found[0]), text)
