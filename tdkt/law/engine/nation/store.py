"""Events as plain JSON values and back."""

from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from tdkt.law.engine import facts

CLASSES = {
    made.__name__: made
    for made in (
        facts.Initiative, facts.Discipline, facts.Hold, facts.Absence, facts.Employment, facts.Training,
        facts.Service, facts.Position, facts.Members, facts.Cluster, facts.Attested,
    )
}  # fmt: skip


def plain(value: Any) -> Any:
    """A value of a table of events as JSON can hold it; what JSON has no word for is tagged."""
    if is_dataclass(value) and not isinstance(value, type):
        return {"@": type(value).__name__, **{f.name: plain(getattr(value, f.name)) for f in fields(value)}}
    if isinstance(value, date):
        return {"@": "date", "day": value.isoformat()}
    if isinstance(value, dict):
        return {"@": "dict", "items": [[key, plain(item)] for key, item in value.items()]}
    if isinstance(value, tuple):
        return {"@": "tuple", "items": [plain(item) for item in value]}
    return [plain(item) for item in value] if isinstance(value, list) else value


def told(value: Any) -> Any:
    """The other way."""
    if isinstance(value, list):
        return [told(item) for item in value]
    if not isinstance(value, dict):
        return value
    name = value["@"]
    if name == "date":
        return date.fromisoformat(value["day"])
    if name == "dict":
        return {key: told(item) for key, item in value["items"]}
    if name == "tuple":
        return tuple(told(item) for item in value["items"])
    return CLASSES[name](**{key: told(item) for key, item in value.items() if key != "@"})
