"""`manage.py check` tries a customer's blanks, so that a broken one is known before it is needed."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register


@register()
def check_blanks_folder(**_kwargs: Any) -> list[CheckMessage]:
    """One error per fault in `TDKT_BLANKS_FOLDER`; none where no folder is set."""
    from .papers.trial import faults  # Word's libraries are slow to load; most commands never need them

    folder = settings.TDKT_BLANKS_FOLDER
    return [Error(fault, id="documents.E001") for fault in faults(folder)] if folder else []
