"""What is wrong with a route: pure, so that a draft on a page, a file and a random graph are asked alike."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tdkt.routes.words import LEVELS


@dataclass(frozen=True, slots=True)
class Node:
    """A stage as the check sees it. ``next`` names another node's key; ``has_units`` is false outside the system.

    ``turns`` pairs a level with the key of the stage to which what it decides turns off here.
    """

    key: Hashable
    name: str
    place: str
    next: Hashable | None
    decides: tuple[str, ...] = ()
    has_units: bool = True
    turns: tuple[tuple[str, Hashable], ...] = ()

    def onward(self, level: str | None) -> Hashable | None:
        """The next stage of what ``level`` decides; of everything else without a level."""
        return next((key for turning, key in self.turns if turning == level), self.next)


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to mend: at which stages, and what to do, in words."""

    keys: tuple[Hashable, ...]
    words: str


def check(nodes: Sequence[Node]) -> list[Fault]:
    """Everything that keeps a route from being used; empty when every stage leads to the one that decides last."""
    if not nodes:
        return [Fault((), "Đường đi chưa có chặng nào; hãy thêm chặng của đơn vị đề nghị và chặng của cấp quyết định.")]
    return [
        *_foreign(nodes), *_loops(nodes), *_dead_ends(nodes), *_two_ends(nodes), *_unreached(nodes), *_twice(nodes),
        *_bad_turns(nodes),
    ]  # fmt: skip


def _foreign(nodes: Sequence[Node]) -> list[Fault]:
    keys = {node.key for node in nodes}
    return [
        Fault((node.key,), f"Chặng “{node.name}” chuyển lên một chặng của đường đi khác; hãy chọn lại chặng tiếp theo "
              "trong chính đường đi này.")
        for node in nodes if any(key is not None and key not in keys for key in (node.next, *dict(node.turns).values()))
    ]  # fmt: skip


def _loops(nodes: Sequence[Node]) -> list[Fault]:
    """Every loop that something walks, whichever level decides it; each once."""
    turning = dict.fromkeys(level for node in nodes for level, _ in node.turns)
    found = {
        frozenset(node.key for node in circle): circle
        for level in (*turning, None) for circle in circles(nodes, level)
    }  # fmt: skip
    return [_loop_fault(circle) for circle in found.values()]


def _loop_fault(circle: Sequence[Node]) -> Fault:
    way = " → ".join(f"“{node.name}”" for node in [*circle, circle[0]])
    return Fault(
        tuple(node.key for node in circle),
        f"Các chặng đi vòng: {way}. Hồ sơ sẽ không bao giờ tới cấp quyết định; hãy đổi chặng tiếp theo của một trong "
        "các chặng này.",
    )


def circles(nodes: Sequence[Node], level: str | None = None) -> list[list[Node]]:
    """Every loop of what ``level`` decides, each once, beginning with its first stage in the given order."""
    by_key = {node.key: node for node in nodes}
    done: set[Hashable] = set()
    found = []
    for start in nodes:
        walked: list[Node] = []
        at: Node | None = start
        while at is not None and at.key not in done:
            done.add(at.key)
            walked.append(at)
            at = by_key.get(at.onward(level))
        if at in walked:
            found.append(_turned(walked[walked.index(at) :], nodes))
    return found


def _turned(circle: list[Node], nodes: Sequence[Node]) -> list[Node]:
    first = min(range(len(circle)), key=lambda at: nodes.index(circle[at]))
    return circle[first:] + circle[:first]


def _dead_ends(nodes: Sequence[Node]) -> list[Fault]:
    return [
        Fault((node.key,), f"Chặng “{node.name}” không chuyển lên đâu và cũng không quyết định gì, hồ sơ tới đây sẽ "
              "nằm lại; hãy chọn chặng tiếp theo hoặc ghi cấp quyết định tại chặng này.")
        for node in nodes if node.next is None and not node.decides
    ]  # fmt: skip


