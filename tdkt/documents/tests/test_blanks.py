import importlib.util
import shutil
import subprocess
import sys
from datetime import date
from io import BytesIO
from pathlib import Path
from types import ModuleType
from zipfile import ZipFile

import pytest

from tdkt.documents.papers import samples
from tdkt.documents.papers.achievement import achievement_fields
from tdkt.documents.papers.blanks import OWN, Blank, BlankError, find_blank
from tdkt.documents.papers.fields import (
    Fields,
    decision_fields,
    minutes_fields,
    report_fields,
    submission_fields,
)
from tdkt.documents.papers.inserts import Inserts
from tdkt.documents.papers.letters import letter_fields, registration_fields
from tdkt.documents.papers.render import (
    render_achievement,
    render_decision,
    render_letter,
    render_minutes,
    render_registration,
    render_report,
    render_submission,
)
from tdkt.documents.papers.trial import faults

from .word import edited_blank, lines

TOOLS = Path(__file__).resolve().parents[3] / "tools"


def _refusal(folder: Path) -> str:
    with pytest.raises(BlankError) as refused:
        render_decision(samples.decision(), folder=folder)
    return str(refused.value)


def test_a_customers_blank_is_used_instead_of_ours(tmp_path: Path) -> None:
    edited_blank(tmp_path, Blank.DECISION, ("QUYẾT ĐỊNH:", "NAY QUYẾT ĐỊNH:"))
    made = lines(render_decision(samples.decision(), folder=tmp_path))
    assert "NAY QUYẾT ĐỊNH:" in made
    assert "Điều 2. Tiền thưởng được chi từ Quỹ thi đua, khen thưởng theo quy định." in made


def test_a_folder_without_the_blank_leaves_ours_in_use(tmp_path: Path) -> None:
    assert render_decision(samples.decision(), folder=tmp_path) == render_decision(samples.decision())


def test_an_unknown_placeholder_is_named_with_its_file(tmp_path: Path) -> None:
    edited_blank(tmp_path, Blank.DECISION, ("{{ tham_quyen }}", "{{ tham_quyenn }}"))
    told = _refusal(tmp_path)
    assert told.startswith("Biểu mẫu “quyet-dinh.docx”: không biết chỗ điền “{{ tham_quyenn }}”.")
    assert "tham_quyen," in told


def test_an_unknown_part_of_a_known_placeholder_is_named_too(tmp_path: Path) -> None:
    edited_blank(tmp_path, Blank.DECISION, ("{{ phu_luc.kem_theo }}", "{{ phu_luc.kemtheo }}"))
    assert "không biết chỗ điền “{{ kemtheo }}”" in _refusal(tmp_path)


def test_a_command_left_open_is_told_in_vietnamese(tmp_path: Path) -> None:
    edited_blank(tmp_path, Blank.DECISION, ("{{ tham_quyen }}", "{{ tham_quyen }"))
    assert "dấu ngoặc ở “{{ tham_quyen }” không đủ đôi" in _refusal(tmp_path)


def test_words_beside_a_line_command_are_told_and_not_lost(tmp_path: Path) -> None:
    edited_blank(tmp_path, Blank.DECISION, ("{%p if theo_de_nghi %}", "Xét {%p if theo_de_nghi %}"))
    assert "lệnh {%p … %} ở “Xét {%p if theo_de_nghi %}” phải đứng riêng một dòng" in _refusal(tmp_path)


def test_a_loop_without_end_is_told_in_vietnamese(tmp_path: Path) -> None:
    edited_blank(tmp_path, Blank.DECISION, ("{%p for can_cu in cac_can_cu %}", "{%p for can_cu in %}"))
    assert "lệnh viết sai" in _refusal(tmp_path)


def test_a_blank_that_would_lose_the_list_is_refused(tmp_path: Path) -> None:
    edited_blank(tmp_path, Blank.DECISION, ("{{ phu_luc.bang }}", ""))
    assert "thiếu chỗ điền “{{ phu_luc.bang }}”" in _refusal(tmp_path)


def test_a_blank_that_would_lose_the_signers_name_is_refused(tmp_path: Path) -> None:
    edited_blank(tmp_path, Blank.DECISION, ("{{ nguoi_ky }}", ""))
    assert "thiếu chỗ điền “{{ nguoi_ky }}”" in _refusal(tmp_path)


def test_a_table_needs_a_line_of_its_own(tmp_path: Path) -> None:
    edited_blank(tmp_path, Blank.DECISION, ("{{ phu_luc.bang }}", "Xem: {{ phu_luc.bang }}"))
    assert "phải đứng riêng một dòng" in _refusal(tmp_path)


