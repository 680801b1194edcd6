import datetime as dt

import pytest

from tdkt.core import history
from tdkt.core.answers import MovedMeanwhile
from tdkt.movements.domain.launch import CannotLaunch, draft_movement, launch_movement
from tdkt.movements.domain.papers import CannotFile, acknowledge_paper, add_paper
from tdkt.movements.domain.review import CannotReview, review_movement
from tdkt.movements.domain.roll_over import roll_over
from tdkt.movements.models import Movement, MovementPaper, PaperKind, ReviewKind
from tdkt.movements.queries import answers, rolled_up
from tests.support.cast import Cast

YEAR = (dt.date(2023, 1, 1), dt.date(2023, 12, 31))


@pytest.fixture
def drafted(cast: Cast, now: dt.datetime) -> Movement:
    return draft_movement(
        actor=cast.head, now=now, unit=cast.province, theme="Hoàn thành xuất sắc nhiệm vụ năm 2023",
        start_on=YEAR[0], end_on=YEAR[1], response_due_on=dt.date(2023, 2, 15),
    )  # fmt: skip


@pytest.fixture
def launched(cast: Cast, now: dt.datetime, drafted: Movement) -> Movement:
    add_paper(
        actor=cast.head, now=now, movement=drafted, kind=PaperKind.PLAN, number="05/KH-VKS",
        issued_on=dt.date(2023, 1, 9), issuer_name="Viện trưởng",
    )  # fmt: skip
    launch_movement(actor=cast.head, now=now, movement=drafted)
    return drafted


@pytest.fixture
def answered(cast: Cast, now: dt.datetime, launched: Movement) -> Movement:
    response = draft_movement(
        actor=cast.officer, now=now, unit=cast.office, theme="Phòng 1 thi đua", start_on=YEAR[0], end_on=YEAR[1],
        parent=launched,
    )  # fmt: skip
    add_paper(
        actor=cast.officer, now=now, movement=response, kind=PaperKind.PLAN, number="01/KH-P1",
        issued_on=dt.date(2023, 1, 20), issuer_name="Trưởng phòng",
    )  # fmt: skip
    launch_movement(actor=cast.officer, now=now, movement=response)
    return response


def test_a_movement_is_launched_with_its_paper(launched: Movement) -> None:
    assert Movement.objects.get().state == "running"
    assert [entry.act for entry in history.history_of(launched)] == ["draft_movement", "add_paper", "launch_movement"]


def test_it_is_not_launched_without_a_directive_or_plan(cast: Cast, now: dt.datetime, drafted: Movement) -> None:
    with pytest.raises(CannotLaunch, match="Chưa có chỉ thị hoặc kế hoạch"):
        launch_movement(actor=cast.head, now=now, movement=drafted)
    assert Movement.objects.get().state == "draft"


def test_it_is_launched_once(cast: Cast, now: dt.datetime, launched: Movement) -> None:
    with pytest.raises(MovedMeanwhile):
        launch_movement(actor=cast.head, now=now, movement=launched)


@pytest.mark.parametrize("who", ["stranger", "worker", "member", "officer"])
def test_only_people_of_the_unit_or_above_draft_its_movements(cast: Cast, now: dt.datetime, who: str) -> None:
    with pytest.raises(CannotLaunch, match="Chỉ cán bộ thi đua"):
        draft_movement(
            actor=getattr(cast, who), now=now, unit=cast.province, theme="Thi đua", start_on=YEAR[0], end_on=YEAR[1]
        )
    assert not Movement.objects.exists()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"theme": " "}, "Chưa ghi chủ đề"),
        ({"end_on": dt.date(2022, 12, 31)}, "trước ngày bắt đầu"),
        ({"response_due_on": dt.date(2024, 1, 1)}, "trước khi phong trào kết thúc"),
    ],
)
def test_a_movement_that_makes_no_sense_is_refused(
    cast: Cast, now: dt.datetime, change: dict[str, object], words: str
) -> None:
    told: dict[str, object] = {"theme": "Thi đua", "start_on": YEAR[0], "end_on": YEAR[1]} | change
    with pytest.raises(CannotLaunch, match=words):
        draft_movement(actor=cast.head, now=now, unit=cast.province, **told)  # type: ignore[arg-type]
    assert not Movement.objects.exists()


def test_a_lower_unit_answers_once_and_only_what_is_running(
    cast: Cast, now: dt.datetime, launched: Movement, answered: Movement
) -> None:
    assert answered.parent == launched
    with pytest.raises(CannotLaunch, match="đã có kế hoạch hưởng ứng"):
        draft_movement(
            actor=cast.officer, now=now, unit=cast.office, theme="Lần hai", start_on=YEAR[0], end_on=YEAR[1],
            parent=launched,
        )  # fmt: skip


def test_a_unit_that_does_not_stand_below_cannot_answer(cast: Cast, now: dt.datetime, launched: Movement) -> None:
    with pytest.raises(CannotLaunch, match="không thuộc đơn vị phát động"):
        draft_movement(
            actor=cast.stranger, now=now, unit=cast.elsewhere, theme="Nhầm", start_on=YEAR[0], end_on=YEAR[1],
            parent=launched,
        )  # fmt: skip


def test_the_board_shows_who_has_answered_and_who_is_late(cast: Cast, launched: Movement) -> None:
    board = answers(launched, dt.date(2023, 2, 16))
    assert [(row.unit, row.has_answered, row.late, row.papers_known, row.papers_total) for row in board] == [
        (cast.office, False, True, 0, 1)
    ]


