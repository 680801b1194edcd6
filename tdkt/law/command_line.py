"""Which rulebook a command asks: the packaged one, or with --live the one this office is judged by."""

import argparse
import os

from .api import CaseError, Rulebook, load_rulebook


def add_live(parser: argparse.ArgumentParser) -> None:
    """Describe --live to a command's parser."""
    parser.add_argument(
        "--live",
        action="store_true",
        help="hỏi bộ quy định đang dùng ở cơ quan (kể cả dự thảo đã duyệt), đọc từ cơ sở dữ liệu",
    )


def asked_rulebook(options: argparse.Namespace) -> Rulebook:
    """The rulebook a command asks. Raises CaseError where the database cannot be read, RulebookError."""
    return rulebook_in_use() if options.live else load_rulebook()


def rulebook_in_use() -> Rulebook:
    """The packaged law, the customer's folders, and what was approved here. Raises CaseError, RulebookError."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    import django
    from django.core.exceptions import ImproperlyConfigured
    from django.db import DatabaseError

    try:
        django.setup()
        from . import live

        live.refresh()
        return live.rulebook()
    except (DatabaseError, ImproperlyConfigured):
        raise CaseError(
            "không đọc được cơ sở dữ liệu của cơ quan: xem lại cấu hình, hoặc bỏ --live để hỏi bộ quy định đóng gói",
            "--live",
        ) from None
