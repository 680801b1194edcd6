"""What is worked out on planes of many people is what each one's numbers give."""

import random
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from tdkt.law.engine.bits import ALL, INT_OPS
from tdkt.law.engine.nation.circuit import Circuit, Wire
from tdkt.law.engine.nation.groups import ALL_MET, EVERYBODY, Best, codes, narrowed
from tdkt.law.engine.nation.plane_ops import Codes, PlaneOps
from tdkt.law.engine.nation.planes import Plane, Years, both, either, flags_of, people, words_of

SIZE = 150  # two words and a part of one
UPTO = (1 << 20) - 1
OPS = PlaneOps()
Sets = tuple[Any, list[int]]


@pytest.fixture
def circuit() -> Circuit:
    return Circuit(SIZE)


def plane_of(circuit: Circuit, flags: list[bool]) -> Plane:
    return circuit.some(np.flatnonzero(flags))


def flags(plane: Plane) -> list[int]:
    return list(flags_of(words_of(plane), SIZE))


def years(circuit: Circuit, rng: random.Random, *, full: int = 0) -> Sets:
    """Years 5 to 12 at random and some that all have: on planes, and as one number a person."""
    numbers = [rng.getrandbits(8) << 5 | full for _ in range(SIZE)]
    planes = {y: plane_of(circuit, [n >> y & 1 == 1 for n in numbers]) for y in range(5, 13)}
    return Years.of(planes, full & ~(0xFF << 5)), numbers


def answers(circuit: Circuit, rng: random.Random, among: tuple[int, ...]) -> Sets:
    numbers = [rng.choice(among) for _ in range(SIZE)]
    high, low = (plane_of(circuit, [n & bit != 0 for n in numbers]) for bit in (2, 1))
    return (Codes.of(high, high) if set(among) <= {0, 3} else Codes.of(high, low)), numbers


def one_by_one(found: Any) -> list[int]:
    """What each person has of a result on planes."""
    if isinstance(found, Years):
        return [found.person(place) for place in range(SIZE)]
    if isinstance(found, Codes):
        return [2 * high + low for high, low in zip(flags(found.high), flags(found.low), strict=True)]
    return [int(found)] * SIZE if isinstance(found, int) else flags(found)


TWO_SETS: dict[str, Callable[[Any, Any], Any]] = {
    "and": lambda a, b: a & b,
    "or": lambda a, b: a | b,
    "not": lambda a, _: ALL ^ a,
    "later": lambda a, _: (a << 3) & ALL,
    "earlier": lambda a, _: a >> 6,
    "some of these years": lambda a, _: (a & 0b111000000) != 0,
    "all of these years": lambda a, _: (a & 0b111000000) == 0b111000000,
    "this and years all have": lambda a, _: (a | 0b1000000000) & 0b1111000000,
}


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("name", TWO_SETS)
def test_sets_of_years_are_joined_for_all_as_for_each(name: str, seed: int, circuit: Circuit) -> None:
    rng = random.Random(seed)  # noqa: S311  made-up sets, the same in every run
    a, each_a = years(circuit, rng, full=(0, 0b110, 1 << 14)[seed % 3])
    b, each_b = years(circuit, rng, full=(0, 1 << 3)[seed % 2])
    work = TWO_SETS[name]
    assert one_by_one(work(a, b)) == [int(work(x, y)) for x, y in zip(each_a, each_b, strict=True)]


def run(ops: Any, a: Any) -> Any:
    return ops.trailing(a | 0b1111111 << 13, UPTO)


ONE_SET: dict[str, Callable[[Any, Any], Any]] = {
    "trailing": lambda ops, a: ops.trailing(a | 0b1111111 << 13, UPTO),
    "since last": lambda ops, a: ops.since_last(a, UPTO),
    "since last, of some years": lambda ops, a: ops.since_last(a, 0b111110000000),
    "upward": lambda ops, a: ops.upward(a, UPTO),
    "upward, of some years": lambda ops, a: ops.upward(a, 0b111110000000),
    "lowest": lambda ops, a: ops.lowest(a),
    "three at least": lambda ops, a: ops.count(a) >= 3,
    "one at least": lambda ops, a: ops.count(a) >= 1,
    "eight at least": lambda ops, a: ops.count(a) >= 8,
    "five of two": lambda ops, a: ops.count(a) + ops.count(a & 0b1010100000) >= 5,
    "two of some years": lambda ops, a: ops.count(a, 0b11110000000) >= 2,
    "three in their run": lambda ops, a: ops.count(a & ~0b1 << 8, run(ops, a)) >= 3,
    "four of two in their run": lambda ops, a: (
        ops.count(a, run(ops, a)) + ops.count(a & 0b10101 << 8, run(ops, a)) >= 4
    ),
    "a run of nine": lambda ops, a: ops.reach(ops.trailing(a | 0b1111111 << 13, UPTO), UPTO, 9),
}


