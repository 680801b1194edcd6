"""Years as bits: bit n says "held in year FIRST + n". One arithmetic for Python ints and NumPy uint64 columns."""

from typing import Any, Final

FIRST: Final = 1975
BITS: Final = 64
LAST: Final = FIRST + BITS - 1
ALL: Final = (1 << BITS) - 1

# An int for one subject, a NumPy uint64 array for many. NumPy is not imported here: one case must start fast.
Bits = Any
Mask = Any


def bit(year: int) -> int:
    """The bit of a year; earlier years count as the first one, which only a "ever received" can see."""
    return 1 << (min(max(year, FIRST), LAST) - FIRST)


def through(year: int) -> int:
    """All years up to and including `year`."""
    return (bit(year) << 1) - 1 if year >= FIRST else 0


def span(first: int, last: int) -> int:
    """All years from `first` to `last`, both inclusive."""
    return through(last) & (ALL ^ through(first - 1)) if first <= last else 0


def years_of(bits: int) -> list[int]:
    """The years of a mask, ascending."""
    years = []
    while bits:
        low = bits & -bits
        years.append(FIRST + low.bit_length() - 1)
        bits ^= low
    return years


class IntOps:
    """Bit operations on one subject."""

    __slots__ = ()

    @staticmethod
    def count(bits: int, window: int = ALL) -> int:
        return (bits & window).bit_count()

    @staticmethod
    def smear(bits: int) -> int:
        """Every bit at or below the highest one."""
        return (1 << bits.bit_length()) - 1

    @staticmethod
    def lowest(bits: int) -> int:
        return bits & -bits

    @staticmethod
    def upward(bits: int, upto: int) -> int:
        """All years of `upto` from the first one of `bits` on; no years where there is none."""
        return (bits | -bits) & upto

    @staticmethod
    def since_last(bits: int, upto: int) -> int:
        """All years of `upto` from the last one of `bits` on; all where there is none."""
        return upto & ~(INT_OPS.smear(bits) >> 1)

    @staticmethod
    def trailing(bits: int, upto: int) -> int:
        """The unbroken run of years of `bits` that ends at the last year of the mask `upto`."""
        return upto & ~INT_OPS.smear(~bits & upto)

    @staticmethod
    def possible(bits: int, _upto: int, _years: int) -> int:
        """Years of `upto` outside of which nobody has any, or nobody asks for the sake of `reach`; only a help."""
        return bits

    @staticmethod
    def reach(region: int, _upto: int, years: int) -> bool:
        """Whether an unbroken run that ends with `upto` has at least so many years."""
        return region.bit_count() >= years

    @staticmethod
    def reached(region: int, _upto: int, _years: int) -> int:
        """The region, right for those whose region has so many years; of the others nobody asks any more."""
        return region

    @staticmethod
    def pick(test: Any, yes: int, no: int) -> int:
        return yes if test else no

    @staticmethod
    def choose(test: Any, yes: int, no: int) -> int:
        return yes if test else no

    @staticmethod
    def code(test: Any) -> int:
        return 3 if test else 0

    @staticmethod
    def worst(codes: list[int]) -> int:
        return min(codes, default=3)

    @staticmethod
    def best(codes: list[int]) -> int:
        return max(codes, default=0)


INT_OPS: Final = IntOps()


def either(one: Bits, other: Bits) -> Bits:
    """The union; a column is not gone through for the sake of an empty one."""
    if isinstance(one, int) and not one:
        return other
    return one if isinstance(other, int) and not other else one | other
