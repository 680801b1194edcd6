"""What is wrong with a route, each fault in its words; and random graphs against a plain reading of the rule."""

import random
from collections.abc import Sequence
from dataclasses import replace

import pytest

from tdkt.routes.domain.check import Node, check
from tdkt.routes.models import NOT_UNITS
from tdkt.routes.ready_made import templates


def node(
    key: str, goes_to: str | None = None, *decides: str, place: str = "", outside: bool = False, **turns: str
) -> Node:
    return Node(key, key.upper(), place or key, goes_to, decides, not outside, tuple(turns.items()))


COMMITTEE = node("p", None, "province", outside=True)
GOOD = [node("a", "c"), node("b", "c"), node("c", None, "unit")]


def said(nodes: Sequence[Node]) -> list[str]:
    return [fault.words for fault in check(nodes)]


def test_a_tree_into_one_who_decides_is_good() -> None:
    assert said(GOOD) == []


def test_no_stage_at_all() -> None:
    assert said([]) == ["Đường đi chưa có chặng nào; hãy thêm chặng của đơn vị đề nghị và chặng của cấp quyết định."]


def test_a_loop_names_its_stages_in_their_order() -> None:
    faults = check([*GOOD, node("x", "y"), node("y", "z"), node("z", "y")])
    assert [fault.keys for fault in faults] == [("y", "z")]
    assert faults[0].words == (
        "Các chặng đi vòng: “Y” → “Z” → “Y”. Hồ sơ sẽ không bao giờ tới cấp quyết định; hãy đổi chặng tiếp theo của "
        "một trong các chặng này."
    )


def test_a_stage_that_leads_to_itself_is_a_loop() -> None:
    assert "“A” → “A”" in said([node("a", "a")])[0]


def test_a_stage_with_no_way_out_that_decides_nothing() -> None:
    (words,) = said([*GOOD, node("d")])
    assert words == (
        "Chặng “D” không chuyển lên đâu và cũng không quyết định gì, hồ sơ tới đây sẽ nằm lại; hãy chọn chặng tiếp "
        "theo hoặc ghi cấp quyết định tại chặng này."
    )


def test_two_ends() -> None:
    (words,) = said([*GOOD, node("d", None, "ministry")])
    assert words == (
        "Đường đi có 2 chặng cuối: “C”, “D”. Chỉ được một; hãy chọn chặng tiếp theo cho các chặng còn lại, chỉ để "
        "trống ở chặng cao nhất."
    )


def test_a_stage_nobody_reaches() -> None:
    (words,) = said([*GOOD, node("p", "c", outside=True)])
    assert words == (
        "Không chặng nào chuyển lên “P”, hồ sơ không bao giờ tới đó; hãy chọn chặng này làm chặng tiếp theo hoặc chỗ "
        "rẽ của chặng dưới nó, hoặc bỏ chặng này."
    )


def test_a_body_outside_that_nobody_reaches_is_told_once() -> None:
    (words,) = said([*GOOD, COMMITTEE])
    assert "Không chặng nào chuyển lên “P”" in words


def test_two_stages_for_one_kind() -> None:
    assert said([*GOOD, node("d", "c", place="a")]) == [
        "Các chặng “A”, “D” cùng dành cho một loại đơn vị; hãy giữ một chặng, đổi vị trí hoặc bỏ chặng kia."
    ]


def test_a_next_stage_in_another_route() -> None:
    assert said([*GOOD, node("d", "elsewhere")]) == [
        "Chặng “D” chuyển lên một chặng của đường đi khác; hãy chọn lại chặng tiếp theo trong chính đường đi này."
    ]


BRANCHED = [node("a", "c", province="p"), COMMITTEE, *GOOD[1:]]


def test_what_another_body_decides_turns_off_to_it() -> None:
    assert said(BRANCHED) == []


def test_a_turn_to_who_cannot_decide_it() -> None:
    (words,) = said([node("a", "c", province="p"), node("p", None, "president", outside=True), *GOOD[1:]])
    assert words == (
        "Hồ sơ do Chủ tịch Ủy ban nhân dân tỉnh quyết định rẽ từ “A” sang “P” nhưng ở đó không ai quyết định được; hãy "
        "ghi cấp quyết định tại “P”, hoặc bỏ chỗ rẽ."
    )


def test_two_ways_for_the_same_award() -> None:
    (words,) = said([node("a", "c", province="p"), COMMITTEE, node("c", None, "unit", "province")])
    assert words == (
        "Hồ sơ do Chủ tịch Ủy ban nhân dân tỉnh quyết định có hai đường từ “A”: rẽ sang “P” và đi tiếp tới “C”; hãy bỏ "
        "chỗ rẽ, hoặc bỏ cấp quyết định này ở “C”."
    )


