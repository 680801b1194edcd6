"""One plainly invented paper of each kind: to try a blank with, and to show what a paper holds."""

from __future__ import annotations

from datetime import date, datetime

from .achievement import AchievementPaper, AchievementPart, AchievementSection, AchievementTable
from .context import (
    Appraisal,
    Article,
    AwardList,
    Column,
    CouncilMember,
    DecisionPaper,
    Group,
    Letterhead,
    MinutesPaper,
    Presence,
    Recipients,
    Registration,
    ReportSection,
    RequestLine,
    Signature,
    SubmissionPaper,
    Table,
    VoteResult,
    VoteTable,
    YearReportPaper,
)
from .letters import LetterPaper, RegistrationPaper

_OFFICE = Letterhead(parent="Viện KSND tối cao", body="Viện kiểm sát nhân dân tỉnh Ví Dụ", place="Ví Dụ")
_HEAD = Signature(title="Viện trưởng", name="Nguyễn Văn Mẫu")
_DEPUTY = Signature(authority="KT. Viện trưởng", title="Phó Viện trưởng", name="Trần Thị Thử")
_LAW = "Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022"
_DECREE = (
    "Nghị định số 98/2023/NĐ-CP ngày 31 tháng 12 năm 2023 của Chính phủ quy định chi tiết thi hành "
    "một số điều của Luật Thi đua, khen thưởng"
)
_RECOGNISED = (
    "Công nhận danh hiệu “Chiến sĩ thi đua cơ sở” cho 03 cá nhân và danh hiệu “Tập thể lao động tiên tiến” "
    "cho 02 tập thể thuộc Viện kiểm sát nhân dân tỉnh Ví Dụ năm 2023 (có danh sách kèm theo)."
)
_CARRIED_OUT = (
    "Chánh Văn phòng tổng hợp, thủ trưởng các đơn vị liên quan và các cá nhân, tập thể có tên trong danh sách "
    "chịu trách nhiệm thi hành Quyết định này."
)
_PEOPLE = (
    Group(
        name="Văn phòng tổng hợp",
        rows=[
            ("Ông Nguyễn Văn An", "Chánh Văn phòng", "Văn phòng tổng hợp", 1_490_000),
            ("Bà Trần Thị Bình", "Chuyên viên", "Văn phòng tổng hợp", 1_490_000),
        ],
    ),
    Group(
        name="Phòng Thực hành quyền công tố, kiểm sát điều tra án trật tự xã hội",
        rows=[("Ông Lê Văn Cường", "Kiểm sát viên trung cấp", "Phòng 2", 1_490_000)],
    ),
)


def person_list() -> AwardList:
    """Three persons in two units, with bonus money."""
    columns = (
        Column(header="Họ và tên", width=48),
        Column(header="Chức vụ", width=40),
        Column(header="Đơn vị", width=36),
        Column(header="Tiền thưởng (đồng)", width=28, kind="money"),
    )
    return AwardList(
        title="Danh sách cá nhân được công nhận danh hiệu “Chiến sĩ thi đua cơ sở” năm 2023",
        table=Table(columns=columns, groups=_PEOPLE, totals=True),
        persons=3,
    )


def collective_list() -> AwardList:
    """Two collectives on a page turned sideways."""
    columns = (
        Column(header="Tên tập thể", width=110),
        Column(header="Tóm tắt thành tích", width=110),
    )
    rows = [("Phòng 1", "Hoàn thành xuất sắc nhiệm vụ"), ("Phòng 2", "Hoàn thành tốt nhiệm vụ")]
    return AwardList(
        title="Danh sách tập thể đạt danh hiệu “Tập thể lao động tiên tiến” năm 2023",
        table=Table(columns=columns, groups=(Group(rows=rows),)),
        collectives=2,
    )


def decision() -> DecisionPaper:
    """A decision with a list of persons and one of collectives."""
    return DecisionPaper(
        letterhead=_OFFICE,
        registration=Registration(number=5, symbol="QĐ-VKS", issued_on=date(2024, 1, 5)),
        title="Về việc công nhận danh hiệu thi đua năm 2023",
        authority_line="Viện trưởng Viện kiểm sát nhân dân tỉnh Ví Dụ",
        legal_bases=(_LAW, _DECREE),
        proposed_by="Thường trực Hội đồng Thi đua - Khen thưởng Viện kiểm sát nhân dân tỉnh Ví Dụ",
        articles=(
            Article(paragraphs=(_RECOGNISED,)),
            Article(paragraphs=("Tiền thưởng được chi từ Quỹ thi đua, khen thưởng theo quy định.",)),
            Article(paragraphs=("Quyết định này có hiệu lực kể từ ngày ký.", _CARRIED_OUT)),
        ),
        signature=_HEAD,
        recipients=Recipients(lines=("Như Điều 3", "Phòng Thi đua - Khen thưởng, VKSND tối cao"), filed="VT, VP"),
        annexes=(person_list(), collective_list()),
    )


