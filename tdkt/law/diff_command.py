"""`tdkt law diff`: two days of one rulebook, or two rulebook folders on one day."""

import argparse
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from .api import CaseError, Rulebook, load_rulebook
from .command_line import add_live, rulebook_in_use
from .diff import compared, law_on, rendered
from .engine.loader import DATA, DEFAULT_LAYERS

TWICE = 2


def add_diff_parser(law: Any, day: Callable[[str], date]) -> None:
    """Describe the command to the law's own parser."""
    diff = law.add_parser("diff", help="quy định về một danh hiệu đổi thế nào giữa hai ngày, hai bộ quy định")
    diff.add_argument("code", help="mã danh hiệu, ví dụ CSTDCS; ghi all để so mọi danh hiệu")
    diff.add_argument("--on", required=True, type=day, metavar="NGÀY", help="ngày thứ nhất, dạng 2023-12-20")
    diff.add_argument("--and", dest="other", type=day, metavar="NGÀY", help="ngày thứ hai; bỏ trống: cùng ngày")
    diff.add_argument(
        "--book",
        action="append",
        type=Path,
        default=[],
        metavar="THƯ MỤC",
        help="bộ quy định (ghi hai lần: bộ trước, bộ sau)",
    )
    diff.add_argument("--layer", action="append", metavar="TẦNG", help="tầng quy định (lặp lại được); bỏ trống: tất cả")
    add_live(diff)
    diff.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the differences. Raises CaseError, RulebookError."""
    old, new = _books(options)
    layers = tuple(options.layer) if options.layer else None
    codes = [info.code for info in old.awards() if info.judged] if options.code == "all" else [options.code]
    for code in codes:
        before = law_on(old, code, options.on, layers)
        after = law_on(new, code, options.other or options.on, layers)
        changes = compared(before, after, new.cited)
        if changes or len(codes) == 1:
            sys.stdout.write(f"{after['name']}\n{rendered(changes)}\n\n")
    return 0


def _books(options: argparse.Namespace) -> tuple[Rulebook, Rulebook]:
    folders = options.book
    if options.live:
        return _books_with_the_one_in_use(options)
    if len(folders) > TWICE or (not folders and options.other is None):
        raise CaseError("cần hai ngày (--on, --and), hoặc một hay hai thư mục bộ quy định (--book)")
    old = _book(folders[0] if len(folders) == TWICE else DATA)
    return old, _book(folders[-1]) if folders else old


def _books_with_the_one_in_use(options: argparse.Namespace) -> tuple[Rulebook, Rulebook]:
    """Two days of the law in use; on one day, what is packaged against what is in use."""
    if options.book:
        raise CaseError("--live không dùng cùng --book", "--live")
    in_use = rulebook_in_use()
    return (_book(DATA) if options.other is None else in_use), in_use


def _book(folder: Path) -> Rulebook:
    if not (folder / "catalogue.yaml").is_file():
        raise CaseError(f"“{folder}” không phải thư mục bộ quy định: không có tệp catalogue.yaml", "--book")
    layers = DEFAULT_LAYERS if folder == DATA else _layers_of(folder)
    return load_rulebook(layers, folder)


def _layers_of(folder: Path) -> tuple[str, ...]:
    found = [path.name for path in sorted(folder.iterdir()) if path.is_dir()]
    return (*(layer for layer in DEFAULT_LAYERS if layer in found), *(x for x in found if x not in DEFAULT_LAYERS))
