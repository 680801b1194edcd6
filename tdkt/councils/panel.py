"""On the page of a nomination: how the council of each level voted, for those who work there or above."""

from tdkt.accounts.middleware import OfficeRequest
from tdkt.dossiers.models import Nomination
from tdkt.dossiers.panels import Panel
from tdkt.dossiers.story import considers


def votes_panel(request: OfficeRequest, line: Nomination) -> Panel | None:
    """The votes of the levels that this reader works at or above, the first first; a sender reads the outcome only."""
    found = line.votes.select_related("session__council__unit").order_by("session__held_on", "pk")
    votes = [vote for vote in found if considers(request.acting, vote.session.council.unit)]
    return Panel("councils/_votes.html", {"votes": votes}) if votes else None
