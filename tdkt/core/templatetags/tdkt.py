"""Filters every template may use; loaded everywhere by the settings."""

import datetime as dt

from django import template

from tdkt.core.days import show_day
from tdkt.core.money import show_money

register = template.Library()


@register.filter
def day(value: dt.date | None) -> str:
    """``31/12/2023``, or nothing."""
    return show_day(value)


@register.filter
def money(value: int | None) -> str:
    """``7.590.000 đồng``, or nothing."""
    return show_money(value)
