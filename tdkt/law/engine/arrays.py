"""Bit operations on NumPy columns, the twin of bits.IntOps."""

from collections.abc import Sequence
from functools import reduce
from typing import Any

import numpy as np

from .bits import ALL


def _wide(value: Any) -> Any:
    return np.uint64(value) if isinstance(value, int) else value


class ArrayOps:
    """Bit operations on columns; a Python int stands for a column of one value."""

    @staticmethod
    def count(bits: Any, window: Any = ALL) -> Any:
        inside = bits & window
        return inside.bit_count() if isinstance(inside, int) else np.bitwise_count(inside)

    @staticmethod
    def smear(bits: Any) -> Any:
        """Every bit at or below the highest one."""
        if isinstance(bits, int):
            return (1 << bits.bit_length()) - 1
        moved = bits >> 1
        bits = bits | moved
        for shift in (2, 4, 8, 16, 32):
            np.right_shift(bits, shift, out=moved)
            np.bitwise_or(bits, moved, out=bits)
        return bits

    @staticmethod
    def lowest(bits: Any) -> Any:
        return bits & -bits if isinstance(bits, int) else bits & np.negative(bits)

    @staticmethod
    def upward(bits: Any, upto: int) -> Any:
        return (bits | -bits if isinstance(bits, int) else bits | np.negative(bits)) & upto

    @classmethod
    def since_last(cls, bits: Any, upto: int) -> Any:
        return upto & (ALL ^ (cls.smear(bits) >> 1))

    @classmethod
    def trailing(cls, bits: Any, upto: int) -> Any:
        return upto & (ALL ^ cls.smear((ALL ^ bits) & upto))

    @staticmethod
    def possible(_bits: Any, upto: int, _years: int) -> int:
        return upto

    @classmethod
    def reach(cls, region: Any, _upto: int, years: int) -> Any:
        return cls.count(region) >= years

    @staticmethod
    def reached(region: Any, _upto: int, _years: int) -> Any:
        return region

    @staticmethod
    def pick(test: Any, yes: Any, no: Any) -> Any:
        if isinstance(test, bool):
            return yes if test else no
        return np.where(test, _wide(yes), _wide(no))

    @staticmethod
    def code(test: Any) -> Any:
        if isinstance(test, bool):
            return 3 if test else 0
        return np.asarray(test).astype(np.uint8) * np.uint8(3)

    @staticmethod
    def worst(codes: Sequence[Any]) -> Any:
        return reduce(np.minimum, codes) if codes else 3

    @staticmethod
    def best(codes: Sequence[Any]) -> Any:
        return reduce(np.maximum, codes) if codes else 0

    @staticmethod
    def choose(test: Any, yes: Any, no: Any) -> Any:
        return np.where(test, yes, no)
