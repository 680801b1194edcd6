"""The list of movements of a year, and the board as a sheet."""

from dataclasses import dataclass, field
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.safestring import SafeString
from django.views.decorators.http import require_GET

from tdkt.accounts.access import WORKING_ROLES
from tdkt.accounts.middleware import OfficeRequest
from tdkt.core.working_year import year_asked
from tdkt.documents.sheets import CONTENT_TYPE
from tdkt.movements.audience import asks, members
from tdkt.movements.board import board_sheet, tally_bar
from tdkt.movements.due import due_of
from tdkt.movements.models import Movement, MovementKind, Track, concerning
from tdkt.movements.queries import Tally, answers, tallies, tally, years_of
from tdkt.movements.states import State
from tdkt.movements.views.web import movement_for, own_units, reads_unit
from tdkt.units.models import Unit

PAGE = 40
SECTIONS = {
    Track.SECTOR: "Ngành Kiểm sát nhân dân",
    Track.PROVINCE: "Ủy ban nhân dân tỉnh",
    Track.NATIONAL: "Thủ tướng Chính phủ, Hội đồng Trung ương",
}
FILTERS = {"tuyen": ("track", Track), "hinh_thuc": ("kind", MovementKind), "tinh_trang": ("state", State)}


@dataclass(frozen=True, slots=True)
class Own:
    """How a unit of the user's own stands towards a movement from above."""

    unit: Unit
    response: Movement | None
    may_answer: bool
    late: bool


@dataclass(slots=True)
class Row:
    """A movement in the list, with the picture of who has answered."""

    movement: Movement
    tally: Tally
    bar: SafeString | str
    own: list[Own] = field(default_factory=list)
    answers: list["Row"] = field(default_factory=list)


@require_GET
def index(request: OfficeRequest) -> HttpResponse:
    """The movements of a year: of the user's units and those above, by track; or those of the units below."""
    near = {h.unit_id for h in request.acting.holdings if h.role in WORKING_ROLES}
    above = {pk for h in request.acting.holdings if h.unit_id in near for pk in h.unit.ancestor_ids()}
    below = request.GET.get("xem") == "duoi"
    seen = Movement.objects.visible_to(request.user, request.today)
    seen = seen.exclude(concerning(above)) if below else seen.filter(concerning(above))
    years = years_of(seen.order_by().values_list("start_on", "end_on").distinct())
    year = year_asked(request)
    years = sorted({*years, year}, reverse=True)
    found = _filtered(request, seen.in_year(year)).select_related("unit", "parent")
    page = Paginator(found.order_by("-start_on", "pk"), PAGE).get_page(request.GET.get("trang"))
    rows = _rows(request, list(page.object_list))
    context: dict[str, Any] = {
        "page": page, "years": years, "year": year, "below": below, "sections": _sections(_nested(rows)), "rows": rows,
        "filters": _choices(request), "may_add": bool(own_units(request)),
        "filtered": any(request.GET.get(name) for name in FILTERS),
    }  # fmt: skip
    return render(request, "movements/index.html", context)


def _filtered(request: OfficeRequest, found: Any) -> Any:
    for name, (column, choices) in FILTERS.items():
        if (value := request.GET.get(name)) in choices.values:
            found = found.filter(**{column: value})
    return found


def _choices(request: OfficeRequest) -> list[dict[str, Any]]:
    labels = {"tuyen": "Cấp phát động", "hinh_thuc": "Hình thức", "tinh_trang": "Tình trạng"}
    return [
        {"name": name, "label": labels[name], "choices": choices.choices, "value": request.GET.get(name, "")}
        for name, (_column, choices) in FILTERS.items()
    ]


def _rows(request: OfficeRequest, movements: list[Movement]) -> list[Row]:
    counted = tallies(movements, request.today)
    own = own_units(request)
    held = {
        (response.parent_id, response.unit_id): response
        for response in Movement.objects.filter(parent__in=movements, unit__in=own)
    }
    listed, known = {one.pk for one in movements}, members(movements)
    return [
        Row(
            one,
            counted[one.pk],
            tally_bar(counted[one.pk]) if counted[one.pk].total and one.state != State.DRAFT else "",
            [
                _own(request, one, unit, response)
                for unit in own
                if asks(one, unit, known)
                and ((response := held.get((one.pk, unit.pk))) is None or response.pk not in listed)
            ],
        )
        for one in movements
    ]


def _nested(rows: list[Row]) -> list[Row]:
    """Each answer inside the movement it answers, where that is listed too."""
    by_pk = {row.movement.pk: row for row in rows}
    top: list[Row] = []
    for row in rows:
        upper = by_pk.get(row.movement.parent_id or 0)
        (upper.answers if upper else top).append(row)
    return top


def _own(request: OfficeRequest, movement: Movement, unit: Unit, response: Movement | None) -> Own:
    open_ = movement.state in {State.RUNNING, State.HALF_REVIEWED}
    done = response is not None and response.state != State.DRAFT
    return Own(unit, response, open_ and response is None, open_ and not done and due_of(movement).over(request.today))


def _sections(rows: list[Row]) -> list[dict[str, Any]]:
    """The sector and the province side by side; the third only where it has something."""
    found = [
        {"code": str(track), "name": name, "rows": [row for row in rows if row.movement.track == track]}
        for track, name in SECTIONS.items()
    ]
    return [section for section in found if section["rows"] or section["code"] != Track.NATIONAL]


@require_GET
def export(request: OfficeRequest, pk: int) -> HttpResponse:
    """The board as an Excel file, for those who read the unit that launched the movement."""
    movement = movement_for(request, pk)
    if not reads_unit(request, movement.unit):
        raise Http404
    rows = answers(movement, request.today)
    answer = HttpResponse(board_sheet(movement, rows, tally(rows).words), content_type=CONTENT_TYPE)
    name = f"Hưởng ứng phong trào {movement.start_on.year}.xlsx"
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
