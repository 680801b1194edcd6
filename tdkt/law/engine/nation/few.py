"""What the few who have an event differ in, laid over what is usual for everybody.

`people` are those few, `values` what some of them have instead, and `places` which of the values each of them has.
"""

from typing import Any

import numpy as np

from tdkt.law.engine.answers import NO, YES
from tdkt.law.engine.bits import BITS

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
    years = np.arange(BITS, dtype=np.uint64)
    differs = (values[:, None] ^ np.uint64(usual)) >> years & np.uint64(1) != 0
    kept: dict[bytes, Plane] = {}
    planes: dict[int, Plane] = {}
    for year in np.flatnonzero(differs.any(axis=0)).tolist():
        usually, other = bool(usual >> year & 1), differs[:, year]
        key = other.tobytes() + bytes([usually])
        if key not in kept:
            kept[key] = spread(circuit, usually, people, other, places)
        planes[year] = kept[key]
    return Years.of(planes, sum(1 << year for year in range(BITS) if usual >> year & 1 and year not in planes))
