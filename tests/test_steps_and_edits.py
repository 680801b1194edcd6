import pytest

from tdkt.core.answers import ALLOWED, Denied, MovedMeanwhile, Refused, require
from tdkt.core.edits import StaleEdit, save_if_fresh
from tdkt.core.steps import Step, StepTable, swap_many, swap_state
from tdkt.dossiers.models import AwardRound
from tests.support.cast import Cast

CLOSE = Step("close", "Khép", ("open",), "closed", ("unit_head",))


@pytest.fixture
def award_round(cast: Cast) -> AwardRound:
    return AwardRound.objects.create(unit=cast.province, year=2023, name="Tổng kết 2023", judged_on="2023-12-20")


def test_a_denial_is_falsy_and_keeps_its_reason() -> None:
    assert not Denied("vì thế")
    with pytest.raises(Refused, match="vì thế"):
        require(Denied("vì thế"))
    require(ALLOWED)


def test_a_step_moves_a_record_once(award_round: AwardRound) -> None:
    again = AwardRound.objects.get(pk=award_round.pk)
    swap_state(award_round, CLOSE)
    assert AwardRound.objects.get(pk=award_round.pk).state == award_round.state == "closed"
    with pytest.raises(MovedMeanwhile, match="tải lại trang"):
        swap_state(again, CLOSE)


def test_many_move_only_together(award_round: AwardRound) -> None:
    both = AwardRound.objects.filter(pk=award_round.pk)
    with pytest.raises(MovedMeanwhile, match="1 trong 2 dòng"):
        swap_many(both, CLOSE, expected=2)


def test_steps_are_found_by_the_state_they_leave() -> None:
    table = StepTable([CLOSE])
    assert table["close"] is CLOSE
    assert table.leaving("open") == [CLOSE]
    assert table.leaving("closed") == []


def test_the_second_of_two_edits_is_refused_with_both_versions(award_round: AwardRound) -> None:
    again = AwardRound.objects.get(pk=award_round.pk)
    save_if_fresh(award_round, version=1, name="Đợt của người thứ nhất")
    with pytest.raises(StaleEdit) as refused:
        save_if_fresh(again, version=1, name="Đợt của người thứ hai")
    assert refused.value.theirs == {"name": "Đợt của người thứ nhất"}
    assert refused.value.ours == {"name": "Đợt của người thứ hai"}
    assert AwardRound.objects.get(pk=award_round.pk).name == "Đợt của người thứ nhất"
