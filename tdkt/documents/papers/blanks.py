"""The blanks (biểu mẫu): Word files with {{ … }} where the paper's contents go.

The project's own lie in `blanks/<instrument>/<valid from>/`. A customer's folder may hold a file of the
same name; it is then used instead. Files are somebody else's work, so they run in Jinja's sandbox, and
whatever is wrong with one is said in Vietnamese with the file and the place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from django.utils.translation import gettext as _
from docx.opc.exceptions import OpcError
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml.etree import LxmlError

from .tables import NAMESPACE

OWN = Path(__file__).resolve().parent.parent / "blanks"
_COMMAND = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}")
_BROKEN = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
_LINE_COMMAND = re.compile(r"\{%\s*p\b")


class Blank(StrEnum):
    """File name of each blank, without its ending."""

    DECISION = "quyet-dinh"
    SUBMISSION = "to-trinh"
    MINUTES = "bien-ban"
    REPORT = "bao-cao"
    ACHIEVEMENT = "bao-cao-thanh-tich"
    LETTER = "cong-van"
    REGISTRATION = "dang-ky-thi-dua"


# Without these a paper would lose what it is made for; lists and tables are watched over in `layout`.
_EVERY = ("so_ky_hieu", "trich_yeu")
NEEDED = {
    Blank.DECISION: (*_EVERY, "dia_danh_ngay", "cac_can_cu", "cac_dieu", "nguoi_ky"),
    Blank.SUBMISSION: (*_EVERY, "dia_danh_ngay", "cac_can_cu", "kinh_gui", "kinh_gui_nhieu_noi", "thanh_tich",
        "y_kien_lien_quan", "tham_dinh_doi_tuong", "tham_dinh_dieu_kien", "tham_dinh_tieu_chuan",
        "tham_dinh_ho_so", "tham_dinh_thu_tuc", "nguoi_ky"),
    Blank.MINUTES: (*_EVERY, "tong_hop_tham_du", "ket_luan", "ten_chu_tri", "ten_thu_ky"),
    Blank.REPORT: (*_EVERY, "dia_danh_ngay", "cac_muc", "nguoi_ky"),
    Blank.LETTER: (*_EVERY, "dia_danh_ngay", "kinh_gui", "kinh_gui_nhieu_noi", "cac_doan", "nguoi_ky"),
    Blank.REGISTRATION: ("trich_yeu", "dia_danh_ngay", "kinh_gui", "mo_dau", "nguoi_ky"),
    Blank.ACHIEVEMENT: ("trich_yeu", "dia_danh_ngay", "cac_phan", "cac_muc", "cac_doan", "nguoi_bao_cao"),
}  # fmt: skip


class BlankError(Exception):
    """A blank cannot be used; the message names the file, the place and the remedy."""

    def __init__(self, path: Path, what: str) -> None:
        self.path = path
        super().__init__(_("Biểu mẫu “%(file)s”: %(what)s") % {"file": path.name, "what": what})


class Missing(StrictUndefined):
    """An unknown placeholder stops the paper, and its name is told."""

    def _fail(self, *_args: Any, **_kwargs: Any) -> Any:
        raise UndefinedError(str(self._undefined_name))

    __str__ = __iter__ = __len__ = __eq__ = __ne__ = __bool__ = __hash__ = _fail
    __getattr__ = __getitem__ = __call__ = __add__ = __radd__ = __contains__ = _fail
    __html__ = _fail


def find_blank(kind: Blank, *, on: date | None, folder: Path | None = None) -> Path:
    """The customer's file if there is one, else ours in force on that day (the newest when no day is given)."""
    name = f"{kind}.docx"
    if folder is not None and (folder / name).is_file():
        return folder / name
    versions = sorted(OWN.glob("*/*-*-*"), key=lambda path: path.name)
    usable = [path for path in versions if on is None or path.name <= on.isoformat()]
    return (usable[-1] if usable else versions[0]) / name


