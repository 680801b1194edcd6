"""Movements of 2023 on both tracks: themes and directives as the articles give them, who answered is invented.

Real: the theme of 2023 with its three papers (Khối 2's article; the guide of 2023), the theme of 2024, the names of the
long movements. Numbers that end in ``M`` and every day that is not on a real paper are the sample's own.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tdkt.accounts.models import User
from tdkt.clusters.models import Cluster
from tdkt.movements.domain.awards import may_be_tied, tie_awards
from tdkt.movements.domain.launch import draft_movement, launch_movement
from tdkt.movements.domain.papers import acknowledge_paper, add_paper
from tdkt.movements.domain.review import review_movement
from tdkt.movements.domain.roll_over import roll_over
from tdkt.movements.models import Movement, MovementKind, PaperKind, ReviewKind, Scope, Track
from tdkt.sample.cast import CENTRE
from tdkt.sample.world import HOME, SAMPLE, World, moment
from tdkt.units.models import Unit

THEME_2023 = "Đoàn kết, gương mẫu, trách nhiệm, vượt khó, hoàn thành xuất sắc nhiệm vụ năm 2023"
THEME_2024 = "Đoàn kết, đổi mới, vượt khó, hoàn thành xuất sắc nhiệm vụ năm 2024"
BY_HIS_WORDS = (
    "Ngành Kiểm sát nhân dân thi đua rèn luyện theo lời dạy của Chủ tịch Hồ Chí Minh “Công minh – Chính trực – Khách "
    "quan – Thận trọng – Khiêm tốn” gắn với phong trào thi đua “Cán bộ, công chức, viên chức ngành KSND thi đua thực "
    "hiện văn hóa công sở” giai đoạn 2019 – 2025"
)
FIVE_YEARS = (
    "Thực hiện thắng lợi nhiệm vụ phát triển kinh tế - xã hội hằng năm và kế hoạch 05 năm (2021 – 2025) theo "
    "Nghị quyết Đại hội Đại biểu toàn quốc lần thứ XIII của Đảng"
)
FOR_THE_POOR = "Vì người nghèo - Không để ai bị bỏ lại phía sau, giai đoạn 2021-2025"
OF_THE_PROVINCE = "Phong trào thi đua yêu nước năm 2023 do UBND tỉnh Tuyên Quang phát động"
PACT = f"Giao ước thi đua của Cụm thi đua cấp huyện năm 2023 {SAMPLE}"
YEAR = (dt.date(2023, 1, 1), dt.date(2023, 12, 31))
PROSECUTOR_GENERAL = "Viện trưởng VKSND tối cao"
DIRECTIVE = (PaperKind.DIRECTIVE, "02/CT-VKSTC", dt.date(2022, 12, 27), PROSECUTOR_GENERAL)
PAPERS_2023 = (
    DIRECTIVE,
    (PaperKind.DIRECTIVE, "01/CT-VKSTC", dt.date(2022, 12, 2), PROSECUTOR_GENERAL),
    (PaperKind.GUIDE, "04/HD-VKSTC", dt.date(2023, 1, 4), "VKSND tối cao"),
)
ANSWERED_AT_HOME = (
    "P-TUYENQUANG-VP", "P-TUYENQUANG-P1", "P-TUYENQUANG-P2", "P-TUYENQUANG-P8", "P-TUYENQUANG-P9", "P-TUYENQUANG-TCCB",
    "H-TUYENQUANG-SONDUONG", "H-TUYENQUANG-CHIEMHOA", "H-TUYENQUANG-TUYENQUANG", "H-TUYENQUANG-YENSON",
    "H-TUYENQUANG-HAMYEN",
)  # fmt: skip
DRAFTING_AT_HOME = "H-TUYENQUANG-NAHANG"
"""Eleven of fifteen have answered in 2023, one never launched its draft, three have nothing: invented."""


@dataclass(frozen=True)
class Desk:
    """Who writes, and the sample he writes in."""

    world: World
    actor: User

    def open(self, unit: Unit, theme: str, days: tuple[dt.date, dt.date], now: dt.datetime, **more: Any) -> Movement:
        """Draft a movement."""
        return draft_movement(
            actor=self.actor, now=now, unit=unit, theme=theme, start_on=days[0], end_on=days[1], **more
        )

    def launch(self, movement: Movement, now: dt.datetime, *papers: tuple[str, str, dt.date, str]) -> Movement:
        """Write down its papers and launch it."""
        for kind, number, issued_on, issuer in papers:
            add_paper(
                actor=self.actor, now=now, movement=movement, kind=kind, number=number, issued_on=issued_on,
                issuer_name=issuer,
            )  # fmt: skip
        launch_movement(actor=self.actor, now=now, movement=movement)
        return movement

    def answer(self, upper: Movement, unit: Unit, number: str, on: dt.date) -> Movement:
        """A unit's own plan under a movement, with an invented number."""
        now = moment(on.year, on.month, on.day)
        plan = self.open(unit, upper.theme, (upper.start_on, upper.end_on), now, parent=upper, kind=upper.kind)
        return self.launch(plan, now, (PaperKind.PLAN, number, on, f"{unit.label} {SAMPLE}"))

    def make_known(self, movement: Movement, units: Sequence[Unit], now: dt.datetime, how: str) -> None:
        """The units make every paper known."""
        for paper in movement.papers.all():
            for unit in units:
                acknowledge_paper(actor=self.actor, now=now, paper=paper, unit=unit, how=how)

    def review(self, movement: Movement, kind: str, on: dt.date, people: int, met: int = 0, total: int = 0) -> None:
        """Half-time or final review; figures invented."""
        review_movement(
            actor=self.actor, now=moment(on.year, on.month, on.day, 16), movement=movement, kind=kind, held_on=on,
            people_taking_part=people, targets_total=total, targets_met=met, role_models=1 if met == total > 0 else 0,
            summary=f"Hoàn thành các chỉ tiêu đã đăng ký {SAMPLE}.",
        )  # fmt: skip


