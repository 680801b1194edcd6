"""Pages of routes: who sees them, what they say, what they draw, what they cost."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tdkt.accounts.models import Role
from tdkt.routes.domain import adopt_route, draft_route
from tdkt.routes.models import Route, RouteState
from tdkt.routes.tests.factories import adopt_both, sector
from tests.support.cast import Cast, make_user


@pytest.fixture
def office(client: Client, cast: Cast) -> Client:
    client.force_login(cast.administrator)
    return client


@pytest.fixture
def draft(cast: Cast, now: dt.datetime) -> Route:
    return adopt_route(template="kiem-sat-2025", unit=cast.centre, actor=cast.administrator, now=now, as_draft=True)


def said(answer: Any) -> list[str]:
    return [str(message) for message in answer.context["messages"]]


def told(route: Route, key: str, **change: Any) -> dict[str, Any]:
    """The form of a stage as the page shows it, with a change."""
    stage = route.stages.get(key=key)
    shown = {
        "version": stage.version, "name": stage.name, "place": stage.place, "next": stage.next_id or "",
        "decides": stage.decides, "confirmers": stage.confirmers, "days": stage.days or "", "basis": stage.basis,
        **{f"turn_{level}": key for level, key in stage.turns.items()},
    } | change  # fmt: skip
    return {f"chang{stage.pk}-{name}": value for name, value in shown.items()}


def address(route: Route, key: str, end: str = "") -> str:
    return f"/duong-di/{route.pk}/chang/{route.stages.get(key=key).pk}/{end}"


def test_an_empty_list_offers_the_first_step_to_who_may_take_it(client: Client, cast: Cast) -> None:
    for user, words in ((cast.administrator, "Chọn bản dựng sẵn"), (cast.head, "Người quản trị hệ thống lập đường đi")):
        client.force_login(user)
        assert words in client.get("/duong-di/").content.decode()


def test_everybody_reads_the_route_that_leads_through_his_unit(client: Client, cast: Cast, now: dt.datetime) -> None:
    earlier, _later = adopt_both(cast, now)
    own = adopt_route(template="bo-nganh", unit=cast.province, actor=cast.administrator, now=now)
    for user in (cast.worker, cast.officer, cast.head):
        client.force_login(user)
        page = client.get("/duong-di/").content.decode()
        assert "Ngành Kiểm sát nhân dân, từ ngày 01/07/2025" in page
        assert "Bộ, ngành trung ương" in page
        assert client.get(f"/duong-di/{earlier.pk}/").status_code == 200
    client.force_login(cast.stranger)
    assert client.get(f"/duong-di/{own.pk}/").status_code == 404


def test_a_draft_is_read_only_by_who_keeps_it(client: Client, cast: Cast, draft: Route) -> None:
    local = make_user("quan-tri-tinh", "Quản trị tỉnh", Role.SYSTEM_ADMINISTRATOR, cast.province)
    for user, status in ((cast.administrator, 200), (cast.head, 404), (local, 404)):
        client.force_login(user)
        assert client.get(f"/duong-di/{draft.pk}/").status_code == status
        assert client.get(f"/duong-di/{draft.pk}/sua/").status_code == status
        assert draft.name in client.get("/duong-di/").content.decode() or status == 404


def test_others_cannot_post_to_a_route(client: Client, cast: Cast, now: dt.datetime) -> None:
    route, _later = adopt_both(cast, now)
    client.force_login(cast.head)
    for end in ("chang/", "ban-hanh/", "sao-chep/", "bo/"):
        assert client.post(f"/duong-di/{route.pk}/{end}").status_code == 404
    assert client.post(address(route, "tinh")).status_code == 404
    assert client.post(address(route, "tinh", "bo/")).status_code == 404
    assert client.get("/duong-di/moi/").status_code == 404


def test_the_route_is_drawn_and_told_in_a_list(office: Client, cast: Cast, now: dt.datetime) -> None:
    _earlier, later = adopt_both(cast, now)
    page = office.get(f"/duong-di/{later.pk}/").content.decode()
    assert page.count("route-picture--wide") == page.count("route-picture--tall") == 1
    assert page.count('<rect class="route-box') == 2 * 9
    assert page.count("<polyline") == 2 * 8
    assert page.count("route-line--turn") == 2
    assert "Xác nhận song song: Tổ chức cán bộ, Thanh tra, Công tác Đảng" in page
    assert "Hạn 30 ngày làm việc" in page
    assert "NĐ 152/2025 Điều 35 khoản 2" in page
    assert "Đang áp dụng" in page


def test_the_list_says_where_each_version_stands(office: Client, cast: Cast, draft: Route, now: dt.datetime) -> None:
    adopt_both(cast, now)
    page = office.get("/duong-di/").content.decode()
    assert [word in page for word in ("Đang áp dụng", "Đã hết áp dụng", "Bản dự thảo")] == [True] * 3


def test_a_ready_made_route_becomes_a_draft_or_is_used_at_once(office: Client, cast: Cast) -> None:
    form = {"owner": cast.centre.pk, "source": "kiem-sat-2025", "use": "draft"}
    answer = office.post("/duong-di/moi/", form, follow=True)
    assert said(answer) == ["Đã lập “Ngành Kiểm sát nhân dân, từ ngày 01/07/2025”."]
    assert "Sửa các chặng" in answer.content.decode()
    office.post("/duong-di/moi/", form | {"use": "now"})
    assert sorted(Route.objects.values_list("state", flat=True)) == [RouteState.ACTIVE, RouteState.DRAFT]
    again = office.post("/duong-di/moi/", form | {"use": "now"}).content.decode()
    assert "trùng thời gian" in again


def test_an_empty_draft_needs_a_name_and_says_what_is_missing(office: Client, cast: Cast) -> None:
    form = {"owner": cast.province.pk, "source": "moi", "use": "draft", "name": ""}
    assert "Chưa ghi tên đường đi" in office.post("/duong-di/moi/", form).content.decode()
    page = office.post("/duong-di/moi/", form | {"name": "Của tỉnh"}, follow=True).content.decode()
    assert "Đường đi chưa có chặng nào" in page


def test_a_unit_the_user_does_not_keep_is_no_choice(client: Client, cast: Cast) -> None:
    client.force_login(make_user("quan-tri-tinh", "Quản trị tỉnh", Role.SYSTEM_ADMINISTRATOR, cast.province))
    client.post("/duong-di/moi/", {"owner": cast.centre.pk, "source": "bo-nganh", "use": "now"})
    assert not Route.objects.exists()


def test_a_stage_is_added_and_the_picture_follows(office: Client, draft: Route) -> None:
    top = draft.stages.get(key="tinh")
    form = {"chang-version": 1, "chang-name": "Cụm thi đua", "chang-place": "cluster", "chang-next": top.pk}
    page = office.post(f"/duong-di/{draft.pk}/chang/", form, follow=True).content.decode()
    assert page.count('<rect class="route-box') == 2 * 10
    assert "Không chặng nào chuyển lên “Cụm thi đua”" in page
    assert "route-box--wrong" in page


def test_a_turn_is_edited_on_the_page_and_checked(office: Client, draft: Route) -> None:
    where = address(draft, "tinh")
    page = office.get(f"/duong-di/{draft.pk}/sua/").content.decode()
    assert "do Chủ tịch Ủy ban nhân dân tỉnh quyết định → Ủy ban nhân dân tỉnh" in page
    page = office.post(where, told(draft, "tinh", turn_province="toi-cao"), follow=True).content.decode()
    assert "rẽ từ “VKSND cấp tỉnh” sang “VKSND tối cao” nhưng ở đó không ai quyết định được" in page
    assert "Không chặng nào chuyển lên “Ủy ban nhân dân tỉnh”" in page
    page = office.post(where, told(draft, "tinh", turn_province="ubnd-tinh"), follow=True).content.decode()
    assert "Mọi chặng đều dẫn tới cấp quyết định" in page
    assert draft.stages.get(key="tinh").turns == {"province": "ubnd-tinh"}


def test_two_editors_of_a_turn_see_both(office: Client, draft: Route) -> None:
    mine = told(draft, "tinh", has_council="on")
    office.post(address(draft, "tinh"), told(draft, "tinh", has_council="on", turn_province=""))
    page = office.post(address(draft, "tinh"), mine).content.decode()
    assert page.count("bản vừa được lưu ghi") == 1
    assert "Chủ tịch Ủy ban nhân dân tỉnh: bản vừa được lưu ghi “để trống”." in page


def test_a_loop_is_drawn_cut_and_named(office: Client, draft: Route) -> None:
    low = draft.stages.get(key="tinh")
    page = office.post(address(draft, "toi-cao"), told(draft, "toi-cao", next=low.pk), follow=True).content.decode()
    assert "Các chặng đi vòng: “VKSND cấp tỉnh” → “VKSND tối cao” → “VKSND cấp tỉnh”" in page
    assert "Vòng về “VKSND" in page
    assert page.count('<rect class="route-box') == 2 * 9
    refused = office.post(f"/duong-di/{draft.pk}/ban-hanh/", {"version": 2, "from_day": "01/09/2025"})
    assert "Chưa ban hành được; hãy sửa các điểm nêu ở đầu trang." in refused.content.decode()
    assert Route.objects.get().state == RouteState.DRAFT


def test_a_bad_stage_keeps_what_was_typed(office: Client, draft: Route) -> None:
    page = office.post(address(draft, "tinh"), told(draft, "tinh", name="Tỉnh mới", days="0")).content.decode()
    assert "từ 1 đến 365 ngày làm việc" in page
    assert 'value="Tỉnh mới"' in page
    assert draft.stages.get(key="tinh").name == "VKSND cấp tỉnh"


def test_the_second_of_two_editors_sees_both_versions_and_may_save_again(office: Client, draft: Route) -> None:
    mine = told(draft, "tinh", name="Tên của tôi", has_council="on")
    office.post(address(draft, "tinh"), told(draft, "tinh", name="Tên người khác", has_council=""))
    answer = office.post(address(draft, "tinh"), mine)
    page = answer.content.decode()
    assert "vừa được người khác sửa" in page
    assert page.count("bản vừa được lưu ghi") == 2
    assert "Tên chặng: bản vừa được lưu ghi “Tên người khác”." in page
    assert "Hội đồng họp, bỏ phiếu: bản vừa được lưu ghi “không”." in page
    assert 'value="Tên của tôi"' in page
    pk = draft.stages.get(key="tinh").pk
    office.post(address(draft, "tinh"), mine | {f"chang{pk}-version": 2})
    assert draft.stages.get(key="tinh").name == "Tên của tôi"


def test_a_stage_is_removed_and_what_led_to_it_is_named(office: Client, draft: Route) -> None:
    page = office.post(address(draft, "tinh", "bo/"), {"version": 1}, follow=True).content.decode()
    assert "Đã bỏ chặng “VKSND cấp tỉnh”." in page
    assert "Chặng “VKSND khu vực” không chuyển lên đâu" in page
    again = office.post(address(draft, "vu", "bo/"), {"version": "x"}, follow=True)
    assert "vừa được người khác sửa" in said(again)[0]


def test_a_stage_removed_meanwhile_is_said_and_nothing_is_saved(office: Client, draft: Route) -> None:
    where, form = address(draft, "tinh"), told(draft, "tinh")
    office.post(f"{where}bo/", {"version": 1})
    for answer in (office.post(where, form, follow=True), office.post(f"{where}bo/", {"version": 1}, follow=True)):
        assert "Chặng này vừa được người khác bỏ" in said(answer)[-1]
    assert draft.stages.count() == 8


def test_a_draft_is_put_in_force_on_its_page(office: Client, cast: Cast, draft: Route, now: dt.datetime) -> None:
    adopt_both(cast, now)
    form = {"version": 1, "from_day": "01/09/2025"}
    assert "Không có ngày này" in office.post(
        f"/duong-di/{draft.pk}/ban-hanh/", form | {"from_day": "31/02/2025"}
    ).content.decode()  # fmt: skip
    answer = office.post(f"/duong-di/{draft.pk}/ban-hanh/", form, follow=True)
    name = "“Ngành Kiểm sát nhân dân, từ ngày 01/07/2025”"
    assert said(answer) == [f"Đã ban hành {name} từ ngày 01/09/2025. {name} áp dụng đến hết ngày 31/08/2025."]


def test_a_route_in_force_is_copied_not_edited(office: Client, cast: Cast, now: dt.datetime) -> None:
    _earlier, later = adopt_both(cast, now)
    shut = (
        office.get(f"/duong-di/{later.pk}/sua/", follow=True),
        office.post(f"/duong-di/{later.pk}/chang/", follow=True),
        office.post(address(later, "tinh"), told(later, "tinh", name="X"), follow=True),
        office.post(address(later, "tinh", "bo/"), {"version": 1}, follow=True),
    )
    assert ["không còn là bản dự thảo" in said(answer)[0] for answer in shut] == [True] * 4
    assert later.stages.get(key="tinh").name == "VKSND cấp tỉnh"
    answer = office.post(f"/duong-di/{later.pk}/sao-chep/", follow=True)
    assert said(answer) == ["Đã sao chép thành bản dự thảo “Ngành Kiểm sát nhân dân, từ ngày 01/07/2025 (bản mới)”."]


def test_the_second_click_changes_nothing_and_says_how_it_stands(office: Client, cast: Cast, draft: Route) -> None:
    form = {"version": 1, "from_day": "01/09/2025"}
    for words in ("Đã ban hành", "đã được ban hành từ ngày 01/09/2025"):
        assert words in said(office.post(f"/duong-di/{draft.pk}/ban-hanh/", form, follow=True))[0]
    for _click in range(2):
        office.post(f"/duong-di/{draft.pk}/sao-chep/")
        office.post("/duong-di/moi/", {"owner": cast.centre.pk, "source": "bo-nganh", "use": "draft"})
        office.post("/duong-di/moi/", {"owner": cast.centre.pk, "source": "moi", "use": "draft", "name": "Riêng"})
    assert Route.objects.filter(state=RouteState.DRAFT).count() == 3
    copy = Route.objects.get(name__endswith="(bản mới)")
    for words in ("Đã bỏ bản dự thảo", "không còn là bản dự thảo"):
        assert words in said(office.post(f"/duong-di/{copy.pk}/bo/", {"version": 1}, follow=True))[-1]
    refused = office.post(f"/duong-di/{copy.pk}/ban-hanh/", form, follow=True)
    assert "không còn là bản dự thảo nên không ban hành được" in said(refused)[-1]


def test_a_draft_is_thrown_away(office: Client, draft: Route) -> None:
    answer = office.post(f"/duong-di/{draft.pk}/bo/", {"version": 1}, follow=True)
    assert "Đã bỏ" in answer.content.decode()
    assert Route.objects.get().state == RouteState.RETIRED


def ask(client: Client, **asked: str) -> str:
    return client.get("/duong-di/thu/", {"code": "CSTDB", "day": "06/05/2024"} | asked).content.decode()


def test_the_road_is_tried_from_a_unit(office: Client, cast: Cast, now: dt.datetime) -> None:
    adopt_both(cast, now)
    sector(cast)
    page = ask(office, unit="T1-H1")
    assert "người quyết định: <strong>Viện kiểm sát nhân dân tối cao (người đứng đầu bộ, ngành)</strong>" in page
    assert page.count('<rect class="route-box') == 2 * 3
    assert "<strong>Chủ tịch nước</strong>" in ask(office, unit="huyện một", code="HCLD3")


def test_the_trial_follows_who_is_to_decide(office: Client, cast: Cast, now: dt.datetime) -> None:
    adopt_both(cast, now)
    assert "người quyết định: <strong>Viện kiểm sát nhân dân tối cao" in ask(office, unit="T1", code="BKB")
    page = ask(office, unit="T1", code="BKB", level="province")
    assert "người quyết định: <strong>Ủy ban nhân dân tỉnh</strong>" in page
    assert page.count('<rect class="route-box') == 2 * 2
    assert "Luật 06/2022/QH15 Điều 74 khoản 1, khoản 3, Điều 79 khoản 4" in page
    odd = "hình thức này không do người đã chọn quyết định"
    assert odd not in page + ask(office, unit="T1", code="LDTT", level="ministry") + ask(office, unit="T1", code="BKB")
    assert odd in ask(office, unit="T1", code="LDTT", level="province")


def test_the_trial_says_why_there_is_no_road(office: Client, cast: Cast, now: dt.datetime) -> None:
    assert "chưa có đường đi nào áp dụng cho VKSND tỉnh Một" in ask(office, unit="T1")
    adopt_both(cast, now)
    assert "Ngày 06/05/2024 không có đơn vị này" in ask(office, unit="không có")
    assert "Có 2 đơn vị khớp" in ask(office, unit="vksnd tỉnh")
    assert "Không có ngày này" in ask(office, unit="T1", day="32/13/2024")


def test_the_trial_knows_only_units_of_the_day(office: Client, cast: Cast, now: dt.datetime) -> None:
    adopt_both(cast, now)
    cast.elsewhere.valid_to = dt.date(2024, 5, 5)
    cast.elsewhere.save()
    assert "không có đơn vị này" in ask(office, unit="T2")
    assert "người quyết định" in ask(office, unit="T2", day="05/05/2024")


def test_the_trial_knows_only_units_the_user_reads(client: Client, cast: Cast, now: dt.datetime) -> None:
    adopt_both(cast, now)
    client.force_login(cast.worker)
    assert "không có đơn vị này" in ask(client, unit="T2")
    assert "người quyết định" in ask(client, unit="T1-P1")


def test_the_list_asks_as_much_for_three_routes_as_for_one(office: Client, cast: Cast, now: dt.datetime) -> None:
    costs = []
    for more in (1, 2):
        for each in range(more):
            draft_route(unit=cast.centre, name=f"Thêm {more}.{each}", actor=cast.administrator, now=now)
        with CaptureQueriesContext(connection) as asked:
            office.get("/duong-di/")
        costs.append(len(asked))
    assert costs[0] == costs[1]


def test_the_edit_page_asks_as_much_for_nine_stages_as_for_eight(office: Client, draft: Route) -> None:
    costs = []
    for more in (0, 3):
        for at in range(more):
            draft.stages.create(key=f"them-{at}", name="Thêm", place="high", order=20 + at)
        with CaptureQueriesContext(connection) as asked:
            office.get(f"/duong-di/{draft.pk}/sua/")
        costs.append(len(asked))
    assert costs[0] == costs[1]