def submission() -> SubmissionPaper:
    """A submission to the sector's head with one vote."""
    return SubmissionPaper(
        letterhead=_OFFICE,
        registration=Registration(number=12, symbol="TTr-VKS", issued_on=date(2024, 2, 20)),
        addressees=("Viện trưởng Viện kiểm sát nhân dân tối cao",),
        title="Về việc đề nghị tặng danh hiệu “Chiến sĩ thi đua ngành Kiểm sát nhân dân” năm 2023",
        legal_bases=(_LAW, _DECREE),
        opening=("Viện kiểm sát nhân dân tỉnh Ví Dụ kính trình Viện trưởng xem xét, quyết định khen thưởng như sau:",),
        requests=(
            RequestLine(award="Chiến sĩ thi đua ngành Kiểm sát nhân dân", persons=1, clause="Điều 22 khoản 1"),
            RequestLine(award="Cờ thi đua ngành Kiểm sát nhân dân", collectives=1, clause="Điều 26"),
        ),
        achievements=("Cá nhân, tập thể được đề nghị đã hoàn thành xuất sắc nhiệm vụ năm 2023.",),
        votes=_votes(),
        council_note="Hội đồng Thi đua - Khen thưởng họp ngày 15 tháng 02 năm 2024, bỏ phiếu kín.",
        opinions=("Không có trường hợp phải lấy ý kiến.",),
        appraisal=Appraisal(
            subjects="Đúng đối tượng.", conditions="Đủ điều kiện.", standards="Đủ tiêu chuẩn.", dossier="Đủ hồ sơ."
        ),
        closing="Viện kiểm sát nhân dân tỉnh Ví Dụ kính trình Viện trưởng xem xét, quyết định",
        signature=_DEPUTY,
        recipients=Recipients(lines=("Lãnh đạo Viện",), filed="VT, VP"),
        annexes=(person_list(),),
    )


def _votes() -> tuple[VoteTable, ...]:
    results = (
        VoteResult(name="Bà Trần Thị Bình", unit="Văn phòng tổng hợp", members=13, votes_for=12, votes_against=1),
        VoteResult(name="Ông Lê Văn Cường", unit="Phòng 2", members=13, votes_for=9, votes_against=3, no_opinion=1),
    )
    return (
        VoteTable(
            award="Chiến sĩ thi đua ngành Kiểm sát nhân dân",
            results=results,
            pass_mark=90,
            cite="Nghị định số 98/2023/NĐ-CP, Điều 30 khoản 7",
        ),
    )


def minutes() -> MinutesPaper:
    """A session of thirteen members, one absent with a written opinion, one absent."""
    roles = ("Chủ tịch Hội đồng", "Phó Chủ tịch Hội đồng", *("Ủy viên",) * 10, "Ủy viên, Thư ký")
    members = tuple(
        CouncilMember(name=f"Thành viên {number}", role=role, post="Trưởng phòng")
        for number, role in enumerate(roles, start=1)
    )
    absent = (
        CouncilMember(name="Thành viên 11", role="Ủy viên", post="Trưởng phòng", presence=Presence.WRITTEN),
        CouncilMember(
            name="Thành viên 12", role="Ủy viên", post="Trưởng phòng", presence=Presence.ABSENT, note="Đi công tác"
        ),
    )
    return MinutesPaper(
        letterhead=Letterhead(parent="VKSND tỉnh Ví Dụ", body="Hội đồng Thi đua - Khen thưởng", place="Ví Dụ"),
        registration=Registration(number=2, symbol="BB-HĐTĐKT", issued_on=date(2024, 2, 15)),
        title="Họp xét danh hiệu thi đua, hình thức khen thưởng năm 2023",
        venue="Phòng họp tầng 3, trụ sở Viện kiểm sát nhân dân tỉnh Ví Dụ",
        started_at=datetime(2024, 2, 15, 8, 0),  # noqa: DTZ001  a wall clock time on paper
        ended_at=datetime(2024, 2, 15, 10, 45),  # noqa: DTZ001
        chair=Signature(title="Chủ tịch Hội đồng", name="Nguyễn Văn Mẫu"),
        secretary=Signature(title="Ủy viên, Thư ký Hội đồng", name="Phạm Thị Ghi"),
        members=(*members[:10], *absent, members[12]),
        proceedings=("Thư ký trình bày tóm tắt thành tích của các cá nhân được đề nghị. Hội đồng thảo luận.",),
        ballot_note="Hội đồng bỏ phiếu kín.",
        votes=_votes(),
        conclusions=("Hội đồng thống nhất đề nghị khen thưởng 01 cá nhân đạt tỷ lệ phiếu theo quy định.",),
        recipients=Recipients(lines=("Thành viên Hội đồng",), filed="VT, Hồ sơ"),
    )


