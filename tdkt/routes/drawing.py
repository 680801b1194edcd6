"""A route as a picture: from left to right into the top; on a phone from top to bottom, one stage a row.

The same facts stand in a list beside it, for those who do not see it.
"""

import textwrap
from collections import defaultdict
from collections.abc import Collection, Sequence
from itertools import pairwise

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from tdkt.routes.domain.check import Fault, circles
from tdkt.routes.domain.common import nodes_of
from tdkt.routes.layout import GAP, Box, Layout, Placed, lay_out
from tdkt.routes.models import OUTSIDE, Place, Stage
from tdkt.routes.queries import Stop
from tdkt.routes.words import facts_of, turns_of

WIDTH, BETWEEN = 198, 34  # px a box is wide, and the space an arrow has
LONG = 820  # px from which a picture is drawn smaller, or slid sideways, in a narrow window
PHONE, STEP = 340, 14  # px the phone's picture is wide, and how far a stage is set in for each step to the end
TURN, APART = "--turn", 8  # how a turn is marked, and px it keeps from the main way
PAD, TITLE, FACT = 10, 18, 15  # px around the words, and of a line


def picture(stages: Sequence[Stage], faults: Sequence[Fault]) -> SafeString:
    """The whole route; stages with something wrong are marked, a loop is cut where it begins and says so."""
    wrong = {key for fault in faults for key in fault.keys}
    return _both(_boxes(stages, wrong), "Đường đi của hồ sơ, từ đơn vị đề nghị tới cấp cao nhất")


def road_picture(road: Sequence[Stop]) -> SafeString:
    """The road of one dossier; its last stop is where it ends."""
    boxes = []
    for at, stop in enumerate(road):
        tone = "end" if at == len(road) - 1 else _tone(stop.stage)
        title = stop.unit.label if stop.unit else stop.stage.name
        boxes.append(Box(at, title, tuple(facts_of(stop.stage)), at + 1 if at + 1 < len(road) else None, tone))
    return _both(boxes, " → ".join(box.title for box in boxes))


def _boxes(stages: Sequence[Stage], wrong: Collection[object]) -> list[Box]:
    known = {stage.pk: stage for stage in stages}
    cut = {circle[0].key for circle in circles(nodes_of(stages))}
    boxes, turned = [], _turned_here(stages)
    for stage in stages:
        onward = stage.next_id if stage.next_id in known and stage.pk not in cut else None
        facts = [*facts_of(stage), *turned.get(stage.pk, [])]
        if stage.pk in cut:
            facts.append(f"Vòng về “{known[stage.next_id or 0].name}”")
        tone = "wrong" if stage.pk in wrong else _tone(stage)
        turns = tuple(dict.fromkeys(to.pk for _who, to in turns_of(stage, stages) if to != stage))
        boxes.append(Box(stage.pk, stage.name, tuple(facts), onward, tone, turns))
    return boxes


def _turned_here(stages: Sequence[Stage]) -> dict[int, list[str]]:
    """What a stage that is turned off to says of it: from where, and whose dossiers."""
    told: dict[int, list[str]] = defaultdict(list)
    for stage in stages:
        for who, to in turns_of(stage, stages):
            told[to.pk].append(f"Rẽ từ {stage.name}: hồ sơ do {who} quyết định")
    return told


def _tone(stage: Stage) -> str:
    if stage.place in OUTSIDE:
        return "outside"
    return "cluster" if stage.place == Place.CLUSTER else "plain"


def _both(boxes: Sequence[Box], says: str) -> SafeString:
    if not boxes:
        return SafeString("")
    return format_html("{}{}", _wide(boxes, says), _tall(boxes, says))


def _wide(boxes: Sequence[Box], says: str) -> SafeString:
    layout = lay_out(boxes, {box.key: _height(box, WIDTH) for box in boxes})
    column = WIDTH + BETWEEN
    lefts = {key: (layout.deepest - one.depth) * column for key, one in layout.placed.items()}
    lines = [
        _across(lefts[key] + WIDTH, one.middle, lefts[one.box.next], layout.placed[one.box.next].middle)
        for key, one in layout.placed.items()
        if one.box.next is not None
    ]
    lines += [
        _across(lefts[key] + WIDTH, one.middle + APART, lefts[to], layout.placed[to].middle, TURN)
        for key, one in layout.placed.items()
        for to in one.box.turns
        if to in lefts
    ]
    drawn = [_box(one.box, lefts[key], one.top, WIDTH, one.height) for key, one in layout.placed.items()]
    return _svg("wide", layout.deepest * column + WIDTH, layout.height, says, [*lines, *drawn])


