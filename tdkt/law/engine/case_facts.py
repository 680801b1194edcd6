"""The facts of a case, read strictly; what cannot be true together is refused."""

from collections.abc import Callable
from datetime import date
from typing import Any

from .case_fields import Fields, check_year
from .errors import CaseError
from .facts import (
    Absence,
    Attested,
    Award,
    Cluster,
    Discipline,
    Employment,
    Facts,
    Hold,
    Initiative,
    Members,
    Position,
    Service,
    Training,
)
from .items import Catalogue
from .vocabulary import (
    ABSENCES,
    BASES,
    DISCIPLINES,
    EMPLOYMENTS,
    FACT_TYPES,
    GRADES,
    GROUNDS,
    GROUPS,
    HOLDS,
    INITIATIVES,
    ISSUERS,
    KINDS,
    LAUNCHERS,
    LEVELS,
    RESULTS,
)

LONGEST_MOVEMENT = 100
"""Whole years; more is a slip of the pen."""


def kinds_not_looked_up(value: Any, place: str, catalogue: Catalogue) -> frozenset[str]:
    items = [value] if isinstance(value, str) else value
    if not isinstance(items, list):
        raise CaseError("phải là danh sách loại dữ kiện chưa tra cứu", place)
    for item in items:
        if not isinstance(item, str) or (item not in FACT_TYPES and item not in catalogue.awards):
            raise CaseError(f"“{item}” không phải loại dữ kiện; ghi một trong: {', '.join(FACT_TYPES)}", place)
    return frozenset(items)


