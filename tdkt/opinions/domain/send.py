"""The public's acts: send an opinion, ask by its receipt what became of it."""

import datetime as dt
import hashlib
import re
import secrets
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from tdkt.core import history
from tdkt.core.answers import Refused
from tdkt.core.text import clean
from tdkt.opinions.models import LONGEST_OPINION, Opinion, OpinionSubject, OpinionWindow, Stance

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""No 0, O, 1 or I: a receipt is copied by hand."""

LONGEST_NAME = 120


class CannotSend(Refused):
    """The opinion was not received."""


@dataclass(frozen=True, slots=True)
class Received:
    """The opinion, and the code only its sender knows."""

    opinion: Opinion
    receipt: str


@transaction.atomic
def send_opinion(
    *,
    now: dt.datetime,
    window: OpinionWindow,
    subject: OpinionSubject | None,
    stance: str,
    text: str,
    sender: str = "",
    contact: str = "",
) -> Received:
    """Receive an opinion while the window is open; it stays for good.

    Raises:
        CannotSend: the window takes none today, no stance, no words where words are needed, or too many.
    """
    if not OpinionWindow.objects.public_on(timezone.localdate(now)).filter(pk=window.pk).exists():
        raise CannotSend(
            "Đợt lấy ý kiến này không nhận ý kiến trong ngày hôm nay. Chưa lưu gì; chữ đã viết vẫn còn trên trang "
            "để gửi đến nơi khác."
        )
    if subject is not None and subject.window_id != window.pk:
        raise CannotSend("Trường hợp này không thuộc đợt lấy ý kiến.")
    said = _paragraphs(text)
    _check(stance, said, sender, contact)
    receipt = "-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(3))
    opinion = Opinion.objects.create(
        window=window, subject=subject, stance=stance, text=said, sender=clean(sender), contact=clean(contact),
        received_at=now, receipt_hash=hash_of(receipt),
    )  # fmt: skip
    history.record(actor=None, now=now, act="receive_opinion", target=opinion, after={"stance": stance})
    return Received(opinion, receipt)


def find_by_receipt(code: str) -> Opinion | None:
    """The opinion behind a receipt, however it was typed."""
    return Opinion.objects.filter(receipt_hash=hash_of(code)).select_related("window", "subject").first()


def hash_of(receipt: str) -> str:
    """What is stored of a receipt: the office cannot tell whose it is."""
    plain = re.sub(r"[^0-9A-Z]", "", receipt.upper())
    return hashlib.sha256(plain.encode()).hexdigest()


def _paragraphs(text: str) -> str:
    return "\n".join(line for line in (clean(part) for part in text.splitlines()) if line)


def _check(stance: str, text: str, sender: str, contact: str) -> None:
    if stance not in Stance.values:
        raise CannotSend("Chưa chọn ý kiến: đồng tình, không đồng tình hoặc ý kiến khác.")
    if stance != Stance.FOR and not text:
        raise CannotSend("Hãy viết nội dung ý kiến, để Hội đồng biết cần xem xét việc gì.")
    if len(text) > LONGEST_OPINION:
        raise CannotSend(f"Nội dung dài {len(text)} ký tự, nhiều nhất là {LONGEST_OPINION}; hãy rút gọn.")
    if max(len(clean(sender)), len(clean(contact))) > LONGEST_NAME:
        raise CannotSend(f"Họ tên và thông tin liên hệ mỗi ô nhiều nhất {LONGEST_NAME} ký tự.")
