"""From a paper's values to the placeholders of its blank (Vietnamese names without accents).

docs/recipes/replace-a-template.md lists the placeholders for officers; keep the two together.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from .checks import check_list
from .context import (
    Article,
    AwardList,
    DecisionPaper,
    Letterhead,
    MinutesPaper,
    Recipients,
    Registration,
    Signature,
    SubmissionPaper,
    YearReportPaper,
)
from .inserts import Inserts, RuleInsert, SectionInsert, TableInsert
from .rules import balanced
from .tables import NUMBER_COLUMN
from .text import clean, one_line, paragraphs, sentence_end
from .votes import request_table, session_fields, vote_fields
from .words import counted, day_in_full, in_words, roman, two_digits

Fields = dict[str, Any]
DOTS = "…" * 30
_PORTRAIT_WISH = 165.0  # millimetres between the margins of our blanks
_PAGE_WIDTH = 9300  # the same in twentieths of a point, a little less
_SECOND_LINE = ("TỈNH", "THÀNH PHỐ", "HUYỆN", "QUẬN", "THỊ XÃ", "KHU VỰC", "THI ĐUA")
_AWARD_NAME = ("“",)
_WIDE_PAGE = 14200
_ISSUER_WIDTH = 3900  # of the cell that names the issuing body, twentieths of a point


def decision_fields(paper: DecisionPaper, inserts: Inserts) -> Fields:
    cited = f"Quyết định số {_numbered(paper.registration)} {day_in_full(paper.registration.issued_on)}"
    proposer = clean(paper.proposed_by)
    return {
        **head(paper.letterhead, paper.registration, paper.title, inserts),
        **foot(paper.signature, paper.recipients),
        "tham_quyen": clean(paper.authority_line).upper(),
        "cac_can_cu": _bases(paper.legal_bases, last=";" if proposer else "."),
        "theo_de_nghi": sentence_end(_begins(proposer, "Theo đề nghị của "), ".") if proposer else "",
        "cac_dieu": _articles(paper.articles),
        "cac_phu_luc": annex_fields(paper.annexes, f"{cited} của {one_line(paper.letterhead.body)}", inserts),
    }


def submission_fields(paper: SubmissionPaper, inserts: Inserts) -> Fields:
    cited = f"Tờ trình số {_numbered(paper.registration)} {day_in_full(paper.registration.issued_on)}"
    appraisal = paper.appraisal
    return {
        **head(paper.letterhead, paper.registration, paper.title, inserts),
        **foot(paper.signature, paper.recipients, upward=True),
        **addressed(paper.addressees),
        "cac_can_cu": _bases(paper.legal_bases, last="."),
        "mo_dau": list(paragraphs(*paper.opening)),
        "bang_de_nghi": inserts.mark(TableInsert(request_table(paper.requests), name="bang_de_nghi")),
        "thanh_tich": list(paragraphs(*paper.achievements)) or [DOTS],
        "ket_qua_hoi_dong": clean(paper.council_note),
        "cac_bieu_quyet": vote_fields(paper.votes, inserts),
        "y_kien_lien_quan": list(paragraphs(*paper.opinions)) or [DOTS],
        "tham_dinh_doi_tuong": clean(appraisal.subjects) or DOTS,
        "tham_dinh_dieu_kien": clean(appraisal.conditions) or DOTS,
        "tham_dinh_tieu_chuan": clean(appraisal.standards) or DOTS,
        "tham_dinh_ho_so": clean(appraisal.dossier) or DOTS,
        "tham_dinh_thu_tuc": clean(appraisal.procedure) or DOTS,
        "ket_thuc": sentence_end(paper.closing, "./.") if paper.closing else "",
        "cac_phu_luc": annex_fields(paper.annexes, f"{cited} của {one_line(paper.letterhead.body)}", inserts),
    }


def minutes_fields(paper: MinutesPaper, inserts: Inserts) -> Fields:
    top = head(paper.letterhead, paper.registration, paper.title, inserts)
    del top["dia_danh_ngay"]  # minutes carry none, NĐ 30/2020 mẫu 1.9
    return {**top, **foot(paper.chair, paper.recipients), **session_fields(paper, inserts)}


def report_fields(paper: YearReportPaper, inserts: Inserts) -> Fields:
    cited = f"Báo cáo số {_numbered(paper.registration)} {day_in_full(paper.registration.issued_on)}"
    return {
        **head(paper.letterhead, paper.registration, paper.title, inserts),
        **foot(paper.signature, paper.recipients, upward=bool(paper.addressees)),
        **addressed(paper.addressees),
        "mo_dau": list(paragraphs(*paper.opening)),
        "cac_muc": [
            {
                "tieu_de": f"{roman(number)}. {clean(section.heading).upper()}",
                "cac_doan": list(paragraphs(*section.paragraphs)),
                "ten_bang": clean(section.caption),
                "bang": inserts.mark(TableInsert(section.table, name="muc.bang")) if section.table else "",
            }
            for number, section in enumerate(paper.sections, start=1)
        ],
        "ket_thuc": sentence_end(paper.closing, "./.") if paper.closing else "",
        "cac_phu_luc": annex_fields(paper.annexes, f"{cited} của {one_line(paper.letterhead.body)}", inserts),
    }


def head(letterhead: Letterhead, registration: Registration, title: str, inserts: Inserts) -> Fields:
    """Issuing body, number, place and day, subject, and the ruled lines under them."""
    body = _issuer(letterhead.body)
    subject = balanced(clean(title), size=14, available=_PAGE_WIDTH, before=_AWARD_NAME)
    return {
        "co_quan_chu_quan": _issuer(letterhead.parent),
        "co_quan": body,
        "ten_co_quan": one_line(letterhead.body),
        "so_ky_hieu": f"Số: {_numbered(registration)}",
        "dia_danh_ngay": f"{clean(letterhead.place)}, {day_in_full(registration.issued_on)}",
        "trich_yeu": subject,
        "ke_tieu_ngu": inserts.mark(RuleInsert("Độc lập - Tự do - Hạnh phúc", 13, 1.0)),
        "ke_co_quan": inserts.mark(RuleInsert(body, 12, 0.42)),
        "ke_trich_yeu": inserts.mark(RuleInsert(subject, 14, 0.4)),
    }


def head_without_number(letterhead: Letterhead, title: str, issued_on: date | None, inserts: Inserts) -> Fields:
    """The head of a paper that gets no number: a report signed by the one it is about."""
    top = head(letterhead, Registration(symbol="", issued_on=issued_on), title, inserts)
    del top["so_ky_hieu"]
    return top


def _issuer(name: str) -> str:
    """In capitals, on two lines where it is long: TỈNH VÍ DỤ below, as offices print it."""
    return balanced(clean(name).upper(), size=12, available=_ISSUER_WIDTH, before=_SECOND_LINE)


def _numbered(registration: Registration) -> str:
    number = two_digits(registration.number) if registration.number is not None else "      "
    return f"{number}/{clean(registration.symbol)}"


def foot(signature: Signature, recipients: Recipients, *, upward: bool = False) -> Fields:
    """Who signs and who receives; what goes ``upward`` names its addressees first ("Như trên")."""
    lines = [sentence_end(line, ";") for line in recipients.lines]
    return {
        "quyen_han": clean(signature.authority).upper(),
        "chuc_vu": clean(signature.title).upper(),
        "nguoi_ky": clean(signature.name),
        "noi_nhan": ["Như trên;", *lines] if upward else lines,
        "luu": sentence_end(f"Lưu: {clean(recipients.filed)}", "."),
    }


def addressed(addressees: tuple[str, ...]) -> Fields:
    """One addressee stands on the line of "Kính gửi", several below it (NĐ 30/2020, Phụ lục I, mục II.9)."""
    names = [clean(name) for name in addressees]
    several = [sentence_end(name, ";") for name in names[:-1]] + [sentence_end(name, ".") for name in names[-1:]]
    return {
        "kinh_gui": names[0] if len(names) == 1 else "",
        "kinh_gui_nhieu_noi": several if len(names) > 1 else [],
    }


def _bases(bases: tuple[str, ...], *, last: str) -> list[str]:
    lines = [_begins(clean(base), "Căn cứ ") for base in bases]
    return [sentence_end(line, ";") for line in lines[:-1]] + [sentence_end(line, last) for line in lines[-1:]]


def _begins(text: str, words: str) -> str:
    return text if text.casefold().startswith(words.strip().casefold()) else f"{words}{text}"


def _articles(articles: tuple[Article, ...]) -> list[Fields]:
    """The last words of the last article carry "./." as the decree's forms do."""
    out = []
    for number, article in enumerate(articles, start=1):
        texts = list(paragraphs(*article.paragraphs))
        if number == len(articles) and texts:
            texts[-1] = sentence_end(texts[-1], "./.")
        title = clean(article.title)
        opening = texts.pop(0) if texts and not title else ""
        out.append({"so": str(number), "tieu_de": title, "mo_dau": opening, "cac_doan": texts})
    return out


