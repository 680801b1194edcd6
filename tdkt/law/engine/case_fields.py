"""The keys of one mapping of a case, taken one by one with their types; what is left over is refused."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from .bits import LAST
from .errors import CaseError

OLDEST = 1930


class Fields:
    """Takes the keys of one mapping of a case, and refuses the rest."""

    def __init__(self, node: Any, place: str) -> None:
        if not isinstance(node, Mapping):
            raise CaseError("phải là một khối {khóa: giá trị}", place)
        self.node: Mapping[str, Any] = node
        self.place = place
        self.left = set(node)

    def at(self, key: str) -> str:
        return f"{self.place}.{key}" if self.place else key

    def fail(self, key: str, message: str) -> CaseError:
        return CaseError(message, self.at(key))

    def take(self, key: str, default: Any = None) -> Any:
        self.left.discard(key)
        value = self.node.get(key)
        return default if value is None else value

    def need(self, key: str) -> Any:
        if self.node.get(key) is None:
            raise self.fail(key, f"thiếu “{key}”; hãy ghi thêm")
        return self.take(key)

    def word(self, key: str, choices: Mapping[str, Any], *, required: bool = False) -> str:
        value = self.need(key) if required else self.take(key, "")
        if value == "" and not required:
            return ""
        if not isinstance(value, str) or value not in choices:
            raise self.fail(key, f"“{value}” không có trong danh mục; ghi một trong: {', '.join(sorted(choices))}")
        return value

    def name(self, key: str, *, required: bool = True) -> str:
        """A free code such as a position: letters, digits and underscores."""
        value = self.need(key) if required else self.take(key, "")
        if not isinstance(value, str) or (value and not value.replace("_", "a").isalnum()):
            raise self.fail(key, "phải là một mã gồm chữ, số và dấu gạch dưới")
        return value

    def day(self, key: str, *, required: bool = False) -> date | None:
        value = self.need(key) if required else self.take(key)
        if value is None:
            return None
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value if isinstance(value, str) and len(value) == len("2024-01-31") else "")
        except ValueError:
            raise self.fail(key, f"“{value}” không phải là ngày có thật; ghi dạng 2024-01-31") from None

    def year(self, key: str, *, required: bool = True) -> int | None:
        value = self.need(key) if required else self.take(key)
        if value is None:
            return None
        return check_year(value, self.at(key))

    def amount(self, key: str, *, top: float, required: bool = True, low: float = 0) -> float | None:
        value = self.need(key) if required else self.take(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= top:
            raise self.fail(key, f"“{value}” phải là số từ {low:g} đến {top:.0f}")
        return value

    def whole(self, key: str, *, top: int = 10_000_000, required: bool = False, low: int = 0) -> int | None:
        value = self.amount(key, top=top, required=required, low=low)
        if value is not None and value != int(value):
            raise self.fail(key, f"“{value}” phải là số nguyên")
        return None if value is None else int(value)

    def flag(self, key: str) -> bool | None:
        value = self.take(key)
        if value is not None and not isinstance(value, bool):
            raise self.fail(key, "phải là true hoặc false")
        return value

    def done(self, known: str) -> None:
        if self.left:
            odd = min(map(str, self.left))
            raise self.fail(odd, f"khóa lạ “{odd}”; {known}")


def check_year(value: Any, place: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not OLDEST <= value <= LAST:
        raise CaseError(f"“{value}” không phải là năm từ {OLDEST} đến {LAST}", place)
    return value
