"""Append many rows of one table at once, past the making of a model instance for each."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models


def ready(model: type[models.Model], name: str, value: Any) -> Any:
    """The value of a field as the database takes it. Whole numbers and text need no such care."""
    field = model._meta.get_field(name)  # noqa: SLF001 - Django's documented API
    return field.get_db_prep_save(value, connection=connection)  # type: ignore[union-attr]


def append_rows(model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Add rows whose values are ready, in the order of ``names``; fields not named have no default of their own here.

    Constraints of the database hold as ever; ``save`` and the numbers of the new rows are passed over.
    """
    meta, quote = model._meta, connection.ops.quote_name  # noqa: SLF001 - Django's documented API
    columns = ", ".join(quote(str(meta.get_field(name).column)) for name in names)  # type: ignore[union-attr]
    places = ", ".join(["%s"] * len(names))
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {quote(meta.db_table)} ({columns}) VALUES ({places})", list(rows))  # noqa: S608
