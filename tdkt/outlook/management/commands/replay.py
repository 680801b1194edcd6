"""`tdkt replay`: judge a stored case again and say whether the verdict is the same."""

import argparse
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tdkt.core.answers import Refused
from tdkt.dossiers.models import Nomination, VerdictValue
from tdkt.law import live
from tdkt.outlook.replay import Replay, replay


class Command(BaseCommand):
    help = "Xét lại hồ sơ đã lưu của một đề nghị (hoặc dòng trong sổ khen thưởng) và so với kết luận đã lưu."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument(
            "number", type=int, metavar="SỐ", help="số của đề nghị; với --award là số của dòng trong sổ"
        )
        parser.add_argument("--award", action="store_true", help="số là của dòng trong sổ khen thưởng")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Print both verdicts; exit 1 where they differ."""
        live.refresh()
        key = "award" if options["award"] else "pk"
        line = Nomination.objects.with_names().filter(**{key: options["number"]}).first()
        if line is None:
            what = "dòng nào trong sổ gắn với một đề nghị" if options["award"] else "đề nghị nào"
            raise CommandError(f"Không có {what} mang số {options['number']}; xem lại số trên trang hồ sơ.")
        try:
            found = replay(line)
        except Refused as refusal:
            raise CommandError(refusal.reason) from refusal
        self._say(found)
        if not found.same:
            sys.exit(1)

    def _say(self, found: Replay) -> None:
        write = self.stdout.write
        write(str(found.line))
        write(f"Kết luận đã lưu: {VerdictValue(found.stored).label} (bộ quy định {found.stored_rulebook})")
        if not found.kept:
            write("Bộ quy định của kết luận không còn được lưu ở đây nên không xét lại theo đúng nó được.")
        elif found.same:
            write("Xét lại theo đúng bộ quy định đó: giống hệt.")
        else:
            write(f"Xét lại theo đúng bộ quy định đó: KHÁC ở {found.parts}; nay là {VerdictValue(found.again).label}.")
        if found.rulebook_changed:
            write(f"Bộ quy định đang dùng {found.current_rulebook}: {VerdictValue(found.current).label}.")
        else:
            write("Bộ quy định đang dùng vẫn là bộ đó.")
