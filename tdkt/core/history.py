"""Write and check the history of official records."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.db import models

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
    """What happened to one record."""

    record: models.Model
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)


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
    entries = [_entry(actor, now, act, change, reason, heads) for change in listed]
    HistoryEntry.objects.bulk_create(entries, batch_size=BATCH)


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


def _heads(changes: Sequence[Change]) -> dict[tuple[str, int], tuple[int, str]]:
    heads: dict[tuple[str, int], tuple[int, str]] = {}
    wanted: dict[str, list[int]] = {}
    for change in changes:
        wanted.setdefault(type_of(change.record), []).append(change.record.pk)
    for kind, keys in wanted.items():
        for start in range(0, len(keys), BATCH):
            rows = HistoryEntry.objects.filter(object_type=kind, object_id__in=keys[start : start + BATCH])
            for key, seq, digest in rows.order_by("seq").values_list("object_id", "seq", "hash"):
                heads[kind, key] = (seq, digest)
    return heads


def _entry(
    actor: Actor | None,
    now: dt.datetime,
    act: str,
    change: Change,
    reason: str,
    heads: dict[tuple[str, int], tuple[int, str]],
) -> HistoryEntry:
    kind = type_of(change.record)
    seq, previous = heads.get((kind, change.record.pk), (0, ""))
    entry = HistoryEntry(
        object_type=kind,
        object_id=change.record.pk,
        seq=seq + 1,
        at=now,
        actor_id=actor.pk if actor else None,
        actor_name=actor.full_name if actor else "Hệ thống",
        act=act,
        label=str(change.record)[:300],
        before=change.before,
        after=change.after,
        reason=reason,
        previous_hash=previous,
    )
    entry.hash = _hash(entry)
    heads[kind, change.record.pk] = (entry.seq, entry.hash)
    return entry


def _hash(entry: HistoryEntry) -> str:
    content = [
        entry.previous_hash, entry.object_type, entry.object_id, entry.seq, entry.at.astimezone(dt.UTC).isoformat(),
        entry.actor_id, entry.actor_name, entry.act, entry.label, entry.before, entry.after, entry.reason,
    ]  # fmt: skip
    packed = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(packed.encode()).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, models.Model):
        return str(value)
    if isinstance(value, dt.date | dt.datetime):
        return value.isoformat()
    return value
