"""Pages of a long list; a list that fits one page is not counted separately."""

from typing import TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet

M = TypeVar("M", bound=Model)


def page_of(rows: QuerySet[M], size: int, wanted: str | None) -> Page[M]:
    """The page asked for in the address; the first or last where the number makes no sense."""
    if wanted in (None, "", "1"):
        first = list(rows[: size + 1])
        if len(first) <= size:
            return Paginator(first, size).get_page(1)
    return Paginator(rows, size).get_page(wanted)
