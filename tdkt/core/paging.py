"""Pages of a long list: one query, however long the list is and whichever page is asked for."""

from typing import TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import IntegerField, Model, QuerySet, Subquery

M = TypeVar("M", bound=Model)


class _CountOf(Subquery):
    """How many rows a query has, told beside each row of another."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()


def page_of(rows: QuerySet[M], size: int, wanted: str | None) -> Page[M]:
    """The page asked for in the address; the first or last where the number makes no sense.

    Each row tells the length of the whole list, so a short list and a long one cost the same.
    """
    number = max(int(wanted), 1) if wanted and wanted.isascii() and wanted.isdecimal() else 1
    told = rows.annotate(length_of_list=_CountOf(rows.order_by().values("pk")))
    shown = list(told[(number - 1) * size : number * size]) if number * size < _NO_LIST_IS_LONGER else []
    if not shown and number > 1:
        return Paginator(rows, size).get_page(wanted)
    pages: Paginator[M] = Paginator(rows, size)
    pages.__dict__["count"] = shown[0].length_of_list if shown else 0  # type: ignore[attr-defined]
    return Page(shown, number, pages)


_NO_LIST_IS_LONGER = 10**9
