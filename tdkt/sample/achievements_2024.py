"""Reports of the open round of 2024: one finished, one half written with two texts that met, one just begun.

The figures about the province are those of the press article on 2023; everything else says that it is made up.
"""

import datetime as dt

from django.db.models import QuerySet

from tdkt.accounts.models import User
from tdkt.achievements.domain.finish import finish_report
from tdkt.achievements.domain.open_report import open_report
from tdkt.achievements.domain.save_section import save_section
from tdkt.achievements.models import AchievementReport, ReportSection
from tdkt.dossiers.models import Nomination
from tdkt.dossiers.states import OPEN_TO_SENDER
from tdkt.sample.cast import DISTRICT, PERSONAL
from tdkt.sample.world import HOME, SAMPLE, World, moment

OFFICER = "can-bo-sonduong"
YOUNG = "P-TUYENQUANG-P11"

COLLECTIVE = {
    "dac-diem": (
        "Đơn vị có lãnh đạo Viện và các kiểm sát viên, chuyên viên; số công chức lấy từ sổ ở bảng trên.\n"
        f"Thuận lợi: đoàn kết nội bộ tốt. Khó khăn: địa bàn rộng, nhiều xã vùng cao {SAMPLE}."
    ),
    "chuc-nang": (
        "Thực hành quyền công tố và kiểm sát hoạt động tư pháp trên địa bàn huyện theo Luật Tổ chức Viện kiểm sát "
        f"nhân dân {SAMPLE}."
    ),
    "ket-qua": (
        f"Các khâu công tác đều đạt và vượt chỉ tiêu, kế hoạch được giao trong năm 2024 {SAMPLE}.\n"
        "Năm 2023, ngành Kiểm sát tỉnh Tuyên Quang có 163 cá nhân đạt Lao động tiên tiến, 19 cá nhân được công nhận "
        "Chiến sĩ thi đua cơ sở, 15 đơn vị đạt Tập thể lao động tiên tiến; đơn vị lấy đó làm mức so sánh."
    ),
    "bien-phap": (
        f"Bám sát chỉ thị công tác của Ngành và kế hoạch của Viện kiểm sát nhân dân tỉnh; giao chỉ tiêu tới từng "
        f"người, kiểm điểm hằng tháng {SAMPLE}."
    ),
    "chap-hanh": (
        "Không có đơn thư khiếu nại, tố cáo về công tác tổ chức cán bộ phải xem xét giải quyết; không có cán bộ, đảng "
        f"viên vi phạm nghiệp vụ phải xử lý kỷ luật {SAMPLE}."
    ),
}
DUTIES = f"Kiểm sát viên, trực tiếp thực hành quyền công tố và kiểm sát giải quyết án hình sự {SAMPLE}."
HIS = (
    f"Năm 2024 tôi hoàn thành các việc được giao đúng hạn {SAMPLE}.\n"
    f"Tham gia đầy đủ phong trào thi đua của đơn vị {SAMPLE}."
)
HERS = f"Trong năm, đồng chí hoàn thành tốt nhiệm vụ, không có việc quá hạn {SAMPLE}."


def build_achievements(world: World) -> None:
    """The reports; a line that another part of the sample has sent meanwhile is left alone."""
    _collective(world)
    _personal(world)
    _begun(world)


def _collective(world: World) -> None:
    officer = world.user(OFFICER)
    line = _lines(DISTRICT).filter(unit=world.units[DISTRICT], code="TTLDTT").first()
    if line is None:
        return
    report = open_report(nomination=line, actor=officer, now=moment(2024, 11, 14))
    for hour, (key, text) in enumerate(COLLECTIVE.items(), start=9):
        _save(report, key, text, officer, moment(2024, 11, 14, hour))
    finish_report(report=report, actor=officer, now=moment(2024, 11, 15))


def _personal(world: World) -> None:
    """He and the officer write the same section: both texts are kept and wait for a choice."""
    himself, officer = world.user(PERSONAL), world.user(OFFICER)
    line = _lines(DISTRICT).filter(person=himself.person_id).order_by("pk").first()
    if line is None:
        return
    report = open_report(nomination=line, actor=himself, now=moment(2024, 11, 18))
    _save(report, "nhiem-vu", DUTIES, himself, moment(2024, 11, 18))
    page = ReportSection.objects.get(report=report, key="ket-qua")
    _save(report, "ket-qua", HIS, himself, moment(2024, 11, 18, 10))
    save_section(section=page, version=page.version, text=HERS, actor=officer, now=moment(2024, 11, 18, 11))


def _begun(world: World) -> None:
    line = _lines(YOUNG).filter(person__isnull=False).order_by("-code", "pk").first()
    if line is not None:
        actor = world.user("can-bo-tq")
        report = open_report(nomination=line, actor=actor, now=moment(2024, 11, 19))
        _save(report, "nhiem-vu", DUTIES, actor, moment(2024, 11, 19))


def _lines(unit: str) -> QuerySet[Nomination]:
    open_to_sender = Nomination.objects.filter(state__in=OPEN_TO_SENDER, round__year=2024, round__unit__code=HOME)
    return open_to_sender.filter(unit_list__unit__code=unit).select_related("round")


def _save(report: AchievementReport, key: str, text: str, actor: User, now: dt.datetime) -> None:
    section = ReportSection.objects.get(report=report, key=key)
    save_section(section=section, version=section.version, text=text, actor=actor, now=now)