def test_a_ruled_line_may_be_left_out(tmp_path: Path) -> None:
    edited_blank(tmp_path, Blank.DECISION, ("{{ ke_co_quan }}", ""))
    assert lines(render_decision(samples.decision(), folder=tmp_path)) == lines(render_decision(samples.decision()))


@pytest.mark.parametrize("content", [b"", b"not a Word file", b"PK\x03\x04 broken"])
def test_a_file_that_is_no_word_file_is_told(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "quyet-dinh.docx").write_bytes(content)
    assert _refusal(tmp_path) == (
        "Biểu mẫu “quyet-dinh.docx”: không mở được. Tệp phải là văn bản Word (.docx) không đặt mật khẩu; "
        "hãy lưu lại từ Word."
    )


def test_a_blank_cannot_reach_into_the_program(tmp_path: Path) -> None:
    edited_blank(tmp_path, Blank.DECISION, ("{{ tham_quyen }}", "{{ tham_quyen.__class__.__mro__ }}"))
    assert _refusal(tmp_path).startswith("Biểu mẫu “quyet-dinh.docx”: ")


def test_a_trial_of_the_folder_tells_every_fault_and_every_useless_file(tmp_path: Path) -> None:
    edited_blank(tmp_path, Blank.MINUTES)
    edited_blank(tmp_path, Blank.REPORT, ("{{ trich_yeu }}", "{{ trichyeu }}"))
    shutil.copy(find_blank(Blank.DECISION, on=None), tmp_path / "quyetdinh.docx")
    strange, unknown = faults(tmp_path)
    assert strange.startswith("Tệp “quyetdinh.docx” không được dùng")
    assert unknown.startswith("Biểu mẫu “bao-cao.docx”: không biết chỗ điền “{{ trichyeu }}”")


def test_our_own_blanks_pass_their_trial() -> None:
    assert faults(OWN / "nd-30-2020" / "2020-03-05") == ()


def test_the_newest_blank_in_force_on_the_day_is_used() -> None:
    assert find_blank(Blank.MINUTES, on=date(2024, 1, 5)).parent.name == "2020-03-05"


@pytest.mark.parametrize(
    "fields",
    [
        decision_fields(samples.decision(), Inserts()),
        submission_fields(samples.submission(), Inserts()),
        minutes_fields(samples.minutes(), Inserts()),
        report_fields(samples.report(), Inserts()),
        achievement_fields(samples.achievement(), Inserts()),
        letter_fields(samples.letter(), Inserts()),
        registration_fields(samples.registration(), Inserts()),
    ],
)
def test_every_placeholder_is_explained_to_the_officer(fields: Fields) -> None:
    recipe = (TOOLS.parent / "docs" / "recipes" / "replace-a-template.md").read_text()
    inner = {
        name
        for many in fields.values()
        if isinstance(many, list)
        for each in many
        if isinstance(each, dict)
        for name in each
    }
    assert sorted(name for name in {*fields, *inner} if f"`{name}`" not in recipe and f".{name}`" not in recipe) == []


def _made_by_script() -> ModuleType:
    sys.path.insert(0, str(TOOLS))
    try:
        spec = importlib.util.spec_from_file_location("make_blanks", TOOLS / "make_blanks.py")
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
    finally:
        sys.path.remove(str(TOOLS))
    return module


@pytest.mark.parametrize("kind", list(Blank))
def test_the_committed_blanks_are_what_the_script_makes(kind: Blank) -> None:
    made = _made_by_script().make(str(kind))
    with ZipFile(find_blank(kind, on=None)) as kept, ZipFile(BytesIO(made)) as fresh:
        assert {n: kept.read(n) for n in kept.namelist()} == {n: fresh.read(n) for n in fresh.namelist()}


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed here")
def test_libreoffice_opens_every_paper(tmp_path: Path) -> None:
    papers = {
        "decision": render_decision(samples.decision()),
        "submission": render_submission(samples.submission()),
        "minutes": render_minutes(samples.minutes()),
        "report": render_report(samples.report()),
        "achievement": render_achievement(samples.achievement()),
        "letter": render_letter(samples.letter()),
        "registration": render_registration(samples.registration()),
    }
    for name, content in papers.items():
        (tmp_path / f"{name}.docx").write_bytes(content)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    files = [str(tmp_path / f"{name}.docx") for name in papers]
    command = ["soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", str(tmp_path), *files]
    subprocess.run(command, check=True, capture_output=True, timeout=180)  # noqa: S603
    assert sorted(path.stem for path in tmp_path.glob("*.pdf")) == sorted(papers)
