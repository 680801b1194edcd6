"""``manage.py remind``: the day's reminders, to be run once every morning."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from tdkt.inbox.domain.remind import remind


class Command(BaseCommand):
    help = "Ghi việc nhắc hạn hôm nay và gửi thư cho người có việc mới; chạy lại không nhắc trùng."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Remind, and say how many."""
        done = remind(actor=None, now=timezone.localtime())
        self.stdout.write(f"Đã ghi {done.notices} việc nhắc hạn, {done.mails} người có thư.")
