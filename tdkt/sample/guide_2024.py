"""The guides of 2024 at the centre and in Tuyên Quang, with the days of the rounds; who has done what is invented."""

import datetime as dt

from tdkt.dossiers.models import UnitList
from tdkt.inbox.domain.finish import finish_step
from tdkt.inbox.domain.guide import set_deadline, start_guide
from tdkt.inbox.models import Deadline
from tdkt.registrations.models import UnitRegistration
from tdkt.sample.cast import CENTRE
from tdkt.sample.movements_2023 import ANSWERED_AT_HOME
from tdkt.sample.world import HOME, World, moment
from tdkt.units.models import Unit

YEAR = 2024
REGISTER, HALF, LISTS = "Đăng ký thi đua", "Sơ kết phong trào", "Gửi danh sách"
APPRAISE, COUNCIL = "Thẩm định xong", "Họp Hội đồng"
DAYS_AT_HOME = {
    REGISTER: dt.date(2024, 2, 28), HALF: dt.date(2024, 7, 10), LISTS: dt.date(2024, 11, 22),
    APPRAISE: dt.date(2024, 12, 3), COUNCIL: dt.date(2024, 12, 6),
}  # fmt: skip
DAYS_AT_THE_CENTRE = {
    REGISTER: dt.date(2024, 3, 15), HALF: dt.date(2024, 7, 19), LISTS: dt.date(2024, 12, 13),
    APPRAISE: dt.date(2024, 12, 24), COUNCIL: dt.date(2024, 12, 27),
}  # fmt: skip


def build_guides_2024(world: World) -> None:
    """Both guides; the steps of the rounds stand on the days of the rounds, the others on invented days."""
    centre, home = world.units[CENTRE], world.units[HOME]
    _guide(world, centre, "tham-dinh-tw", dt.date(2024, 1, 15), DAYS_AT_THE_CENTRE)
    _guide(world, home, "tham-dinh-tq", dt.date(2024, 1, 22), DAYS_AT_HOME)
    below = {unit.code: unit for unit in Unit.objects.filter(parent=home)}
    registered = set(UnitRegistration.objects.filter(year=YEAR).exclude(state="draft").values_list("unit", flat=True))
    _done(world, home, REGISTER, [one for one in below.values() if one.pk in registered])
    _done(world, home, HALF, [below[code] for code in ANSWERED_AT_HOME])
    sent = UnitList.objects.filter(round__unit=home, round__year=YEAR).exclude(nominations__state="draft")
    _done(world, home, LISTS, [one for one in below.values() if sent.filter(unit=one).exists()])
    first_level = list(Unit.objects.filter(parent=centre).alive_on(dt.date(YEAR, 12, 31)).order_by("sort_key", "pk"))
    for name, every in ((REGISTER, 31), (HALF, 12), (LISTS, 4)):
        prompt = [one for place, one in enumerate(first_level) if place % every and one != home]
        _done(world, centre, name, prompt if name == LISTS else [home, *prompt], "tham-dinh-tw")


def _guide(world: World, unit: Unit, who: str, begun: dt.date, days: dict[str, dt.date]) -> None:
    actor, now = world.user(who), moment(begun.year, begun.month, begun.day)
    for step in start_guide(actor=actor, now=now, unit=unit, year=YEAR):
        day = next((day for name, day in days.items() if step.name.startswith(name)), None)
        if day is not None:
            set_deadline(
                actor=actor, now=now, unit=unit, year=YEAR, deadline=step, version=step.version, name=step.name,
                scope=step.scope, role=step.role, fixed_on=day, after=None, offset=None, order=step.order,
                source=step.source,
            )  # fmt: skip


def _done(world: World, setter: Unit, name: str, units: list[Unit], who: str = "tham-dinh-tq") -> None:
    step = Deadline.objects.get(unit=setter, year=YEAR, name__startswith=name)
    day = step.fixed_on or dt.date(YEAR, 12, 31)
    actor = world.user(who)
    for place, unit in enumerate(units):
        on = day - dt.timedelta(days=1 + place % 4)
        finish_step(actor=actor, now=moment(on.year, on.month, on.day, 15), deadline=step, unit=unit, done_on=on)
