"""Pictures drawn by the server as SVG: a timeline in lanes, a bar of shares. Each says in words what it shows.

Nothing here knows the office: callers pass words, years and tones. Every picture stands beside a table of the same
facts, for those who do not see it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

NARROWEST, WIDEST = 46, 78  # px one year takes
FULL = 1100  # px a timeline likes to fill
HEAD = 132  # px for the names of the lanes
LANE = 34
TOP = 26
HALF = 11


@dataclass(frozen=True, slots=True)
class Mark:
    """Something of one year: short words inside the mark, all of it in ``says``."""

    year: int
    short: str
    says: str
    tone: str = "grey"


@dataclass(frozen=True, slots=True)
class Band:
    """Something that lasted; both ends are years, the end included, a fraction says the part of the year."""

    start: float
    end: float
    short: str
    says: str
    tone: str = "grey"


@dataclass(frozen=True, slots=True)
class Lane:
    """One row of a timeline."""

    name: str
    marks: Sequence[Mark] = ()
    bands: Sequence[Band] = ()


@dataclass(frozen=True, slots=True)
class Share:
    """One part of a bar."""

    name: str
    number: int
    tone: str


def timeline(title: str, says: str, lanes: Iterable[Lane], years: tuple[int, int]) -> SafeString:
    """Years across, one row a lane; lanes without anything are left out."""
    drawn = [lane for lane in lanes if lane.marks or lane.bands]
    first, last = years
    scale = _Scale(first, last, max(NARROWEST, min(WIDEST, (FULL - HEAD) // (last - first + 1))))
    rows = [_rows_needed(lane) for lane in drawn]
    tops = [TOP + sum(rows[:i]) * LANE for i in range(len(rows))]
    height = TOP + sum(rows) * LANE + 6
    return format_html(
        '<svg class="timeline" role="img" viewBox="0 0 {w} {h}" width="{w}" height="{h}">'
        "<title>{title}</title><desc>{says}</desc>{grid}{lanes}</svg>",
        w=scale.width,
        h=height,
        title=title,
        says=says,
        grid=_grid(scale, height),
        lanes=format_html_join("", "{}", ((_lane(lane, scale, top),) for lane, top in zip(drawn, tops, strict=True))),
    )


def bar(shares: Sequence[Share], whole: int | None = None) -> SafeString:
    """One horizontal bar made of shares; ``whole`` is what a full bar means, their sum unless told."""
    total = max(whole if whole is not None else sum(share.number for share in shares), 1)
    says = ", ".join(f"{share.name}: {share.number}" for share in shares if share.number) or "chưa có gì"
    at, parts = 0.0, []
    for share in shares:
        size = 100 * share.number / total
        if share.number:
            parts.append((share.tone, f"{at:.2f}", f"{size:.2f}", share.name, share.number))
        at += size
    return format_html(
        '<svg class="bar-chart" role="img" aria-label="{}" viewBox="0 0 100 10" preserveAspectRatio="none">'
        '<rect class="fill-ground" width="100" height="10"/>{}</svg>',
        says,
        format_html_join("", '<rect class="fill-{}" x="{}" width="{}" height="10"><title>{}: {}</title></rect>', parts),
    )


def _rows_needed(lane: Lane) -> int:
    """As many rows as the fullest year has marks, so that none hides another."""
    counts: dict[int, int] = {}
    for mark in lane.marks:
        counts[mark.year] = counts.get(mark.year, 0) + 1
    return max([1, *counts.values()])


@dataclass(frozen=True, slots=True)
class _Scale:
    """Where a year stands."""

    first: int
    last: int
    year: int

    @property
    def width(self) -> int:
        return HEAD + (self.last - self.first + 1) * self.year

    def x(self, year: float) -> float:
        return HEAD + (year - self.first) * self.year


def _grid(scale: _Scale, height: int) -> SafeString:
    starts = [(int(scale.x(year)), year) for year in range(scale.first, scale.last + 1)]
    return format_html_join(
        "",
        '<line class="timeline__line" x1="{}" x2="{}" y1="20" y2="{}"/>'
        '<text class="timeline__year" x="{}" y="14" text-anchor="middle">{}</text>',
        [(x, x, height, x + scale.year // 2, year) for x, year in starts],
    )


def _lane(lane: Lane, scale: _Scale, top: int) -> SafeString:
    return format_html(
        '<line class="timeline__line" x1="0" x2="{}" y1="{}" y2="{}"/>'
        '<text class="timeline__lane" x="0" y="{}">{}</text>{}{}',
        scale.width,
        top,
        top,
        top + LANE // 2 + 4,
        lane.name,
        format_html_join("", "{}", ((_band(band, scale, top),) for band in lane.bands)),
        format_html_join("", "{}", ((drawn,) for drawn in _marks(lane.marks, scale, top))),
    )


def _band(band: Band, scale: _Scale, top: int) -> SafeString:
    start, end = max(band.start, scale.first), min(band.end, scale.last + 1)
    if end <= start:
        return SafeString("")
    size = max((end - start) * scale.year - 2, 4)
    return format_html(
        '<g class="tone-{}"><title>{}</title>'
        '<rect class="timeline__band" x="{}" y="{}" width="{}" height="22" rx="4"/>'
        '<text class="timeline__words" x="{}" y="{}">{}</text></g>',
        band.tone,
        band.says,
        f"{scale.x(start) + 1:.1f}",
        top + 6,
        f"{size:.1f}",
        f"{scale.x(start) + 7:.1f}",
        top + 21,
        _fitting(band.short, int((size - 10) / 6.2)),
    )


def _fitting(words: str, letters: int) -> str:
    """As much of the words as has room."""
    if len(words) <= letters:
        return words
    return words[: letters - 1] + "…" if letters > 3 else ""


def _marks(marks: Sequence[Mark], scale: _Scale, top: int) -> Iterable[SafeString]:
    seen: dict[int, int] = {}
    for mark in marks:
        if not scale.first <= mark.year <= scale.last:
            continue
        row = seen.get(mark.year, 0)
        seen[mark.year] = row + 1
        left, middle = int(scale.x(mark.year)), top + row * LANE + LANE // 2
        yield format_html(
            '<g class="tone-{}"><title>{}</title>'
            '<rect class="timeline__mark" x="{}" y="{}" width="{}" height="22" rx="11"/>'
            '<text class="timeline__short" x="{}" y="{}" text-anchor="middle">{}</text></g>',
            mark.tone,
            mark.says,
            left + 2,
            middle - HALF,
            scale.year - 4,
            left + scale.year // 2,
            middle + 4,
            mark.short[: max((scale.year - 8) // 8, 3)],
        )
