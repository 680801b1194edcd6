"""Files leave only through the door that asks: no address serves one by itself."""

import re
from pathlib import Path

from django.test import Client

from tests.support.cast import Cast

HOUSE = Path(__file__).resolve().parents[2]
OPENS_A_FILE = re.compile(r"FileResponse\(|\.file\.url\b|django\.views\.static|\{\{[^}]*\.file\.url")


def _sources() -> list[Path]:
    return [
        path for path in HOUSE.rglob("*")
        if path.suffix in {".py", ".html"} and "tests" not in path.parts and "migrations" not in path.parts
    ]  # fmt: skip


def test_one_place_alone_hands_out_a_stored_file() -> None:
    opens = [path.relative_to(HOUSE).as_posix() for path in _sources() if OPENS_A_FILE.search(path.read_text())]
    assert opens == ["documents/views.py"]


def test_the_name_on_disk_is_no_address(client: Client, cast: Cast) -> None:
    client.force_login(cast.administrator)
    assert [client.get(f"/{folder}2023/12/0123.pdf").status_code for folder in ("", "files/", "media/")] == [404] * 3