def _two_ends(nodes: Sequence[Node]) -> list[Fault]:
    """The main way has one end; a body outside that is only turned off to ends its turn."""
    led_to = {node.next for node in nodes}
    ends = [node for node in nodes if node.next is None and node.decides and (node.has_units or node.key in led_to)]
    if len(ends) < 2:
        return []
    words = (
        f"Đường đi có {len(ends)} chặng cuối: {_names(ends)}. Chỉ được một; hãy chọn chặng tiếp theo cho các chặng còn "
        "lại, chỉ để trống ở chặng cao nhất."
    )
    return [Fault(tuple(node.key for node in ends), words)]


def _unreached(nodes: Sequence[Node]) -> list[Fault]:
    reached = {node.next for node in nodes if node.next != node.key} | _turned_to(nodes)
    return [
        Fault((node.key,), f"Không chặng nào chuyển lên “{node.name}”, hồ sơ không bao giờ tới đó; hãy chọn chặng này "
              "làm chặng tiếp theo hoặc chỗ rẽ của chặng dưới nó, hoặc bỏ chặng này.")
        for node in nodes if not node.has_units and node.key not in reached
    ]  # fmt: skip


def _twice(nodes: Sequence[Node]) -> list[Fault]:
    by_place: dict[str, list[Node]] = defaultdict(list)
    for node in nodes:
        by_place[node.place].append(node)
    return [
        Fault(tuple(node.key for node in same), f"Các chặng {_names(same)} cùng dành cho một loại đơn vị; hãy giữ một "
              "chặng, đổi vị trí hoặc bỏ chặng kia.")
        for same in by_place.values() if len(same) > 1
    ]  # fmt: skip


def _turned_to(nodes: Sequence[Node]) -> set[Hashable]:
    return {key for node in nodes for _, key in node.turns if key != node.key}


def _bad_turns(nodes: Sequence[Node]) -> list[Fault]:
    by_key = {node.key: node for node in nodes}
    return [
        fault
        for node in nodes for level, key in node.turns if key in by_key
        for fault in _turn_faults(node, level, by_key[key], by_key)
    ]  # fmt: skip


def _turn_faults(node: Node, level: str, turn: Node, by_key: Mapping[Hashable, Node]) -> Iterator[Fault]:
    """A turn must lead to who decides what turns off, and nobody may decide the same on the main way."""
    who = LEVELS.get(level, level)
    turned, onward = _from(turn, level, by_key), _from(by_key.get(node.next), level, by_key)
    if not any(level in stage.decides for stage in turned):
        yield Fault(
            (node.key, turn.key),
            f"Hồ sơ do {who} quyết định rẽ từ “{node.name}” sang “{turn.name}” nhưng ở đó không ai quyết định được; "
            f"hãy ghi cấp quyết định tại “{turn.name}”, hoặc bỏ chỗ rẽ.",
        )
    if level in node.decides:
        yield Fault(
            (node.key,),
            f"Chặng “{node.name}” vừa quyết định vừa chuyển đi hồ sơ do {who} quyết định; hãy bỏ một trong hai.",
        )
    rival = next((one for one in onward if level in one.decides and one not in turned), None)
    if rival is not None:
        yield Fault(
            (node.key, rival.key),
            f"Hồ sơ do {who} quyết định có hai đường từ “{node.name}”: rẽ sang “{turn.name}” và đi tiếp tới "
            f"“{rival.name}”; hãy bỏ chỗ rẽ, hoặc bỏ cấp quyết định này ở “{rival.name}”.",
        )


def _from(start: Node | None, level: str, by_key: Mapping[Hashable, Node]) -> list[Node]:
    """The stages that what ``level`` decides passes from ``start`` on, each once."""
    walked: list[Node] = []
    while start is not None and start not in walked:
        walked.append(start)
        start = by_key.get(start.onward(level))
    return walked


def _names(nodes: Iterable[Node]) -> str:
    return ", ".join(f"“{node.name}”" for node in nodes)
