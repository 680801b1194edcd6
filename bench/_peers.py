"""The peers, each from the same Parquet file of rows to the number of people who meet each clause."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from bench import _rules
from bench._careers import FIRST, what_words
from tdkt.law.api import load_rulebook

Masks = dict[str, Any]


def words() -> list[str]:
    return what_words(list(load_rulebook().catalogue.awards))


def used(kind: str) -> list[str]:
    """The facts that the clauses of a kind read."""
    seen: dict[str, None] = {}

    def note(what: str) -> int:
        seen[what] = None
        return 0

    _clauses(kind)(_rules.Plain, note)
    return list(seen)


def _clauses(kind: str) -> Callable[[Any, Any], Masks]:
    return _rules.person if kind == "person" else _rules.collective


# --- Polars


def polars_group(frame: Any, kind: str) -> Any:
    """Rows to one line for each person."""
    import polars as pl

    bit = pl.lit(1, pl.Int32) * pl.lit(2, pl.Int32).pow(pl.col("year").cast(pl.Int32) - FIRST)
    places = words()
    return (
        frame.with_columns(bit=bit.cast(pl.Int32))
        .group_by("person")
        .agg(
            pl.col("bit").filter(pl.col("what") == places.index(what)).sum().cast(pl.Int32).alias(what)
            for what in used(kind)
        )
    )


class PolarsOps:
    """Polars expressions."""

    @staticmethod
    def most(one: Any, other: Any) -> Any:
        import polars as pl

        return pl.max_horizontal(one, other)

    @staticmethod
    def least(one: Any, other: Any) -> Any:
        import polars as pl

        return pl.min_horizontal(one, other)

    @staticmethod
    def count(value: Any) -> Any:
        return value.bitwise_count_ones()

    @staticmethod
    def length(value: Any) -> Any:
        import polars as pl

        return pl.lit(32, pl.Int32) - value.cast(pl.Int32).bitwise_leading_zeros().cast(pl.Int32)

    @staticmethod
    def first(value: Any) -> Any:
        import polars as pl

        return pl.min_horizontal(value.bitwise_trailing_zeros().cast(pl.Int32), pl.lit(_rules.YEARS, pl.Int32))

    def run(self, value: Any) -> Any:
        return _rules.YEARS - self.length(_rules.ALL - (value & _rules.ALL))

    @staticmethod
    def top(length: Any) -> Any:
        import polars as pl

        return (1 << _rules.YEARS) - pl.lit(2, pl.Int32).pow(_rules.YEARS - length).cast(pl.Int32)


def polars(files: dict[str, Path]) -> dict[str, int]:
    """Polars' streaming engine, lazily from the file."""
    import polars as pl

    found: dict[str, int] = {}
    for kind, file in files.items():
        made = _clauses(kind)(PolarsOps(), pl.col)
        lazy = polars_group(pl.scan_parquet(file), kind).select(**{code: mask.sum() for code, mask in made.items()})
        row = lazy.collect(engine="streaming").row(0, named=True)
        found |= {f"{kind}:{code}": int(number) for code, number in row.items()}
    return found


# --- plain Python and OpenFisca share a pivot by NumPy


def columns(file: Path, kind: str) -> tuple[int, Masks]:
    """Rows of the file as one integer column for each fact."""
    import pyarrow.parquet as pq

    table = pq.read_table(file)
    person, what, year = (table[name].to_numpy() for name in ("person", "what", "year"))
    size, places = int(person.max()) + 1, words()
    order = np.argsort(what, kind="stable")
    cuts = np.searchsorted(what[order], np.arange(len(places) + 1))
    found = {}
    for name in used(kind):
        place = places.index(name)
        rows = order[cuts[place] : cuts[place + 1]]
        column = np.zeros(size, dtype=np.int32)
        for one in np.unique(year[rows]).tolist():
            column[person[rows[year[rows] == one]]] |= 1 << (one - FIRST)
        found[name] = column
    return size, found


def python(files: dict[str, Path]) -> dict[str, int]:
    """Plain Python, one person after another; the rows gathered in dictionaries."""
    import pyarrow.parquet as pq

    found: dict[str, int] = {}
    places = words()
    for kind, file in files.items():
        table = pq.read_table(file)
        people: dict[int, dict[str, int]] = {}
        for person, what, year in zip(*(table[name].to_pylist() for name in ("person", "what", "year")), strict=True):
            own = people.setdefault(person, {})
            own[places[what]] = own.get(places[what], 0) | 1 << (year - FIRST)
        clauses = _clauses(kind)
        for own in people.values():
            for code, met in clauses(_rules.Plain, lambda what, own=own: own.get(what, 0)).items():
                found[f"{kind}:{code}"] = found.get(f"{kind}:{code}", 0) + bool(met)
    return found


