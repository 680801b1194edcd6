"""Begin a draft, and change its text while it is still open."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from tdkt.accounts.models import User
from tdkt.core.answers import Refused, require
from tdkt.core.edits import save_if_fresh
from tdkt.core.history import record, snapshot
from tdkt.core.text import clean
from tdkt.studio.access import may_draft
from tdkt.studio.models import Draft
from tdkt.studio.states import OPEN_TO_DRAFTER

FIELDS = ("title", "layer", "folder", "takes_effect", "text")


class CannotDraft(Refused):
    """The draft was not written."""


@transaction.atomic
def begin_draft(
    *, title: str, layer: str, folder: str, takes_effect: dt.date, text: str, actor: User, now: dt.datetime
) -> Draft:
    """Keep a new draft. Its text may still be wrong: what the loader says is shown, not demanded yet.

    Raises:
        CannotDraft: the actor does not look after the rules, or the place is not a proper one.
    """
    require(may_draft(actor, timezone.localdate(now)), CannotDraft)
    draft = Draft(
        title=clean(title), layer=layer, folder=folder, takes_effect=takes_effect, text=text, drafted_by=actor,
        edited_by=actor,
    )  # fmt: skip
    _check(draft)
    draft.save()
    record(actor=actor, now=now, act="draft.begin", target=draft, after=snapshot(draft, FIELDS))
    return draft


@transaction.atomic
def edit_draft(
    *,
    draft: Draft,
    version: int,
    title: str,
    layer: str,
    folder: str,
    takes_effect: dt.date,
    text: str,
    actor: User,
    now: dt.datetime,
) -> None:
    """Change a draft that is still open; the actor becomes its last editor and may then not approve it.

    Raises:
        CannotDraft: not allowed, or the draft was sent, approved or given up.
        StaleEdit: somebody changed it after the page was opened.
    """
    require(may_draft(actor, timezone.localdate(now)), CannotDraft)
    if draft.state not in OPEN_TO_DRAFTER:
        raise CannotDraft(f"“{draft}” đang ở bước “{draft.get_state_display()}” nên không sửa được nữa.")
    before = snapshot(draft, FIELDS)
    values = {"title": clean(title), "layer": layer, "folder": folder, "takes_effect": takes_effect, "text": text}
    _check(Draft(**values, drafted_by=draft.drafted_by, edited_by=actor))
    save_if_fresh(draft, version=version, **values, edited_by=actor)
    record(actor=actor, now=now, act="draft.edit", target=draft, before=before, after=snapshot(draft, FIELDS))


def _check(draft: Draft) -> None:
    try:
        draft.clean_fields(exclude=["state", "decided_by", "decided_at", "reason"])
    except ValidationError as error:
        raise CannotDraft(" ".join(error.messages)) from error
