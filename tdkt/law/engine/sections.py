"""Reads the sections of one rulebook file into items. Every message names file and line."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from .conditions import Condition, Context, parse_condition
from .conditions.judgement import read_subject
from .items import (
    BaseSalary,
    BonusTable,
    CareerTable,
    Catalogue,
    Caution,
    Clause,
    Decider,
    Detail,
    Parameter,
    Quota,
    Rate,
    Step,
    Target,
    Transition,
)
from .reading import Reader, a_share
from .vocabulary import BASES, DECIDERS, KINDS, MARKS, PAPERS, STEPS
from .yearsets import parse_set


@dataclass(frozen=True)
class Source:
    """The file an item is read from."""

    file: str
    layer: str
    instrument: str
    since: date
    until: date | None
    mark: str
    catalogue: Catalogue

    def context(self, reader: Reader, owner: str, mark: str, award: str = "") -> Context:
        info = self.catalogue.awards.get(award)
        return Context(
            place=reader.place,
            owner=owner,
            mark=mark,
            award=award,
            form=info is not None and info.type == "form",
            codes=frozenset(self.catalogue.awards),
            positions=frozenset(self.catalogue.positions),
        )


def item_fields(reader: Reader, source: Source, *, id_key: str = "id") -> dict[str, Any]:
    """id, interval and mark, which every item has."""
    ident = reader.text(id_key)
    since = reader.day("from") or source.since
    until = reader.day("to") if reader.has("to") else source.until
    if since < source.since or (source.until and (until is None or until > source.until)):
        raise reader.fail(f"{ident}: hiệu lực nằm ngoài hiệu lực của văn bản")
    if until is not None and until < since:
        raise reader.fail(f"{ident}: ngày hết hiệu lực trước ngày có hiệu lực")
    return {
        "id": ident,
        "layer": source.layer,
        "since": since,
        "until": until,
        "mark": reader.one_of("mark", MARKS, source.mark),
        "place": reader.place,
    }


def target(reader: Reader, source: Source, *, required: bool = True) -> Target:
    """awards, kinds, bases, not."""
    codes = source.catalogue.awards
    if required and not reader.has("awards"):
        raise reader.fail("thiếu “awards” (danh sách mã, hoặc all)")
    awards = () if reader.node.get("awards") == "all" else reader.list_of("awards", codes)
    reader.take("awards")
    return Target(
        awards=awards,
        excepted=reader.list_of("not", codes),
        kinds=reader.list_of("kinds", KINDS),
        bases=reader.list_of("bases", BASES),
    )


def conditions(value: Any, reader: Reader, context: Context) -> tuple[Condition, ...]:
    if not isinstance(value, list) or not value:
        raise reader.fail("phải là danh sách điều kiện, không được trống")
    return tuple(parse_condition(item, context) for item in value)


def read_clause(node: Any, source: Source) -> Clause:
    reader = Reader(node, source.file, "clauses")
    fields = item_fields(reader, source)
    award = reader.one_of("award", source.catalogue.awards)
    kinds = reader.list_of("kind", KINDS)
    if not kinds:
        raise reader.fail("thiếu “kind”")
    context = source.context(reader, fields["id"], fields["mark"], award)
    applies = read_subject(Reader(reader.take("for") or {}, reader.place, "for"), {})
    clause = Clause(
        **fields,
        award=award,
        kinds=kinds,
        basis=reader.one_of("basis", BASES),
        text=reader.text("text"),
        applies=applies,
        need=conditions(reader.need("need"), reader, context),
        file=source.file,
    )
    reader.take("note")
    reader.done()
    return clause


def read_detail(node: Any, source: Source) -> Detail:
    reader = Reader(node, source.file, "details")
    fields = item_fields(reader, source)
    clauses = reader.list_of("clauses")
    about = target(reader, source, required=not clauses)
    award = about.awards[0] if about.awards else ""
    context = source.context(reader, fields["id"], fields["mark"], award)
    every = reader.take("every")
    detail = Detail(
        **fields,
        target=about,
        clauses=clauses,
        add=_additions(reader, context),
        open=_named(reader, "open", context),
        replace=_named(reader, "replace", context),
        every=None if every is None else parse_set(every, reader.place, context.codes),
        clean_start=reader.flag("clean_start"),
        instead=reader.flag("instead"),
        file=source.file,
    )
    reader.take("note")
    reader.done()
    if not any((detail.add, detail.open, detail.replace, detail.every, detail.clean_start, detail.instead)):
        raise reader.fail(f"{detail.id}: không nói gì (cần add, open, replace, every, clean_start hoặc instead)")
    return detail


def _additions(reader: Reader, context: Context) -> tuple[Condition, ...]:
    value = reader.take("add")
    if value is None:
        return ()
    return tuple(replace(condition, guard=True) for condition in conditions(value, reader, context))


def _named(reader: Reader, key: str, context: Context) -> dict[str, tuple[Condition, ...]]:
    value = reader.take(key) or {}
    inner = Reader(value, reader.place, key)
    return {name: conditions(inner.take(name), inner, context) for name in value}


def read_quota(node: Any, source: Source) -> Quota:
    reader = Reader(node, source.file, "quotas")
    fields = item_fields(reader, source)
    quota = Quota(
        **fields,
        award=reader.one_of("award", source.catalogue.awards),
        count=reader.text("count", "nominated"),
        of=reader.text("of", ""),
        share=a_share(reader.take("share"), reader, "share"),
        limit=reader.number("limit"),
        rounding=reader.one_of("rounding", {"down", "up", "nearest"}, "") if reader.node.get("rounding") else "",
        least=reader.number("least"),
        group=reader.text("group", "") if reader.node.get("group") else "",
        vi=reader.text("vi"),
        over=reader.one_of("over", {"council"}, ""),
    )
    for key in ("rounding", "group"):
        reader.take(key)
    reader.done()
    if not quota.of and quota.limit is None:
        raise reader.fail(f"{quota.id}: cần “of” và “share”, hoặc “limit”")
    return quota


_NUMBERS = ("days", "by", "form", "copies", "years_after", "months", "forms")
_VOTE = {"share", "of", "absent", "secret", "council", "quorum"}


def read_step(node: Any, source: Source) -> Step:
    reader = Reader(node, source.file, "procedure")
    fields = item_fields(reader, source)
    step = Step(
        **fields,
        target=target(reader, source),
        step=reader.one_of("step", STEPS),
        vi=reader.text("vi"),
        vote=_vote(reader),
        numbers={key: reader.take(key) for key in _NUMBERS if reader.has(key)},
        papers=reader.list_of("papers", PAPERS),
        if_any=reader.list_of("if_any", PAPERS),
        whole=reader.flag("whole"),
    )
    reader.take("note")
    reader.done()
    return step


def _vote(reader: Reader) -> dict[str, Any] | None:
    value = reader.take("vote")
    if value is None:
        return None
    inner = Reader(value, reader.place, "vote")
    vote = {key: inner.take(key) for key in value if key in _VOTE}
    inner.done()
    for key in ("share", "quorum"):
        if key in vote:
            vote[key] = a_share(vote[key], inner, key)
    return vote


def read_decider(node: Any, source: Source) -> Decider:
    reader = Reader(node, source.file, "deciders")
    fields = item_fields(reader, source)
    to, by, told = _delegation(reader, source)
    decider = Decider(
        **fields,
        target=target(reader, source),
        decider=reader.one_of("decider", DECIDERS),
        vi=reader.text("vi"),
        delegated_to=to,
        delegated_by=by,
        delegated_vi=told,
    )
    reader.take("note")
    reader.done()
    if decider.delegated_to == decider.decider:
        raise reader.fail(f"{decider.id}: ủy quyền cho chính người quyết định")
    return decider


def _delegation(reader: Reader, source: Source) -> tuple[str, str, str]:
    """To whom, the article that says so (one of the same instrument), and the words of it."""
    value = reader.take("delegated_to")
    if value is None:
        return "", "", ""
    inner = Reader(value, reader.place, "delegated_to")
    to, by, told = inner.one_of("to", DECIDERS), inner.text("cite"), inner.text("vi")
    inner.done()
    if not by.startswith(source.instrument):
        raise reader.fail(f"“{by}” phải bắt đầu bằng “{source.instrument}”")
    return to, by, told


def read_bonus(node: Any, source: Source) -> BonusTable:
    reader = Reader(node, source.file, "bonus")
    fields = item_fields(reader, source)
    rates_node = Reader(reader.need("rates"), reader.place, "bonus.rates")
    rates = {
        code: _rate(rates_node.take(code), rates_node, fields["mark"])
        for code in source.catalogue.awards
        if rates_node.has(code)
    }
    rates_node.done()
    rules = Reader(reader.take("rules") or {}, reader.place, "bonus.rules")
    table = BonusTable(
        **fields,
        rates=rates,
        household=reader.ratio("household"),
        round_up_to=reader.number("round_up_to", 1, low=1) or 1,
        rules=rules.text("at", ""),
    )
    rules.done()
    reader.done()
    return table


def _rate(node: Any, outer: Reader, mark: str) -> Rate:
    reader = Reader(node, outer.place, "bonus.rates")
    rate = Rate(
        person=reader.ratio("person"),
        collective=reader.ratio("collective"),
        household=reader.ratio("household"),
        ceiling=reader.flag("ceiling"),
        at=reader.text("at"),
        mark=reader.one_of("mark", MARKS, mark),
    )
    reader.done()
    return rate


def read_base_salary(node: Any, source: Source) -> BaseSalary:
    reader = Reader(node, source.file, "base_salary")
    since = reader.day("from")
    if since is None:
        raise reader.fail("thiếu “from”")
    salary = BaseSalary(
        id=reader.text("cite"),
        layer=source.layer,
        since=since,
        until=reader.day("to"),
        mark=reader.one_of("mark", MARKS, source.mark),
        place=reader.place,
        amount=reader.number("amount", low=1),
    )
    reader.done()
    return salary


def read_parameter(node: Any, source: Source) -> Parameter:
    reader = Reader(node, source.file, "parameters")
    fields = item_fields(reader, source)
    parameter = Parameter(
        **fields, name=reader.one_of("name", {"clock"}), value=reader.one_of("value", {"period", "decision"})
    )
    reader.done()
    return parameter


def read_career(node: Any, source: Source) -> CareerTable:
    reader = Reader(node, source.file, "careers")
    fields = item_fields(reader, source)
    groups = []
    for item in reader.items("groups", required=True):
        one = Reader(item, reader.place, "careers.groups")
        groups.append((one.text("group"), one.list_of("positions", source.catalogue.positions)))
        one.done()
    table = CareerTable(
        **fields,
        table=reader.text("table"),
        groups=tuple(groups),
        unsettled=reader.list_of("unsettled", source.catalogue.positions),
    )
    reader.done()
    return table


def read_caution(node: Any, source: Source) -> Caution:
    reader = Reader(node, source.file, "warnings")
    fields = item_fields(reader, source)
    caution = Caution(
        **fields,
        target=target(reader, source),
        vi=reader.text("vi"),
        unknown=reader.list_of("unknown", source.catalogue.awards),
    )
    reader.done()
    return caution


def read_transition(node: Any, source: Source) -> Transition:
    reader = Reader(node, source.file, "transitions")
    fields = item_fields(reader, source)
    day = reader.day("received_before")
    if day is None:
        raise reader.fail("thiếu “received_before”")
    result = Transition(
        **fields, instrument=source.instrument, keeps=reader.text("keeps"), received_before=day, vi=reader.text("vi")
    )
    reader.done()
    return result