def test_a_stage_that_decides_and_sends_away_the_same() -> None:
    (words,) = said([node("a", "c", "province", province="p"), COMMITTEE, *GOOD[1:]])
    assert words == (
        "Chặng “A” vừa quyết định vừa chuyển đi hồ sơ do Chủ tịch Ủy ban nhân dân tỉnh quyết định; hãy bỏ một trong "
        "hai."
    )


def test_another_way_to_the_same_decider_is_no_second_way() -> None:
    assert said([node("a", "c", unit="m"), node("m", "c", outside=True), *GOOD[1:]]) == []


def test_a_turn_may_make_a_loop() -> None:
    faults = check([node("a", "c", province="p"), node("p", "a", "province", outside=True), *GOOD[1:]])
    assert [fault.keys for fault in faults] == [("a", "p")]
    assert "Các chặng đi vòng: “A” → “P” → “A”" in faults[0].words
    assert "“A” → “A”" in said([node("a", "c", "province", province="a"), *GOOD[1:]])[0]


def test_a_turn_to_no_stage_of_the_route() -> None:
    (words,) = said([node("a", "c", province="elsewhere"), *GOOD[1:]])
    assert "Chặng “A” chuyển lên một chặng của đường đi khác" in words


def test_an_end_of_the_system_is_an_end_though_something_turns_there() -> None:
    (words,) = said([node("a", "c", province="d"), node("d", None, "province"), *GOOD[1:]])
    assert "2 chặng cuối" in words


def test_a_stage_with_only_a_turn_leaves_all_else_lying() -> None:
    (words,) = said([node("d", None, province="p"), COMMITTEE, *GOOD])
    assert "Chặng “D” không chuyển lên đâu" in words


def test_every_fault_is_said_at_once() -> None:
    assert len(said([node("a", "b"), node("b", "a"), node("c"), node("d", "gone"), node("e", place="c")])) == 5


@pytest.mark.parametrize("code", ["kiem-sat-2019", "kiem-sat-2025", "bo-nganh", "tinh-thanh"])
def test_the_ready_made_routes_are_good(code: str) -> None:
    stages = templates()[code].stages
    nodes = [
        Node(
            one["key"], one["name"], one["place"], one.get("next"), tuple(one.get("decides", ())),
            has_units=one["place"] not in NOT_UNITS, turns=tuple(one.get("turns", {}).items()),
        )
        for one in stages
    ]  # fmt: skip
    assert said(nodes) == []


def reaches_the_end(nodes: Sequence[Node]) -> bool:
    """The rule read plainly: from every stage, at most as many steps as stages lead to one same stage that decides."""
    by_key = {one.key: one for one in nodes}
    ends = set()
    for one in nodes:
        at: Node | None = one
        for _step in nodes:
            if at is None or at.next is None:
                break
            at = by_key.get(at.next)
        if at is None or at.next is not None or not at.decides:
            return False
        ends.add(at.key)
    return len(ends) == 1


def random_graph(dice: random.Random) -> list[Node]:
    keys = [f"s{n}" for n in range(dice.randint(1, 6))]
    upward = dice.random() < 0.6
    nodes = []
    for at, key in enumerate(keys):
        higher = keys[at + 1 :] if upward else [*keys, "elsewhere"]
        goes_to = dice.choice(higher) if higher and dice.random() < 0.9 else None
        nodes.append(node(key, goes_to, *(["unit"] if dice.random() < 0.7 else [])))
    dice.shuffle(nodes)
    return nodes


def test_exactly_the_graphs_where_every_stage_reaches_one_end_are_accepted() -> None:
    dice = random.Random(4)  # noqa: S311 - the same graphs every time
    good = 0
    for _try in range(5000):
        nodes = random_graph(dice)
        accepted = not check(nodes)
        assert accepted == reaches_the_end(nodes), nodes
        good += accepted
    assert 1000 < good < 4000


def turning_graph(dice: random.Random) -> list[Node]:
    """A random graph in which some stages also turn off, anywhere."""
    plain = random_graph(dice)
    keys = [one.key for one in plain]
    return [
        replace(
            one, has_units=dice.random() < 0.7,
            turns=(("province", dice.choice(keys)),) if dice.random() < 0.3 else (),
            decides=(*one.decides, "province") if dice.random() < 0.2 else one.decides,
        )
        for one in plain
    ]  # fmt: skip


def test_in_an_accepted_graph_whatever_turns_off_reaches_who_decides_it_once() -> None:
    dice = random.Random(5)  # noqa: S311 - the same graphs every time
    turning = 0
    for _try in range(20000):
        nodes = turning_graph(dice)
        if check(nodes):
            continue
        by_key = {one.key: one for one in nodes}
        for one in (one for one in nodes if one.turns):
            at, walked = by_key.get(one.onward("province")), [one]
            while at is not None:
                assert at not in walked, nodes
                walked.append(at)
                at = by_key.get(at.onward("province"))
            assert "province" not in one.decides
            assert any("province" in stop.decides for stop in walked), nodes
            turning += 1
    assert turning > 100
