"""Who is honoured for what in Tuyên Quang, 2017 to 2023. Places in a unit's list stand for people: 0 is the head."""

from tdkt.people.models import Person
from tdkt.sample.world import HOME, World

P, H = "P-TUYENQUANG-", "H-TUYENQUANG-"
EXCELLENT_2023 = (f"{P}VP", f"{P}P1", f"{P}P9", f"{H}SONDUONG", f"{H}CHIEMHOA", f"{H}TUYENQUANG")
"""Six collectives with TTLDXS in 2023; the circular's cap was a third of fifteen."""

EXCELLENT_2022 = tuple(code for code in EXCELLENT_2023 if code != f"{P}P9")
"""Five of them had it the year before: the five with the Prosecutor General's Bằng khen."""

FLAGS_2023 = (f"{P}VP", f"{H}SONDUONG", f"{H}CHIEMHOA")

Seat = tuple[str, int]
TOP_FIGHTERS: tuple[Seat, ...] = ((f"{P}VP", 1), (f"{H}SONDUONG", 0))
"""CSTDCS of 2021, 2022 and 2023 and a sector-level initiative: the two CSTDB."""

TWO_YEARS: tuple[Seat, ...] = ((f"{P}P1", 0), (f"{H}SONDUONG", 3), (f"{H}CHIEMHOA", 1), (f"{H}TUYENQUANG", 2))
"""CSTDCS of 2022 and 2023: Bằng khen of the Prosecutor General."""

SHORT_BY_ONE: Seat = (f"{H}HAMYEN", 2)
"""CSTDCS of 2022 and 2023, put forward for CSTDB and returned: 2021 is lacking."""

ONCE: tuple[Seat, ...] = (
    (f"{P}VP", 4), (f"{P}VP", 6), (f"{P}P1", 3), (f"{P}P9", 0), (f"{H}SONDUONG", 5), (f"{H}CHIEMHOA", 4),
    (f"{H}TUYENQUANG", 3), (f"{H}YENSON", 1), (f"{H}NAHANG", 0), (f"{P}P2", 2), (f"{P}P8", 0), (HOME, 1),
)  # fmt: skip

FIGHTERS_2023: tuple[Seat, ...] = (*TOP_FIGHTERS, *TWO_YEARS, SHORT_BY_ONE, *ONCE)
"""Nineteen."""

VOTED_DOWN: Seat = (f"{P}TCCB", 2)
"""Put forward for CSTDCS in 2023; the council did not pass it."""

MEDALS_2023: tuple[Seat, ...] = ((f"{P}VP", 2), (f"{P}TTKT", 1), (f"{H}YENSON", 2), (f"{H}NAHANG", 1))
MEDAL_TOO_EARLY: Seat = (f"{P}P2", 3)

ONLY_COMPLETED_2023: tuple[Seat, ...] = (
    (f"{P}TCCB", 6), (f"{P}TTKT", 7), (f"{P}P2", 9), (f"{P}P11", 7), (f"{H}HAMYEN", 9), (f"{H}NAHANG", 8),
    (f"{H}LAMBINH", 7),
)  # fmt: skip
"""Graded “hoàn thành nhiệm vụ” in 2023: no title."""


def seated(world: World, seats: tuple[Seat, ...]) -> list[Person]:
    """The people at these places."""
    return [world.staff[code][place] for code, place in seats]
