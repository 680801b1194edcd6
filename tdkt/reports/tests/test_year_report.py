"""The year report counts what the ledger holds, as it was, and says which caps are broken."""

import datetime as dt

import pytest

from tdkt.awards.domain.cancel import cancel_award
from tdkt.awards.domain.lines import LedgerLine
from tdkt.awards.domain.propose import propose_awards
from tdkt.awards.models import Award, AwardStatus, IssuerLevel
from tdkt.reports.figures import Line
from tdkt.reports.queries import five_year, year_report
from tdkt.reports.tests.factories import grant, offices, staff
from tdkt.units.models import UnitParent
from tests.support.cast import Cast, make_person, make_unit

TQ_ARTICLE = [
    ("BKB", "collective", "ministry", "granted", 5),
    ("BKB", "person", "ministry", "granted", 4),
    ("CSTDCS", "person", "unit", "granted", 19),
    ("LDTT", "person", "unit", "granted", 163),
    ("TTLDTT", "collective", "unit", "granted", 15),
    ("TTLDXS", "collective", "ministry", "granted", 1),
    ("TTLDXS", "collective", "unit", "granted", 6),
]


@pytest.fixture
def year_of_the_article(cast: Cast, now: dt.datetime) -> Cast:
    """The year of a province as one newspaper told it: 15 and 6 of them, 163 and 19 of them."""
    units = offices(cast.province, 15)
    people = staff(units[0], 163)
    keeper = cast.province_officer
    grant(keeper, now, "LDTT", people, issuer=cast.province)
    grant(keeper, now, "CSTDCS", people[:19], issuer=cast.province)
    grant(keeper, now, "TTLDTT", units, issuer=cast.province)
    grant(keeper, now, "TTLDXS", units[:6], issuer=cast.province)
    grant(keeper, now, "TTLDXS", [cast.province], level=IssuerLevel.MINISTRY)
    grant(keeper, now, "BKB", [*units[:5], *people[:4]], level=IssuerLevel.MINISTRY)
    return cast


def as_tuples(lines: tuple[Line, ...]) -> list[tuple[str, str, str, str, int]]:
    return [(line.award, line.kind, line.decided_by, line.status, line.count) for line in lines]


def test_the_report_gives_back_the_figures_of_the_year(year_of_the_article: Cast) -> None:
    report = year_report(year_of_the_article.province, 2023)
    assert as_tuples(report.lines) == TQ_ARTICLE
    assert (report.persons, report.collectives, report.granted) == (163, 16, 213)


def test_six_of_fifteen_breaks_the_cap_of_one_third_and_says_where_it_stands(year_of_the_article: Cast) -> None:
    [cap] = year_report(year_of_the_article.province, 2023).caps
    assert (cap.award, cap.number, cap.cap, cap.certain) == ("TTLDXS", 6, 5, True)
    assert cap.sentence == (
        "Tập thể lao động xuất sắc: 6 trên 15 Tập thể lao động tiên tiến, vượt tỷ lệ “không quá 1/3 tổng số "
        "Tập thể lao động tiên tiến của đơn vị”, mức tối đa là 5 (khoản 2 Điều 19 Thông tư 01/2019/TT-VKSTC)."
    )


def test_five_of_fifteen_breaks_no_cap(cast: Cast, now: dt.datetime) -> None:
    units = offices(cast.province, 15)
    grant(cast.province_officer, now, "TTLDTT", units, issuer=cast.province)
    grant(cast.province_officer, now, "TTLDXS", units[:5], issuer=cast.province)
    assert year_report(cast.province, 2023).caps == ()


def test_the_centre_sees_the_same_cap_broken_in_the_province(year_of_the_article: Cast) -> None:
    [cap] = year_report(year_of_the_article.centre, 2023).caps
    assert (cap.unit, cap.award) == (year_of_the_article.province, "TTLDXS")


def test_another_province_and_another_year_have_nothing(year_of_the_article: Cast) -> None:
    assert year_report(year_of_the_article.elsewhere, 2023).lines == ()
    assert year_report(year_of_the_article.province, 2022).lines == ()


def test_branches_and_money_add_up(year_of_the_article: Cast) -> None:
    report = year_report(year_of_the_article.province, 2023)
    assert sum(branch.persons + branch.collectives for branch in report.branches) == report.granted
    assert report.branches[0].unit == year_of_the_article.province
    assert report.amount == sum(award.bonus or 0 for award in Award.objects.all())
    assert report.amount > 0


