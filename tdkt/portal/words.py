"""Names and short names of awards, asked of the law in use."""

from tdkt.law import live


def award_names() -> dict[str, str]:
    """Code to Vietnamese name, for everything the rulebook knows."""
    names: dict[str, str] = live.rulebook().catalogue.names()
    return names


def is_title(code: str) -> bool:
    """A title (danh hiệu), not a form (hình thức)."""
    info = live.rulebook().catalogue.awards.get(code)
    return info is not None and info.type == "title"


def initials(name: str, most: int = 6) -> str:
    """``Chiến sĩ thi đua bộ, ban, ngành, tỉnh`` as ``CSTĐB``: as offices shorten names, fit for a small mark."""
    words = name.split(",", maxsplit=1)[0].replace("“", "").split()
    return "".join(word[0].upper() for word in words if word != "của")[:most]
