from pathlib import Path

from django.core.checks import Error
from django.test import override_settings

from tdkt.documents.papers.blanks import Blank
from tdkt.documents.system_checks import check_blanks_folder

from .word import edited_blank


def test_a_broken_blank_is_found_by_manage_check(tmp_path: Path) -> None:
    edited_blank(tmp_path, Blank.REPORT, ("{{ trich_yeu }}", "{{ trichyeu }}"))
    with override_settings(TDKT_BLANKS_FOLDER=tmp_path):
        (fault,) = check_blanks_folder()
    assert isinstance(fault, Error)
    assert fault.msg.startswith("Biểu mẫu “bao-cao.docx”: không biết chỗ điền “{{ trichyeu }}”")


def test_without_a_folder_nothing_is_checked() -> None:
    with override_settings(TDKT_BLANKS_FOLDER=None):
        assert check_blanks_folder() == []


def test_a_folder_that_does_not_exist_is_told(tmp_path: Path) -> None:
    with override_settings(TDKT_BLANKS_FOLDER=tmp_path / "none"):
        (fault,) = check_blanks_folder()
    assert fault.msg == "Không có thư mục biểu mẫu “none”."
