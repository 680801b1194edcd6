"""Bars beside the figures of a report."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def award_bar(number: int, most: int) -> SafeString:
    """A bar as long as ``number`` is to ``most``; silent, since the figure stands in the table."""
    width = f"{100 * number / max(most, 1):.1f}"
    return format_html(
        '<svg class="cap" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
        '<rect class="cap__ground" width="100" height="8"/>'
        '<rect class="cap__within" width="{}" height="8"/></svg>',
        width,
    )
