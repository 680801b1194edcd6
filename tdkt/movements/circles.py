"""Groups of units that answer a movement together although none stands under another: clusters and blocks.

The room that keeps them stands above this one; it joins by ``register`` in its ``AppConfig.ready``.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from tdkt.units.models import Unit

if TYPE_CHECKING:
    from tdkt.movements.models import Movement


class Circles(Protocol):
    """What the room of clusters answers about movements."""

    def offered(self, units: Sequence[Unit]) -> list[tuple[int, str]]:
        """The clusters that one of ``units`` organises or heads: key and name with its year, the newest first."""

    def year_of(self, key: int) -> int | None:
        """The year of a cluster, or nothing where there is none such."""

    def tie(self, movement: "Movement", key: int | None) -> None:
        """Launch the movement for a cluster, or for none."""

    def tied(self, movement: "Movement") -> int | None:
        """The cluster of the movement."""

    def members_of(self, movements: Sequence[int]) -> Mapping[int, list[Unit]]:
        """The members of each movement's cluster in their order; a movement without one is left out."""

    def name_of(self, movement: "Movement") -> str:
        """``Cụm thi đua số 7 năm 2023``, or nothing."""

    def joined_by(self, units: Collection[int]) -> Any:
        """The movements of clusters that one of ``units`` belongs to (a query within a query)."""

    def following(self, movement: "Movement", year: int) -> int | None:
        """The cluster of the same name and organiser in another year."""


_kept: list[Circles] = []


def register(circles: Circles) -> None:
    """From now on ``circles`` is asked."""
    _kept[:] = [circles]


def circles() -> Circles:
    """Who is asked about clusters; the room of clusters has joined when the project has started."""
    return _kept[0]
