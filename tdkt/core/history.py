"""Write and check the history of official records."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, Self

from django.db import models
from django.db.models import Exists, OuterRef

from tdkt.core.bulk import append_rows, ready
from tdkt.core.models import HistoryEntry

BATCH = 500


class Actor(Protocol):
    """Whoever acts: a user, or the system itself."""

    @property
    def pk(self) -> Any: ...
    @property
    def full_name(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to one record. ``label`` is its name, where the caller has read it already."""

    record: models.Model
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)
    label: str = ""


def snapshot(record: models.Model, fields: Sequence[str]) -> dict[str, Any]:
    """The named fields of a record as plain values fit for JSON."""
    return {name: _plain(getattr(record, name)) for name in fields}


def record(
    *,
    actor: Actor | None,
    now: dt.datetime,
    act: str,
    target: models.Model,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    reason: str = "",
) -> None:
    """Append one entry to the history of ``target``; call in the transaction of the act itself."""
    change = Change(target, before or {}, after or {})
    record_many(actor=actor, now=now, act=act, changes=[change], reason=reason)


def record_many(
    *,
    actor: Actor | None,
    now: dt.datetime,
    act: str,
    changes: Iterable[Change],
    reason: str = "",
    new: bool = False,
) -> None:
    """Append one entry to each record's history.

    Args:
        new: the records were created in this transaction, so no earlier entry needs to be looked up.
    """
    listed = list(changes)
    heads = {} if new else _heads(listed)
    append_rows(HistoryEntry, COLUMNS, list(_rows(_Deed.of(actor, now, act, reason), listed, heads)))


def history_of(target: models.Model) -> models.QuerySet[HistoryEntry]:
    """All entries of one record, oldest first."""
    return HistoryEntry.objects.filter(object_type=type_of(target), object_id=target.pk).order_by("seq")


def first_broken(entries: Iterable[HistoryEntry]) -> HistoryEntry | None:
    """The first entry that does not fit its chain, or nothing when the chain is whole.

    The entries must be those of one record, in order.
    """
    previous, expected = "", 1
    for entry in entries:
        if entry.seq != expected or entry.previous_hash != previous or entry.hash != _hash(entry):
            return entry
        previous, expected = entry.hash, expected + 1
    return None


def type_of(target: models.Model) -> str:
    """``awards.award``: how a kind of record is named in the history."""
    return target._meta.label_lower  # noqa: SLF001 - Django's documented API despite the underscore


Heads = dict[tuple[str, int], tuple[int, str]]
"""The number and the hash of the last entry of each chain."""


def _heads(changes: Sequence[Change]) -> Heads:
    """The ends of the chains, however long they are: the entries that no other follows."""
    heads: Heads = {}
    wanted: dict[str, list[int]] = {}
    for change in changes:
        wanted.setdefault(type_of(change.record), []).append(change.record.pk)
    following = HistoryEntry.objects.filter(
        object_type=OuterRef("object_type"), object_id=OuterRef("object_id"), seq=OuterRef("seq") + 1
    )
    for kind, keys in wanted.items():
        for start in range(0, len(keys), BATCH):
            rows = HistoryEntry.objects.filter(
                ~Exists(following), object_type=kind, object_id__in=keys[start : start + BATCH]
            )
            for key, seq, digest in rows.order_by("seq").values_list("object_id", "seq", "hash"):
                heads[kind, key] = (seq, digest)
    return heads


COLUMNS = (
    "object_type", "object_id", "seq", "at", "actor_id", "actor_name", "act", "label", "before", "after", "reason",
    "previous_hash", "hash",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Deed:
    """What the entries of one act share: as columns, and as the text that is hashed."""

    at: Any
    actor_id: int | None
    actor_name: str
    act: str
    reason: str
    who_and_act: str
    why: str

    @classmethod
    def of(cls, actor: Actor | None, now: dt.datetime, act: str, reason: str) -> Self:
        pk, name = (actor.pk, actor.full_name) if actor else (None, "Hệ thống")
        told = [_moment(now), pk, name, act]
        return cls(ready(HistoryEntry, "at", now), pk, name, act, reason, ",".join(map(_text, told)), _text(reason))


def _rows(deed: _Deed, changes: Sequence[Change], heads: Heads) -> Iterator[tuple[Any, ...]]:
    """One row a change, each fastened to the end of its chain. What many lines share is packed once."""
    packed: dict[int, tuple[str, Any]] = {}  # by identity: ``changes`` keeps the dicts alive
    for change in changes:
        kind, key, label = type_of(change.record), change.record.pk, (change.label or str(change.record))[:300]
        seq, previous = heads.get((kind, key), (0, ""))
        for part in (change.before, change.after):
            if id(part) not in packed:
                packed[id(part)] = (_text(part), ready(HistoryEntry, "before", part))
        (before, before_value), (after, after_value) = packed[id(change.before)], packed[id(change.after)]
        digest = _digest(
            _text(previous),
            _text(kind),
            str(key),
            str(seq + 1),
            deed.who_and_act,
            _text(label),
            before,
            after,
            deed.why,
        )
        heads[kind, key] = (seq + 1, digest)
        yield (
            kind, key, seq + 1, deed.at, deed.actor_id, deed.actor_name, deed.act, label, before_value, after_value,
            deed.reason, previous, digest,
        )  # fmt: skip


def _hash(entry: HistoryEntry) -> str:
    """The hash an entry ought to have, from what is stored."""
    content = [
        entry.previous_hash, entry.object_type, entry.object_id, entry.seq, _moment(entry.at),
        entry.actor_id, entry.actor_name, entry.act, entry.label, entry.before, entry.after, entry.reason,
    ]  # fmt: skip
    return _digest(*map(_text, content))


def _moment(at: dt.datetime) -> str:
    return at.astimezone(dt.UTC).isoformat()


_text = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def _digest(*parts: str) -> str:
    """Of a JSON list of the parts, in the order of the entry's own fields."""
    return hashlib.sha256(f"[{','.join(parts)}]".encode()).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, models.Model):
        return str(value)
    if isinstance(value, dt.date | dt.datetime):
        return value.isoformat()
    return value
