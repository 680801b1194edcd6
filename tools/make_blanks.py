"""Make the blanks of NĐ 30/2020 in tdkt/documents/blanks: `python tools/make_blanks.py`.

Run once after a change here and commit the files; a test compares them. Sizes, weights and places follow
Phụ lục I, mục V of the decree; the order of parts its mẫu 1.2 (decision), 1.4 (submission, report),
1.5 (letter), 1.9 (minutes) and 2.1 (annex). Officers edit the resulting files in Word, hence styles with
Vietnamese names.
"""

from __future__ import annotations

from pathlib import Path

from word_kit import Style, frame, package, para

TARGET = Path(__file__).resolve().parent.parent / "tdkt" / "documents" / "blanks" / "nd-30-2020" / "2020-03-05"
TEXT_WIDTH = 165.0

MOTTO_TOP = Style(name="Quốc hiệu", size=12, bold=True, align="center")
MOTTO = Style(name="Tiêu ngữ", size=13, bold=True, align="center")
PARENT = Style(name="Cơ quan chủ quản", size=12, align="center")
BODY = Style(name="Cơ quan ban hành", size=12, bold=True, align="center")
NUMBER = Style(name="Số, ký hiệu", size=13, align="center", before=6)
PLACE = Style(name="Địa danh, ngày tháng", size=13, italic=True, align="center", before=6)
RULE = Style(name="Kẻ ngang", size=2, align="center")
KIND = Style(name="Tên loại", bold=True, align="center", before=18, keep_next=True)
SUBJECT = Style(name="Trích yếu", bold=True, align="center")
LETTER_SUBJECT = Style(name="Trích yếu công văn", size=12, align="center", before=6)
AUTHORITY = Style(name="Thẩm quyền ban hành", bold=True, align="center", before=12, after=6)
RESOLVES = Style(name="Quyết định", bold=True, align="center", before=12, after=6, keep_next=True)
BASIS = Style(name="Căn cứ", italic=True, align="both", before=6, line=264, first=12.7)
TEXT = Style(name="Nội dung", align="both", before=6, line=264, first=12.7)
ARTICLE = Style(name="Điều", bold=True, align="both", before=6, line=264, first=12.7, keep_next=True)
HEADING = Style(name="Mục", bold=True, before=10, line=264, first=12.7, keep_next=True)
CLAUSE = Style(name="Khoản có tiêu đề", bold=True, before=6, line=264, first=12.7, keep_next=True)
CAPTION = Style(name="Tên bảng", size=13, bold=True, align="center", before=10, after=4, keep_next=True)
MARK = Style(name="Dẫn bảng", align="both", before=6, line=264, first=12.7, keep_next=True)
BEFORE = Style(name="Trước bảng", size=4, keep_next=True)
GAP = Style(name="Cách quãng", size=6)
BEFORE_SIGN = Style(name="Trước chữ ký", size=10, keep_next=True)
TO_ONE = Style(name="Kính gửi", align="center", before=10, after=6)
TO_MANY = Style(name="Kính gửi nhiều nơi", left=35, before=10)
TO_LINE = Style(name="Kính gửi - nơi", left=56, first=-3.5, before=2)
SIGN_TITLE = Style(name="Quyền hạn, chức vụ", bold=True, align="center", keep_next=True)
SIGN_NAME = Style(name="Họ tên người ký", bold=True, align="center", before=76)
COPIES = Style(name="Nơi nhận", size=12, bold=True, italic=True)
COPY = Style(name="Nơi nhận - dòng", size=11)
ANNEX = Style(name="Phụ lục", bold=True, align="center", keep_next=True)
ANNEX_TITLE = Style(name="Tên phụ lục", bold=True, align="center", keep_next=True)
ANNEX_OF = Style(name="Kèm theo", size=13, italic=True, align="center", keep_next=True)
COUNT = Style(name="Ấn định danh sách", size=13, italic=True, align="both", before=6, first=12.7)
CELL = Style(name="Bảng - nội dung", size=12, before=2, after=2)
CELL_HEAD = Style(name="Bảng - tiêu đề", size=12, bold=True, align="center", before=3, after=3)
CELL_GROUP = Style(name="Bảng - nhóm", size=12, bold=True, before=3, after=3, keep_next=True)
STYLES = tuple(value for value in list(globals().values()) if isinstance(value, Style))