def build_movements(world: World) -> None:
    """The year of the sector, and Tuyên Quang's two tracks."""
    centre = Desk(world, world.user("tham-dinh-tw"))
    year = _sector_year(centre)
    home = _home_year(world, year)
    _long_ones(centre)
    _province_track(world)
    _of_the_districts(world)
    _son_la(world, year)
    _close(centre, year, home)


def _sector_year(centre: Desk) -> Movement:
    """The sector's movement of 2023, answered by every unit of the first level that stood then."""
    top = centre.world.units[CENTRE]
    year = centre.open(
        top, THEME_2023, YEAR, moment(2022, 12, 28), scope=Scope.SECTOR, response_due_on=dt.date(2023, 2, 15)
    )
    centre.launch(year, moment(2023, 1, 4, 14), *PAPERS_2023)
    below = list(Unit.objects.filter(parent=top).alive_on(YEAR[1]).order_by("sort_key", "pk"))
    for place, unit in enumerate(below):
        if unit.code not in {HOME, "VKS-SONLA"}:
            centre.answer(year, unit, f"{place + 1}M/KH", dt.date(2023, 1, 9) + dt.timedelta(days=place % 5))
    centre.make_known(year, [unit for unit in below if unit.code != HOME], moment(2023, 1, 16), "")
    return year


def _home_year(world: World, year: Movement) -> Movement:
    """Tuyên Quang answers with its own plan; its offices and districts answer that."""
    head, officer = Desk(world, world.user("vien-truong-tq")), Desk(world, world.user("can-bo-tq"))
    home = world.units[HOME]
    plan = officer.open(home, year.theme, YEAR, moment(2023, 1, 9), parent=year, response_due_on=dt.date(2023, 2, 10))
    head.launch(plan, moment(2023, 1, 12), (PaperKind.PLAN, "05M/KH-VKS-TQ", dt.date(2023, 1, 12), f"{home} {SAMPLE}"))
    officer.make_known(year, [home], moment(2023, 1, 13), "Hội nghị triển khai công tác năm 2023")
    for place, code in enumerate(ANSWERED_AT_HOME):
        on = dt.date(2023, 1, 30) + dt.timedelta(days=place % 5)
        officer.answer(plan, world.units[code], f"{place + 1}M/KH", on)
        officer.make_known(plan, [world.units[code]], moment(2023, 2, 6), "Họp đơn vị")
    late = world.units[DRAFTING_AT_HOME]
    officer.open(late, year.theme, YEAR, moment(2023, 2, 20), parent=plan)
    officer.make_known(plan, [late], moment(2023, 2, 20), "Gửi văn bản")
    return plan


def _long_ones(centre: Desk) -> None:
    """Movements of several years: seven years of the sector's own, five of the nation's; Tuyên Quang is in both."""
    world, top, home = centre.world, centre.world.units[CENTRE], centre.world.units[HOME]
    ours = centre.open(
        top, BY_HIS_WORDS, (dt.date(2019, 1, 1), dt.date(2025, 12, 31)), moment(2019, 1, 15), scope=Scope.SECTOR,
        kind=MovementKind.THEMATIC,
    )  # fmt: skip
    issuer = f"VKSND tối cao {SAMPLE}"
    centre.launch(ours, moment(2019, 1, 15), (PaperKind.PLAN, "11M/KH-VKSTC", dt.date(2019, 1, 15), issuer))
    for place, theme in enumerate((FIVE_YEARS, FOR_THE_POOR)):
        nation = centre.open(
            top, theme, (dt.date(2021, 1, 1), dt.date(2025, 12, 31)), moment(2021, 3, 1), scope=Scope.NATION,
            track=Track.NATIONAL, kind=MovementKind.THEMATIC,
        )  # fmt: skip
        paper = (PaperKind.PLAN, f"{place + 21}M/KH-VKSTC", dt.date(2021, 3, 1), issuer)
        centre.launch(nation, moment(2021, 3, 1), paper)
    officer = Desk(world, world.user("can-bo-tq"))
    plan = officer.answer(ours, home, "19M/KH-VKS-TQ", dt.date(2019, 2, 18))
    for place, code in enumerate(ANSWERED_AT_HOME[:5]):
        officer.answer(plan, world.units[code], f"{place + 31}M/KH", dt.date(2019, 3, 4))


