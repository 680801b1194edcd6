"""Papers of a line: attached while it is open, kept with their fingerprint in its history."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from django.urls import reverse

from tdkt.core.history import history_of
from tdkt.dossiers.domain.papers import CannotAttach, attach_paper, detach_paper
from tdkt.dossiers.models import Nomination, NominationPaper
from tdkt.dossiers.tests.factories import make_line, make_people, make_round
from tests.support.cast import Cast


@pytest.fixture(autouse=True)
def _files_apart(tmp_path: Path) -> Iterator[None]:
    with override_settings(MEDIA_ROOT=tmp_path):
        yield


@pytest.fixture
def line(cast: Cast) -> Nomination:
    return make_line(make_round(cast.province), cast.office, make_people(cast, 1)[0], papers=False)


def report() -> SimpleUploadedFile:
    return SimpleUploadedFile("bao-cao.pdf", b"%PDF-1.7 x")


def test_the_officer_attaches_and_takes_off(cast: Cast, line: Nomination, now: dt.datetime) -> None:
    paper = attach_paper(nomination=line, kind="Báo cáo", upload=report(), actor=cast.officer, now=now)
    detach_paper(paper=paper, actor=cast.officer, now=now)
    assert not NominationPaper.objects.exists()
    assert [entry.act for entry in history_of(line)] == ["nomination.attach", "nomination.detach"]


def test_a_sent_line_takes_no_paper(cast: Cast, line: Nomination, now: dt.datetime) -> None:
    Nomination.objects.update(state="sent")
    with pytest.raises(CannotAttach, match="Đã gửi"):
        attach_paper(nomination=line, kind="Báo cáo", upload=report(), actor=cast.officer, now=now)


def test_a_stranger_attaches_nothing(cast: Cast, line: Nomination, now: dt.datetime) -> None:
    with pytest.raises(CannotAttach, match="Chỉ cán bộ thi đua"):
        attach_paper(nomination=line, kind="Báo cáo", upload=report(), actor=cast.stranger, now=now)


def test_a_paper_needs_a_kind(cast: Cast, line: Nomination, now: dt.datetime) -> None:
    with pytest.raises(CannotAttach, match="tên loại giấy tờ"):
        attach_paper(nomination=line, kind=" ", upload=report(), actor=cast.officer, now=now)


def test_the_same_file_is_not_attached_twice(cast: Cast, line: Nomination, now: dt.datetime) -> None:
    attach_paper(nomination=line, kind="Báo cáo", upload=report(), actor=cast.officer, now=now)
    with pytest.raises(CannotAttach, match="đã đính kèm rồi"):
        attach_paper(nomination=line, kind="Báo cáo", upload=report(), actor=cast.officer, now=now)
    attach_paper(nomination=line, kind="Nhận xét", upload=report(), actor=cast.officer, now=now)
    assert line.papers.count() == 2


@pytest.fixture
def climbing(cast: Cast) -> Nomination:
    """A line with the office, of an award that wants the Party committee's opinion."""
    on = make_round(cast.province, judged_on=dt.date(2025, 12, 8))
    return make_line(on, cast.office, make_people(cast, 1)[0], "CSTDTQ", papers=False, state="taken_in")


def test_the_appraiser_attaches_what_the_office_obtains(cast: Cast, climbing: Nomination, now: dt.datetime) -> None:
    paper = attach_paper(nomination=climbing, key="party", upload=report(), actor=cast.appraiser, now=now)
    assert (paper.kind, paper.file.unit) == ("Ý kiến của cấp ủy đảng", cast.province)
    detach_paper(paper=paper, actor=cast.appraiser, now=now)
    assert not climbing.papers.exists()


def test_the_appraiser_attaches_nothing_in_the_units_place(cast: Cast, climbing: Nomination, now: dt.datetime) -> None:
    for what in ({"key": "report"}, {"kind": "Nhận xét"}):
        with pytest.raises(CannotAttach, match="Chỉ cán bộ thi đua"):
            attach_paper(nomination=climbing, upload=report(), actor=cast.appraiser, now=now, **what)


def test_nobody_takes_off_another_units_paper(cast: Cast, climbing: Nomination, now: dt.datetime) -> None:
    ours = attach_paper(nomination=climbing, key="party", upload=report(), actor=cast.appraiser, now=now)
    Nomination.objects.update(state="returned")
    with pytest.raises(CannotAttach, match="VKSND tỉnh Một đính kèm"):
        detach_paper(paper=ours, actor=cast.officer, now=now)
    theirs = attach_paper(nomination=climbing, key="minutes", upload=report(), actor=cast.officer, now=now)
    Nomination.objects.update(state="taken_in")
    with pytest.raises(CannotAttach, match="Phòng 1 đính kèm"):
        detach_paper(paper=theirs, actor=cast.appraiser, now=now)


def test_the_office_attaches_only_while_the_line_is_with_it(cast: Cast, climbing: Nomination, now: dt.datetime) -> None:
    Nomination.objects.update(state="draft")
    with pytest.raises(CannotAttach, match="Chỉ cán bộ thi đua"):
        attach_paper(nomination=climbing, key="party", upload=report(), actor=cast.appraiser, now=now)


def test_the_page_offers_the_office_only_its_own_papers(client: Client, cast: Cast, climbing: Nomination) -> None:
    client.force_login(cast.appraiser)
    page = client.get(reverse("dossiers:nomination", args=[climbing.pk])).content.decode()
    assert ('id="tep-party"' in page, 'id="tep-report"' in page, "Không thể có" in page) == (True, False, False)
    data = {"key": "party", "file": report()}
    client.post(reverse("dossiers:attach", args=[climbing.pk]), data)
    assert climbing.papers.get().key == "party"
