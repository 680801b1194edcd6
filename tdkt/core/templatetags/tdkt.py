"""Filters and tags every template may use; loaded everywhere by the settings."""

import datetime as dt
from functools import cache
from pathlib import Path

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from tdkt.core.days import overdue, show_day
from tdkt.core.money import show_money

register = template.Library()

ICONS = Path(__file__).resolve().parents[1] / "static/core/icons"

VERDICTS = {
    "eligible": ("green", "circle-check", "Đủ tiêu chuẩn"),
    "not_eligible": ("red", "circle-x", "Chưa đủ tiêu chuẩn"),
    "unknown": ("grey", "circle-question-mark", "Thiếu dữ liệu"),
    "council": ("blue", "scale", "Hội đồng xem xét"),
}
"""How the judge's four answers look: tone, icon, words."""

ANSWERS = {
    "yes": ("green", "check", "đạt"),
    "no": ("red", "x", "chưa đạt"),
    "unknown": ("grey", "circle-question-mark", "chưa rõ"),
    "council": ("blue", "scale", "Hội đồng xem xét"),
    "presumed": ("grey", "circle-dot", "coi như có, cần xác nhận"),
    "apart": ("grey", "circle", "không thuộc trường hợp này"),
}
"""How the answer to one condition looks."""


@register.filter
def day(value: dt.date | None) -> str:
    """``31/12/2023``, or nothing."""
    return show_day(value)


@register.filter
def late_since(due: dt.date, today: dt.date) -> str:
    """``Quá hạn 12 ngày``, past a month ``Quá hạn từ 05/12/2024``: what a badge says of a day gone by."""
    words = overdue(due, today)
    return words[:1].upper() + words[1:]


@register.filter
def money(value: int | None) -> str:
    """``7.590.000 đồng``, or nothing."""
    return show_money(value)


@cache
def _drawing(name: str) -> SafeString:
    """The inside of an icon file: its strokes without the frame."""
    text = (ICONS / f"{name}.svg").read_text(encoding="utf-8")
    inside = text[text.index("<svg") :].split(">", 1)[1].rsplit("</svg>", 1)[0]
    return mark_safe(" ".join(inside.split()))  # noqa: S308 - files of this tree, checked by their sums


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """An icon of ``static/core/icons``; silent for screen readers unless it has a ``label``."""
    said = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" '
        'stroke-linecap="round" stroke-linejoin="round" {}>{}</svg>',
        said,
        _drawing(name),
    )


@register.simple_tag
def badge(words: str, tone: str = "grey", icon_name: str = "") -> SafeString:
    """A state in words, with a tone and an icon that only help."""
    drawing = icon(icon_name) if icon_name else ""
    return format_html('<span class="badge badge--{}">{}{}</span>', tone, drawing, words)


@register.simple_tag
def verdict_chip(verdict: str) -> SafeString:
    """One of the judge's four answers, or that nobody asked yet."""
    tone, drawing, words = VERDICTS.get(verdict, ("grey", "circle", "Chưa xét"))
    return badge(words, tone, drawing)


@register.simple_tag
def answer_mark(answer: str) -> SafeString:
    """The mark before one reason of a verdict."""
    tone, drawing, words = ANSWERS.get(answer, ANSWERS["unknown"])
    return format_html('<span class="tone-{}">{}</span>', tone, icon(drawing, words))


@register.filter
def verdict_tone(verdict: str) -> str:
    """The tone of one of the judge's answers."""
    return VERDICTS.get(verdict, ("grey", "", ""))[0]


@register.inclusion_tag("core/components/cap.html")
def cap_bar(number: int, cap: int | None = None) -> dict[str, object]:
    """A bar that fills up to a cap and shows what goes over it, in hundredths of its width."""
    top = max(number, cap or 0, 1)
    within = min(number, cap) if cap is not None else number
    return {
        "number": number,
        "cap": cap,
        "within": f"{100 * within / top:.1f}",
        "over": f"{100 * (number - within) / top:.1f}" if number > within else "",
    }
