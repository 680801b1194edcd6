"""The section of a nomination: the verdict a decision rested on, its receipt, and the way to judge it again."""

from tdkt.accounts.middleware import OfficeRequest
from tdkt.dossiers.models import Nomination
from tdkt.dossiers.panels import Panel

SHORT = 12
"""Signs of a hash that a person compares by eye."""


def panel_of(_request: OfficeRequest, line: Nomination) -> Panel | None:
    """The panel of a line that stands in the ledger and whose verdict kept its receipt; nothing otherwise."""
    receipt = line.verdict_detail.get("receipt")
    if line.award is None or not receipt:
        return None
    context = {
        "line": line,
        "decision": line.award.decision,
        "verdict": line.verdict_detail["verdict"],
        "facts": _short(receipt["facts"]),
        "rulebook": _short(receipt["rulebook"]),
    }
    return Panel("outlook/_decided.html", context)


def _short(named_hash: str) -> str:
    return named_hash.rpartition(":")[2][:SHORT]
