"""What the judge is told."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tdkt.awards.models import Award, Decision
from tdkt.clusters.models import Cluster, ClusterMember
from tdkt.dossiers.domain.attest import attestable
from tdkt.dossiers.domain.eligibility import judge_nominations
from tdkt.dossiers.domain.facts import cases_for_people, gather
from tdkt.dossiers.domain.quotas import quota_counters
from tdkt.dossiers.models import AwardRound, Nomination
from tdkt.dossiers.tests.factories import make_line, make_people, make_person, make_round, make_unit, worker_of
from tdkt.initiatives.models import Initiative, InitiativeAuthor
from tdkt.people.models import Absence, Discipline, Person, PersonGrade, Posting
from tdkt.units.models import UnitGrade
from tests.support.cast import Cast


@pytest.fixture
def on(cast: Cast) -> AwardRound:
    return make_round(cast.province)


@pytest.fixture
def person(cast: Cast) -> Person:
    return make_people(cast, 1)[0]


def held(person: Person, cast: Cast, code: str, year: int, **fields: object) -> Award:
    decision = Decision.objects.create(
        number=f"{code}-{year}", signed_on=dt.date(year, 12, 20), title="X", issuer_level="unit", issuer_name="T1"
    )
    return Award.objects.create(
        person=person, code=code, period_from=year, period_to=year, host_unit=cast.office, unit_name_then="P1",
        status="granted", decided_by="unit", decision=decision, **fields,
    )  # fmt: skip


def test_every_kind_of_fact_is_told_in_the_case_format(cast: Cast, person: Person) -> None:
    title = held(person, cast, "CSTDCS", 2022, ground="initiative")
    PersonGrade.objects.create(person=person, year=2022, value="excellent")
    PersonGrade.objects.create(person=person, year=2024, value="good")
    work = Initiative.objects.create(title="S", level="unit", year=2022, unit=cast.office, recognised_by="VT")
    InitiativeAuthor.objects.create(initiative=work, person=person, used_for=title)
    Discipline.objects.create(person=person, form="khien_trach", decided_on=dt.date(2020, 3, 1))
    Absence.objects.create(person=person, year=2021, working_days=45, reason="sick")
    Posting.objects.filter(person=person).update(position_code="truong_phong", valid_from=dt.date(2019, 12, 9))
    Person.objects.filter(pk=person.pk).update(joined_sector_on=dt.date(2010, 12, 8))
    case = cases_for_people([person], year=2023, judged_on=dt.date(2023, 12, 8))[person.pk]
    assert case["facts"] == [
        {
            "type": "award", "code": "CSTDCS", "year": 2022, "period": [2022, 2022], "category": "cong_trang",
            "issuer": "unit", "ground": "initiative", "decided_on": "2022-12-20",
        },
        {"type": "grade", "year": 2022, "value": "excellent"},
        {
            "type": "initiative", "kind": "initiative", "level": "unit", "year": 2022, "recognised_by_head": True,
            "used_for": ["CSTDCS"],
        },
        {"type": "discipline", "form": "khien_trach", "decided_on": "2020-03-01"},
        {"type": "absence", "year": 2021, "working_days": 45, "reason": "sick"},
        {"type": "position", "title": "truong_phong", "years": 4.0},
        {"type": "service", "sector": "procuracy", "years": 13.0},
        {"type": "employment", "year": 2010, "months": 12, "basis": "newly_recruited"},
    ]  # fmt: skip


def test_a_cancelled_award_is_not_told(cast: Cast, person: Person) -> None:
    award = held(person, cast, "CSTDCS", 2022)
    award.cancelled_by = award.decision
    award.save()
    case = cases_for_people([person], year=2023, judged_on=dt.date(2023, 12, 8))[person.pk]
    assert [fact["type"] for fact in case["facts"]] == ["employment"]


def test_a_collective_counts_the_titles_of_the_same_round(cast: Cast, on: AwardRound, person: Person) -> None:
    PersonGrade.objects.create(person=person, year=2023, value="good")
    PersonGrade.objects.create(person=worker_of(cast), year=2023, value="failed")
    UnitGrade.objects.create(unit=cast.office, year=2023, value="excellent")
    cluster = Cluster.objects.create(year=2023, name="Khối 1", kind="block", organiser_name="T1")
    ClusterMember.objects.create(cluster=cluster, unit=cast.office, rank=1)
    make_line(on, cast.office, person, "LDTT")
    line = make_line(on, cast.office, cast.office, "TTLDTT")
    facts = gather([line], on).units[cast.office.pk]
    assert facts == [
        {"type": "grade", "year": 2023, "value": "excellent"},
        {"type": "cluster", "year": 2023, "rank": 1, "group": "khoi"},
        {
            "type": "members", "year": 2023, "total": 2, "completed": 1, "LDTT": 1, "CSTDCS": 0, "CSTDB": 0,
            "CSTDTQ": 0, "khien_trach": 0, "canh_cao_or_worse": 0,
        },
    ]  # fmt: skip


def test_a_member_without_a_grade_leaves_the_count_unknown(cast: Cast, on: AwardRound) -> None:
    line = make_line(on, cast.office, cast.office, "TTLDTT")
    assert "completed" not in gather([line], on).units[cast.office.pk][-1]


def test_a_title_of_the_same_round_is_taken_for_granted_and_said_so(
    cast: Cast, on: AwardRound, person: Person, now: dt.datetime
) -> None:
    make_line(on, cast.office, person, "CSTDCS", ground="grade")
    line = make_line(on, cast.office, person, "CSTDB")
    judge_nominations(nominations=[line], now=now)
    assert Nomination.objects.get(pk=line.pk).verdict_detail["assumed"] == [
        "Chiến sĩ thi đua cơ sở năm 2023 đang được đề nghị trong cùng đợt này"
    ]


def test_a_higher_title_does_not_prop_up_a_lower_one(
    cast: Cast, on: AwardRound, person: Person, now: dt.datetime
) -> None:
    make_line(on, cast.office, person, "CSTDB")
    line = make_line(on, cast.office, person, "CSTDCS")
    judge_nominations(nominations=[line], now=now)
    assert Nomination.objects.get(pk=line.pk).verdict_detail["assumed"] == []


def test_judging_many_costs_the_same_queries(cast: Cast, on: AwardRound, now: dt.datetime) -> None:
    lines = [make_line(on, cast.office, one) for one in make_people(cast, 3)]
    judge_nominations(nominations=lines, now=now)
    costs = []
    for chosen in (lines[:1], lines):
        with CaptureQueriesContext(connection) as seen:
            judge_nominations(nominations=chosen, now=now)
        costs.append(len(seen))
    assert costs[0] == costs[1]


def test_fifteen_percent_of_the_workers_of_merit(cast: Cast, on: AwardRound) -> None:
    people = make_people(cast, 20)
    for one in people:
        make_line(on, cast.office, one, "LDTT")
    for one in people[:3]:
        make_line(on, cast.office, one, "CSTDCS")
    share = next(c for c in quota_counters(on) if "TT01/2019/VKSTC Điều 15 k3" in c.cites)
    assert (share.number, share.cap, share.state, share.over) == (3, 3, "eligible", False)
    make_line(on, cast.office, people[3], "CSTDCS")
    share = next(c for c in quota_counters(on) if "TT01/2019/VKSTC Điều 15 k3" in c.cites)
    assert (share.number, share.cap, share.state, share.over) == (4, 3, "not_eligible", True)


def test_a_units_own_counter_shows_nothing_of_its_neighbours(cast: Cast, on: AwardRound) -> None:
    neighbour = make_unit("T1-P2", "Phòng 2", "office", cast.province)
    make_line(on, neighbour, make_person("X-9", "Người Phòng Hai", neighbour), "CSTDCS")
    counters = {c.number for c in quota_counters(on, cast.office) if c.code == "CSTDCS"}
    assert counters == {0}
    assert 1 in {c.number for c in quota_counters(on) if c.code == "CSTDCS"}


def test_the_unit_holding_the_round_is_outside_its_own_pool(cast: Cast, on: AwardRound) -> None:
    make_line(on, cast.office, cast.office, "TTLDTT")
    make_line(on, cast.province, cast.province, "TTLDXS")
    cap = next(c for c in quota_counters(on) if c.code == "TTLDXS")
    assert (cap.number, cap.state) == (0, "eligible")


def test_a_unit_vouches_only_for_what_a_clause_asks() -> None:
    day = dt.date(2023, 12, 8)
    asked = {
        (code, kind): attestable(code=code, kind=kind, basis="cong_trang", on=day)
        for code, kind in (("LDTT", "person"), ("TTLDXS", "collective"), ("CTDB", "collective"))
    }
    assert "exceeds_targets" not in asked[("LDTT", "person")]
    assert "exceeds_targets" in asked[("CTDB", "collective")]


def test_a_feat_of_arms_is_not_asked_of_civil_servants() -> None:
    asked = {
        work: attestable(code="CSTDB", kind="person", basis="cong_trang", on=dt.date(2024, 12, 20), occupation=work)
        for work in ("civil_servant", "military")
    }
    assert "combat_ministry" not in asked["civil_servant"]
    assert "combat_ministry" in asked["military"]


def test_at_the_top_only_the_caps_of_what_climbed_are_shown(cast: Cast, on: AwardRound) -> None:
    assert {counter.code for counter in quota_counters(on)} == {"CSTDCS", "TTLDXS"}
    assert quota_counters(make_round(cast.centre)) == []