def _tall(boxes: Sequence[Box], says: str) -> SafeString:
    rows, top = [], 1.0
    for one in _after_who_turns(lay_out(boxes, {box.key: 1.0 for box in boxes})):
        height = _height(one.box, PHONE - one.depth * STEP - 2)
        rows.append(Placed(one.box, one.depth, top, height))
        top += height + GAP + 4
    at = {row.box.key: row for row in rows}
    lines = [_down(row, at[row.box.next]) for row in rows if row.box.next is not None]
    lines += [_aside(row, at[to]) for row in rows for to in row.box.turns if at[to].top > row.top]
    drawn = [_box(row.box, row.depth * STEP + 1, row.top, PHONE - row.depth * STEP - 2, row.height) for row in rows]
    return _svg("tall", PHONE, top - GAP - 3, says, [*lines, *drawn])


def _after_who_turns(layout: Layout) -> list[Placed]:
    """The rows of a phone: an end that is only turned off to stands right under the last box that turns there."""
    rows = list(layout.placed.values())
    led_to = {one.box.next for one in rows}
    for end in [one for one in rows if one.box.next is None and one.box.key not in led_to]:
        turning = [one for one in rows if end.box.key in one.box.turns]
        if turning:
            rows.remove(end)
            rows.insert(rows.index(turning[-1]) + 1, Placed(end.box, turning[-1].depth, 0, 0))
    return rows


def _svg(turn: str, width: float, height: float, says: str, parts: Sequence[SafeString]) -> SafeString:
    return format_html(
        '<svg class="route-picture route-picture--{turn}" role="img" viewBox="-1 -1 {w} {h}" width="{w}" height="{h}">'
        "<title>{says}</title>{parts}</svg>",
        turn=f"{turn} route-picture--long" if width > LONG else turn, says=says,
        w=round(width + 2), h=round(height + 2), parts=format_html_join("", "{}", ((part,) for part in parts)),
    )  # fmt: skip


def _across(x: float, y: float, to_x: float, to_y: float, kind: str = "") -> SafeString:
    """From a box to the next; a turn leaves its box a little lower and goes down at once, clear of others."""
    bend = x + BETWEEN / 2 - APART if kind else to_x - BETWEEN / 2
    return _arrow([(x, y), (bend, y), (bend, to_y), (to_x - 2, to_y)], "right", kind)


def _down(child: Placed, parent: Placed) -> SafeString:
    x = parent.depth * STEP + 1 + STEP / 2
    return _arrow([(child.depth * STEP + 1, child.middle), (x, child.middle), (x, parent.top - 2)], "down")


def _aside(child: Placed, to: Placed) -> SafeString:
    x = PHONE - 3 * STEP
    return _arrow([(x, child.top + child.height), (x, to.top - 2)], "down", TURN)


def _arrow(points: Sequence[tuple[float, float]], turn: str, kind: str = "") -> SafeString:
    kept = [points[0], *(there for here, there in pairwise(points) if there != here)]
    line = " ".join(f"{x:.0f},{y:.0f}" for x, y in kept)
    x, y = kept[-1]
    head = f"{x - 7:.0f},{y - 4:.0f} {x:.0f},{y:.0f} {x - 7:.0f},{y + 4:.0f}"
    if turn == "down":
        head = f"{x - 4:.0f},{y - 7:.0f} {x:.0f},{y:.0f} {x + 4:.0f},{y - 7:.0f}"
    return format_html(
        '<polyline class="route-line{}" points="{}"/><polygon class="route-head{}" points="{}"/>',
        f" route-line{kind}" if kind else "", line, f" route-head{kind}" if kind else "", head,
    )  # fmt: skip


def _box(box: Box, left: float, top: float, width: float, height: float) -> SafeString:
    y = top + PAD - 4
    words = []
    for line in _title(box, width):
        y += TITLE
        words.append(("route-title", left + PAD, y, line))
    y += 2
    for line in _facts(box, width):
        y += FACT
        words.append(("route-fact", left + PAD, y, line))
    shape = format_html(
        '<rect class="route-box route-box--{}" x="{}" y="{}" width="{}" height="{}" rx="6"/>',
        box.tone, f"{left:.0f}", f"{top:.0f}", f"{width:.0f}", f"{height:.0f}",
    )  # fmt: skip
    lines = ((kind, f"{x:.0f}", f"{y:.0f}", line) for kind, x, y, line in words)
    return format_html("{}{}", shape, format_html_join("", '<text class="{}" x="{}" y="{}">{}</text>', lines))


def _height(box: Box, width: float) -> float:
    return 2 * PAD + TITLE * len(_title(box, width)) + FACT * len(_facts(box, width))


def _title(box: Box, width: float) -> list[str]:
    return textwrap.wrap(box.title, int((width - 2 * PAD) / 7.8)) or [""]


def _facts(box: Box, width: float) -> list[str]:
    return [line for fact in box.facts for line in textwrap.wrap(fact, int((width - 2 * PAD) / 6))]
