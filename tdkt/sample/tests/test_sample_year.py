"""The sample year gives back the articles' figures. Built once for the module: it takes several seconds."""

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from pytest_django.plugin import DjangoDbBlocker

from tdkt.awards.models import Award
from tdkt.clusters.models import ClusterMember
from tdkt.core.history import first_broken
from tdkt.core.models import HistoryEntry
from tdkt.decisions.models import Submission
from tdkt.dossiers.domain.climb import waiting_below
from tdkt.dossiers.domain.quotas import quota_counters
from tdkt.dossiers.models import AwardRound, Nomination
from tdkt.initiatives.models import Initiative
from tdkt.movements.models import Movement, MovementAward, MovementPaper
from tdkt.movements.queries import answers, papers_to_issue, tally
from tdkt.people.models import Person
from tdkt.sample.build import build, is_sample
from tdkt.sample.five_years import YEARS
from tdkt.units.models import Unit
from tdkt.units.queries import became, made_up_of

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def sample(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The whole sample, rolled back when the module ends."""
    with django_db_blocker.unblock(), transaction.atomic():
        build(seed=7)
        yield
        transaction.set_rollback(True)


def figures(years: tuple[int, ...], *codes: str) -> dict[tuple[str, str, str, str], int]:
    """Award, kind of subject, who decides and status, counted over the subtrees of the units."""
    counted: Counter[tuple[str, str, str, str]] = Counter()
    for unit in Unit.objects.filter(code__in=codes):
        for award in Award.objects.filter(host_unit__path__startswith=unit.path or "-", period_to__in=years):
            counted[award.code, "person" if award.person_id else "collective", award.decided_by, award.status] += 1
    return dict(counted)


def test_tuyen_quang_2023_is_exact() -> None:
    granted = {
        ("LDTT", "person", "unit"): 163, ("CSTDCS", "person", "unit"): 19, ("TTLDTT", "collective", "unit"): 15,
        ("TTLDXS", "collective", "unit"): 6, ("TTLDXS", "collective", "ministry"): 1,
        ("CSTDB", "person", "ministry"): 2, ("KNCKS", "person", "ministry"): 4,
        ("BKB", "collective", "ministry"): 5, ("BKB", "person", "ministry"): 4,
        ("CTDB", "collective", "ministry"): 3, ("CTDB", "collective", "province"): 1,
        ("BKTTG", "collective", "prime_minister"): 1,
    }  # fmt: skip
    assert figures((2023,), "VKS-TUYENQUANG") == {(*key, "granted"): number for key, number in granted.items()}


def test_the_nineteen_are_among_the_hundred_and_sixty_three() -> None:
    of_year = Award.objects.filter(period_to=2023, host_unit__code__contains="TUYENQUANG")
    workers = set(of_year.filter(code="LDTT").values_list("person", flat=True))
    assert set(of_year.filter(code="CSTDCS").values_list("person", flat=True)) <= workers
    together = set(of_year.filter(code="TTLDTT").values_list("unit", flat=True))
    assert set(of_year.filter(code="TTLDXS", decided_by="unit").values_list("unit", flat=True)) <= together


def test_the_nineteen_spent_the_initiatives_they_won_by() -> None:
    won = Award.objects.filter(code="CSTDCS", period_to=2023)
    assert {award.uses.count() for award in won} == {1}


def test_the_cap_of_a_third_shows_as_broken() -> None:
    of_year = AwardRound.objects.get(unit__code="VKS-TUYENQUANG", year=2023, kind="year_end")
    caps = {counter.code: counter for counter in quota_counters(of_year) if counter.code == "TTLDXS"}
    assert (caps["TTLDXS"].number, caps["TTLDXS"].cap, caps["TTLDXS"].over) == (6, 5, True)


def test_cluster_7_is_exact() -> None:
    provinces = [f"VKS-{name}" for name in ("GIALAI", "KONTUM", "DAKLAK", "LAMDONG", "DAKNONG")]
    assert figures((2023,), *provinces) == {
        ("HCLD2", "person", "president", "proposed"): 2, ("HCLD3", "person", "president", "proposed"): 1,
        ("HCLD1", "collective", "president", "granted"): 1, ("HCLD3", "collective", "president", "granted"): 1,
        ("BKTTG", "collective", "prime_minister", "proposed"): 3, ("BKTTG", "person", "prime_minister", "proposed"): 4,
        ("BKTTG", "person", "prime_minister", "granted"): 2, ("KNCKS", "person", "ministry", "granted"): 17,
        ("BKB", "collective", "ministry", "granted"): 70, ("BKB", "person", "ministry", "granted"): 161,
        ("GK", "collective", "unit", "granted"): 49, ("GK", "person", "unit", "granted"): 304,
        ("CTDCP", "collective", "prime_minister", "proposed"): 1, ("CTDB", "collective", "ministry", "proposed"): 3,
    }  # fmt: skip


def test_block_2_voted_for_one_department_and_named_next_years_heads() -> None:
    assert figures((2023,), "V7-2015") == {
        ("CTDB", "collective", "ministry", "proposed"): 1, ("CTDCP", "collective", "prime_minister", "proposed"): 1,
    }  # fmt: skip
    heads = ClusterMember.objects.filter(
        cluster__year=2024, cluster__name__in=("Khối thi đua số 2", "Cụm thi đua số 7")
    )
    listed = heads.filter(cluster__organiser__code="VKSTC").order_by("unit__code").values_list("unit__code", "role")
    assert list(listed) == [
        ("V10-2015", "deputy"), ("V12-2015", "head"), ("VKS-KONTUM", "head"), ("VKS-LAMDONG", "deputy"),
    ]  # fmt: skip


def test_son_la_is_exact_with_its_initiatives() -> None:
    assert figures((2023,), "VKS-SONLA") == {
        ("HCLD3", "person", "president", "granted"): 1, ("KNCKS", "person", "ministry", "granted"): 8,
        ("BKB", "collective", "ministry", "granted"): 17, ("BKB", "person", "ministry", "granted"): 38,
        ("BKB", "person", "province", "granted"): 1, ("CTDB", "collective", "ministry", "granted"): 1,
        ("GK", "collective", "unit", "granted"): 19 + 2, ("GK", "person", "unit", "granted"): 72 + 17,
        ("BKB", "collective", "ministry", "proposed"): 1, ("TTLDXS", "collective", "ministry", "proposed"): 1,
    }  # fmt: skip
    found = Initiative.objects.filter(unit__code="VKS-SONLA", year=2023)
    counted = {
        level: (found.filter(level=level).count(), found.filter(level=level, authorships__isnull=False).count())
        for level in ("unit", "ministry")
    }
    assert counted == {"unit": (31, 46), "ministry": (4, 12)}


def test_the_five_years_add_up() -> None:
    total: Counter[tuple[str, str]] = Counter()
    for (code, kind, _level, status), number in figures(YEARS, "VKS-THAINGUYEN").items():
        assert status == "granted"
        total[code, kind] += number
    assert total == {
        ("CTDB", "collective"): 20, ("BKB", "person"): 37, ("BKB", "collective"): 17, ("TTLDXS", "collective"): 35,
        ("GK", "person"): 203, ("GK", "collective"): 34,
    }  # fmt: skip


def test_the_judge_stands_behind_everything_that_was_granted_in_the_round() -> None:
    doubtful = Nomination.objects.filter(round__year=2023, state="granted").exclude(verdict__in=("eligible", "council"))
    assert [str(line) for line in doubtful] == []
    returned = Nomination.objects.filter(round__year=2023, state="withdrawn").order_by("code")
    assert set(returned.values_list("code", "verdict")) == {
        ("CSTDB", "not_eligible"), ("KNCKS", "not_eligible"), ("LDTT", "not_eligible"),
    }  # fmt: skip


def test_the_theme_of_2023_stands_on_the_directives_the_articles_name() -> None:
    year = Movement.objects.get(unit__code="VKSTC", theme__endswith="năm 2023")
    assert year.theme == "Đoàn kết, gương mẫu, trách nhiệm, vượt khó, hoàn thành xuất sắc nhiệm vụ năm 2023"
    assert [str(paper) for paper in year.papers.all()] == [
        "Chỉ thị số 01/CT-VKSTC ngày 02/12/2022", "Chỉ thị số 02/CT-VKSTC ngày 27/12/2022",
        "Hướng dẫn số 04/HD-VKSTC ngày 04/01/2023",
    ]  # fmt: skip
    real = MovementPaper.objects.exclude(number__contains="M/").values_list("movement", flat=True)
    assert set(real) == {year.pk}


def test_tuyen_quang_runs_on_two_tracks_and_knows_who_is_late() -> None:
    own = Movement.objects.filter(unit__code="VKS-TUYENQUANG").in_year(2023).order_by("start_on", "pk")
    today = dt.date(2024, 12, 16)
    assert [(one.track, tally(answers(one, today)).words) for one in own] == [
        ("sector", "5/15 đơn vị đã hưởng ứng"),
        ("sector", "11/15 đơn vị đã hưởng ứng, 4 quá hạn"),
        ("province", "9/15 đơn vị đã hưởng ứng, 6 quá hạn"),
        ("sector", "5/7 đơn vị đã hưởng ứng, 2 quá hạn"),
    ]


def test_next_year_is_a_draft_whose_papers_are_named_to_be_issued() -> None:
    later = Movement.objects.get(unit__code="VKSTC", start_on__year=2024)
    assert (later.state, [one.issued for one in papers_to_issue(later)]) == ("draft", [False, False, False])


def test_son_las_awards_in_the_movements_of_the_sector_know_theirs() -> None:
    tied = MovementAward.objects.filter(movement__unit__code="VKS-SONLA")
    assert (tied.filter(award__person__isnull=False).count(), tied.filter(award__unit__isnull=False).count()) == (
        72,
        19,
    )


def test_the_flag_of_the_province_was_asked_of_the_province_and_not_of_the_sector() -> None:
    submission = Submission.objects.get(to_level="province")
    line = submission.lines.get().nomination
    assert (line.unit and line.unit.code, line.code, line.state) == ("VKS-TUYENQUANG", "CTDB", "granted")
    assert submission.to_round is None
    assert line.award
    assert str(line.award.decision) == "77M/QĐ-UBND ngày 25/01/2024"


def test_what_was_submitted_for_sudden_merit_waits_for_the_round_the_centre_opened_later() -> None:
    centre = AwardRound.objects.get(kind="sudden", unit__code="VKSTC")
    assert [line.round.unit.code for line in waiting_below(centre)] == ["VKS-TUYENQUANG"] * 2
    assert not waiting_below(AwardRound.objects.get(year=2024, kind="year_end", unit__code="VKSTC")).exists()


def test_the_open_round_has_lines_at_every_stage() -> None:
    states = set(Nomination.objects.filter(round__year=2024).values_list("state", flat=True))
    assert states >= {"draft", "sent", "returned", "accepted", "passed"}


def test_the_34_know_the_63_and_the_other_way_round() -> None:
    provinces = Unit.objects.filter(kind="province")
    assert provinces.filter(valid_from__isnull=True).exclude(code="VKS-THUATHIENHUE").count() == 62
    phu_tho = made_up_of(Unit.objects.get(code="VKS-PHUTHO-2025"))
    assert set(phu_tho.values_list("code", flat=True)) == {"VKS-PHUTHO", "VKS-HOABINH", "VKS-VINHPHUC"}
    heirs = became(Unit.objects.get(code="VKS-HAGIANG"))
    assert list(heirs.values_list("code", "name")) == [("VKS-TUYENQUANG-2025", "VKSND tỉnh Tuyên Quang")]
    split = became(Unit.objects.get(code="V14-2015"))
    assert set(split.values_list("code", flat=True)) == {"V-PHAPCHE", "VKHKS"}


def test_every_chain_of_history_is_whole() -> None:
    chains: dict[tuple[str, int], list[HistoryEntry]] = {}
    for entry in HistoryEntry.objects.order_by("object_type", "object_id", "seq"):
        chains.setdefault((entry.object_type, entry.object_id), []).append(entry)
    assert [key for key, entries in chains.items() if first_broken(entries)] == []


def test_it_refuses_what_is_not_its_own() -> None:
    with pytest.raises(CommandError, match="--fresh"):
        call_command("demo")
    assert is_sample()
    with transaction.atomic():
        Person.objects.create(staff_number="THAT-1", full_name="Người Thật", gender="male")
        with pytest.raises(CommandError, match="không phải của năm mẫu"):
            call_command("demo", fresh=True)
        transaction.set_rollback(True)
    assert Person.objects.count() > 500


def test_the_same_seed_gives_the_same_content() -> None:
    before = fingerprint()
    with transaction.atomic():
        _empty()
        build(seed=7)
        after = fingerprint()
        transaction.set_rollback(True)
    assert after == before


def fingerprint() -> str:
    """A hash of what was entered, free of row numbers and of the real clock."""
    subject = ("person__staff_number", "unit__code", "code")
    in_ledger = (*subject, "period_to", "decision__number", "decision__issuer_name", "bonus", "status")
    in_round = ("round__name", *subject, "state", "verdict")
    parts: list[Any] = [
        list(Person.objects.order_by("staff_number").values_list("staff_number", "full_name", "birth_date")),
        list(Award.objects.order_by(*in_ledger).values_list(*in_ledger)),
        list(Nomination.objects.order_by(*in_round).values_list(*in_round)),
        list(HistoryEntry.objects.order_by("pk").values_list("at", "act", "label", "actor_name")),
    ]
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def _empty() -> None:
    """Every table of the project, in one transaction; foreign keys are checked at its end."""
    names = [name for name in connection.introspection.django_table_names(only_existing=True) if "django_" not in name]
    with connection.cursor() as cursor, connection.constraint_checks_disabled():
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what waits to be checked bars the way
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
            cursor.execute(f"TRUNCATE {', '.join(names)} CASCADE")
            return
        cursor.execute("PRAGMA defer_foreign_keys = ON")
        for name in names:
            cursor.execute(f"DELETE FROM {name}")  # noqa: S608 - table names of our own models