class FactReader:
    """Reads the facts of one case, refusing what cannot be true together."""

    def __init__(self, catalogue: Catalogue, judged_on: date, *, kind: str = "", born: int | None = None) -> None:
        self.catalogue, self.judged_on = catalogue, judged_on
        self.kind, self.born = kind, born
        self.facts = Facts()
        self.unknown: frozenset[str] = frozenset()
        self.readers: dict[str, Callable[[Fields], None]] = {kind: getattr(self, f"_{kind}") for kind in FACT_TYPES}

    def read(self, nodes: Any) -> tuple[Facts, frozenset[str]]:
        if not isinstance(nodes, list):
            raise CaseError("phải là danh sách dữ kiện", "facts")
        for number, node in enumerate(nodes):
            self._one(Fields(node, f"facts[{number}]"))
        self._check_founding()
        return self.facts, self.unknown

    def _one(self, fields: Fields) -> None:
        if "type" not in fields.node and "unknown" in fields.node:
            self.unknown |= kinds_not_looked_up(fields.take("unknown"), fields.at("unknown"), self.catalogue)
            fields.done("dòng này chỉ có “unknown”")
            return
        kind = fields.word("type", FACT_TYPES, required=True)
        self.readers[kind](fields)
        fields.done(f"dữ kiện “{kind}” không có khóa này")

    def _past_year(self, fields: Fields, key: str = "year") -> int:
        year = fields.year(key)
        assert year is not None  # noqa: S101  required
        return self._lived(fields, key, year)

    def _lived(self, fields: Fields, key: str, year: int) -> int:
        """A year that has come, and in which the person was born already."""
        if year > self.judged_on.year:
            raise fields.fail(key, f"năm {year} sau ngày xét {self.judged_on:%d/%m/%Y}: xem lại năm hoặc ngày xét")
        if self.born is not None and year < self.born:
            raise fields.fail(key, f"năm {year} trước năm sinh {self.born}: xem lại năm hoặc năm sinh")
        return year

    def _award(self, fields: Fields) -> None:
        decided_on = fields.day("decided_on")
        period = self._period(fields)
        year = fields.year("year", required=False)
        if year is None:
            year = period[1] if period else decided_on.year if decided_on else None
        if year is None:
            raise fields.fail("year", "thiếu năm thành tích; hãy ghi “year”")
        self._lived(fields, "year", year)
        if decided_on and decided_on.year < year:
            raise fields.fail("decided_on", f"quyết định năm {decided_on.year} trước năm thành tích {year}: xem lại")
        if period and decided_on and decided_on.year < period[1]:
            raise fields.fail("period", f"quyết định năm {decided_on.year} trước khi hết thời gian thành tích: xem lại")
        if period and year < period[0]:
            raise fields.fail("period", f"năm thành tích {year} trước thời gian thành tích từ {period[0]}: xem lại")
        ground = fields.word("ground", GROUNDS)
        award = Award(
            code=self._code_for_subject(fields),
            year=year,
            decided_on=decided_on,
            period=period,
            ground="grade" if ground == "excellent" else ground,
            issuer=fields.word("issuer", ISSUERS),
            category=fields.word("category", BASES),
        )
        self.facts.awards.append(award)

    def _code_for_subject(self, fields: Fields) -> str:
        """A collective's title is nobody's own, nor the other way round."""
        code = fields.word("code", self.catalogue.awards, required=True)
        info = self.catalogue.awards[code]
        if self.kind in KINDS and self.kind not in info.kinds:
            raise fields.fail("code", f"{info.name} không tặng cho {KINDS[self.kind]}: xem lại mã hoặc đối tượng")
        return code

    @staticmethod
    def _period(fields: Fields) -> tuple[int, int] | None:
        value = fields.take("period")
        if value is None:
            return None
        if not isinstance(value, list) or len(value) != 2:
            raise fields.fail("period", "ghi hai năm, ví dụ [2019, 2023]")
        first, last = (check_year(item, fields.at("period")) for item in value)
        if last < first:
            raise fields.fail("period", f"thời gian thành tích ngược: {first} đến {last}")
        return first, last

    def _grade(self, fields: Fields) -> None:
        year = self._past_year(fields)
        value = fields.word("value", GRADES, required=True)
        if self.facts.grades.get(year, value) != value:
            raise fields.fail("value", f"năm {year} có hai mức xếp loại khác nhau; chỉ giữ mức đúng")
        self.facts.grades[year] = value

    def _initiative(self, fields: Fields) -> None:
        used = fields.take("used_for", [])
        if not isinstance(used, list) or not all(
            isinstance(code, str) and code in self.catalogue.awards for code in used
        ):
            raise fields.fail("used_for", "phải là danh sách mã danh hiệu, hình thức")
        item = Initiative(
            kind=fields.word("kind", INITIATIVES, required=True),
            level=fields.word("level", LEVELS, required=True),
            year=self._past_year(fields),
            used_for=tuple(used),
            recognised_by_head=fields.flag("recognised_by_head"),
        )
        self.facts.initiatives.append(item)

    def _discipline(self, fields: Fields) -> None:
        decided = fields.day("decided_on", required=True)
        ended = fields.day("ended_on")
        assert decided is not None  # noqa: S101  required
        if ended is not None and ended < decided:
            raise fields.fail("ended_on", "ngày chấp hành xong trước ngày quyết định kỷ luật: xem lại")
        form = fields.word("form", DISCIPLINES, required=True)
        self.facts.disciplines.append(Discipline(form, decided, ended))

    def _hold(self, fields: Fields) -> None:
        since, until = fields.day("from", required=True), fields.day("to")
        assert since is not None  # noqa: S101  required
        if until is not None and until < since:
            raise fields.fail("to", "ngày kết thúc trước ngày bắt đầu: xem lại")
        self.facts.holds.append(Hold(fields.word("kind", HOLDS, required=True), since, until))

    def _absence(self, fields: Fields) -> None:
        year = self._past_year(fields)
        days = fields.amount("working_days", top=366) or 0
        self.facts.absences.append(Absence(year, days, fields.word("reason", ABSENCES)))

    def _employment(self, fields: Fields) -> None:
        year = self._past_year(fields)
        months = fields.amount("months", top=12) or 0
        same = fields.flag("same_agency")
        basis = fields.word("basis", EMPLOYMENTS)
        self.facts.employments.append(Employment(year, months, basis, same is not False))

    def _training(self, fields: Fields) -> None:
        year = self._past_year(fields)
        item = Training(
            year=year,
            months=fields.amount("months", top=120) or 0,
            result=fields.word("result", RESULTS) or None,
            complied=fields.flag("complied"),
        )
        self.facts.trainings.append(item)

    def _service(self, fields: Fields) -> None:
        self.facts.services.append(Service(fields.name("sector"), fields.amount("years", top=80) or 0))

    def _position(self, fields: Fields) -> None:
        title = fields.word("title", self.catalogue.positions, required=True)
        self.facts.positions.append(Position(title, fields.amount("years", top=80) or 0))

    def _retired(self, fields: Fields) -> None:
        year = fields.year("year")
        if self.facts.retired not in (None, year):
            raise fields.fail("year", "có hai năm nghỉ hưu khác nhau; chỉ giữ năm đúng")
        self.facts.retired = year

    def _members(self, fields: Fields) -> None:
        year = self._past_year(fields)
        counts = {code: number for code in self.catalogue.awards if (number := fields.whole(code)) is not None}
        members = Members(
            year=year,
            total=fields.whole("total", low=1),
            completed=fields.whole("completed"),
            counts=counts,
            khien_trach=fields.whole("khien_trach"),
            canh_cao_or_worse=fields.whole("canh_cao_or_worse"),
        )
        self._check_members(fields, members)
        self.facts.members[year] = members

    def _check_members(self, fields: Fields, members: Members) -> None:
        if self.facts.members.get(members.year, members) != members:
            raise fields.fail("year", f"năm {members.year} có hai số liệu cá nhân khác nhau; chỉ giữ số đúng")
        parts = {"completed": members.completed, **members.counts, "khien_trach": members.khien_trach}
        parts["canh_cao_or_worse"] = members.canh_cao_or_worse
        for key, number in parts.items():
            if number is not None and members.total is not None and number > members.total:
                raise fields.fail(key, f"{number} lớn hơn tổng số {members.total}: xem lại số liệu")

    def _cluster(self, fields: Fields) -> None:
        year = self._past_year(fields)
        rank = fields.whole("rank", required=True, low=1)
        assert rank is not None  # noqa: S101  required
        self.facts.clusters.append(Cluster(year, rank, fields.word("group", GROUPS)))

    def _registration(self, fields: Fields) -> None:
        year = self._past_year(fields)
        self.facts.registrations.append((year, fields.word("code", self.catalogue.awards, required=True)))

    def _founded(self, fields: Fields) -> None:
        day = fields.day("on", required=True)
        if self.facts.founded not in (None, day):
            raise fields.fail("on", "có hai ngày thành lập khác nhau; chỉ giữ ngày đúng")
        self.facts.founded = day

    def _occasion(self, fields: Fields) -> None:
        self.facts.occasions.append(fields.name("value"))

    def _achievement(self, fields: Fields) -> None:
        year = self._past_year(fields)
        self.facts.achievements.append((year, fields.name("kind")))

    def _attested(self, fields: Fields) -> None:
        what = fields.name("what")
        year = fields.year("year", required=False)
        by, ran = fields.word("launched_by", LAUNCHERS), fields.whole("ran_years", top=LONGEST_MOVEMENT)
        self.facts.attested.append(Attested(what, year, by, ran))

    def _check_founding(self) -> None:
        founded = self.facts.founded
        if founded is None:
            return
        if founded > self.judged_on:
            raise CaseError(f"thành lập {founded:%d/%m/%Y} sau ngày xét {self.judged_on:%d/%m/%Y}: xem lại", "facts")
        told = [(award.year, self.catalogue.awards[award.code].name) for award in self.facts.awards]
        told += [(year, "xếp loại") for year in self.facts.grades]
        told += [(year, "số liệu cá nhân") for year in self.facts.members]
        told += [(item.year, "thứ hạng cụm, khối") for item in self.facts.clusters]
        for year, what in told:
            if year < founded.year:
                raise CaseError(f"{what} năm {year} trước ngày thành lập {founded:%d/%m/%Y}: xem lại", "facts")
