"""The letter as Word: recorded or still a draft, with the law cited in full and the list of those it asks about."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from tdkt.confirmations.letter_words import asked_of, ground_in_full, subject_of
from tdkt.confirmations.models import ConsultRequest
from tdkt.confirmations.reasons import CASES, Reason
from tdkt.confirmations.tests.factories import Scene
from tdkt.confirmations.tests.test_consult import ask
from tdkt.core.working_days import add_working_days
from tdkt.documents.tests.word import lines, rows
from tdkt.dossiers.models import Nomination

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.mark.parametrize(
    ("basis", "cited"),
    [
        ("NĐ 91/2017 Điều 45 khoản 4 điểm a", "điểm a khoản 4 Điều 45 Nghị định số 91/2017/NĐ-CP"),
        (
            "Luật 06/2022 Điều 84 khoản 3; NĐ 152/2025 Điều 34 khoản 2",
            "khoản 3 Điều 84 Luật Thi đua, khen thưởng năm 2022; khoản 2 Điều 34 Nghị định số 152/2025/NĐ-CP",
        ),
        (
            "TT 01/2019/TT-VKSTC Điều 11 khoản 4, Điều 12 khoản 3",
            "khoản 4 Điều 11, khoản 3 Điều 12 Thông tư số 01/2019/TT-VKSTC",
        ),
        ("NĐ 98/2023 (điều khoản chưa đối chiếu)", "Nghị định số 98/2023/NĐ-CP"),
        ("Quy chế phối hợp của đơn vị", "Quy chế phối hợp của đơn vị"),
        ("", ""),
    ],
)
def test_a_ground_is_cited_in_full(basis: str, cited: str) -> None:
    assert ground_in_full(basis) == cited


@pytest.mark.parametrize("reason", [reason for reason in Reason if CASES[reason].cites])
def test_no_case_s_ground_keeps_an_abbreviation_or_a_remark(reason: Reason) -> None:
    for _, cite in CASES[reason].cites:
        cited = ground_in_full(cite)
        assert "NĐ 1" not in cited
        assert "TT 0" not in cited
        assert "chưa đối chiếu" not in cited


def test_a_cluster_is_asked_for_its_ballot_and_others_for_their_opinion() -> None:
    assert subject_of(Reason.CLUSTER, 2024) == "lấy ý kiến bình xét, suy tôn đề nghị tặng cờ thi đua năm 2024"
    assert subject_of(Reason.LOCAL, 2024) == "xin ý kiến về việc đề nghị khen thưởng năm 2024"
    (words,) = asked_of(Reason.CLUSTER, "Biên bản họp.")
    assert words.endswith("số phiếu đồng ý trên tổng số thành viên; Biên bản họp.")
    assert asked_of(Reason.PARTY_HIGH, "") == [], "what the office itself must remember is not written to others"


def test_a_recorded_letter_is_saved_as_word_with_its_list(client: Client, scene: Scene) -> None:
    letter = ask(scene)
    client.force_login(scene.cast.appraiser)
    answer = client.get(f"/xac-nhan/hiep-y/{letter.pk}/cong-van/")
    assert answer["Content-Type"] == WORD
    made = lines(answer.content)
    assert "Số: 1/CV" in made
    assert "Kính gửi: UBND tỉnh Một" in made
    assert (
        "Căn cứ khoản 2 Điều 47 Nghị định số 91/2017/NĐ-CP, VKSND tỉnh Một đề nghị UBND tỉnh Một cho ý kiến về việc "
        "đề nghị khen thưởng năm 2023 đối với 03 trường hợp cá nhân (có danh sách kèm theo)."
    ) in made
    assert rows(answer.content)[1][1:] == ["Ông Người Thử 0", "Chuyên viên, Phòng 1", "Lao động tiên tiến"]


@pytest.mark.parametrize("role", ["officer", "worker", "stranger", "personnel_officer"])
def test_the_paper_is_absent_for_whoever_does_not_read_the_letter(client: Client, scene: Scene, role: str) -> None:
    letter = ask(scene)
    client.force_login(getattr(scene, role, None) or getattr(scene.cast, role))
    assert client.get(f"/xac-nhan/hiep-y/{letter.pk}/cong-van/").status_code == 404


def test_a_draft_needs_no_number_and_records_nothing(client: Client, scene: Scene) -> None:
    client.force_login(scene.cast.appraiser)
    address = f"/xac-nhan/dot/{scene.round.pk}/hiep-y/"
    today = timezone.localdate()
    told = {
        "du_thao": "1", "reason": "local", "authority": "UBND tỉnh Một", "asked_on": f"{today:%d/%m/%Y}",
        "due_on": f"{add_working_days(today, 5):%d/%m/%Y}", "chon": [scene.lines[0].pk],
    }  # fmt: skip
    answer = client.post(address, told)
    assert answer["Content-Type"] == WORD
    assert "Số:       /" in lines(answer.content)
    assert "đối với 01 trường hợp cá nhân" in " ".join(lines(answer.content))
    assert "Chưa chọn dòng nào" in client.post(address, told | {"chon": []}).content.decode()
    assert "Trường này" in client.post(address, told | {"authority": ""}).content.decode()
    assert not ConsultRequest.objects.exists()


def test_a_collective_and_words_of_achievement_get_their_own_list(client: Client, scene: Scene) -> None:
    Nomination.objects.filter(pk=scene.lines[0].pk).update(
        person=None, unit=scene.cast.office, code="CTDB", achievement="Dẫn đầu khối."
    )
    letter = ask(scene, reason=Reason.CLUSTER, authority="Khối 1", asked_on=dt.date(2023, 12, 11))
    client.force_login(scene.cast.head)
    content = client.get(f"/xac-nhan/hiep-y/{letter.pk}/cong-van/").content
    assert "Phụ lục II" in lines(content)
    assert rows(content)[1][1:] == ["Phòng 1", "Cờ thi đua của bộ, ban, ngành, tỉnh", "Dẫn đầu khối."]