def test_what_is_proposed_is_told_from_what_is_granted(cast: Cast, now: dt.datetime) -> None:
    lines = [LedgerLine(code="CSTDB", period_from=2023, period_to=2023, person=cast.worker.person)]
    propose_awards(
        actor=cast.province_officer, now=now, lines=lines, level=IssuerLevel.MINISTRY,
        proposed_on=dt.date(2023, 12, 1), proposal_number="9/TTr",
    )  # fmt: skip
    report = year_report(cast.province, 2023)
    assert as_tuples(report.lines) == [("CSTDB", "person", "ministry", "proposed", 1)]
    assert (report.granted, report.proposed, report.persons) == (0, 1, 0)


def test_a_refused_line_is_counted_apart(cast: Cast, now: dt.datetime) -> None:
    Award.objects.create(
        person=cast.worker.person, code="BKB", period_from=2023, period_to=2023, host_unit=cast.office,
        unit_name_then="Phòng 1", status=AwardStatus.REFUSED, decided_by=IssuerLevel.MINISTRY,
    )  # fmt: skip
    report = year_report(cast.province, 2023)
    assert (report.lines, report.refused) == ((), 1)


def test_a_cancelled_line_is_left_out_and_counted_apart(year_of_the_article: Cast, now: dt.datetime) -> None:
    award = Award.objects.filter(code="LDTT").exclude(person__awards__code="CSTDCS").first()
    assert award is not None
    cancel_award(
        actor=year_of_the_article.head, now=now, award=award, reason="Kê khai sai", number="99/QĐ",
        signed_on=dt.date(2023, 12, 9), title="Hủy bỏ", issuer_level=IssuerLevel.UNIT,
        issuer_name="VKSND tỉnh Một", issuer_unit=year_of_the_article.province,
    )  # fmt: skip
    report = year_report(year_of_the_article.province, 2023)
    assert (report.granted, report.persons, report.cancelled) == (212, 162, 1)


def test_a_unit_that_moved_away_stays_in_the_report_of_its_old_place(cast: Cast, now: dt.datetime) -> None:
    grant(cast.province_officer, now, "TTLDTT", [cast.office], issuer=cast.province)
    moved = dt.date(2024, 7, 1)
    UnitParent.objects.create(unit=cast.office, parent=cast.province, valid_to=moved - dt.timedelta(days=1))
    UnitParent.objects.create(unit=cast.office, parent=cast.elsewhere, valid_from=moved)
    cast.office.parent, cast.office.path = cast.elsewhere, f"{cast.elsewhere.path}{cast.office.pk}/"
    cast.office.save()
    assert year_report(cast.province, 2023).granted == 1
    assert year_report(cast.elsewhere, 2023).granted == 0


@pytest.mark.parametrize("rows", [1, 3])
def test_the_report_costs_the_same_for_one_and_for_three(
    rows: int, cast: Cast, now: dt.datetime, django_assert_num_queries: object
) -> None:
    units = offices(cast.province, rows)
    grant(cast.province_officer, now, "TTLDTT", units, issuer=cast.province)
    with django_assert_num_queries(12):  # type: ignore[operator]
        year_report(cast.province, 2023)


def test_five_years_by_award_and_year(cast: Cast, now: dt.datetime) -> None:
    person = make_person("P-2", "Trần Văn Hai", cast.office)
    other = make_person("P-3", "Trần Văn Ba", cast.office)
    for year, people in ((2021, [person]), (2023, [person, other])):
        grant(
            cast.province_officer, now, "LDTT", people, issuer=cast.province, year=year,
            signed_on=dt.date(year, 12, 10),
        )  # fmt: skip
    span = five_year(cast.province, 2023)
    assert span.years == (2019, 2020, 2021, 2022, 2023)
    assert [(row.award, row.kind, row.decided_by, row.counts, row.total) for row in span.rows] == [
        ("LDTT", "person", "unit", (0, 0, 1, 0, 2), 3)
    ]
    assert (span.totals, span.total, span.persons, span.collectives) == ((0, 0, 1, 0, 2), 3, 2, 0)


def test_a_unit_below_is_reported_alone(cast: Cast, now: dt.datetime) -> None:
    sister = make_unit("T1-P9", "Phòng 9", "office", cast.province)
    grant(cast.province_officer, now, "TTLDTT", [cast.office, sister], issuer=cast.province)
    assert year_report(sister, 2023).granted == 1
