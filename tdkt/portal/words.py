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
    """``Chiến sĩ thi đua cơ sở`` as ``CSTĐCS``: as offices shorten names, fit for a small mark."""
    letters = [word[0].upper() for word in name.replace("“", "").replace(",", " ").split()]
    return "".join(letters)[:most]