def openfisca(files: dict[str, Path]) -> dict[str, int]:
    """OpenFisca-core: every fact an input variable, every clause a variable with a formula."""
    found = {}
    for kind, file in files.items():
        size, facts = columns(file, kind)
        simulation = _simulation(kind, size)
        for name, column in facts.items():
            simulation.set_input(_variable(name), "2024", column)
        for code in _rules.PERSON if kind == "person" else _rules.COLLECTIVE:
            found[f"{kind}:{code}"] = int(simulation.calculate(f"meets_{code}", "2024").sum())
    return found


def _variable(name: str) -> str:
    return "fact_" + name.replace(":", "_")


def _simulation(kind: str, size: int) -> Any:
    from openfisca_core.entities import build_entity
    from openfisca_core.simulations import SimulationBuilder
    from openfisca_core.taxbenefitsystems import TaxBenefitSystem

    person = build_entity("person", "people", "", is_person=True)
    system = TaxBenefitSystem([person])
    for variable in _variables(kind, person):
        system.add_variable(variable)
    return SimulationBuilder().build_default_simulation(system, count=size)


def _variables(kind: str, person: Any) -> Iterator[Any]:
    from openfisca_core.periods import DateUnit
    from openfisca_core.variables import Variable

    shared = {"entity": person, "definition_period": DateUnit.YEAR}
    for name in used(kind):
        yield type(_variable(name), (Variable,), {**shared, "value_type": int})
    once: Masks = {}  # parts of formulas that clauses share are worked out once, as variables of their own would be
    for code in _rules.PERSON if kind == "person" else _rules.COLLECTIVE:
        formula = _formula(kind, code, once)

        yield type(f"meets_{code}", (Variable,), {**shared, "value_type": bool, "formula": formula})


def _formula(kind: str, code: str, once: Masks) -> Any:
    def formula(people: Any, period: Any) -> Any:
        if not once:
            once.update(_clauses(kind)(_rules.Arrays(), _Lazy(people, period)))
        return once[code]

    return formula


class _Lazy:
    """A fact asked of OpenFisca by name."""

    def __init__(self, people: Any, period: Any) -> None:
        self.people, self.period = people, period

    def __call__(self, what: str) -> Any:
        return self.people(_variable(what), self.period)


# --- zen-engine: a JSON decision, one person at a time


def zen(files: dict[str, Path], limit: int = 0) -> dict[str, int]:
    """zen-engine: one JSON graph whose expression node names every clause; asked once for each person."""
    from zen import ZenEngine

    found: dict[str, int] = {}
    engine: Any = ZenEngine()
    for kind, file in files.items():
        decision = engine.create_decision(_graph(kind))
        size, facts = columns(file, kind)
        codes = _rules.PERSON if kind == "person" else _rules.COLLECTIVE
        for one in range(min(size, limit) if limit else size):
            answer = decision.evaluate(_person({name: int(column[one]) for name, column in facts.items()}))
            for code in codes:
                found[f"{kind}:{code}"] = found.get(f"{kind}:{code}", 0) + bool(answer["result"][code])
    return found


def _years(bits: int) -> list[int]:
    return [place for place in range(_rules.YEARS) if bits >> place & 1]


def _person(bits: dict[str, int]) -> dict[str, Any]:
    """A person as zen sees one: lists of years, as the facts of a JSON case are."""
    best = bits["grade:4"] | bits.get("TTLDXS", 0)
    unit = sum(bits.get(f"initiative:{level}", 0) for level in ("unit", "ministry", "national"))
    ministry = sum(bits.get(f"initiative:{level}", 0) for level in ("ministry", "national"))
    lists = {
        "good": bits.get("grade:3", 0) | bits["grade:4"], "best": best, "unit": unit, "ministry": ministry,
        "national": bits.get("initiative:national", 0), "LDTT": bits.get("LDTT", 0), "CSTDCS": bits.get("CSTDCS", 0),
        "CSTDB": bits.get("CSTDB", 0), "CTDB": bits.get("CTDB", 0), "CTDCP": bits.get("CTDCP", 0),
        **{code: bits.get(code, 0) for code in _rules.LADDER},
    }  # fmt: skip
    made: dict[str, Any] = {name: _years(value) for name, value in lists.items()}
    for name in ("good", "best", "CSTDCS"):
        made[f"no_{name}"] = [-1, *_years(_rules.ALL ^ lists[name])]
    for place, code in enumerate(_rules.LADDER):
        used = [year + 1 for above in _rules.LADDER[place:] for year in _years(lists[above])]
        made[f"used_{code}"] = [0, *used, *_years(bits["clean_from"])]
        made[f"after_{code}"] = [*(year + 1 for year in _years(lists[code])), 99]
    return {"free": bits["barred"] == 0, **made}


