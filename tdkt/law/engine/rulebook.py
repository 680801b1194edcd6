"""The rulebook: every edition of the law, and the questions one may ask it."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from . import bonus as money
from .answers import VERDICTS
from .career import Career
from .case import Case, parse_case
from .citations import Citations, in_words
from .edition import Edition, build, change_days, transitions_for
from .errors import CaseError
from .facts import Facts
from .items import AwardInfo, BaseSalary, Catalogue, Decider, Step
from .judge import judge, judge_awards
from .loader import DATA, DEFAULT_LAYERS, Library, load_library
from .papers import PaperAsked, papers_asked
from .verdicts import ENGINE, Verdict, overall


class Rulebook:
    """All layers that were loaded. `layers` of a question narrows them."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.sha256 = library.sha256
        self.layers = library.layers
        self._days = change_days(library)
        self._editions: dict[tuple[int, tuple[str, ...], tuple[str, ...]], Edition] = {}

    @property
    def catalogue(self) -> Catalogue:
        return self.library.catalogue

    def awards(self) -> list[AwardInfo]:
        """Every award of the catalogue, in its order."""
        return list(self.catalogue.awards.values())

    def edition(self, day: date, layers: tuple[str, ...] | None = None, *, received: date | None = None) -> Edition:
        """The law on a day, for a dossier that the competent body received on a day.

        Raises CaseError for a day before the rulebook begins or a layer it does not have.
        """
        if day < self.catalogue.covers_from:
            first = f"{self.catalogue.covers_from:%d/%m/%Y}"
            raise CaseError(f"ngày {day:%d/%m/%Y} trước ngày bộ quy định này bao quát ({first})", "judged_on")
        chosen = self._chosen(layers)
        place = bisect_right(self._days, day) - 1
        moved = () if received is None else transitions_for(self.library, chosen, day, received)
        key = (place, chosen, tuple(item.id for item in moved))
        if key not in self._editions:
            self._editions[key] = build(self.library, chosen, self._days[place], moved)
        return self._editions[key]

    def _chosen(self, layers: tuple[str, ...] | None) -> tuple[str, ...]:
        if layers is None:
            return self.layers
        odd = [layer for layer in layers if layer not in self.layers]
        if odd:
            raise CaseError(f"không có tầng quy định “{odd[0]}”; có: {', '.join(self.layers)}", "layers")
        return tuple(dict.fromkeys(layers))

    def parse(self, case: Any) -> Case:
        """A case out of decoded JSON. Raises CaseError."""
        return parse_case(case, self.catalogue)

    def edition_for(self, case: Case) -> Edition:
        """The law a case is judged by. Raises CaseError."""
        return self.edition(case.judged_on, case.layers, received=case.received_on)

    def judge(self, case: Mapping[str, Any] | Case) -> Verdict:
        """The verdict on a case of the public format (or on one already parsed). Raises CaseError."""
        parsed = case if isinstance(case, Case) else self.parse(case)
        return judge(parsed, self.edition_for(parsed), self.sha256)

    def judge_person_all(self, case: Any, awards: Iterable[str] | None = None) -> dict[str, Verdict]:
        """Verdicts with reasons for every award the subject may receive. The case needs no “award”."""
        subject = case.get("subject") if isinstance(case, Mapping) else None
        kind = subject.get("kind", "person") if isinstance(subject, Mapping) else "person"
        codes = list(self.codes_for(kind) if awards is None else awards)
        parsed = self.parse({"award": codes[0], **case} if codes and isinstance(case, Mapping) else case)
        return judge_awards(parsed, self.edition_for(parsed), self.sha256, codes)

    def codes_for(self, kind: str) -> list[str]:
        """The awards that a kind of subject may receive and that everybody is judged for."""
        return [info.code for info in self.awards() if info.judged and not info.on_request and kind in info.kinds]

    def career(
        self, facts: Facts, *, judged_on: date, year: int | None = None, kind: str = "person", **subject: Any
    ) -> Career:
        """A subject ready for `judge_all`, out of facts already checked."""
        return Career(facts, self.edition(judged_on), judged_on, year=year, kind=kind, **subject)

    def judge_all(self, career: Career, awards: Iterable[str] | None = None, basis: str = "") -> dict[str, str]:
        """Verdict words for every award that the subject's kind may receive: the fast path, no explanations."""
        codes = self.codes_for(career.kind) if awards is None else awards
        result = {}
        for code in codes:
            answer = overall(career.tried(code), basis=career.edition.basis_of(code, basis))
            cautions = career.edition.cautions_for(code, career.kind)
            result[code] = VERDICTS[1 if any(code in caution.unknown for caution in cautions) else answer]
        return result

    @cached_property
    def _citations(self) -> Citations:
        return Citations(self.library.instruments)

    def cited(self, cite: str) -> str:
        """A citation in words: "L06/2022 Điều 22 k1 a" is "điểm a khoản 1 Điều 22 Luật 06/2022/QH15"."""
        return self._citations.read(cite)

    def in_words(self, text: str) -> str:
        """A sentence of a verdict with the codes of awards replaced by their names, for a page."""
        return in_words(text, self.catalogue.names())

    def decider(self, award: str, kind: str, on: date) -> Decider | None:
        """Who decides the award on a day."""
        return self.edition(on).decider(award, kind)

    def procedure(self, award: str, kind: str, on: date, basis: str = "") -> list[Step]:
        """Votes, papers, notices, opinions and deadlines on a day."""
        return self.edition(on).steps_for(award, kind, basis)

    def papers(
        self, award: str, kind: str, on: date, basis: str = "", layers: tuple[str, ...] | None = None
    ) -> list[PaperAsked]:
        """The papers of the dossier of an award, each with what asks for it."""
        return papers_asked(self.edition(on, layers).steps_for(award, kind, basis))

    def votes(self, award: str, kind: str, on: date) -> list[Step]:
        """The votes the award needs on a day, with their pass marks."""
        return [step for step in self.procedure(award, kind, on) if step.vote is not None]

    def base_salary(self, on: date) -> BaseSalary | None:
        """The base salary in force on a day."""
        rows = [row for book in self.library.instruments for row in book.items["base_salary"] if row.in_force(on)]
        return max(rows, key=lambda row: row.since, default=None)

    def bonus(self, awards: str | Sequence[str], *, kind: str, on: date) -> money.Bonus:
        """Bonus money for awards decided together on a day. Raises CaseError where the rate is not known."""
        codes = [awards] if isinstance(awards, str) else list(awards)
        for code in codes:
            if code not in self.catalogue.awards:
                raise CaseError(f"mã danh hiệu “{code}” không có trong danh mục", "award")
        return money.bonus(self.edition(on), codes, kind=kind, salary=self.base_salary(on), on=on.isoformat())


@lru_cache(maxsize=8)
def load_rulebook(layers: tuple[str, ...] = DEFAULT_LAYERS, data: Path = DATA) -> Rulebook:
    """The rulebook of some layers, loaded once. Raises RulebookError."""
    return Rulebook(load_library(layers, data))


__all__ = ["ENGINE", "Rulebook", "load_rulebook"]
