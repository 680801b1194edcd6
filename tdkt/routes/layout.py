"""Where each box of a drawn route stands. Pure: it knows keys, sizes and who leads to whom."""

from collections.abc import Sequence
from dataclasses import dataclass, field

GAP = 14


@dataclass(frozen=True, slots=True)
class Box:
    """A stage to draw: ``next`` is another box's key, or nothing at the end and where the drawing cuts a loop.

    ``turns`` are keys of boxes to which something turns off here.
    """

    key: int
    title: str
    facts: tuple[str, ...] = ()
    next: int | None = None
    tone: str = "plain"
    turns: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Placed:
    """A box with its place: ``depth`` steps from the end, ``top`` and ``height`` in its column."""

    box: Box
    depth: int
    top: float
    height: float

    @property
    def middle(self) -> float:
        """Half way down the box."""
        return self.top + self.height / 2


@dataclass(slots=True)
class Layout:
    """The placed boxes, lower stages before the one they lead to, and how much room they take."""

    placed: dict[int, Placed] = field(default_factory=dict)
    height: float = 0

    @property
    def deepest(self) -> int:
        """The longest way to the end."""
        return max((one.depth for one in self.placed.values()), default=0)


def lay_out(boxes: Sequence[Box], heights: dict[int, float]) -> Layout:
    """A tree from left to right into its end; several ends stand under each other.

    An end that is only turned off to stands last, one step after the first box that turns there.
    """
    below: dict[int | None, list[Box]] = {}
    turning: dict[int, list[Box]] = {}
    for box in boxes:
        below.setdefault(box.next, []).append(box)
        for key in box.turns:
            turning.setdefault(key, []).append(box)
    layout = Layout()
    for root in sorted(below.get(None, []), key=lambda box: box.key in turning):
        depths = [layout.placed[box.key].depth - 1 for box in turning.get(root.key, []) if box.key in layout.placed]
        start = max(min(depths, default=0), 0)
        layout.height = _place(root, start, layout.height, layout, below, heights) + GAP
    layout.height = max(layout.height - GAP, 0)
    return layout


def _place(
    box: Box, depth: int, top: float, layout: Layout, below: dict[int | None, list[Box]], heights: dict[int, float]
) -> float:
    """Place the box and all that leads to it from ``top`` down; answers where the room they took ends."""
    own, children = heights[box.key], below.get(box.key, [])
    start = top + max(0.0, (own - _room(children, below, heights)) / 2)
    bottom = start
    for child in children:
        bottom = _place(child, depth + 1, bottom, layout, below, heights) + GAP
    bottom = max(bottom - GAP if children else top, top + own)
    if children:
        first, last = layout.placed[children[0].key], layout.placed[children[-1].key]
        top = max(top, (first.middle + last.middle) / 2 - own / 2)
    layout.placed[box.key] = Placed(box, depth, top, own)
    return max(bottom, top + own)


def _room(boxes: Sequence[Box], below: dict[int | None, list[Box]], heights: dict[int, float]) -> float:
    rooms = [max(heights[box.key], _room(below.get(box.key, []), below, heights)) for box in boxes]
    return sum(rooms) + GAP * max(len(rooms) - 1, 0)
