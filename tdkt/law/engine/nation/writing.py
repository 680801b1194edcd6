"""Cases of the public format as rows of facts: what `table` reads."""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from .table import NEEDED, OPTIONAL

Row = dict[str, Any]
EMPTY: Row = dict.fromkeys((*NEEDED, *OPTIONAL), "") | {
    "year": 0, "decided_on": None, "ended_on": None, "period_end": 0,
}  # fmt: skip
PLAIN = {
    "award": ({"type", "code", "year", "period", "category", "issuer", "ground", "decided_on"}, "code"),
    "grade": ({"type", "year", "value"}, "value"),
    "initiative": ({"type", "kind", "level", "year", "used_for", "recognised_by_head"}, "level"),
    "discipline": ({"type", "form", "decided_on", "ended_on"}, "form"),
    "hold": ({"type", "kind", "from", "to"}, "kind"),
}
"""Keys that the columns have room for, and the key whose word is the row's `value`."""


def rows_of(person: int, case: Mapping[str, Any], number: str = "") -> Iterator[Row]:
    """The rows of one subject's case, which the judge has accepted."""
    subject = {key: value for key, value in case["subject"].items() if key != "kind" and value not in ("", None)}
    yield EMPTY | {
        "person": person, "type": "subject", "value": number,
        "fact": json.dumps(subject, ensure_ascii=False, sort_keys=True) if subject else "",
    }  # fmt: skip
    told = [fact for fact in case["facts"] if "type" in fact]
    for kind in (*case.get("unknown", ()), *(kind for fact in case["facts"] for kind in fact.get("unknown", ()))):
        yield EMPTY | {"person": person, "type": "unknown", "value": kind}
    for fact in told:
        yield EMPTY | {"person": person, "type": fact["type"]} | (_in_columns(fact) if _fits(fact) else _whole(fact))


def unusable(person: int, why: str, number: str = "") -> list[Row]:
    """The rows of a subject whose case the judge has refused."""
    return [
        EMPTY | {"person": person, "type": "subject", "value": number},
        EMPTY | {"person": person, "type": "unusable", "value": why},
    ]


def _fits(fact: Mapping[str, Any]) -> bool:
    keys, _ = PLAIN.get(fact["type"], (frozenset(), ""))
    if not keys or not fact.keys() <= keys:
        return False
    if fact["type"] == "initiative":
        return fact["kind"] == "initiative" and not fact.get("used_for") and fact.get("recognised_by_head") is not False
    return True


def _in_columns(fact: Mapping[str, Any]) -> Row:
    _, word = PLAIN[fact["type"]]
    row: Row = {"value": fact[word], "year": fact.get("year") or 0}
    row["decided_on"] = _day(fact.get("decided_on") or fact.get("from"))
    row["ended_on"] = _day(fact.get("ended_on") or fact.get("to"))
    if fact["type"] == "award":
        period = fact.get("period")
        row |= {key: fact.get(key) or "" for key in ("category", "issuer", "ground")}
        row["period_end"] = period[1] if period else 0
    return row


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _whole(fact: Mapping[str, Any]) -> Row:
    return {"fact": json.dumps(fact, ensure_ascii=False, sort_keys=True)}
