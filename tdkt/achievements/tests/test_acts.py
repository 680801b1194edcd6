"""Open, save, finish, open again, take back: and who may not."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction

from tdkt.accounts.models import User
from tdkt.achievements.domain.errors import CannotWrite
from tdkt.achievements.domain.finish import finish_report, reopen_report
from tdkt.achievements.domain.open_report import open_report
from tdkt.achievements.domain.save_section import save_section
from tdkt.achievements.domain.versions import keep_the_saved, restore_version
from tdkt.achievements.models import LONGEST, AchievementReport, ReportSection, SectionVersion, VersionKind
from tdkt.achievements.queries import kept_reports, report_gaps
from tdkt.achievements.states import State
from tdkt.achievements.tests.factories import Desk, make_desk
from tdkt.core.answers import MovedMeanwhile
from tdkt.core.models import HistoryEntry
from tdkt.dossiers.domain.required_papers import required_papers
from tdkt.dossiers.models import Nomination, NominationPaper, RoundState
from tdkt.dossiers.tests.factories import give_papers, make_line, make_round
from tests.support.cast import Cast


def texts(section: ReportSection, kind: str = VersionKind.SAVED) -> list[str]:
    return list(section.versions.filter(kind=kind).order_by("pk").values_list("text", flat=True))


def test_a_report_opens_with_the_sections_of_the_form(desk: Desk) -> None:
    assert desk.report.form_key == "nd98-03"
    assert list(desk.report.sections.values_list("key", "text")) == [
        ("ly-lich", ""), ("nhiem-vu", ""), ("ket-qua", ""), ("sang-kien", ""), ("khen-thuong", ""),
    ]  # fmt: skip
    assert HistoryEntry.objects.get(act="report.open").actor_id == desk.cast.officer.pk


def test_opening_twice_gives_the_same_report(desk: Desk) -> None:
    again = open_report(nomination=desk.line, actor=desk.cast.worker, now=desk.now)
    assert again == desk.report
    assert AchievementReport.objects.count() == 1
    assert ReportSection.objects.count() == 5


def test_no_report_is_opened_where_the_law_asks_for_a_list_only(cast: Cast, now: dt.datetime) -> None:
    with pytest.raises(CannotWrite, match="danh sách trích ngang"):
        make_desk(cast, now, "HUYCHUONG")


def test_the_person_writes_his_own_report(desk: Desk) -> None:
    found = desk.section()
    saved = save_section(section=found, version=1, text="Tôi đã làm.", actor=desk.cast.worker, now=desk.now)
    assert saved.aside is None
    assert (saved.section.text, saved.section.version, saved.section.saved_by) == ("Tôi đã làm.", 2, desk.cast.worker)


@pytest.mark.parametrize("who", ["appraiser", "head", "secretary", "member", "stranger", "administrator"])
def test_who_only_reads_writes_nothing(desk: Desk, who: str) -> None:
    actor: User = getattr(desk.cast, who)
    with pytest.raises(CannotWrite, match="Chỉ cán bộ thi đua của đơn vị"):
        save_section(section=desk.section(), version=1, text="x", actor=actor, now=desk.now)
    with pytest.raises(CannotWrite):
        finish_report(report=desk.report, actor=actor, now=desk.now)
    assert desk.section().text == ""


def test_a_line_already_sent_is_read_only_and_says_why(desk: Desk) -> None:
    Nomination.objects.filter(pk=desk.line.pk).update(state="sent")
    with pytest.raises(CannotWrite, match="Hồ sơ đang ở bước “Đã gửi”; báo cáo chỉ để đọc"):
        desk.write("ket-qua", "muộn")
    Nomination.objects.filter(pk=desk.line.pk).update(state="returned")
    assert desk.write("ket-qua", "được trả lại").text == "được trả lại"


def test_a_closed_round_is_read_only(desk: Desk) -> None:
    desk.line.round.state = RoundState.CLOSED
    desk.line.round.save()
    with pytest.raises(CannotWrite, match="đã khép"):
        desk.write("ket-qua", "muộn")


def test_a_stale_save_is_kept_beside_and_both_texts_stand(desk: Desk) -> None:
    page = desk.section()
    desk.write("ket-qua", "Bản của cán bộ.")
    late = save_section(section=page, version=1, text="Bản của tôi.", actor=desk.cast.worker, now=desk.now)
    assert late.aside is not None
    assert (late.aside.text, late.aside.based_on, late.aside.is_open) == ("Bản của tôi.", 1, True)
    assert late.section.text == "Bản của cán bộ."
    assert (texts(page), texts(page, VersionKind.ASIDE)) == (["Bản của cán bộ."], ["Bản của tôi."])


def test_the_late_hand_goes_on_typing_into_the_same_side_copy(desk: Desk) -> None:
    page = desk.section()
    desk.write("ket-qua", "Bản của cán bộ.")
    for text in ("Bản", "Bản của", "Bản của tôi."):
        save_section(section=page, version=1, text=text, actor=desk.cast.worker, now=desk.now)
    assert texts(page, VersionKind.ASIDE) == ["Bản của tôi."]


def test_the_same_text_twice_is_one_save(desk: Desk) -> None:
    page = desk.section()
    first = save_section(section=page, version=1, text="Một lần.", actor=desk.cast.officer, now=desk.now)
    second = save_section(section=page, version=1, text="Một lần. ", actor=desk.cast.officer, now=desk.now)
    assert (first.section.version, second.section.version, second.aside) == (2, 2, None)
    assert texts(page) == ["Một lần."]


def test_one_hands_saves_within_ten_minutes_share_a_version(desk: Desk) -> None:
    for minute, text in ((0, "a"), (4, "a b"), (9, "a b c"), (12, "a b c d")):
        desk.write("ket-qua", text, minute)
    assert texts(desk.section()) == ["a b c", "a b c d"]
    assert HistoryEntry.objects.filter(act="report.write").count() == 2


def test_another_hand_never_writes_over_a_version(desk: Desk) -> None:
    desk.write("ket-qua", "cán bộ viết")
    for who, text in ((desk.cast.worker, "tôi viết"), (desk.cast.officer, "cán bộ sửa"), (desk.cast.worker, "tôi sửa")):
        found = desk.section()
        save_section(section=found, version=found.version, text=text, actor=who, now=desk.now)
    assert texts(desk.section()) == ["cán bộ viết", "tôi viết", "cán bộ sửa", "tôi sửa"]


def test_a_large_cut_begins_a_version_even_little_by_little(desk: Desk) -> None:
    for length in (600, 480, 360):
        desk.write("ket-qua", "x" * length)
    assert [len(text) for text in texts(desk.section())] == [480, 360]
    desk.write("ket-qua", "")
    assert [len(text) for text in texts(desk.section())] == [480, 360, 0]


def test_a_side_copy_is_taken_or_left_and_stays_among_the_versions(desk: Desk) -> None:
    page = desk.section()
    desk.write("ket-qua", "Bản của cán bộ.")
    one = save_section(section=page, version=1, text="Bản một.", actor=desk.cast.worker, now=desk.now).aside
    two = save_section(section=page, version=1, text="Bản hai.", actor=desk.cast.province_officer, now=desk.now).aside
    assert one is not None
    assert two is not None
    restore_version(chosen=one, version=2, actor=desk.cast.officer, now=desk.now)
    keep_the_saved(aside=two, actor=desk.cast.officer, now=desk.now)
    assert desk.section().text == "Bản một."
    assert texts(page) == ["Bản của cán bộ.", "Bản một."]
    assert texts(page, VersionKind.ASIDE) == ["Bản một.", "Bản hai."]
    assert not SectionVersion.objects.filter(kind=VersionKind.ASIDE, settled_at__isnull=True).exists()
    with pytest.raises(CannotWrite, match="đã được chọn"):
        keep_the_saved(aside=two, actor=desk.cast.officer, now=desk.now)


def test_a_merged_text_settles_the_side_copy(desk: Desk) -> None:
    page = desk.section()
    desk.write("ket-qua", "Một.")
    aside = save_section(section=page, version=1, text="Hai.", actor=desk.cast.worker, now=desk.now).aside
    save_section(section=page, version=2, text="Một. Hai.", actor=desk.cast.worker, now=desk.now, settles=aside)
    assert desk.section().text == "Một. Hai."
    assert SectionVersion.objects.get(kind=VersionKind.ASIDE).settled_by == desk.cast.worker


def test_an_old_version_comes_back_unless_somebody_saved_meanwhile(desk: Desk) -> None:
    desk.write("ket-qua", "cũ")
    old = SectionVersion.objects.get()
    desk.write("ket-qua", "mới", 20)
    with pytest.raises(MovedMeanwhile, match="vừa được lưu"):
        restore_version(chosen=old, version=2, actor=desk.cast.worker, now=desk.now)
    assert restore_version(chosen=old, version=3, actor=desk.cast.worker, now=desk.now).text == "cũ"
    assert texts(desk.section()) == ["cũ", "mới", "cũ"]


def test_a_text_too_long_is_refused_with_the_limit(desk: Desk) -> None:
    with pytest.raises(CannotWrite, match=r"dài 20\.001 ký tự, tối đa 20\.000 ký tự"):
        desk.write("ket-qua", "a" * (LONGEST + 1))
    assert len(desk.write("ket-qua", "a" * LONGEST).text) == LONGEST


def test_control_characters_and_nul_bytes_are_dropped_and_line_breaks_kept(desk: Desk) -> None:
    typed = "Đạt\x00 chỉ\x07 tiêu.\r\nVượt\x0bkế\u2028hoạch\u202e.\t \n\n\n\nHết  \n"
    assert desk.write("ket-qua", typed).text == "Đạt chỉ tiêu.\nVượt\nkế\nhoạch.\n\nHết"


def test_a_report_with_an_empty_section_is_not_finished_and_says_which(desk: Desk) -> None:
    desk.write("ket-qua", "Có.")
    with pytest.raises(CannotWrite, match="còn trống mục “Sơ lược lý lịch”, “Quyền hạn, nhiệm vụ được giao"):
        finish_report(report=desk.report, actor=desk.cast.officer, now=desk.now)


def test_a_finished_report_is_opened_again_before_it_is_changed(desk: Desk) -> None:
    desk.write_all()
    done = finish_report(report=desk.report, actor=desk.cast.officer, now=desk.now)
    assert (done.state, done.finished_by, done.version) == (State.DONE, desk.cast.officer, 2)
    with pytest.raises(CannotWrite, match="đã ghi là xong"):
        desk.write("ket-qua", "thêm")
    with pytest.raises(MovedMeanwhile):
        finish_report(report=desk.report, actor=desk.cast.officer, now=desk.now)
    reopen_report(report=desk.report, actor=desk.cast.worker, now=desk.now)
    with pytest.raises(MovedMeanwhile):
        reopen_report(report=desk.report, actor=desk.cast.worker, now=desk.now)
    assert desk.write("ket-qua", "thêm").text == "thêm"


def test_two_waiting_texts_keep_a_report_from_being_finished(desk: Desk) -> None:
    page = desk.section()
    desk.write_all()
    save_section(section=page, version=1, text="Khác.", actor=desk.cast.worker, now=desk.now)
    with pytest.raises(CannotWrite, match="hai bản do hai người"):
        finish_report(report=desk.report, actor=desk.cast.officer, now=desk.now)


def test_the_dossier_lacks_an_unfinished_report_and_has_a_finished_one(desk: Desk) -> None:
    said = (
        "Báo cáo thành tích chưa xong, còn trống: Sơ lược lý lịch; Quyền hạn, nhiệm vụ được giao hoặc đảm nhận; "
        "Thành tích đạt được"
    )
    assert report_gaps([desk.line]) == {desk.line.pk: [said]}
    desk.write_all()
    assert report_gaps([desk.line]) == {desk.line.pk: ["Báo cáo thành tích đã viết nhưng chưa ghi là xong"]}
    assert kept_reports([desk.line]) == {}
    finish_report(report=desk.report, actor=desk.cast.officer, now=desk.now)
    assert report_gaps([desk.line]) == {}
    assert kept_reports([desk.line])[desk.line.pk]["report"].startswith("Viết trên phần mềm, xong ngày ")


def test_a_signed_copy_attached_is_enough(desk: Desk) -> None:
    give_papers(desk.line)
    assert report_gaps([desk.line]) == {}


def test_a_finished_report_is_a_paper_of_the_laws_list(desk: Desk) -> None:
    states = {one.key: one.state for one in required_papers(desk.line)}
    assert states["report"] == "lack"
    desk.write_all()
    finish_report(report=desk.report, actor=desk.cast.officer, now=desk.now)
    assert {one.key: one.state for one in required_papers(desk.line)}["report"] == "have"


def test_gaps_cost_the_same_for_one_line_and_for_three(
    cast: Cast, now: dt.datetime, django_assert_num_queries: object
) -> None:
    lines = []
    opened = make_round(cast.province, 2024)
    for unit in (cast.office, cast.province, cast.centre):
        line = make_line(opened, cast.office, unit, "TTLDTT", papers=False)
        lines.append(line)
        open_report(nomination=line, actor=cast.province_officer, now=now)
    for chosen in (lines[:1], lines):
        with django_assert_num_queries(3):  # type: ignore[operator]
            assert len(report_gaps(chosen)) == len(chosen)


def test_the_database_refuses_what_no_act_would_write(desk: Desk) -> None:
    section = desk.section()
    wrong: list[Callable[[], object]] = [
        lambda: ReportSection.objects.filter(pk=section.pk).update(text="không ai lưu"),
        lambda: ReportSection.objects.create(report=desk.report, key="ket-qua", order=9),
        lambda: AchievementReport.objects.filter(pk=desk.report.pk).update(state="done"),
        lambda: AchievementReport.objects.create(nomination=desk.line, form_key="nd98-03"),
        lambda: SectionVersion.objects.create(
            section=section, based_on=1, by=desk.cast.officer, begun_at=desk.now, at=desk.now
        ),
    ]
    for act in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            act()
    assert not NominationPaper.objects.exists()
