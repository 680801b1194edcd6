"""Editing a record that somebody else may be editing too."""

from typing import Any

from django.db import models
from django.db.models import F

from tdkt.core.answers import Refused
from tdkt.core.models import Record


class StaleEdit(Refused):
    """The record was changed after the page was opened; both versions can be shown from ``theirs`` and ``ours``."""

    def __init__(self, theirs: dict[str, Any], ours: dict[str, Any]) -> None:
        super().__init__(
            "Dòng này vừa được người khác sửa sau khi bạn mở trang. Chưa lưu gì; "
            "hãy xem bản mới bên cạnh bản của bạn rồi lưu lại."
        )
        self.theirs = theirs
        self.ours = ours


def save_if_fresh(record: Record, *, version: int, **fields: Any) -> None:
    """Write ``fields`` only if the stored version is still ``version``; the version then grows by one.

    Raises:
        StaleEdit: another edit came first. Nothing is written.
    """
    manager: models.Manager[Any] = type(record)._default_manager  # noqa: SLF001 - Django's documented API
    written = manager.filter(pk=record.pk, version=version).update(version=F("version") + 1, **fields)
    if not written:
        theirs = manager.filter(pk=record.pk).values(*fields).first() or {}
        raise StaleEdit(theirs=theirs, ours=fields)
    record.version = version + 1
    for name, value in fields.items():
        setattr(record, name, value)
