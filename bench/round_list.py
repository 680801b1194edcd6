"""A round's list, filtered, with 5,000 dossiers against the same list with 5. `python -m bench round_list`"""

from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bench._database import measured, spent, throwaway
from bench._sector import fill_round, settle
from tdkt.accounts.models import Role, User
from tdkt.dossiers.tests.factories import make_round
from tdkt.dossiers.views.desk import A_PAGE
from tdkt.units.models import UnitKind
from tests.support.cast import make_unit, make_user

FEW, MANY = 5, 5_000
OFFICES = 20
SENDER_UNDER = 12
PAGES = {
    "all, first page": "",
    "all, last page": "trang={last}",
    "filtered by award, state and verdict": "danh_hieu=LDTT&trang_thai=sent&ket_luan=eligible",
    "found by name": "q=van+thu+1",
}


def run() -> list[dict[str, Any]]:
    """Queries and time of the desk as the appraiser and as the sender reads it, short and long."""
    with throwaway(in_a_file=True):
        few, many = _desk(FEW, "T1"), _desk(MANY, "T2")
    return [_row(who, page, few[who, page], many[who, page]) for who, page in many]


Cost = tuple[int, float]


def _row(who: str, page: str, few: Cost, many: Cost) -> dict[str, Any]:
    target = "the same number of queries" + (f", under {SENDER_UNDER}" if who == "sender" else "")
    return {
        "name": f"{who}, {page}: {MANY} dossiers {many[1] * 1000:.0f} ms, {FEW} {few[1] * 1000:.0f} ms"
        f" ({measured()}); queries",
        "ours": many[0],
        "reference": few[0],
        "ratio": many[0] / few[0],
        "target": target,
        "met": many[0] == few[0] and (who != "sender" or many[0] < SENDER_UNDER),
    }


def _desk(lines: int, code: str) -> dict[tuple[str, str], Cost]:
    """Every page of the desk of a province with so many lines, for its appraiser and for who sends all of them."""
    province = make_unit(code, f"VKSND tỉnh {code}", UnitKind.PROVINCE, has_legal_personality=True)
    below = make_unit(f"{code}-D", "Khối đơn vị trực thuộc", UnitKind.OFFICE, province)
    offices = [make_unit(f"{code}-{n}", f"Phòng {n}", UnitKind.OFFICE, below) for n in range(OFFICES)]
    on = make_round(province)
    fill_round(on, settle(offices, lines, seed=lines), seed=lines)
    readers: dict[str, User] = {
        "appraiser": make_user(f"td-{code}", "Thẩm định", Role.APPRAISER, province),
        "sender": make_user(f"cb-{code}", "Cán bộ", Role.UNIT_OFFICER, below),
    }
    url, last = reverse("dossiers:desk", args=[on.pk]), -(-lines // A_PAGE)
    return {
        (who, page): _cost(reader, f"{url}?{query.format(last=last)}", wanted=lines == MANY)
        for who, reader in readers.items()
        for page, query in PAGES.items()
    }


def _cost(reader: User, url: str, *, wanted: bool) -> Cost:
    client = Client()
    client.force_login(reader)
    client.get(url)
    with CaptureQueriesContext(connection) as seen:
        page = client.get(url).content.decode()
    if wanted and "Chưa có dòng nào" in page:
        raise RuntimeError(f"{url}: an empty list measures nothing")
    return len(seen), _median([_cpu(client, url) for _ in range(5)])


def _cpu(client: Client, url: str) -> float:
    begun = spent()
    client.get(url)
    return spent() - begun


def _median(values: Sequence[float]) -> float:
    return sorted(values)[len(values) // 2]