def fill(path: Path, kind: Blank, fields: dict[str, Any]) -> Any:
    """The blank with its placeholders replaced, as a python-docx document.

    Raises:
        BlankError: not a Word file, a command written wrongly, a placeholder that is not known or one that is missing.
    """
    template = _open(path)
    lines = _lines(template.docx)
    _check_lines(lines, path)
    known = ", ".join(sorted(fields))
    try:
        template.render(fields, jinja_env=ImmutableSandboxedEnvironment(autoescape=True, undefined=Missing))
    except TemplateSyntaxError as error:
        raise BlankError(path, _syntax(error)) from error
    except UndefinedError as error:
        text = _("không biết chỗ điền “{{ %(name)s }}”. Hãy sửa tên trong tệp Word; các chỗ điền có sẵn: %(known)s.")
        raise BlankError(path, text % {"name": error.message, "known": known}) from error
    except SecurityError as error:
        raise BlankError(path, _("có lệnh không được phép dùng trong biểu mẫu; hãy bỏ lệnh đó.")) from error
    except (TemplateError, LxmlError, TypeError, ValueError, AttributeError) as error:
        text = _("không điền được. Lệnh {%% … %%} phải mở và đóng ở đúng chỗ, mỗi lệnh {%%p … %%} đứng riêng một dòng.")
        raise BlankError(path, text % ()) from error
    _check_needed(lines, kind, path)
    return template.docx  # get_docx() would load the empty blank again


def style_ids(document: Any) -> dict[str, str]:
    """Style ids by the names shown in Word."""
    return {style.name: style.style_id for style in document.styles if style.name}


def _open(path: Path) -> DocxTemplate:
    template = DocxTemplate(str(path))
    try:
        template.init_docx()
    except (OpcError, BadZipFile, LxmlError, KeyError, ValueError, OSError) as error:
        text = _("không mở được. Tệp phải là văn bản Word (.docx) không đặt mật khẩu; hãy lưu lại từ Word.")
        raise BlankError(path, text) from error
    return template


def _lines(document: Any) -> list[str]:
    """Texts of all paragraphs, those of headers and footers too."""
    parts = (document.part, *(r.target_part for r in document.part.rels.values() if _is_margin(r)))
    found = (paragraph for part in parts for paragraph in part.element.iter(f"{{{NAMESPACE}}}p"))
    return ["".join(node.text or "" for node in p.iter(f"{{{NAMESPACE}}}t")).strip() for p in found]


def _check_lines(lines: list[str], path: Path) -> None:
    """Refuse what Word's text splitting would make vanish silently: half a bracket, words beside a line command."""
    for line in lines:
        if _BROKEN.search(_COMMAND.sub("", line)):
            what = _("dấu ngoặc ở “%(line)s” không đủ đôi. Hãy viết {{ tên }} hay {%% lệnh %%} trọn trong một dòng.")
            raise BlankError(path, what % {"line": line[:120]})
        if _LINE_COMMAND.search(line) and not _COMMAND.fullmatch(line):
            what = _("lệnh {%%p … %%} ở “%(line)s” phải đứng riêng một dòng, không lẫn chữ khác.")
            raise BlankError(path, what % {"line": line[:120]})


def _check_needed(lines: list[str], kind: Blank, path: Path) -> None:
    used = {word for line in lines for command in _COMMAND.findall(line) for word in re.findall(r"\w+", command)}
    missing = [name for name in NEEDED[kind] if name not in used]
    if missing:
        what = _("thiếu chỗ điền “{{ %(name)s }}”, nội dung này sẽ bị mất. Hãy thêm chỗ điền đó vào tệp Word.")
        raise BlankError(path, what % {"name": ", ".join(missing)})


def _is_margin(relation: Any) -> bool:
    return not relation.is_external and relation.reltype.rsplit("/", 1)[-1] in {"header", "footer"}


def _syntax(error: TemplateSyntaxError) -> str:
    nearby: Iterable[str] = getattr(error, "docx_context", ())
    commands = _COMMAND.findall(" ".join(nearby))
    place = _(" (gần “%(command)s”)") % {"command": commands[-1]} if commands else ""
    return _("lệnh viết sai%(place)s. Hãy xem lại các dấu {{ }}, {%% %%} có đủ đôi và lệnh mở có lệnh đóng.") % {
        "place": place
    }