def _province_track(world: World) -> None:
    """What the province's People's Committee launched; the article names neither movement nor paper."""
    officer = Desk(world, world.user("can-bo-tq"))
    home = world.units[HOME]
    movement = officer.open(
        home, OF_THE_PROVINCE, YEAR, moment(2023, 2, 1), track=Track.PROVINCE, scope=Scope.LOCALITY,
        launcher_name="UBND tỉnh Tuyên Quang", response_due_on=dt.date(2023, 3, 10),
    )  # fmt: skip
    officer.launch(
        movement, moment(2023, 2, 3), (PaperKind.PLAN, "09M/KH-VKS-TQ", dt.date(2023, 2, 3), f"{home} {SAMPLE}")
    )
    for place, code in enumerate(ANSWERED_AT_HOME[:9]):
        officer.answer(movement, world.units[code], f"{place + 41}M/KH", dt.date(2023, 2, 20))
    officer.review(movement, ReviewKind.HALF, dt.date(2023, 7, 5), len(world.staff[HOME]))
    officer.review(movement, ReviewKind.FINAL, dt.date(2023, 12, 5), len(world.staff[HOME]))


def _of_the_districts(world: World) -> None:
    """The pact of the districts' cluster, asked of its members only; five of seven have signed, all invented."""
    officer = Desk(world, world.user("can-bo-tq"))
    cluster = Cluster.objects.get(year=2023, name="Cụm thi đua cấp huyện")
    pact = officer.open(
        world.units[HOME], PACT, (dt.date(2023, 3, 20), YEAR[1]), moment(2023, 3, 16), scope=Scope.CLUSTER,
        circle=cluster.pk, response_due_on=dt.date(2023, 4, 14),
    )  # fmt: skip
    officer.launch(
        pact, moment(2023, 3, 17), (PaperKind.PLAN, "21M/KH-VKS-TQ", dt.date(2023, 3, 17), f"VKSND tỉnh {SAMPLE}")
    )
    for place, code in enumerate(code for code in ANSWERED_AT_HOME if code.startswith("H-")):
        officer.answer(pact, world.units[code], f"{place + 61}M/KH", dt.date(2023, 4, 5))


def _son_la(world: World, year: Movement) -> None:
    """Sơn La answers, makes the papers known, reviews; awards “in the movements of the sector” know their movement."""
    desk, home = Desk(world, world.user("can-bo-sonla")), world.units["VKS-SONLA"]
    plan = desk.answer(year, home, "04M/KH-VKS-SL", dt.date(2023, 1, 13))
    poor = Movement.objects.get(theme=FOR_THE_POOR)
    desk.answer(poor, home, "18M/KH-VKS-SL", dt.date(2021, 4, 5))
    desk.review(plan, ReviewKind.HALF, dt.date(2023, 7, 7), 95)
    desk.review(plan, ReviewKind.FINAL, dt.date(2023, 11, 28), 95)
    awards = list(may_be_tied(plan).order_by("pk"))
    tie_awards(actor=desk.actor, now=moment(2024, 1, 12), movement=plan, awards=awards)


def _close(centre: Desk, year: Movement, home: Movement) -> None:
    """Reviews from below upward; the sector's movement goes over into 2024, whose directive no source gives."""
    world = centre.world
    head = Desk(world, world.user("vien-truong-tq"))
    for place, plan in enumerate(home.responses.exclude(state="draft").order_by("pk")):
        people = len(world.staff[plan.unit.code])
        head.review(plan, ReviewKind.HALF, dt.date(2023, 7, 3), people, 5, 10)
        if place < 9:
            head.review(plan, ReviewKind.FINAL, dt.date(2023, 11, 20), people, 10 - (place % 3 == 2), 10)
    head.review(home, ReviewKind.HALF, dt.date(2023, 7, 12), len(world.staff[HOME]), 6, 12)
    head.review(home, ReviewKind.FINAL, dt.date(2023, 11, 30), len(world.staff[HOME]), 12, 12)
    centre.review(year, ReviewKind.FINAL, dt.date(2023, 12, 25), 0)
    roll_over(actor=centre.actor, now=moment(2023, 12, 26), movement=year, theme=THEME_2024)
