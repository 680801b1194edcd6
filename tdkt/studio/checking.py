"""What the strict loader says about a draft, and what the draft would change."""

import datetime as dt
from dataclasses import dataclass

from tdkt.law import live
from tdkt.law.api import Rulebook, RulebookError
from tdkt.law.diff import Change, compared, law_on
from tdkt.law.engine.items import AwardInfo
from tdkt.studio.models import Draft

LONGEST = 400_000
"""Characters of one file; the longest packaged one is far shorter."""


@dataclass(frozen=True)
class Checked:
    """A draft as the loader sees it: a rulebook, or the place and words of the first fault."""

    rulebook: Rulebook | None
    place: str = ""
    fault: str = ""
    path: str = ""

    @property
    def line(self) -> int | None:
        """The line of the draft's own text, where the fault stands in it."""
        file, _, tail = self.place.rpartition(":")
        return int(tail) if tail.isdecimal() and file == self.path else None


def check(draft: Draft) -> Checked:
    """Load the law in use with the draft laid over it and read every award's rules from it. Nothing is kept."""
    if len(draft.text) > LONGEST:
        return Checked(None, draft.path, f"Nội dung dài quá {LONGEST} chữ; hãy chia thành nhiều văn bản.")
    try:
        tried = live.tried([draft.file])
        for info in tried.awards():
            law_on(tried, info.code, day_of(draft, tried))
        return Checked(tried)
    except RulebookError as error:
        return Checked(None, error.place or draft.path, error.message, draft.path)
    except (TypeError, ValueError, KeyError, AttributeError) as error:
        return Checked(None, draft.path, f"Có giá trị sai kiểu (chữ, số hay danh sách) mà khuôn không nhận: {error}.")
    except RecursionError:
        return Checked(None, draft.path, "Nội dung lồng quá sâu; hãy viết phẳng hơn.")


@dataclass(frozen=True)
class AwardChange:
    """What the draft changes about one award on the day it takes effect."""

    info: AwardInfo
    changes: tuple[Change, ...]


def changes_of(draft: Draft, tried: Rulebook) -> list[AwardChange]:
    """Every award about which the draft says something else than the rest of the law in use on that day."""
    current, day = live.without(draft.path), day_of(draft, tried)
    found = []
    for info in tried.awards():
        changes = compared(law_on(current, info.code, day), law_on(tried, info.code, day), tried.cited)
        if changes:
            found.append(AwardChange(info, tuple(changes)))
    return found


def day_of(draft: Draft, rulebook: Rulebook) -> dt.date:
    """The day the draft takes effect, or the first day the rulebook covers."""
    return max(draft.takes_effect, rulebook.catalogue.covers_from)
