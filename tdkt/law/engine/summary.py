"""A count of what the rulebook holds."""

from collections import Counter
from typing import Any

from .vocabulary import MARKS


def counted(rulebook: Any) -> str:
    """One line for each layer, and one for the marks of the clauses."""
    lines = [f"Bộ quy định {rulebook.sha256}"]
    marks: Counter[str] = Counter()
    for layer in rulebook.layers:
        books = [book for book in rulebook.library.instruments if book.layer == layer]
        clauses = [clause for book in books for clause in book.items["clauses"]]
        marks.update(clause.mark for clause in clauses)
        others = sum(len(items) for book in books for name, items in book.items.items() if name != "clauses")
        lines.append(f"Tầng {layer}: {len(books)} văn bản, {len(clauses)} điều khoản tiêu chuẩn, {others} mục khác")
    lines.append("Điều khoản: " + ", ".join(f"{MARKS[mark]} {number}" for mark, number in sorted(marks.items())))
    return "\n".join(lines)