def _graph(kind: str) -> dict[str, Any]:
    terms = _person_terms() if kind == "person" else _collective_terms()
    items = [{"id": str(n), "key": key, "value": text} for n, (key, text) in enumerate(terms.items())]
    nodes = [
        {"id": "in", "name": "in", "type": "inputNode"},
        {"id": "rules", "name": "rules", "type": "expressionNode", "content": {"expressions": items}},
        {"id": "out", "name": "out", "type": "outputNode"},
    ]
    edges = [
        {"id": "1", "type": "edge", "sourceId": "in", "targetId": "rules"},
        {"id": "2", "type": "edge", "sourceId": "rules", "targetId": "out"},
    ]
    return {"nodes": nodes, "edges": edges}


def _length(code: str, gaps: str, after: str = "") -> str:
    """Years of an unbroken run since what came before."""
    start = f"max([max(used_{code}), min(after_{after})])" if after else f"max(used_{code})"
    return f"min([{_rules.YEARS - 1} - max(no_{gaps}), {_rules.YEARS} - {start}])"


def _inside(name: str, length: str) -> str:
    return f"count({name}, # >= {_rules.YEARS} - $.{length})"


def _person_terms() -> dict[str, str]:
    now = _rules.YEARS - 1
    return {
        "f": _length("BKB", "CSTDCS"), "b": _length("BKB", "best"), "t": _length("BKTTG", "good", "BKB"),
        "h3": _length("HCLD3", "good", "BKTTG"), "h2": _length("HCLD2", "good", "HCLD3"),
        "h1": _length("HCLD1", "good", "HCLD2"),
        "LDTT": f"free and {now} in good",
        "CSTDCS": f"free and ({now} in good or {now} in LDTT) and ({now} in best or {now} in unit)",
        "CSTDB": f"free and max(no_CSTDCS) < {now - 2} and count(ministry, # > {now - 3}) > 0",
        "CSTDTQ": f"free and ({_twice_terms(now)} or {_twice_terms(now - 1)}) and count(national, # > {now - 7}) > 0",
        "BKB": f"free and (($.f >= 2 and {_inside('unit', 'f')} >= 2) or ($.b >= 2 and {_inside('unit', 'b')} >= 2))",
        "BKTTG": f"free and $.t >= 5 and {_inside('CSTDCS', 't')} >= 3",
        "HCLD3": f"free and $.h3 >= 5 and {_inside('best', 'h3')} >= 1 and {_inside('CSTDCS', 'h3')} >= 3",
        "HCLD2": f"free and $.h2 >= 5 and {_inside('best', 'h2')} >= 2 and {_inside('CSTDB', 'h2')} >= 1",
        "HCLD1": f"free and $.h1 >= 5 and {_inside('best', 'h1')} >= 3 and {_inside('CSTDB', 'h1')} >= 2",
    }  # fmt: skip


def _twice_terms(year: int) -> str:
    one, two, three = year - 1, year - 2, year - 3
    reach = (
        f"{one} in CSTDB or ({two} in CSTDB and {one} in CSTDCS)"
        f" or ({three} in CSTDB and {one} in CSTDCS and {two} in CSTDCS)"
    )
    return f"({year} in CSTDB and ({reach}))"


def _collective_terms() -> dict[str, str]:
    return {
        "f": _length("BKB", "best"), "t": _length("BKTTG", "best", "BKB"), "h2": _length("HCLD2", "best", "HCLD3"),
        "BKB": "free and $.f >= 2",
        "BKTTG": f"free and $.t >= 5 and ({_inside('CTDB', 't')} >= 1 or {_inside('BKB', 't')} >= 2)",
        "HCLD2": (
            f"free and $.h2 >= 5 and (({_inside('CTDCP', 'h2')} >= 1 and {_inside('CTDB', 'h2')} >= 1)"
            f" or {_inside('CTDB', 'h2')} >= 3)"
        ),
    }  # fmt: skip
