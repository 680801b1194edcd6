"""Each kind of round opened by its form, with what is asked for in it and nothing else."""

import pytest
from django.test import Client
from django.urls import reverse

from tdkt.dossiers.forms import PutForwardForm
from tdkt.dossiers.models import AwardRound, Nomination, RoundKind
from tdkt.dossiers.tests.factories import make_round, worker_of
from tests.support.cast import Cast


def open_by_form(client: Client, cast: Cast, kind: str, **told: str) -> AwardRound:
    client.force_login(cast.appraiser)
    words = {"unit": cast.province.pk, "year": "2024", "kind": kind, "judged_on": "20/11/2024"} | told
    answer = client.post(reverse("dossiers:open_round"), words)
    assert answer.status_code == 302, answer.content.decode()
    return AwardRound.objects.get()


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        (RoundKind.YEAR_END, "Tổng kết công tác thi đua, khen thưởng năm 2024"),
        (RoundKind.SUDDEN, "Khen thưởng đột xuất năm 2024"),
        (RoundKind.THEMATIC, "Khen thưởng phong trào thi đua theo chuyên đề năm 2024"),
        (RoundKind.LONG_SERVICE, "Khen thưởng theo niên hạn năm 2024"),
        (RoundKind.RETIREMENT, "Khen thưởng quá trình cống hiến năm 2024"),
        (RoundKind.EXTERNAL, "Khen thưởng đối ngoại năm 2024"),
        (RoundKind.HERO, "Đề nghị tặng danh hiệu Anh hùng năm 2024"),
        (RoundKind.MEMORIAL, "Xét tặng Kỷ niệm chương năm 2024"),
    ],
)
def test_every_kind_is_opened_by_the_form_and_named_by_its_kind(
    client: Client, cast: Cast, kind: str, name: str
) -> None:
    opened = open_by_form(client, cast, kind)
    assert (opened.name, opened.kind, opened.year) == (name, kind, 2024)


def test_a_name_of_its_own_stays(client: Client, cast: Cast) -> None:
    assert open_by_form(client, cast, RoundKind.SUDDEN, name=" Vụ án 12 ").name == "Vụ án 12"


@pytest.mark.parametrize(
    ("kind", "first", "without"),
    [
        (RoundKind.SUDDEN, "BKB", {"LDTT", "CSTDCS", "CSTDB", "CSTDTQ"}),
        (RoundKind.RETIREMENT, "HCLD3", {"LDTT", "CSTDCS", "CSTDB", "CSTDTQ"}),
        (RoundKind.EXTERNAL, "BKTTG", {"LDTT", "CSTDCS"}),
        (RoundKind.YEAR_END, "LDTT", set()),
    ],
)
def test_a_yearly_title_is_asked_for_at_the_years_end_only(
    cast: Cast, kind: str, first: str, without: set[str]
) -> None:
    on = make_round(cast.province, 2024, kind=kind)
    codes = [code for code, _ in PutForwardForm("person", on).fields["code"].choices]  # type: ignore[attr-defined]
    assert codes[0] == first
    assert "BKB" in codes
    assert not without & set(codes)


def test_the_unit_vouches_once_for_all_who_did_the_deed(client: Client, cast: Cast) -> None:
    on = make_round(cast.province, 2024, kind=RoundKind.SUDDEN)
    client.force_login(cast.officer)
    address = reverse("dossiers:choose", args=[on.pk, cast.office.pk, "ca-nhan"])
    assert "Lập thành tích đột xuất" in client.get(address).content.decode()
    told = {"code": "BKB", "basis": "dot_xuat", "attested": ["sudden_feat", "international_prize"]}
    client.post(address, {"chon": worker_of(cast).pk, **told})
    assert Nomination.objects.get().attested == ["sudden_feat"]


def test_at_the_years_end_nothing_is_vouched_for_in_a_lump(client: Client, cast: Cast) -> None:
    on = make_round(cast.province, 2024)
    client.force_login(cast.officer)
    address = reverse("dossiers:choose", args=[on.pk, cast.office.pk, "ca-nhan"])
    assert "Đơn vị xác nhận với mọi người" not in client.get(address).content.decode()
    client.post(address, {"chon": worker_of(cast).pk, "code": "LDTT", "basis": "cong_trang", "attested": "sudden_feat"})
    assert Nomination.objects.get().attested == []
