"""Which form the law gives the report, and the sections of the form: read from ``data/forms.yaml`` once.

The annexes themselves have not been seen; each form says so by its mark (docs/law-open-questions.md tells the same).
"""

import datetime as dt
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

DATA = Path(__file__).resolve().parent / "data" / "forms.yaml"


@dataclass(frozen=True)
class SectionForm:
    """One section of a form: its heading, what to write, which tables of the ledger stand above it."""

    key: str
    part: str
    title: str
    hint: str
    tables: tuple[str, ...]
    needed: bool


@dataclass(frozen=True)
class ReportForm:
    """One form of report, with where it comes from; ``number`` is empty where nobody has seen it.

    ``papers`` are the papers of a dossier that the finished report is, in the rulebook's words.
    """

    key: str
    number: str
    title: str
    mark: str
    cite: str
    note: str
    instrument: str
    reporter: str
    papers: tuple[str, ...]
    parts: dict[str, str]
    sections: tuple[SectionForm, ...]

    @property
    def name(self) -> str:
        """``Mẫu số 03, Nghị định 98/2023/NĐ-CP``, as far as it is known."""
        return f"{self.number or 'Mẫu chưa rõ số'}, {self.instrument}"

    def section(self, key: str) -> SectionForm | None:
        """The section with that key, or nothing."""
        return next((one for one in self.sections if one.key == key), None)


@dataclass(frozen=True)
class _Rule:
    kind: str
    bases: tuple[str, ...]
    codes: tuple[str, ...]
    form: ReportForm

    def fits(self, kind: str, basis: str, code: str) -> bool:
        return (
            (not self.kind or self.kind == kind)
            and (not self.bases or basis in self.bases)
            and (not self.codes or code in self.codes)
        )


@dataclass(frozen=True)
class _Set:
    since: dt.date
    without: frozenset[str]
    rules: tuple[_Rule, ...]


def form_for(*, kind: str, basis: str, code: str, on: dt.date) -> ReportForm | None:
    """The form for an award judged on a day; nothing where the law asks for no report.

    A day before the first set known here takes the earliest set.
    """
    sets = _sets()
    chosen = next((one for one in sets if one.since <= on), sets[-1])
    if code in chosen.without:
        return None
    return next((rule.form for rule in chosen.rules if rule.fits(kind, basis, code)), None)


def form_named(key: str) -> ReportForm:
    """The form a report was opened with.

    Raises:
        KeyError: no set has that form.
    """
    return _by_key()[key]


def all_forms() -> list[ReportForm]:
    """Every form of every set, newest set first."""
    return [rule.form for one in _sets() for rule in one.rules]


@cache
def _by_key() -> dict[str, ReportForm]:
    return {form.key: form for form in all_forms()}


@cache
def _sets() -> tuple[_Set, ...]:
    told = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    sets = [_set(one, told["outlines"]) for one in told["sets"]]
    return tuple(sorted(sets, key=lambda one: one.since, reverse=True))


def _set(told: dict[str, Any], outlines: dict[str, Any]) -> _Set:
    rules = tuple(_rule(line, told, outlines[line["outline"]]) for line in told["forms"])
    return _Set(told["from"], frozenset(told["none"]["codes"]), rules)


def _rule(line: dict[str, Any], told: dict[str, Any], outline: dict[str, Any]) -> _Rule:
    form = ReportForm(
        key=line["key"], number=line["number"], title=line["title"], mark=line["mark"], cite=line["cite"],
        note=told["note"], instrument=told["instrument"], reporter=outline["reporter"],
        papers=tuple(outline.get("papers", ("report",))), parts=outline["parts"],
        sections=tuple(_section(one) for one in outline["sections"]),
    )  # fmt: skip
    when = line["for"]
    return _Rule(when.get("kind", ""), tuple(when.get("bases", ())), tuple(when.get("codes", ())), form)


def _section(told: dict[str, Any]) -> SectionForm:
    return SectionForm(
        key=told["key"], part=told["part"], title=told["title"], hint=told["hint"],
        tables=tuple(told.get("tables", ())), needed=told.get("needed", False),
    )  # fmt: skip