@pytest.mark.parametrize("full", [0, 0b110, 1 << 14, 0b100 | 1 << 13])
@pytest.mark.parametrize("name", ONE_SET)
def test_runs_windows_and_counts_are_found_for_all_as_for_each(name: str, full: int, circuit: Circuit) -> None:
    a, each = years(circuit, random.Random(7), full=full)  # noqa: S311  made-up sets, the same in every run
    assert one_by_one(ONE_SET[name](OPS, a)) == [int(ONE_SET[name](INT_OPS, one)) for one in each]


@pytest.mark.parametrize("one", [(0, 3), (0, 1, 2, 3), (0, 1, 3), (2,)])
@pytest.mark.parametrize("other", [(0, 3), (0, 1, 2, 3), (1, 2)])
def test_answers_are_weighed_for_all_as_for_each(
    one: tuple[int, ...], other: tuple[int, ...], circuit: Circuit
) -> None:
    rng = random.Random(3)  # noqa: S311  made-up answers, the same in every run
    (a, each_a), (b, each_b) = answers(circuit, rng, one), answers(circuit, rng, other)
    pairs = list(zip(each_a, each_b, strict=True))
    assert one_by_one(OPS.worst([a, b])) == [min(pair) for pair in pairs]
    assert one_by_one(OPS.best([a, b])) == [max(pair) for pair in pairs]
    assert one_by_one(OPS.choose(a == 3, b, 1)) == [y if x == 3 else 1 for x, y in pairs]
    assert one_by_one(a & 1) == [x & 1 for x in each_a]


@pytest.mark.parametrize("seed", range(8))
def test_the_reason_is_the_first_condition_that_gave_the_worst_answer_of_the_best_clause(
    seed: int, circuit: Circuit
) -> None:
    rng = random.Random(seed)  # noqa: S311  made-up answers, the same in every run
    kinds = ((0, 3), (0, 1, 2, 3), (0, 1, 3), (1, 3), (0, 2))
    clauses = [[answers(circuit, rng, rng.choice(kinds)) for _ in range(3)] for _ in range(3)]
    counts = [sorted(rng.sample(range(SIZE), 100)), list(range(SIZE)), sorted(rng.sample(range(SIZE), 60))]
    best, expected = Best(), [(-1, 0)] * SIZE
    for clause, (conditions, who) in enumerate(zip(clauses, counts, strict=True)):
        groups = EVERYBODY
        for number, (found, _) in enumerate(conditions):
            groups = narrowed(groups, number, found)
        best.offer(groups, clause, True if len(who) == SIZE else circuit.some(np.array(who)))
        for person in who:
            told = [each[person] for _, each in conditions]
            reason = clause << 8 | (ALL_MET if min(told) == 3 else told.index(min(told)))
            if min(told) > expected[person][0]:
                expected[person] = (min(told), reason)
    groups = best.over(Best())
    assert sum(people(words_of(plane), SIZE) for _, _, plane in groups) == SIZE
    for answer, reason, plane in groups:
        for person in np.flatnonzero(flags(plane)).tolist():
            assert (answer, reason) == expected[person]
    assert one_by_one(codes(groups)) == [answer for answer, _ in expected]


def test_a_gate_that_is_asked_for_twice_is_drawn_once_and_one_that_nobody_needs_is_not_run(circuit: Circuit) -> None:
    one, other = circuit.some(np.array([1, 2, 140])), circuit.some(np.array([2, 3, 140]))
    joined, unneeded = both(one, other), either(one, other)
    assert both(one, other) is joined
    assert isinstance(joined, Wire)
    assert isinstance(unneeded, Wire)
    circuit.run([joined])
    assert np.flatnonzero(flags(joined)).tolist() == [2, 140]
    assert unneeded.known is None
