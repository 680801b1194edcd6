"""What the few who have an event differ in, laid over what is usual for everybody."""

from typing import Any

import numpy as np

from tdkt.law.engine.answers import NO, YES
from tdkt.law.engine.bits import BITS

from .plane_ops import Codes
from .planes import Plane, Years, neither, some


def spread(size: int, usual: bool, people: Any, other: Any) -> Plane:  # noqa: FBT001  the value of those not named
    """The usual value, and the other one for some of these people."""
    plane = some(size, people[other])
    return neither(plane) if usual else plane


def answers_of(size: int, usual: int, people: Any, values: Any) -> Any:
    if not len(people):
        return usual
    high = spread(size, bool(usual & 2), people, (values ^ usual) & 2 != 0)
    if usual in (NO, YES) and bool(np.all((values == NO) | (values == YES))):
        return Codes.of(high, high)
    return Codes.of(high, spread(size, bool(usual & 1), people, (values ^ usual) & 1 != 0))


def years_of_some(size: int, usual: int, people: Any, values: Any) -> Any:
    """Year sets out of numbers. Years that the same people lack share a plane."""
    if not len(people):
        return usual
    found, places = np.unique(values, return_inverse=True)
    kept: dict[tuple[tuple[int, ...], int], Plane] = {}
    planes: dict[int, Plane] = {}
    differs = [value ^ usual for value in found.tolist()]
    for year in range(BITS):
        key = tuple(value >> year & 1 for value in differs), usual >> year & 1
        if key not in kept:
            kept[key] = spread(size, bool(key[1]), people, np.array(key[0], dtype=bool)[places])
        planes[year] = kept[key]
    return Years.of(planes)
