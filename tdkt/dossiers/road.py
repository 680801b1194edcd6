"""The road of one dossier as the page draws it: every level to who decides, and where the dossier stands."""

from dataclasses import dataclass

from tdkt.dossiers.models import Nomination
from tdkt.dossiers.states import OPEN_TO_SENDER, State
from tdkt.routes.queries import Stop, road_from


@dataclass(frozen=True)
class Halt:
    """One level: ``done`` behind the dossier, ``now`` where it stands."""

    name: str
    done: bool
    now: bool


def road_of(line: Nomination) -> list[Halt]:
    """The levels from the sender's unit up, by the route in force on the round's day; nothing where no route is."""
    sender = line.unit_list.unit
    stops = road_from(sender, line.code, line.round.judged_on, level=line.decided_by)
    if not stops:
        return []
    here = _at(line, stops)
    return [Halt(_name(stop), done=n < here, now=n == here) for n, stop in enumerate(stops)]


def _at(line: Nomination, stops: list[Stop]) -> int:
    if line.state == State.GRANTED:
        return len(stops)
    place = line.unit_list.unit_id if line.state in OPEN_TO_SENDER else line.round.unit_id
    at = next((n for n, stop in enumerate(stops) if stop.unit and stop.unit.pk == place), 0)
    return at + 1 if line.state == State.PROPOSED else at


def _name(stop: Stop) -> str:
    return stop.unit.label if stop.unit else stop.stage.name
