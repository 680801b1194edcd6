"""What a paper may not say: more votes than members, a count that its list does not bear out."""

from __future__ import annotations

from django.utils.translation import gettext as _

from .context import AwardList, VoteResult


class PaperError(Exception):
    """The values of a paper contradict each other; the message says which, in Vietnamese."""


def check_list(annex: AwardList) -> None:
    """The stated numbers of persons and collectives add up to the rows of the list."""
    rows = sum(len(group.rows) for group in annex.table.groups)
    stated = annex.persons + annex.collectives
    if stated and stated != rows:
        text = _("Danh sách “%(title)s” có %(rows)s dòng nhưng số ấn định là %(stated)s. Hãy xem lại danh sách.")
        raise PaperError(text % {"title": annex.title, "rows": rows, "stated": stated})


def check_votes(result: VoteResult) -> None:
    """Nobody has more votes than the council has members."""
    votes = result.votes_for + result.votes_against + result.no_opinion
    if votes > result.members:
        text = _("“%(name)s” có %(votes)s phiếu, nhiều hơn %(members)s thành viên Hội đồng. Hãy xem lại số phiếu.")
        raise PaperError(text % {"name": result.name, "votes": votes, "members": result.members})
