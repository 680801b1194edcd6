"""Take an earlier version back, or leave a text kept aside where it is."""

import datetime as dt

from django.db import transaction

from tdkt.accounts.models import User
from tdkt.achievements.domain.errors import CannotWrite
from tdkt.achievements.domain.find import fresh_section
from tdkt.achievements.domain.keep import keep_saved
from tdkt.achievements.domain.save_section import note, settle
from tdkt.achievements.models import ReportSection, SectionVersion
from tdkt.core.answers import MovedMeanwhile
from tdkt.core.edits import StaleEdit, save_if_fresh


@transaction.atomic
def restore_version(*, chosen: SectionVersion, version: int, actor: User, now: dt.datetime) -> ReportSection:
    """Make a kept text the section's text again; what stood there stays among the versions.

    Args:
        version: the section's version that the user looked at when he chose.

    Raises:
        CannotWrite: no right, the line or the report is closed.
        MovedMeanwhile: somebody saved the section after the page was opened.
    """
    section = fresh_section(chosen.section, actor=actor, now=now)
    if section.text != chosen.text:
        try:
            save_if_fresh(section, version=version, text=chosen.text, saved_by=actor, saved_at=now)
        except StaleEdit:
            raise MovedMeanwhile(
                "Mục này vừa được lưu sau khi bạn mở trang; chưa lấy lại phiên bản nào. Hãy xem lại rồi chọn."
            ) from None
        note(section, *keep_saved(section=section, actor=actor, now=now, anew=True), actor=actor, now=now)
    settle(chosen, section, actor=actor, now=now)
    return section


@transaction.atomic
def keep_the_saved(*, aside: SectionVersion, actor: User, now: dt.datetime) -> ReportSection:
    """Leave the section as it is; the text kept aside stays among the versions and no longer asks.

    Raises:
        CannotWrite: no right, the line or the report is closed, or somebody chose already.
    """
    section = fresh_section(aside.section, actor=actor, now=now)
    if not settle(aside, section, actor=actor, now=now):
        raise CannotWrite("Bản để bên này đã được chọn trước đó; hãy tải lại trang.")
    return section
