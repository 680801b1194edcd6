"""Loads the rulebook from its folders, strictly, and gives it a hash."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

from . import sections
from .errors import RulebookError
from .items import AwardInfo, Catalogue, Clause, Item
from .reading import Reader, load_yaml
from .vocabulary import KINDS, MARKS

DATA = Path(__file__).parent.parent / "data"
DEFAULT_LAYERS = ("state", "procuracy")

_SECTIONS: dict[str, Callable[[Any, sections.Source], Item]] = {
    "clauses": sections.read_clause,
    "details": sections.read_detail,
    "quotas": sections.read_quota,
    "procedure": sections.read_step,
    "deciders": sections.read_decider,
    "base_salary": sections.read_base_salary,
    "parameters": sections.read_parameter,
    "careers": sections.read_career,
    "warnings": sections.read_caution,
    "transitions": sections.read_transition,
}


@dataclass
class Instrument:
    """One version of one instrument: its interval and everything it holds."""

    short: str
    name: str
    layer: str
    file: str
    since: date
    until: date | None
    mark: str
    source: str
    checked_on: date | None
    items: dict[str, list[Any]] = field(default_factory=dict)


@dataclass
class Library:
    """All files of all layers, read."""

    catalogue: Catalogue
    instruments: list[Instrument]
    layers: tuple[str, ...]
    sha256: str


def load_library(layers: Iterable[str] = DEFAULT_LAYERS, data: Path = DATA) -> Library:
    """Reads every file of the layers. Raises RulebookError naming file and line."""
    digest = hashlib.sha256()
    catalogue_path = data / "catalogue.yaml"
    _hash(digest, catalogue_path, data)
    catalogue = read_catalogue(catalogue_path)
    instruments: list[Instrument] = []
    for layer in layers:
        if not (data / layer).is_dir():
            raise RulebookError(f"không có tầng quy định “{layer}” (thư mục {data.name}/{layer})")
        for folder in sorted(path for path in (data / layer).iterdir() if path.is_dir() and path.name != "scenarios"):
            instruments.extend(_versions(folder, layer, data, catalogue, digest))
    _refuse_overlaps(instruments)
    _refuse_unknown_clauses(instruments)
    _refuse_idle_transitions(instruments)
    return Library(catalogue, instruments, tuple(layers), f"sha256:{digest.hexdigest()}")


def _hash(digest: Any, path: Path, data: Path) -> None:
    digest.update(f"{path.relative_to(data).as_posix()}\0".encode())
    digest.update(path.read_bytes())


def read_catalogue(path: Path) -> Catalogue:
    reader = Reader(load_yaml(path), path.name, "catalogue")
    covers_from = reader.day("covers_from")
    if covers_from is None:
        raise reader.fail("thiếu “covers_from”")
    awards = reader.need("awards")
    positions = reader.need("positions")
    result = Catalogue(covers_from, {code: _award(code, awards[code], reader) for code in awards}, dict(positions))
    reader.done()
    return result


def _award(code: str, node: Any, outer: Reader) -> AwardInfo:
    reader = Reader(node, outer.place, f"catalogue.{code}")
    info = AwardInfo(
        code=code,
        name=reader.text("name"),
        type=reader.one_of("type", {"title", "form"}),
        kinds=reader.list_of("kinds", KINDS),
        rank=reader.number("rank", 0) or 0,
        judged=reader.flag("judged", default=True),
        period=reader.number("period", 1, low=1) or 1,
        any_basis=reader.flag("any_basis"),
        on_request=reader.flag("on_request"),
    )
    reader.done()
    return info


def _versions(folder: Path, layer: str, data: Path, catalogue: Catalogue, digest: Any) -> list[Instrument]:
    """The versions of one instrument; each ends where the next begins."""
    versions = []
    for path in sorted(folder.glob("*.yaml")):
        _hash(digest, path, data)
        versions.append(read_instrument(path, layer, path.relative_to(data).as_posix(), catalogue))
    for earlier, later in pairwise(versions):
        end = later.since - timedelta(days=1)
        earlier.until = min(earlier.until, end) if earlier.until else end
        for kind, items in earlier.items.items():
            earlier.items[kind] = [_end_by(item, end) for item in items if item.since <= end]
    return versions


def _end_by(item: Any, end: date) -> Any:
    return replace(item, until=end) if item.until is None or item.until > end else item


def read_instrument(path: Path, layer: str, file: str, catalogue: Catalogue) -> Instrument:
    """One file. Its name is the day it takes effect."""
    reader = Reader(load_yaml(path, file), file, "văn bản")
    interval = Reader(reader.need("in_force"), reader.place, "in_force")
    since, until = interval.day("from"), interval.day("to")
    interval.done()
    if since is None or path.stem != since.isoformat():
        raise reader.fail(f"tên tệp phải là ngày có hiệu lực ({since})")
    mark = reader.one_of("mark", MARKS, "verified")
    instrument = Instrument(
        short=reader.text("instrument"),
        name=reader.text("name"),
        layer=layer,
        file=file,
        since=since,
        until=until,
        mark=mark,
        source=reader.text("source", ""),
        checked_on=reader.day("checked_on"),
    )
    source = sections.Source(file, layer, instrument.short, since, until, mark, catalogue)
    for section, read in _SECTIONS.items():
        instrument.items[section] = [read(node, source) for node in _list(reader, section)]
    bonus = reader.take("bonus")
    instrument.items["bonus"] = [] if bonus is None else [sections.read_bonus(bonus, source)]
    reader.done()
    _check_ids(instrument)
    return instrument


def _list(reader: Reader, section: str) -> list[Any]:
    value = reader.take(section)
    if value is None:
        return []
    if not isinstance(value, list):
        raise reader.fail(f"“{section}” phải là danh sách")
    return value


def _check_ids(instrument: Instrument) -> None:
    for section in ("clauses", "details", "quotas"):
        for item in instrument.items[section]:
            if not item.id.startswith(instrument.short):
                raise RulebookError(f"“{item.id}” phải bắt đầu bằng “{instrument.short}”", item.place)


def _refuse_overlaps(instruments: list[Instrument]) -> None:
    """The same standard of the same award may not be in force twice on one day."""
    seen: dict[tuple[str, str, str, str, str], list[Clause]] = {}
    for instrument in instruments:
        for clause in instrument.items["clauses"]:
            for kind in clause.kinds:
                key = (clause.layer, clause.id, clause.award, kind, clause.basis)
                for other in seen.setdefault(key, []):
                    if _overlap(clause, other) and clause.applies == other.applies:
                        raise RulebookError(f"“{clause.id}” chồng hiệu lực với {other.place}", clause.place)
                seen[key].append(clause)


def _overlap(one: Item, other: Item) -> bool:
    return one.since <= (other.until or date.max) and other.since <= (one.until or date.max)


def _refuse_unknown_clauses(instruments: list[Instrument]) -> None:
    """A detail that names a clause must find it, and the condition it opens or replaces."""
    clauses: dict[str, list[Clause]] = {}
    for instrument in instruments:
        for clause in instrument.items["clauses"]:
            clauses.setdefault(clause.id, []).append(clause)
    for instrument in instruments:
        for detail in instrument.items["details"]:
            for ident in detail.clauses:
                if ident not in clauses:
                    raise RulebookError(f"“{detail.id}” dẫn điều khoản “{ident}” không có", detail.place)
                names = {condition.name for clause in clauses[ident] for condition in clause.need}
                missing = [name for name in (*detail.open, *detail.replace) if name not in names]
                if missing:
                    raise RulebookError(f"“{ident}” không có điều kiện tên {', '.join(missing)}", detail.place)


def _refuse_idle_transitions(instruments: list[Instrument]) -> None:
    """What a transition keeps must be in the same layer and end the day before the new rules begin."""
    for instrument in instruments:
        for item in instrument.items["transitions"]:
            end = item.received_before - timedelta(days=1)
            kept = [book for book in instruments if book.short == item.keeps and book.layer == item.layer]
            if not any(book.until == end for book in kept):
                raise RulebookError(
                    f"“{item.id}” giữ “{item.keeps}”, không có văn bản đó hết hiệu lực {end}", item.place
                )
