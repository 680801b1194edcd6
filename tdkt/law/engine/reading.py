"""YAML read strictly: a mapping knows its line, a key given twice is refused, what is not asked for is an error."""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import yaml

from .errors import RulebookError

_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


_BROKEN = "YAML hỏng: xem lại dấu ngoặc, dấu nháy, dấu hai chấm và thụt đầu dòng ở đây"


class Node(dict[str, Any]):
    """A YAML mapping that remembers where it stands."""

    place: str = ""


class _Loader(_Base):  # type: ignore[misc]
    file: str = ""


def _mapping(loader: Any, node: yaml.MappingNode) -> Node:
    result = Node()
    result.place = f"{loader.file}:{node.start_mark.line + 1}"
    for key_node, value_node in node.value:
        # As written: YAML would read the key "on" as true.
        key = (
            key_node.value
            if isinstance(key_node, yaml.ScalarNode)
            else str(loader.construct_object(key_node, deep=True))
        )
        if key in result:
            raise RulebookError(f"khóa “{key}” viết hai lần", f"{loader.file}:{key_node.start_mark.line + 1}")
        result[key] = loader.construct_object(value_node, deep=True)
    return result


def _day(loader: Any, node: yaml.ScalarNode) -> Any:
    try:
        return loader.construct_yaml_timestamp(node)
    except ValueError:
        place = f"{loader.file}:{node.start_mark.line + 1}"
        raise RulebookError(f"“{node.value}” không phải là ngày có thật; ghi dạng 2024-01-31", place) from None


_Loader.add_constructor("tag:yaml.org,2002:map", _mapping)
_Loader.add_constructor("tag:yaml.org,2002:timestamp", _day)


def load_yaml(path: Path, shown: str = "") -> Any:
    """The content of a YAML file, or RulebookError naming file and line."""
    file = shown or path.name
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise RulebookError("tệp không phải UTF-8; hãy lưu lại theo UTF-8", f"{file}:{line}") from error
    try:
        loader = _Loader(text)
    except yaml.YAMLError as error:
        raise RulebookError(f"{_BROKEN} (có ký tự không đọc được)", file) from error
    loader.file = file
    try:
        return loader.get_single_data()
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise RulebookError(_BROKEN, f"{file}:{line}") from error
    except yaml.YAMLError as error:
        raise RulebookError(f"{_BROKEN} (có ký tự không đọc được)", file) from error
    except ValueError as error:
        raise RulebookError(f"giá trị không đọc được: {error}", file) from error
    except RecursionError as error:
        raise RulebookError("YAML lồng quá sâu", file) from error
    finally:
        loader.dispose()


class Reader:
    """Takes the keys of one mapping one by one, with their types, and refuses what is left."""

    def __init__(self, node: Any, place: str, what: str) -> None:
        if not isinstance(node, dict):
            raise RulebookError(f"{what} phải là một khối “khóa: giá trị”", place)
        self.node = node
        self.place = node.place if isinstance(node, Node) else place
        self.what = what
        self.left = set(node)

    def fail(self, message: str) -> RulebookError:
        return RulebookError(f"{self.what}: {message}", self.place)

    def take(self, key: str, default: Any = None) -> Any:
        self.left.discard(key)
        return self.node.get(key, default)

    def has(self, key: str) -> bool:
        return key in self.node

    def need(self, key: str) -> Any:
        if key not in self.node:
            raise self.fail(f"thiếu “{key}”")
        return self.take(key)

    def text(self, key: str, default: str | None = None) -> str:
        value = self.need(key) if default is None else self.take(key, default)
        if not isinstance(value, str) or (default is None and not value.strip()):
            raise self.fail(f"“{key}” phải là chữ")
        return value

    def one_of(self, key: str, choices: Iterable[str], default: str | None = None) -> str:
        value = self.text(key, default)
        if value and value not in choices:
            raise self.fail(f"“{key}: {value}” không có; chọn một trong: {', '.join(sorted(choices))}")
        return value

    def list_of(self, key: str, choices: Iterable[str] | None = None) -> tuple[str, ...]:
        value = self.take(key)
        items = [] if value is None else value if isinstance(value, list) else [value]
        for item in items:
            if not isinstance(item, str) or (choices is not None and item not in choices):
                raise self.fail(f"“{key}: {item}” không có trong danh mục")
        return tuple(items)

    def items(self, key: str, *, required: bool = False) -> list[Any]:
        """A list of anything; nothing where the key is not there."""
        value = self.need(key) if required else self.take(key)
        if (required or value is not None) and not isinstance(value, list):
            raise self.fail(f"“{key}” phải là danh sách")
        return value or []

    def day(self, key: str) -> date | None:
        value = self.take(key)
        if value is not None and not isinstance(value, date):
            raise self.fail(f"“{key}” phải là ngày dạng 2024-01-31")
        return value

    def number(self, key: str, default: int | None = None, *, low: int = 0) -> int | None:
        """A whole number, or None where nobody has seen it."""
        value = self.take(key, default)
        if value is not None and (isinstance(value, bool) or not isinstance(value, int) or value < low):
            raise self.fail(f"“{key}” phải là số nguyên từ {low} (hoặc để null nếu chưa thấy số)")
        return value

    def ratio(self, key: str) -> Fraction | None:
        return ratio(self.take(key), self, key)

    def flag(self, key: str, *, default: bool = False) -> bool:
        value = self.take(key, default)
        if not isinstance(value, bool):
            raise self.fail(f"“{key}” phải là true hoặc false")
        return value

    def done(self) -> None:
        if self.left:
            raise self.fail(f"khóa lạ: {', '.join(sorted(self.left))}")


def ratio(value: Any, reader: Reader, key: str) -> Fraction | None:
    """An exact fraction out of 70/100, 0.7 or 3; None stays None."""
    if value is None:
        return None
    try:
        found = Fraction(str(value))
    except (ValueError, ZeroDivisionError):
        raise reader.fail(f"“{key}: {value}” phải là tỷ số như 15/100, 1/3 hoặc 0.7") from None
    if found < 0:
        raise reader.fail(f"“{key}: {value}” không được âm")
    return found


def a_share(value: Any, reader: Reader, key: str) -> Fraction | None:
    """A part of a whole: a ratio not above one."""
    found = ratio(value, reader, key)
    if found is not None and found > 1:
        raise reader.fail(f"“{key}: {value}” là một phần của tổng số, không quá 100%")
    return found