def annex_fields(annexes: tuple[AwardList, ...], cited: str, inserts: Inserts) -> list[Fields]:
    """Each list on pages of its own, cited with the paper it belongs to."""
    out = []
    for number, annex in enumerate(annexes, start=1):
        check_list(annex)
        landscape = _is_wide(annex) if annex.landscape is None else annex.landscape
        width = _WIDE_PAGE if landscape else _PAGE_WIDTH
        out.append(
            {
                "trang_moi": inserts.mark(SectionInsert(landscape, name="phu_luc.trang_moi")),
                "ten": f"Phụ lục {roman(number)}" if len(annexes) > 1 else "Phụ lục",
                "tieu_de": balanced(clean(annex.title).upper(), size=14, available=width, before=_AWARD_NAME),
                "kem_theo": f"(Kèm theo {cited})",
                "ke": inserts.mark(RuleInsert(cited, 13, 0.35, landscape=landscape)),
                "bang": inserts.mark(TableInsert(annex.table, landscape=landscape, name="phu_luc.bang")),
                "an_dinh": _count_line(annex),
            }
        )
    return out


def _is_wide(annex: AwardList) -> bool:
    columns = (NUMBER_COLUMN, *annex.table.columns) if annex.table.numbered else annex.table.columns
    return sum(column.width for column in columns) > _PORTRAIT_WISH


def _count_line(annex: AwardList) -> str:
    """How many stand in the list, in figures and in words, so that no name can be added later."""
    kinds = [(annex.persons, "cá nhân"), (annex.collectives, "tập thể")]
    counts = [(count, kind) for count, kind in kinds if count]
    if not counts:
        return ""
    figures = ", ".join(f"{counted(count)} {kind}" for count, kind in counts)
    spoken = ", ".join(f"{in_words(count)} {kind}" for count, kind in counts)
    return f"(Ấn định danh sách này có {figures}; bằng chữ: {spoken})./."
