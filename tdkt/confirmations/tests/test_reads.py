"""What is shown beside a line, and what reads and acts cost: the same for one line and for many."""

import datetime as dt

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tdkt.confirmations.domain.answer import answer_lines
from tdkt.confirmations.facts import cells_of
from tdkt.confirmations.telling import council_notes, worth_telling
from tdkt.confirmations.tests.factories import Scene, set_up
from tdkt.dossiers.models import Nomination
from tdkt.dossiers.tests.factories import make_line
from tdkt.people.models import Discipline, PersonGrade
from tdkt.units.models import UnitGrade
from tests.support.cast import Cast

DAY = dt.date(2023, 12, 11)


def test_personnel_see_identity_posting_and_three_years_of_grades(scene: Scene) -> None:
    person = scene.lines[0].person
    assert person is not None
    for year, value in ((2020, "good"), (2021, "good"), (2022, "excellent"), (2023, "good")):
        PersonGrade.objects.create(person=person, year=year, value=value)
    UnitGrade.objects.create(unit=scene.cast.office, year=2023, value="excellent")
    collective = make_line(scene.round, scene.cast.office, scene.cast.office, "TTLDTT", state="sent")
    cells = cells_of([scene.lines[0], scene.lines[1], collective], "personnel", year=2023, day=DAY)
    assert cells[scene.lines[0].pk] == [
        "N-0000, chưa ghi ngày sinh",
        "Chuyên viên, Phòng 1, từ 01/01/2010",
        "Hoàn thành tốt nhiệm vụ: 2023, 2021; Hoàn thành xuất sắc nhiệm vụ: 2022",
    ]
    assert cells[scene.lines[1].pk][2] == "chưa ghi"
    assert cells[collective.pk] == ["tập thể", "Phòng 1", "Hoàn thành xuất sắc nhiệm vụ: 2023"]


def test_inspection_sees_disciplines_on_record(scene: Scene) -> None:
    person = scene.lines[0].person
    assert person is not None
    Discipline.objects.create(person=person, form="khien_trach", decided_on=dt.date(2023, 2, 1))
    Discipline.objects.create(
        person=person, form="canh_cao", decided_on=dt.date(2020, 2, 1), ended_on=dt.date(2021, 2, 1)
    )
    cells = cells_of(scene.lines[:2], "inspection", year=2023, day=DAY)
    assert cells[scene.lines[0].pk] == [
        "Khiển trách ngày 01/02/2023, chưa hết hiệu lực; Cảnh cáo ngày 01/02/2020, hết hiệu lực 01/02/2021", "không có",
    ]  # fmt: skip
    assert cells[scene.lines[1].pk] == ["không có trong hồ sơ", "không có"]


def test_acts_and_summaries_cost_the_same_for_any_number_of_lines(cast: Cast, now: dt.datetime) -> None:
    scene = set_up(cast, now, 31)
    assert _costs(scene, scene.lines[:1]) == _costs(scene, scene.lines[1:])


def _costs(scene: Scene, lines: list[Nomination]) -> list[int]:
    costs = []
    with CaptureQueriesContext(connection) as seen:
        asked = scene.ask(nominations=lines).requests[0]
    costs.append(len(seen))
    with CaptureQueriesContext(connection) as seen:
        answer_lines(actor=scene.personnel_officer, now=scene.now, request=asked, given=[], confirm_rest=True)
    costs.append(len(seen))
    with CaptureQueriesContext(connection) as seen:
        council_notes(lines, today=DAY)
    costs.append(len(seen))
    with CaptureQueriesContext(connection) as seen:
        worth_telling(lines, today=DAY)
    return [*costs, len(seen)]
