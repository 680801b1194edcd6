import pytest
from django.test import Client

from tdkt.accounts.models import Role, RoleHolding, User
from tests.support.cast import Cast, make_person

GOOD = "Mot-mat-khau-dai-2026"


@pytest.fixture
def admin(client: Client, cast: Cast) -> Client:
    client.force_login(cast.administrator)
    return client


def test_an_administrator_makes_an_account_and_gives_it_a_role(admin: Client, cast: Cast) -> None:
    made = admin.post("/tai-khoan/moi/", {"username": "moi", "full_name": "Người Mới", "email": "", "password": GOOD})
    user = User.objects.get(username="moi")
    assert made.headers["Location"] == f"/tai-khoan/{user.pk}/"
    admin.post(
        f"/tai-khoan/{user.pk}/", {"role": Role.UNIT_OFFICER, "unit": cast.office.pk, "valid_from": "01/03/2024"}
    )
    held = RoleHolding.objects.get(user=user)
    assert (held.role, held.unit, f"{held.valid_from:%d/%m/%Y}") == (Role.UNIT_OFFICER, cast.office, "01/03/2024")
    assert "Giao vai trò tại Phòng 1" in admin.get(f"/tai-khoan/{user.pk}/").content.decode()


def test_an_account_is_tied_to_its_person_by_the_staff_number(admin: Client, cast: Cast) -> None:
    person = make_person("P-7", "Hà Thị Thử", cast.office)
    told = {"username": "ha-thi", "full_name": "Hà Thị Thử", "email": "", "password": GOOD, "person": " P-7 "}
    admin.post("/tai-khoan/moi/", told)
    assert User.objects.get(username="ha-thi").person == person


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"username": "can-bo"}, "đã dùng"),
        ({"password": "ngan"}, "quá ngắn"),
        ({"full_name": ""}, ""),
        ({"person": "P-0"}, "Không có ai mang số hiệu này"),
        ({"person": "P-W"}, "đã có tài khoản"),
    ],
)
def test_a_bad_account_is_answered_on_the_page(admin: Client, change: dict[str, str], words: str) -> None:
    before = User.objects.count()
    told = {"username": "moi", "full_name": "Người Mới", "email": "", "password": GOOD} | change
    answer = admin.post("/tai-khoan/moi/", told)
    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert User.objects.count() == before


def test_a_day_the_calendar_lacks_is_answered_beside_its_field(admin: Client, cast: Cast) -> None:
    answer = admin.post(
        f"/tai-khoan/{cast.worker.pk}/", {"role": Role.SELF, "unit": cast.office.pk, "valid_from": "31/2/2024"}
    )
    assert "Không có ngày này" in answer.content.decode()


def test_a_role_for_oneself_needs_somebody_in_the_books(admin: Client, cast: Cast) -> None:
    nobody = User.objects.create_user("vo-danh", full_name="Vô Danh")
    told = {"role": Role.SELF, "unit": cast.office.pk, "valid_from": "01/03/2024"}
    answer = admin.post(f"/tai-khoan/{nobody.pk}/", told)
    assert "chưa gắn với người nào trong danh bạ" in answer.content.decode()
    assert not nobody.holdings.exists()
    person = make_person("P-8", "Ngô Văn Gắn", cast.office)
    admin.post(f"/tai-khoan/{nobody.pk}/nguoi/", {"person": "P-8"})
    nobody.refresh_from_db()
    assert nobody.person == person
    admin.post(f"/tai-khoan/{nobody.pk}/", told)
    assert nobody.holdings.get().role == Role.SELF
    page = admin.get(f"/tai-khoan/{nobody.pk}/").content.decode()
    assert "Gắn với Ngô Văn Gắn trong danh bạ" in page
    assert "Gắn với người này" not in page


@pytest.mark.parametrize(("number", "words"), [("P-W", "đã có tài khoản"), ("P-0", "Không có ai mang"), ("", "")])
def test_an_account_is_tied_only_to_a_person_who_has_none(admin: Client, number: str, words: str) -> None:
    nobody = User.objects.create_user("vo-danh", full_name="Vô Danh")
    answer = admin.post(f"/tai-khoan/{nobody.pk}/nguoi/", {"person": number})
    assert words in answer.content.decode()
    nobody.refresh_from_db()
    assert nobody.person is None


def test_an_account_that_is_somebodys_stays_his(admin: Client, cast: Cast) -> None:
    make_person("P-8", "Ngô Văn Gắn", cast.office)
    answer = admin.post(f"/tai-khoan/{cast.worker.pk}/nguoi/", {"person": "P-8"})
    assert "đã gắn với người khác" in answer.content.decode()
    before = cast.worker.person
    cast.worker.refresh_from_db()
    assert cast.worker.person == before


def test_a_role_is_ended_today(admin: Client, cast: Cast) -> None:
    held = RoleHolding.objects.get(user=cast.officer)
    admin.post(f"/tai-khoan/vai-tro/{held.pk}/ket-thuc/")
    held.refresh_from_db()
    assert held.valid_to is not None


@pytest.mark.parametrize("who", ["officer", "head", "worker", "stranger"])
def test_nobody_else_knows_these_pages(client: Client, cast: Cast, who: str) -> None:
    client.force_login(getattr(cast, who))
    held = RoleHolding.objects.get(user=cast.officer)
    assert client.get("/tai-khoan/").status_code == 404
    assert client.get(f"/tai-khoan/{cast.officer.pk}/").status_code == 404
    assert client.post(f"/tai-khoan/vai-tro/{held.pk}/ket-thuc/").status_code == 404


def test_one_changes_ones_own_password_and_stays_signed_in(client: Client, cast: Cast) -> None:
    cast.officer.set_password(GOOD)
    cast.officer.save()
    client.force_login(cast.officer)
    new = "Mot-mat-khau-khac-2026"
    client.post("/tai-khoan/mat-khau/", {"old": GOOD, "new": new, "again": new})
    cast.officer.refresh_from_db()
    assert cast.officer.check_password(new)
    assert client.get("/").status_code == 200


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"old": "sai", "new": "Mot-mat-khau-khac-2026", "again": "Mot-mat-khau-khac-2026"}, "chưa đúng"),
        ({"old": GOOD, "new": GOOD, "again": GOOD}, "phải khác"),
        ({"old": GOOD, "new": "12345", "again": "12345"}, "quá ngắn"),
        ({"old": GOOD, "new": "Mot-mat-khau-khac-2026", "again": "khac"}, "chưa giống nhau"),
    ],
)
def test_a_bad_new_password_changes_nothing(client: Client, cast: Cast, told: dict[str, str], words: str) -> None:
    cast.officer.set_password(GOOD)
    cast.officer.save()
    client.force_login(cast.officer)
    assert words in client.post("/tai-khoan/mat-khau/", told).content.decode()
    cast.officer.refresh_from_db()
    assert cast.officer.check_password(GOOD)
