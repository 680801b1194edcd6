"""What is wrong with a route: pure, so that a draft on a page, a file and a random graph are asked alike."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Node:
    """A stage as the check sees it. ``next`` names another node's key; ``has_units`` is false outside the system."""

    key: Hashable
    name: str
    place: str
    next: Hashable | None
    decides: tuple[str, ...] = ()
    has_units: bool = True


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to mend: at which stages, and what to do, in words."""

    keys: tuple[Hashable, ...]
    words: str


def check(nodes: Sequence[Node]) -> list[Fault]:
    """Everything that keeps a route from being used; empty when every stage leads to the one that decides last."""
    if not nodes:
        return [Fault((), "Đường đi chưa có chặng nào; hãy thêm chặng của đơn vị đề nghị và chặng của cấp quyết định.")]
    return [*_foreign(nodes), *_loops(nodes), *_dead_ends(nodes), *_two_ends(nodes), *_unreached(nodes), *_twice(nodes)]


def _foreign(nodes: Sequence[Node]) -> list[Fault]:
    keys = {node.key for node in nodes}
    return [
        Fault((node.key,), f"Chặng “{node.name}” chuyển lên một chặng của đường đi khác; hãy chọn lại chặng tiếp theo "
              "trong chính đường đi này.")
        for node in nodes if node.next is not None and node.next not in keys
    ]  # fmt: skip


def _loops(nodes: Sequence[Node]) -> list[Fault]:
    return [_loop_fault(circle) for circle in circles(nodes)]


def _loop_fault(circle: Sequence[Node]) -> Fault:
    way = " → ".join(f"“{node.name}”" for node in [*circle, circle[0]])
    return Fault(
        tuple(node.key for node in circle),
        f"Các chặng đi vòng: {way}. Hồ sơ sẽ không bao giờ tới cấp quyết định; hãy đổi chặng tiếp theo của một trong "
        "các chặng này.",
    )


def circles(nodes: Sequence[Node]) -> list[list[Node]]:
    """Every loop, each once, beginning with its first stage in the given order."""
    by_key = {node.key: node for node in nodes}
    done: set[Hashable] = set()
    found = []
    for start in nodes:
        walked: list[Node] = []
        at: Node | None = start
        while at is not None and at.key not in done:
            done.add(at.key)
            walked.append(at)
            at = by_key.get(at.next)
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
    ends = [node for node in nodes if node.next is None and node.decides]
    if len(ends) < 2:
        return []
    words = (
        f"Đường đi có {len(ends)} chặng cuối: {_names(ends)}. Chỉ được một; hãy chọn chặng tiếp theo cho các chặng còn "
        "lại, chỉ để trống ở chặng cao nhất."
    )
    return [Fault(tuple(node.key for node in ends), words)]


def _unreached(nodes: Sequence[Node]) -> list[Fault]:
    reached = {node.next for node in nodes if node.next != node.key}
    return [
        Fault((node.key,), f"Không chặng nào chuyển lên “{node.name}”, hồ sơ không bao giờ tới đó; hãy chọn chặng này "
              "làm chặng tiếp theo của chặng dưới nó, hoặc bỏ chặng này.")
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


def _names(nodes: Iterable[Node]) -> str:
    return ", ".join(f"“{node.name}”" for node in nodes)