def test_the_board_is_not_late_on_the_day_itself_nor_after_an_answer(
    cast: Cast, launched: Movement, answered: Movement
) -> None:
    assert [row.late for row in answers(launched, dt.date(2023, 2, 15))] == [False]
    assert [(row.has_answered, row.late) for row in answers(launched, dt.date(2023, 6, 1))] == [(True, False)]


def test_a_paper_made_known_counts_once(cast: Cast, now: dt.datetime, launched: Movement) -> None:
    paper = MovementPaper.objects.get(movement=launched)
    for _ in range(2):
        acknowledge_paper(actor=cast.officer, now=now, paper=paper, unit=cast.office, how="Họp phòng")
    assert [row.papers_known for row in answers(launched, YEAR[1])] == [1]
    with pytest.raises(CannotFile, match="Chỉ cán bộ thi đua"):
        acknowledge_paper(actor=cast.stranger, now=now, paper=paper, unit=cast.office)


def test_a_paper_needs_a_number_of_its_own(cast: Cast, now: dt.datetime, launched: Movement) -> None:
    for number, words in (("", "Chưa ghi số"), ("05/KH-VKS", "đã được ghi")):
        with pytest.raises(CannotFile, match=words):
            add_paper(
                actor=cast.head, now=now, movement=launched, kind=PaperKind.GUIDE, number=number,
                issued_on=dt.date(2023, 3, 1), issuer_name="Viện trưởng",
            )  # fmt: skip
    assert launched.papers.count() == 1


def test_reviews_roll_up_over_the_tree(cast: Cast, now: dt.datetime, launched: Movement, answered: Movement) -> None:
    for movement, met in ((launched, 7), (answered, 3)):
        review_movement(
            actor=cast.province_officer, now=now, movement=movement, kind=ReviewKind.FINAL,
            held_on=dt.date(2023, 11, 29), people_taking_part=10, targets_total=8, targets_met=met, role_models=1,
        )  # fmt: skip
    assert rolled_up(launched) == {"reviews": 2, "people": 20, "targets": 16, "met": 10, "models": 2, "plans": 2}
    assert launched.state == "closed"


def test_a_closed_movement_is_not_reviewed_again(cast: Cast, now: dt.datetime, launched: Movement) -> None:
    review_movement(actor=cast.head, now=now, movement=launched, kind=ReviewKind.FINAL, held_on=dt.date(2023, 11, 29))
    with pytest.raises(CannotReview, match="đã có bản tổng kết"):
        review_movement(
            actor=cast.head, now=now, movement=launched, kind=ReviewKind.FINAL, held_on=dt.date(2023, 11, 30)
        )
    with pytest.raises(MovedMeanwhile):
        review_movement(actor=cast.head, now=now, movement=launched, kind=ReviewKind.HALF, held_on=dt.date(2023, 6, 30))
    assert launched.reviews.count() == 1


def test_more_targets_met_than_set_is_refused(cast: Cast, now: dt.datetime, launched: Movement) -> None:
    with pytest.raises(CannotReview, match="không được vượt"):
        review_movement(
            actor=cast.head, now=now, movement=launched, kind=ReviewKind.HALF, held_on=dt.date(2023, 6, 30),
            targets_total=5, targets_met=6,
        )  # fmt: skip
    assert not launched.reviews.exists()


def test_next_year_is_made_from_this_one_in_one_act_and_once(cast: Cast, now: dt.datetime, launched: Movement) -> None:
    later = roll_over(actor=cast.head, now=now, movement=launched)
    assert (later.theme, later.start_on, later.end_on, later.response_due_on, later.state) == (
        "Hoàn thành xuất sắc nhiệm vụ năm 2024", dt.date(2024, 1, 1), dt.date(2024, 12, 31), dt.date(2024, 2, 15),
        "draft",
    )  # fmt: skip
    with pytest.raises(CannotLaunch, match="đã được chuyển sang năm sau"):
        roll_over(actor=cast.head, now=now, movement=launched)


def test_a_draft_is_seen_above_but_not_below(cast: Cast, now: dt.datetime, drafted: Movement) -> None:
    today = now.date()
    assert drafted not in Movement.objects.visible_to(cast.officer, today)
    assert drafted in Movement.objects.visible_to(cast.province_officer, today)
    assert drafted not in Movement.objects.visible_to(cast.stranger, today)


def test_a_launched_movement_is_seen_by_the_units_below(cast: Cast, now: dt.datetime, launched: Movement) -> None:
    assert launched in Movement.objects.visible_to(cast.officer, now.date())
    assert launched not in Movement.objects.visible_to(cast.stranger, now.date())


@pytest.mark.parametrize(
    ("end", "years"), [(dt.date(2025, 12, 31), 3), (dt.date(2025, 12, 30), 2), (dt.date(2027, 12, 31), 5)]
)
def test_the_length_in_whole_years_matters_in_law(end: dt.date, years: int) -> None:
    assert Movement(start_on=YEAR[0], end_on=end).whole_years == years


@pytest.mark.parametrize("more", [1, 3])
def test_the_board_costs_the_same_for_one_unit_and_for_three(
    cast: Cast, launched: Movement, more: int, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    from tests.support.cast import make_unit

    for number in range(more - 1):
        make_unit(f"T1-X{number}", f"Phòng {number}", "office", cast.province)
    with django_assert_num_queries(5):  # type: ignore[operator]
        assert len(answers(launched, YEAR[1])) == more
