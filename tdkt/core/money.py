"""Money in whole đồng."""


def show_money(amount: int | None) -> str:
    """``7590000`` as ``7.590.000 đồng``; nothing for an amount not known."""
    return "" if amount is None else f"{amount:,} đồng".replace(",", ".")
