"""What is done in the ledger."""

from tdkt.awards.domain.cancel import Cancellation, CannotCancel, cancel_award
from tdkt.awards.domain.lines import BadLine, LedgerLine
from tdkt.awards.domain.papers import BadDecision, DecisionPaper
from tdkt.awards.domain.propose import CannotPropose, drop_proposed, grant_proposed, propose_awards, refuse_proposed
from tdkt.awards.domain.record import CannotRecord, record_decision

__all__ = [
    "BadDecision",
    "BadLine",
    "Cancellation",
    "CannotCancel",
    "CannotPropose",
    "CannotRecord",
    "DecisionPaper",
    "LedgerLine",
    "cancel_award",
    "drop_proposed",
    "grant_proposed",
    "propose_awards",
    "record_decision",
    "refuse_proposed",
]
