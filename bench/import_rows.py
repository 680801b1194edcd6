"""An import of 10,000 people, from the bytes of the file to the confirmed records, against a bare bulk insert of the
same people, postings and history.
"""

import datetime as dt
from collections.abc import Callable
from io import BytesIO
from time import perf_counter
from typing import Any

import xlsxwriter
from django.db import transaction
from django.test.utils import setup_databases, teardown_databases

ROWS = 10_000
MOST = 3.0
ROUNDS = 3
FIRST_NAMES = ("An", "Bình", "Cường", "Dũng", "Giang", "Hương", "Khánh", "Lan", "Minh", "Ngọc", "Phúc", "Quỳnh")
FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Đặng", "Bùi", "Đỗ")
HEAD = (
    "Số hiệu công chức", "Họ và tên", "Giới tính", "Ngày sinh", "Đơn vị", "Chức vụ", "Từ ngày", "Ngày tuyển dụng",
    "Ngày vào Ngành", "Đối tượng", "Dân tộc",
)  # fmt: skip


def run() -> dict[str, Any]:
    """Both on the same empty database, in turns; the best of a few rounds of each."""
    old = setup_databases(verbosity=0, interactive=False)
    try:
        stage = _stage()
        content = _file()
        ours = min(_measured(lambda: _import(stage, content)) for _ in range(ROUNDS))
        bare = min(_measured(lambda: _bare(stage)) for _ in range(ROUNDS))
    finally:
        teardown_databases(old, verbosity=0)
    ratio = ours / bare
    return {
        "name": f"import of {ROWS:,} rows against a bare bulk insert", "ours": ours, "reference": bare,
        "ratio": ratio, "target": f"at most {MOST:.0f}x", "met": ratio <= MOST,
    }  # fmt: skip


def _measured(work: Callable[[], None]) -> float:
    """Seconds the work takes; what it wrote is rolled back, so that every round starts alike."""
    with transaction.atomic():
        started = perf_counter()
        work()
        taken = perf_counter() - started
        transaction.set_rollback(True)
    return taken


def _stage() -> dict[str, Any]:
    from django.utils import timezone

    from tdkt.accounts.models import Role
    from tests.support.cast import make_unit, make_user

    unit = make_unit("TW", "Viện kiểm sát nhân dân tối cao", "central")
    offices = [make_unit(f"V{n}", f"Vụ {n}", "central", unit) for n in range(30)]
    return {
        "unit": unit, "offices": offices, "now": timezone.now(),
        "officer": make_user("can-bo", "Cán bộ", Role.UNIT_OFFICER, unit),
    }  # fmt: skip


def _people() -> list[tuple[Any, ...]]:
    born, joined = dt.date(1970, 1, 1), dt.date(2005, 1, 1)
    return [
        (
            f"{n:07d}", f"{FAMILIES[n % 8]} Thị {FIRST_NAMES[n // 8 % 12]} {FIRST_NAMES[n % 12]}", n % 2,
            born + dt.timedelta(days=n % 9000), f"V{n % 30}", "Kiểm sát viên", joined + dt.timedelta(days=n % 5000),
        )
        for n in range(ROWS)
    ]  # fmt: skip


def _file() -> bytes:
    out = BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet, day = book.add_worksheet(), book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write_row(0, 0, HEAD)
        for at, (number, name, sex, born, unit, position, joined) in enumerate(_people(), start=1):
            sheet.write_row(at, 0, [number, name, "Nữ" if sex else "Nam"])
            sheet.write_datetime(at, 3, dt.datetime.combine(born, dt.time()), day)
            sheet.write_row(at, 4, [unit, position])
            for column in (6, 7, 8):
                sheet.write_datetime(at, column, dt.datetime.combine(joined, dt.time()), day)
            sheet.write_row(at, 9, ["Công chức", "Kinh"])
    return out.getvalue()


def _import(stage: dict[str, Any], content: bytes) -> None:
    from tdkt.exchange.domain.confirm import confirm_batch
    from tdkt.exchange.domain.upload import UploadedFile, upload_file

    batch = upload_file(
        actor=stage["officer"], now=stage["now"], unit=stage["unit"], kind="people",
        file=UploadedFile(name="danh-sach.xlsx", content=content),
    )  # fmt: skip
    written = confirm_batch(actor=stage["officer"], now=stage["now"], batch=batch)
    if written != {"new": ROWS}:
        raise RuntimeError(written)


def _bare(stage: dict[str, Any]) -> None:
    from tdkt.core import history
    from tdkt.people.domain.add import FIELDS
    from tdkt.people.models import Person, Posting

    offices = {unit.code: unit for unit in stage["offices"]}
    rows = _people()
    people = [
        Person(
            staff_number=number, full_name=name, gender="female" if sex else "male", birth_date=born,
            recruited_on=joined, joined_sector_on=joined,
        )
        for number, name, sex, born, _unit, _position, joined in rows
    ]  # fmt: skip
    for person in people:
        person.set_keys()
    Person.objects.bulk_create(people, batch_size=500)
    Posting.objects.bulk_create(
        [
            Posting(person=person, unit=offices[row[4]], position=row[5], valid_from=row[6])
            for person, row in zip(people, rows, strict=True)
        ],
        batch_size=500,
    )
    changes = [history.Change(person, after=history.snapshot(person, FIELDS)) for person in people]
    history.record_many(actor=stage["officer"], now=stage["now"], act="add_person", changes=changes, new=True)
