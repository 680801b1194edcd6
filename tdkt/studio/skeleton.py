"""What a new draft begins with."""

import datetime as dt

from tdkt.core.days import show_day
from tdkt.law import live

_BLANK = """\
# Mỗi văn bản một tệp; tên tệp là ngày có hiệu lực. Khóa lạ, thiếu trích dẫn, ngày sai đều bị từ chối.
instrument: "TT01/{year}"
name: "Thông tư số 01/{year}/TT-… ngày …"
in_force: {{from: {day}, to: null}}
source: "dự thảo"
mark: verified
clauses:
  - id: "TT01/{year} Điều 1 k1"
    award: CSTDCS
    kind: person
    basis: cong_trang
    text: "Chiến sĩ thi đua cơ sở theo thông tư này"
    need:
      - grade: {{at_least: excellent}}
        at: a
"""


def blank(day: dt.date) -> str:
    """A small whole file that loads."""
    return _BLANK.format(year=day.year, day=day.isoformat())


def copied(file: str) -> dict[str, str] | None:
    """The fields of a new draft that begins as a file of the rulebook; None where there is no such file."""
    book = next((book for book in live.rulebook().library.instruments if book.file == file), None)
    if book is None:
        return None
    layer, folder, _name = book.file.split("/")
    text = (live.root() / book.file).read_text(encoding="utf-8")
    return {"title": book.name, "layer": layer, "folder": folder, "takes_effect": show_day(book.since), "text": text}
