"""What a page or an act costs with 1, 10 and 100 thousand dossiers in the database. `python -m bench dossier_growth`

A sector of thirty provinces with twenty offices each, five years of rounds; the people of a province are put forward
again each year, and half of them were given a title the year before. The rounds that are opened stay the same while
everything around them grows: one of 1,000 dossiers from the start, one of 5,000 from the second size on.
"""

from collections.abc import Callable, Iterator
from typing import Any

from django.db import connection
from django.test import Client
from django.urls import reverse

from bench._database import measured, spent, throwaway
from bench._sector import Settled, fill_round, grant_last_year, settle
from tdkt.accounts.models import Role, User
from tdkt.dossiers.models import AwardRound, Nomination, RoundState
from tdkt.dossiers.tests.factories import make_round
from tdkt.units.models import Unit, UnitKind
from tests.support.cast import make_unit, make_user

SIZES = 1_000, 10_000, 100_000
SMALL, LARGE, OTHER = 1_000, 5_000, 650
PROVINCES, OFFICES, YEARS = 30, 20, (2023, 2022, 2021, 2020, 2019)
MOST = 1.5

Costs = dict[str, dict[int, float]]


def run() -> list[dict[str, Any]]:
    """Time of each page and of a bulk act at each size, the best of five, and how it grew."""
    costs: Costs = {}
    with throwaway(in_a_file=True):
        sector = _Sector()
        for size in SIZES:
            sector.grow_to(size)
            for what, act in sector.acts():
                costs.setdefault(what, {})[size] = _best(act)
    return [_row(what, told) for what, told in costs.items()]


def _row(what: str, told: dict[int, float]) -> dict[str, Any]:
    first, last = min(told), max(told)
    each = ", ".join(f"{told[size] * 1000:.0f}" if size in told else "–" for size in SIZES)
    sizes = ", ".join(f"{size // 1000}" for size in SIZES)
    return {
        "name": f"{what}: ms with {sizes} thousand dossiers in the database: {each} ({measured()})",
        "ours": told[last],
        "reference": told[first],
        "ratio": told[last] / told[first],
        "target": f"at most {MOST}",
        "met": told[last] / told[first] <= MOST,
    }


class _Sector:
    """The database as it grows, and who works in the rounds that are opened."""

    def __init__(self) -> None:
        self.centre = make_unit("TW", "Viện kiểm sát nhân dân tối cao", UnitKind.CENTRAL, has_legal_personality=True)
        self.people: dict[int, Settled] = {}
        self.opened: dict[int, tuple[AwardRound, User]] = {}
        self.coming = self._rounds()
        self.held = 0

    def grow_to(self, size: int) -> None:
        """Add rounds until the database holds so many dossiers."""
        while self.held < size:
            lines = next(self.coming)
            self.held += lines
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")

    def _rounds(self) -> Iterator[int]:
        """One round after another: the two to be opened, then the others, province by province and year by year."""
        provinces = [self._province(n) for n in range(PROVINCES)]
        for n, lines in ((0, SMALL), (1, LARGE)):
            on, lead = self._round(provinces[n], YEARS[0], lines), provinces[n]
            self.opened[lines] = on, make_user(f"td-{n}", "Thẩm định", Role.APPRAISER, lead)
            yield lines
        for year in YEARS:
            for n, province in enumerate(provinces):
                if (n, year) not in ((0, YEARS[0]), (1, YEARS[0])):
                    self._round(province, year, OTHER)
                    yield OTHER

    def _province(self, n: int) -> Unit:
        province = make_unit(f"T{n}", f"VKSND tỉnh {n}", UnitKind.PROVINCE, self.centre, has_legal_personality=True)
        for office in range(OFFICES):
            make_unit(f"T{n}-{office}", f"Phòng {office}", UnitKind.OFFICE, province)
        return province

    def _round(self, province: Unit, year: int, lines: int) -> AwardRound:
        on = make_round(province, year, state=RoundState.OPEN if year == YEARS[0] else RoundState.CLOSED)
        if len(self.people.get(province.pk, ())) < lines:
            self.people[province.pk] = settle(list(province.children.all()), lines, seed=province.pk)
        grant_last_year(on, fill_round(on, self.people[province.pk][:lines], seed=on.pk))
        return on

    def acts(self) -> Iterator[tuple[str, Callable[[], float]]]:
        """What is measured: each gives the time it took."""
        for lines, (on, appraiser) in self.opened.items():
            client = Client()
            client.force_login(appraiser)
            where = f"a round of {lines:,}"
            desk = reverse("dossiers:desk", args=[on.pk])
            line = on.nominations.filter(state="sent").order_by("pk")[:1].get()
            yield f"the list of {where}", _page(client, desk)
            yield f"the same, filtered, {where}", _page(client, f"{desk}?danh_hieu=LDTT&trang_thai=accepted")
            yield f"one nomination in {where}", _page(client, reverse("dossiers:nomination", args=[line.pk]))
            yield f"the appraiser's home, {where}", _page(client, reverse("portal:home"))
            yield f"100 taken in at once in {where}, the whole request", _bulk(client, on)


def _page(client: Client, url: str) -> Callable[[], float]:
    def get() -> float:
        begun = spent()
        answer = client.get(url)
        took = spent() - begun
        if answer.status_code != 200:
            raise RuntimeError(f"{url}: {answer.status_code}")
        return took

    return get


def _bulk(client: Client, on: AwardRound) -> Callable[[], float]:
    keys = list(on.nominations.filter(state="sent").order_by("pk").values_list("pk", flat=True)[:100])
    url, told = reverse("dossiers:take_step", args=[on.pk]), {"buoc": "take_in", "chon": keys, "xac_nhan": "1"}

    def post() -> float:
        begun = spent()
        client.post(url, told)
        took = spent() - begun
        if Nomination.objects.filter(pk__in=keys, state="taken_in").update(state="sent") != len(keys):
            raise RuntimeError("the lines were not taken in")
        return took

    return post


def _best(act: Callable[[], float]) -> float:
    act()
    return min(act() for _ in range(5))
