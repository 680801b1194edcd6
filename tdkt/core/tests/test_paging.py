"""A long list by the page costs what a short one costs."""

import pytest
from pytest_django import DjangoAssertNumQueries

from tdkt.core.paging import page_of
from tdkt.units.models import Unit
from tests.support.cast import Cast


@pytest.mark.parametrize(
    ("wanted", "number", "codes"),
    [(None, 1, ["T1", "T1-P1"]), ("1", 1, ["T1", "T1-P1"]), ("2", 2, ["T2", "TW"]), ("0", 1, ["T1", "T1-P1"])],
)
def test_each_page_tells_the_whole_length_in_one_query(
    cast: Cast, wanted: str | None, number: int, codes: list[str], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        page = page_of(Unit.objects.order_by("code"), 2, wanted)
        assert (page.number, page.paginator.num_pages, page.paginator.count) == (number, 2, 4)
    assert [unit.code for unit in page] == codes


@pytest.mark.parametrize(("wanted", "number"), [("99", 2), ("9" * 30, 2), ("-1", 1), ("hai", 1), ("²", 1)])
def test_a_number_that_makes_no_sense_leads_to_the_nearest_page(cast: Cast, wanted: str, number: int) -> None:
    page = page_of(Unit.objects.order_by("code"), 2, wanted)
    assert (page.number, len(page)) == (number, 2)


def test_an_empty_list_is_one_page_and_one_query(db: None, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1):
        page = page_of(Unit.objects.order_by("code"), 2, None)
        assert (list(page), page.number, page.paginator.num_pages, page.paginator.count) == ([], 1, 1, 0)