def report() -> YearReportPaper:
    """A year report with a table of two-storey headings."""
    columns = (
        Column(header="Danh hiệu, hình thức", width=60),
        Column(header="Cấp quyết định", width=34, centred=True),
        Column(header="Cá nhân", width=16, kind="number", over="Đề nghị"),
        Column(header="Tập thể", width=16, kind="number", over="Đề nghị"),
        Column(header="Cá nhân", width=16, kind="number", over="Được tặng"),
        Column(header="Tập thể", width=16, kind="number", over="Được tặng"),
    )
    titles = Group(
        name="Danh hiệu thi đua",
        rows=[
            ("Lao động tiên tiến", "Viện trưởng VKSND tỉnh", 165, None, 163, None),
            ("Tập thể lao động tiên tiến", "Viện trưởng VKSND tỉnh", None, 15, None, 15),
        ],
    )
    forms = Group(name="Hình thức khen thưởng", rows=[("Bằng khen", "Viện trưởng VKSND tối cao", 4, 5, None, None)])
    return YearReportPaper(
        letterhead=_OFFICE,
        registration=Registration(symbol="BC-VKS"),
        addressees=("Viện trưởng Viện kiểm sát nhân dân tối cao", "Hội đồng Thi đua - Khen thưởng tỉnh Ví Dụ"),
        title="Công tác thi đua, khen thưởng năm 2023",
        opening=("Viện kiểm sát nhân dân tỉnh Ví Dụ báo cáo công tác thi đua, khen thưởng năm 2023 như sau:",),
        sections=(
            ReportSection(heading="Tình hình chung", paragraphs=("Phong trào thi đua được phát động từ đầu năm.",)),
            ReportSection(
                heading="Kết quả khen thưởng",
                table=Table(columns=columns, groups=(titles, forms), totals=True),
                caption="Tổng hợp danh hiệu thi đua, hình thức khen thưởng năm 2023",
            ),
        ),
        closing="Trên đây là báo cáo công tác thi đua, khen thưởng năm 2023",
        signature=_HEAD,
        recipients=Recipients(lines=("Lãnh đạo Viện",), filed="VT, VP"),
    )


def achievement() -> AchievementPaper:
    """A person's report: one section with a table, one with text, one still empty."""
    columns = (Column(header="Năm", width=15, centred=True), Column(header="Danh hiệu", width=60))
    titles = Table(columns=columns, groups=(Group(rows=[("2023", "Lao động tiên tiến")]),), numbered=False)
    return AchievementPaper(
        letterhead=_OFFICE,
        title="Đề nghị tặng danh hiệu Chiến sĩ thi đua cơ sở năm 2024",
        parts=(
            AchievementPart(
                number="I",
                heading="Thành tích đạt được",
                sections=(
                    AchievementSection(
                        heading="Nhiệm vụ được giao", paragraphs=("Kiểm sát án hình sự.\nTrực nghiệp vụ.",)
                    ),
                    AchievementSection(heading="Thành tích"),
                ),
            ),
            AchievementPart(
                number="II",
                heading="Các hình thức đã được khen thưởng",
                sections=(
                    AchievementSection(
                        heading="Danh hiệu", tables=(AchievementTable(caption="Danh hiệu thi đua", table=titles),)
                    ),
                ),
            ),
        ),
        reporter="Người báo cáo thành tích",
        name="Nguyễn Văn Mẫu",
        confirms="Thủ trưởng đơn vị xác nhận, đề nghị",
    )


def letter() -> LetterPaper:
    """A letter that asks the province's committee about three persons."""
    return LetterPaper(
        letterhead=_OFFICE,
        number="15/VKS-TĐKT",
        issued_on=date(2024, 2, 5),
        title="xin ý kiến về việc đề nghị khen thưởng năm 2023",
        addressees=("Ủy ban nhân dân tỉnh Ví Dụ",),
        paragraphs=(
            "Viện kiểm sát nhân dân tỉnh Ví Dụ đề nghị Ủy ban nhân dân tỉnh Ví Dụ cho ý kiến (có danh sách kèm theo).",
            "Văn bản trả lời gửi về Viện kiểm sát nhân dân tỉnh Ví Dụ chậm nhất ngày 20/02/2024.",
        ),
        signature=_DEPUTY,
        recipients=Recipients(filed="VT, VP"),
        annexes=(person_list(),),
    )


def registration() -> RegistrationPaper:
    """What an office registers for 2024."""
    columns = (
        Column(header="Danh hiệu, hình thức", width=90),
        Column(header="Cá nhân", width=25, kind="number"),
        Column(header="Tập thể", width=25, kind="number"),
    )
    rows = [("Chiến sĩ thi đua cơ sở", 3, None), ("Tập thể lao động tiên tiến", None, 2)]
    return RegistrationPaper(
        letterhead=_OFFICE,
        title="Danh hiệu thi đua, hình thức khen thưởng năm 2024",
        addressees=("Viện kiểm sát nhân dân tối cao",),
        opening=("Viện kiểm sát nhân dân tỉnh Ví Dụ đăng ký thi đua năm 2024 như sau:",),
        counts=Table(columns=columns, groups=(Group(rows=rows),), totals=True),
        closing="Trên đây là đăng ký thi đua năm 2024 của Viện kiểm sát nhân dân tỉnh Ví Dụ",
        signature=_HEAD,
        recipients=Recipients(filed="VT, VP"),
        annexes=(person_list(), collective_list()),
    )