def head(*, dated: bool = True, numbered: bool = True, subject: bool = False) -> str:
    """Motto at the right, issuing body at the left, number and date on one line below them; a letter's ``subject``
    under its number.
    """
    left = [
        para(PARENT, "{%p if co_quan_chu_quan %}"),
        para(PARENT, "{{ co_quan_chu_quan }}"),
        para(PARENT, "{%p endif %}"),
        para(BODY, "{{ co_quan }}"),
        para(RULE, "{{ ke_co_quan }}"),
    ]
    right = [
        para(MOTTO_TOP, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        para(MOTTO, "Độc lập - Tự do - Hạnh phúc"),
        para(RULE, "{{ ke_tieu_ngu }}"),
    ]
    date = para(PLACE, "{{ dia_danh_ngay }}") if dated else para(PLACE)
    number = para(NUMBER, "{{ so_ky_hieu }}") if numbered else para(NUMBER)
    number += para(LETTER_SUBJECT, "{{ trich_yeu }}") if subject else ""
    return frame((70, 95), ("".join(left), "".join(right)), (number, date))


def named(kind: str) -> str:
    return para(KIND, kind) + para(SUBJECT, "{{ trich_yeu }}") + para(RULE, "{{ ke_trich_yeu }}")


def addressed() -> str:
    return "".join(
        (
            when("kinh_gui", para(TO_ONE, "Kính gửi: {{ kinh_gui }}")),
            when("kinh_gui_nhieu_noi", para(TO_MANY, "Kính gửi:")),
            each("noi", "kinh_gui_nhieu_noi", para(TO_LINE, "- {{ noi }}")),
        )
    )


def each(name: str, many: str, inner: str) -> str:
    return para(TEXT, f"{{%p for {name} in {many} %}}") + inner + para(TEXT, "{%p endfor %}")


def when(condition: str, inner: str, otherwise: str = "") -> str:
    middle = para(TEXT, "{%p else %}") + otherwise if otherwise else ""
    return para(TEXT, f"{{%p if {condition} %}}") + inner + middle + para(TEXT, "{%p endif %}")


def copies() -> str:
    return para(COPIES, "Nơi nhận:") + each("noi", "noi_nhan", para(COPY, "- {{ noi }}")) + para(COPY, "- {{ luu }}")


def foot() -> str:
    """Recipients at the left, post and name of the signer at the right, never on two pages."""
    signature = (
        when("quyen_han", para(SIGN_TITLE, "{{ quyen_han }}"))
        + para(SIGN_TITLE, "{{ chuc_vu }}")
        + para(SIGN_NAME, "{{ nguoi_ky }}")
    )
    return para(BEFORE_SIGN) + frame((75, 90), (copies(), signature)) + para(GAP)


def annexes() -> str:
    inner = "".join(
        (
            para(TEXT, "{{ phu_luc.trang_moi }}"),
            para(ANNEX, "{{ phu_luc.ten }}"),
            para(ANNEX_TITLE, "{{ phu_luc.tieu_de }}"),
            para(ANNEX_OF, "{{ phu_luc.kem_theo }}"),
            para(RULE, "{{ phu_luc.ke }}"),
            para(BEFORE),
            para(TEXT, "{{ phu_luc.bang }}"),
            when("phu_luc.an_dinh", para(COUNT, "{{ phu_luc.an_dinh }}"), para(GAP)),
        )
    )
    return each("phu_luc", "cac_phu_luc", inner)


def achievement() -> str:
    """No number: the one it is about signs at the right, the head at the left, the submitting level below."""
    table = when("bang.ten", para(CAPTION, "{{ bang.ten }}")) + para(BEFORE) + para(TEXT, "{{ bang.bang }}") + para(GAP)
    section = (
        when("muc.tieu_de", para(CLAUSE, "{{ muc.tieu_de }}"))
        + each("doan", "muc.mo_dau", para(TEXT, "{{ doan }}"))
        + each("bang", "muc.cac_bang", table)
        + each("doan", "muc.cac_doan", para(TEXT, "{{ doan }}"))
    )
    reporter = para(SIGN_TITLE, "{{ chuc_danh_bao_cao }}") + para(SIGN_NAME, "{{ nguoi_bao_cao }}")
    head_of_unit = when("don_vi_xac_nhan", para(SIGN_TITLE, "{{ don_vi_xac_nhan }}")) + para(SIGN_NAME)
    return "".join(
        (
            head(numbered=False),
            named("BÁO CÁO THÀNH TÍCH"),
            each("phan", "cac_phan", para(HEADING, "{{ phan.tieu_de }}") + each("muc", "phan.cac_muc", section)),
            para(BEFORE_SIGN),
            frame((82, 83), (head_of_unit, reporter)),
            para(BEFORE_SIGN),
            frame((165,), (para(SIGN_TITLE, "XÁC NHẬN CỦA CẤP TRÌNH KHEN THƯỞNG") + para(SIGN_NAME),)),
            para(GAP),
        )
    )


def votes() -> str:
    inner = (
        para(CAPTION, "{{ bieu_quyet.danh_hieu }}")
        + when("bieu_quyet.muc_dat", para(MARK, "{{ bieu_quyet.muc_dat }}"))
        + para(BEFORE)
        + para(TEXT, "{{ bieu_quyet.bang }}")
    )
    return each("bieu_quyet", "cac_bieu_quyet", inner)


def decision() -> str:
    article = when(
        "dieu.tieu_de",
        para(ARTICLE, "Điều {{ dieu.so }}. {{ dieu.tieu_de }}"),
        para(TEXT, "**Điều {{ dieu.so }}.** {{ dieu.mo_dau }}"),
    ) + each("doan", "dieu.cac_doan", para(TEXT, "{{ doan }}"))
    return "".join(
        (
            head(),
            named("QUYẾT ĐỊNH"),
            para(AUTHORITY, "{{ tham_quyen }}"),
            each("can_cu", "cac_can_cu", para(BASIS, "{{ can_cu }}")),
            when("theo_de_nghi", para(BASIS, "{{ theo_de_nghi }}")),
            para(RESOLVES, "QUYẾT ĐỊNH:"),
            each("dieu", "cac_dieu", article),
            foot(),
            annexes(),
        )
    )


def submission() -> str:
    appraisal = (
        ("1. Về đối tượng", "tham_dinh_doi_tuong"),
        ("2. Về điều kiện", "tham_dinh_dieu_kien"),
        ("3. Về tiêu chuẩn", "tham_dinh_tieu_chuan"),
        ("4. Về hồ sơ", "tham_dinh_ho_so"),
        ("5. Về thủ tục", "tham_dinh_thu_tuc"),
    )
    return "".join(
        (
            head(),
            named("TỜ TRÌNH"),
            addressed(),
            each("can_cu", "cac_can_cu", para(BASIS, "{{ can_cu }}")),
            each("doan", "mo_dau", para(TEXT, "{{ doan }}")),
            para(HEADING, "I. NỘI DUNG, HÌNH THỨC, THÀNH TÍCH ĐỀ NGHỊ"),
            para(CLAUSE, "1. Danh hiệu, hình thức và số lượng đề nghị"),
            para(BEFORE),
            para(TEXT, "{{ bang_de_nghi }}"),
            para(CLAUSE, "2. Thành tích"),
            each("doan", "thanh_tich", para(TEXT, "{{ doan }}")),
            para(HEADING, "II. KẾT QUẢ XÉT CỦA HỘI ĐỒNG THI ĐUA - KHEN THƯỞNG"),
            when("ket_qua_hoi_dong", para(TEXT, "{{ ket_qua_hoi_dong }}")),
            votes(),
            para(HEADING, "III. Ý KIẾN CỦA CƠ QUAN, ĐỊA PHƯƠNG LIÊN QUAN"),
            each("doan", "y_kien_lien_quan", para(TEXT, "{{ doan }}")),
            para(HEADING, "IV. Ý KIẾN THẨM ĐỊNH"),
            *(para(CLAUSE, title) + para(TEXT, f"{{{{ {name} }}}}") for title, name in appraisal),
            when("ket_thuc", para(TEXT, "{{ ket_thuc }}")),
            foot(),
            annexes(),
        )
    )


def minutes() -> str:
    titles = (para(SIGN_TITLE, "THƯ KÝ"), para(SIGN_TITLE, "CHỦ TỌA") + para(SIGN_TITLE, "{{ chuc_danh_chu_tri }}"))
    names = (para(SIGN_NAME, "{{ ten_thu_ky }}"), para(SIGN_NAME, "{{ ten_chu_tri }}"))
    return "".join(
        (
            head(dated=False),
            named("BIÊN BẢN"),
            para(TEXT, "**Thời gian bắt đầu:** {{ bat_dau }}"),
            para(TEXT, "**Địa điểm:** {{ dia_diem }}"),
            para(TEXT, "**Thành phần tham dự:** {{ tong_hop_tham_du }}"),
            para(BEFORE),
            para(TEXT, "{{ bang_thanh_vien }}"),
            when("khach_moi", para(TEXT, "**Đại biểu mời dự:** {{ khach_moi }}")),
            para(TEXT, "**Chủ trì (chủ tọa):** {{ chu_tri }}"),
            para(TEXT, "**Thư ký (người ghi biên bản):** {{ thu_ky }}"),
            para(HEADING, "I. NỘI DUNG"),
            each("doan", "dien_bien", para(TEXT, "{{ doan }}")),
            para(HEADING, "II. KẾT QUẢ BIỂU QUYẾT"),
            when("cach_bieu_quyet", para(TEXT, "{{ cach_bieu_quyet }}")),
            votes(),
            para(HEADING, "III. KẾT LUẬN"),
            each("doan", "ket_luan", para(TEXT, "{{ doan }}")),
            para(TEXT, "Cuộc họp kết thúc vào {{ ket_thuc_luc }}./."),
            para(BEFORE_SIGN),
            frame((75, 90), titles, names),
            para(GAP),
            copies(),
        )
    )


def report() -> str:
    section = (
        para(HEADING, "{{ muc.tieu_de }}")
        + each("doan", "muc.cac_doan", para(TEXT, "{{ doan }}"))
        + when("muc.ten_bang", para(CAPTION, "{{ muc.ten_bang }}"))
        + when("muc.bang", para(BEFORE) + para(TEXT, "{{ muc.bang }}"))
    )
    return "".join(
        (
            head(),
            named("BÁO CÁO"),
            addressed(),
            each("doan", "mo_dau", para(TEXT, "{{ doan }}")),
            each("muc", "cac_muc", section),
            when("ket_thuc", para(TEXT, "{{ ket_thuc }}")),
            foot(),
            annexes(),
        )
    )


def letter() -> str:
    """Mẫu 1.5: no name of kind."""
    return "".join(
        (head(subject=True), addressed(), each("doan", "cac_doan", para(TEXT, "{{ doan }}")), foot(), annexes())
    )


def registration() -> str:
    """A unit's list of the year: no number, the counts in the paper, the names in its annexes."""
    return "".join(
        (
            head(numbered=False),
            named("BẢN ĐĂNG KÝ THI ĐUA"),
            addressed(),
            each("doan", "mo_dau", para(TEXT, "{{ doan }}")),
            para(BEFORE),
            para(TEXT, "{{ bang_tong_hop }}"),
            when("ket_thuc", para(TEXT, "{{ ket_thuc }}")),
            foot(),
            annexes(),
        )
    )


BLANKS = {
    "quyet-dinh": ("Quyết định khen thưởng", decision),
    "to-trinh": ("Tờ trình đề nghị khen thưởng", submission),
    "bien-ban": ("Biên bản họp Hội đồng Thi đua - Khen thưởng", minutes),
    "bao-cao": ("Báo cáo công tác thi đua, khen thưởng", report),
    "bao-cao-thanh-tich": ("Báo cáo thành tích", achievement),
    "cong-van": ("Công văn lấy ý kiến", letter),
    "dang-ky-thi-dua": ("Bản đăng ký thi đua", registration),
}


def make(name: str) -> bytes:
    """One blank as a Word file."""
    title, build = BLANKS[name]
    return package(title, build(), STYLES)


if __name__ == "__main__":
    TARGET.mkdir(parents=True, exist_ok=True)
    for blank in BLANKS:
        (TARGET / f"{blank}.docx").write_bytes(make(blank))
        print(f"{TARGET / blank}.docx")
