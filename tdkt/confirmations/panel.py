"""The section of a nomination's page: each department's answer and each authority's letter.

The office where the line was asked about reads all of it; a department reads its own; the level above, to which the
line was passed on, reads what is closed. A sender reads nothing here.
"""

from tdkt.accounts.middleware import OfficeRequest
from tdkt.confirmations.access import ANSWERERS, OFFICE, units_with
from tdkt.confirmations.board import Cell, cell_of
from tdkt.confirmations.clusters import opinions_of, waiver_words, waivers_of
from tdkt.confirmations.models import ConfirmationAnswer, ConfirmationLine, ConsultLine, RequestState
from tdkt.confirmations.queries import consult_sentence, last_replies
from tdkt.confirmations.reasons import CASES, Reason, cases_of
from tdkt.dossiers.models import Nomination
from tdkt.dossiers.panels import Panel


def panel_of(request: OfficeRequest, line: Nomination) -> Panel | None:
    """The panel, or nothing where there is nothing this reader may see."""
    office = set(units_with(request.acting, OFFICE))
    here = line.round.unit_id in office
    asked = _departments(request, line, office, here=here)
    letters = _letters(request, line, office, here=here)
    cluster = opinions_of([line], request.today).get(line.pk) if here else None
    waived = _waived(line, office, here=here)
    cases = cases_of(line.code, line.round.judged_on) if here and not letters else []
    cases = [case for case in cases if case != Reason.CLUSTER or cluster is None]
    if not (asked or letters or cases or cluster or waived):
        return None
    day = line.round.judged_on
    lacks = [f"{case.label}: {CASES[case].authority}. Căn cứ: {CASES[case].cite_on(day)}" for case in cases]
    context = {
        "asked": asked, "letters": letters, "lacks": lacks, "board": line.round_id if here else None,
        "cluster": cluster, "waived": [words for words in waived if cluster is None or words != cluster.words],
    }  # fmt: skip
    return Panel("confirmations/_panel.html", context)


def _waived(line: Nomination, office: set[int], *, here: bool) -> list[str]:
    """When and why a level let the line go on without its cluster's opinion."""
    return [waiver_words(one) for one in waivers_of([line]) if here or one.round.unit_id in office]


def _departments(
    request: OfficeRequest, line: Nomination, office: set[int], *, here: bool
) -> list[tuple[ConfirmationLine, Cell, list[ConfirmationAnswer]]]:
    own = set(units_with(request.acting, ANSWERERS))
    rows = ConfirmationLine.objects.filter(nomination=line).select_related("request__unit", "request__round")
    shown = []
    for one in rows.prefetch_related("answers__answered_by").order_by("topic", "pk"):
        closed = here and one.request.state == RequestState.CLOSED
        if one.request.round.unit_id in office or one.request.unit_id in own or closed:
            answers = list(one.answers.all())
            last = next((answer for answer in answers if answer.is_last), None)
            shown.append((one, cell_of(one, last, request.today), [a for a in answers if not a.is_last]))
    return shown


def _letters(
    request: OfficeRequest, line: Nomination, office: set[int], *, here: bool
) -> list[tuple[ConsultLine, str]]:
    rows = ConsultLine.objects.filter(nomination=line).select_related("request__round")
    found = [one for one in rows if here or one.request.round.unit_id in office]
    replies = last_replies([one.pk for one in found])
    return [(one, consult_sentence(one, replies.get(one.pk), request.today)) for one in found]
