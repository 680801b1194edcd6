"""A user's deadlines as a calendar file (RFC 5545), to open in any calendar."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

LONGEST = 75
"""Octets a line may have before it is folded (RFC 5545 section 3.1)."""


@dataclass(frozen=True, slots=True)
class Event:
    """A whole day with a name; ``uid`` never changes, so that a later file moves the event instead of doubling it."""

    uid: str
    day: dt.date
    name: str
    note: str = ""
    sequence: int = 0


def calendar_text(events: Iterable[Event], *, now: dt.datetime) -> str:
    """The whole file, lines ended by CR LF and folded."""
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//tdkt//Thi dua khen thuong//VI", "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH", "X-WR-CALNAME:Thi đua\\, khen thưởng", "X-WR-TIMEZONE:Asia/Ho_Chi_Minh",
        "REFRESH-INTERVAL;VALUE=DURATION:PT12H", "X-PUBLISHED-TTL:PT12H",
    ]  # fmt: skip
    stamp = f"{now.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"
    for event in events:
        lines += _event(event, stamp)
    lines.append("END:VCALENDAR")
    return "".join(f"{fold(line)}\r\n" for line in lines)


def fold(line: str) -> str:
    """Break a line after 75 octets at most, never inside a letter; the rest begins with a space."""
    parts, part, size = [], "", 0
    for letter in line:
        width = len(letter.encode())
        if size + width > LONGEST:
            parts.append(part)
            part, size = " ", 1
        part += letter
        size += width
    return "\r\n".join([*parts, part])


def _event(event: Event, stamp: str) -> list[str]:
    after = event.day + dt.timedelta(days=1)
    lines = [
        "BEGIN:VEVENT", f"UID:{event.uid}", f"DTSTAMP:{stamp}", f"SEQUENCE:{event.sequence}",
        f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}", f"DTEND;VALUE=DATE:{after:%Y%m%d}", f"SUMMARY:{_escape(event.name)}",
    ]  # fmt: skip
    if event.note:
        lines.append(f"DESCRIPTION:{_escape(event.note)}")
    return [*lines, "TRANSP:TRANSPARENT", "END:VEVENT"]


def _escape(text: str) -> str:
    plain = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return plain.replace("\r\n", "\\n").replace("\n", "\\n")
