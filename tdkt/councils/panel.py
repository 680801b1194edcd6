"""On the page of a nomination: how the council of each level voted."""

from tdkt.accounts.middleware import OfficeRequest
from tdkt.dossiers.models import Nomination
from tdkt.dossiers.panels import Panel


def votes_panel(_: OfficeRequest, line: Nomination) -> Panel | None:
    """The votes of every level, the first first."""
    votes = list(line.votes.select_related("session__council__unit").order_by("session__held_on", "pk"))
    return Panel("councils/_votes.html", {"votes": votes}) if votes else None
