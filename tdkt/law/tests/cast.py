"""Careers for the tests of the judge: a few named ones, and any number of made-up ones."""

import random
from typing import Any

from hypothesis import strategies as st

YEARS = range(2012, 2025)

TITLES = ("LDTT", "CSTDCS", "CSTDB", "CSTDTQ")
FORMS = ("GK", "BKB", "BKTTG", "HCLD3", "HCLD2")
COLLECTIVE_TITLES = ("TTLDTT", "TTLDXS", "CTDB", "CTDCP")


def case(
    award: str, *facts: dict[str, Any], on: str = "2024-12-20", year: int | None = 2024, **more: Any
) -> dict[str, Any]:
    """A case of the public format."""
    subject = more.pop("subject", {"kind": "person"})
    layers = more.pop("layers", ["state"])
    made = {"award": award, "judged_on": on, "layers": layers, "subject": subject, "facts": list(facts), **more}
    return made if year is None else made | {"year": year}


def award(code: str, year: int, **more: Any) -> dict[str, Any]:
    return {"type": "award", "code": code, "year": year, **more}


def grade(year: int, value: str = "good") -> dict[str, Any]:
    return {"type": "grade", "year": year, "value": value}


def initiative(year: int, level: str = "unit", **more: Any) -> dict[str, Any]:
    return {"type": "initiative", "kind": "initiative", "level": level, "year": year, **more}


def discipline(on: str, ended: str | None, form: str = "khien_trach") -> dict[str, Any]:
    return {"type": "discipline", "form": form, "decided_on": on, "ended_on": ended}


def attested(what: str, year: int = 2024) -> dict[str, Any]:
    return {"type": "attested", "what": what, "year": year}


def three_years_of_cstdcs() -> list[dict[str, Any]]:
    return [award("CSTDCS", 2022), award("CSTDCS", 2023), award("CSTDCS", 2024)]


MERITS = st.one_of(
    st.builds(award, st.sampled_from(TITLES), st.sampled_from(YEARS), ground=st.sampled_from(("grade", "initiative"))),
    st.builds(
        initiative,
        st.sampled_from(YEARS),
        st.sampled_from(("unit", "ministry", "national")),
        recognised_by_head=st.sampled_from((True, None)),
    ),
)
HONOURS = st.builds(award, st.sampled_from(FORMS), st.sampled_from(YEARS), category=st.just("cong_trang"))
DISCIPLINES = st.sampled_from(
    (
        discipline("2018-03-01", "2019-03-01"),
        discipline("2021-06-10", "2022-06-10", "canh_cao"),
        discipline("2024-02-01", None),
        discipline("2024-02-01", "2024-11-01"),
    )
)
GRADES = st.dictionaries(
    st.sampled_from(YEARS), st.sampled_from(("excellent", "good", "completed")), max_size=len(YEARS)
).map(lambda found: [grade(year, value) for year, value in found.items()])


@st.composite
def careers(draw: Any) -> list[dict[str, Any]]:
    """The facts of one person, in any order."""
    facts = [
        *draw(GRADES),
        *draw(st.lists(st.one_of(MERITS, HONOURS), max_size=18)),
        *draw(st.lists(DISCIPLINES, max_size=2)),
    ]
    return list(draw(st.permutations(facts)))


def made_up_facts(rng: random.Random, kind: str) -> list[dict[str, Any]]:
    """A plausible history, cheap to make in thousands."""
    facts: list[dict[str, Any]] = []
    for year in YEARS:
        facts += _made_up_year(rng, year, kind)
    if rng.random() < 0.1:
        facts.append(discipline(f"{rng.choice(YEARS)}-03-01", rng.choice((None, "2024-06-01"))))
    if rng.random() < 0.05:
        facts.append({"type": "hold", "kind": "complaint", "from": "2024-10-01", "to": None})
    if rng.random() < 0.5 and kind == "person":
        facts.append({"type": "service", "sector": "procuracy", "years": rng.randrange(30)})
        facts.append(
            {"type": "position", "title": rng.choice(("vu_truong", "vien_truong_tinh")), "years": rng.randrange(20)}
        )
    if rng.random() < 0.2:
        facts.append({"type": "retired", "year": 2024})
    rng.shuffle(facts)
    return facts


def _made_up_year(rng: random.Random, year: int, kind: str) -> list[dict[str, Any]]:
    value = rng.choice(("excellent", "excellent", "good", "completed"))
    facts = [grade(year, value)] if rng.random() < 0.9 else []
    codes = TITLES if kind == "person" else COLLECTIVE_TITLES
    for place, code in enumerate(codes):
        if rng.random() < 0.6 / (place + 1):
            decided = rng.choice((None, f"{year}-12-20"))
            facts.append(award(code, year, ground=rng.choice(("grade", "initiative")), decided_on=decided))
    if rng.random() < 0.15:
        period = rng.choice((None, [year - 1, year]))
        category = rng.choice(("cong_trang", "dot_xuat"))
        facts.append(award(rng.choice(FORMS), year, category=category, period=period, decided_on=f"{year}-12-25"))
    if kind == "person" and rng.random() < 0.4:
        used = rng.choice(([], ["CSTDCS"], ["BKB"]))
        facts.append(initiative(year, rng.choice(("unit", "ministry", "national")), used_for=used))
    if kind == "collective" and rng.random() < 0.5:
        facts.append({"type": "cluster", "year": year, "rank": rng.choice((1, 2))})
    if kind == "collective":
        held = {"LDTT": rng.randrange(6, 11), "CSTDCS": rng.randrange(3), "khien_trach": 0, "canh_cao_or_worse": 0}
        facts.append({"type": "members", "year": year, "total": 10, "completed": 10, **held})
    return facts
