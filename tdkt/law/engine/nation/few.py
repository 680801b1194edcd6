"""What the few who have an event differ in, laid over what is usual for everybody.

`people` are those few, `values` what some of them have instead, and `places` which of the values each of them has.
"""

from functools import reduce
from operator import or_
from typing import Any

import numpy as np

from tdkt.law.engine.answers import NO, YES

from .circuit import Circuit
from .plane_ops import Codes
from .planes import Plane, Years, neither


def spread(circuit: Circuit, usual: bool, people: Any, other: Any, places: Any) -> Plane:  # noqa: FBT001  a value
    """The usual value, and the other one for those whose place is marked."""
    if not other.any():
        return usual
    plane = circuit.some(people[other[places]])
    return neither(plane) if usual else plane


def answers_of(circuit: Circuit, usual: int, people: Any, values: Any, places: Any) -> Any:
    if not len(people):
        return usual
    high = spread(circuit, bool(usual & 2), people, (values ^ usual) & 2 != 0, places)
    if usual in (NO, YES) and bool(np.all((values == NO) | (values == YES))):
        return Codes.of(high, high)
    return Codes.of(high, spread(circuit, bool(usual & 1), people, (values ^ usual) & 1 != 0, places))


def years_of_some(circuit: Circuit, usual: int, people: Any, values: Any, places: Any) -> Any:
    """Year sets out of numbers. Years that the same people lack share a plane."""
    if not len(people):
        return usual
    kept: dict[tuple[int, ...], Plane] = {}
    planes: dict[int, Plane] = {}
    differs = [value ^ usual for value in values.tolist()]
    differing = reduce(or_, differs)
    for year in range(differing.bit_length()):
        if differing >> year & 1:
            usually = bool(usual >> year & 1)
            key = usually, *(value >> year & 1 for value in differs)
            if key not in kept:
                kept[key] = spread(circuit, usually, people, np.array(key[1:], dtype=bool), places)
            planes[year] = kept[key]
    return Years.of(planes, usual & ~differing)
