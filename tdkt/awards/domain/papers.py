"""The decision as a paper: number, day, who decided and who signed."""

import datetime as dt
from typing import NotRequired, TypedDict

from django.utils import timezone

from tdkt.accounts.models import User
from tdkt.awards.models import Decision, DecisionKind, IssuerLevel
from tdkt.core import history
from tdkt.core.answers import Refused
from tdkt.core.text import clean
from tdkt.documents.models import StoredFile
from tdkt.units.models import Unit

FIELDS = (
    "kind", "number", "signed_on", "title", "issuer_level", "issuer_name", "issuer_unit", "signer_name", "signer_title",
)  # fmt: skip


class BadDecision(Refused):
    """The decision's own data does not hold together."""


class DecisionPaper(TypedDict):
    """What stands on a decision. ``issuer_unit`` is set where the issuer is a unit of the system."""

    number: str
    signed_on: dt.date
    title: str
    issuer_level: str
    issuer_name: str
    issuer_unit: NotRequired[Unit | None]
    signer_name: NotRequired[str]
    signer_title: NotRequired[str]
    file: NotRequired[StoredFile | None]


def written(*, paper: DecisionPaper, actor: User | None, now: dt.datetime, kind: str = DecisionKind.GRANT) -> Decision:
    """Store a new decision with its first line of history.

    Raises:
        BadDecision: number or name missing, signed in the future, an unknown level, or written down already.
    """
    _check(paper, now)
    earlier = found(paper)
    if earlier:
        raise BadDecision(
            f"Quyết định số {earlier} của {earlier.issuer_name} đã có trong sổ; hãy kiểm tra lại số và ngày ký."
        )
    decision = Decision.objects.create(kind=kind, **_tidy(paper))
    change = history.Change(decision, after=history.snapshot(decision, FIELDS))
    history.record_many(actor=actor, now=now, act="record_decision", changes=[change], new=True)
    return decision


def found_or_written(*, paper: DecisionPaper, actor: User | None, now: dt.datetime) -> Decision:
    """The decision if it is in the ledger already, since a higher body's one decision may name several units'
    people; else a new one.
    """
    return found(paper) or written(paper=paper, actor=actor, now=now)


def found(paper: DecisionPaper) -> Decision | None:
    """The decision of this issuer, number and day, if it is in the ledger."""
    tidy = _tidy(paper)
    return Decision.objects.filter(
        issuer_name=tidy["issuer_name"], number=tidy["number"], signed_on=tidy["signed_on"]
    ).first()


def _tidy(paper: DecisionPaper) -> DecisionPaper:
    tidy = paper.copy()
    tidy["number"], tidy["title"] = clean(paper["number"]), clean(paper["title"])
    tidy["issuer_name"] = clean(paper["issuer_name"])
    return tidy


def _check(paper: DecisionPaper, now: dt.datetime) -> None:
    if not clean(paper["number"]) or not clean(paper["issuer_name"]):
        raise BadDecision("Quyết định phải có số, ký hiệu và người, cơ quan quyết định.")
    if paper["signed_on"] > timezone.localdate(now):
        raise BadDecision(f"Ngày ký {paper['signed_on']:%d/%m/%Y} chưa tới; hãy xem lại ngày.")
    if paper["issuer_level"] not in IssuerLevel.values:
        raise BadDecision("Cấp quyết định không có trong danh mục.")
    if paper["issuer_level"] == IssuerLevel.UNIT and paper.get("issuer_unit") is None:
        raise BadDecision("Quyết định của thủ trưởng đơn vị phải ghi rõ đơn vị ban hành.")
