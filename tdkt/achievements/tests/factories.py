"""Reports for tests: a line of the cast's worker, opened by the unit's officer."""

import datetime as dt
from dataclasses import dataclass

from tdkt.achievements.domain.open_report import open_report
from tdkt.achievements.domain.save_section import save_section
from tdkt.achievements.models import AchievementReport, ReportSection
from tdkt.dossiers.models import Nomination
from tdkt.dossiers.tests.factories import make_line, make_round, worker_of
from tests.support.cast import Cast


@dataclass
class Desk:
    """A report that is being written."""

    cast: Cast
    line: Nomination
    report: AchievementReport
    now: dt.datetime

    def section(self, key: str = "ket-qua") -> ReportSection:
        """The section as stored."""
        return ReportSection.objects.select_related("report").get(report=self.report, key=key)

    def write(self, key: str, text: str, minutes: int = 0) -> ReportSection:
        """The officer saves a section."""
        found = self.section(key)
        at = self.now + dt.timedelta(minutes=minutes)
        return save_section(section=found, version=found.version, text=text, actor=self.cast.officer, now=at).section

    def write_all(self) -> None:
        """Every needed section gets text."""
        for one in self.report.form.sections:
            if one.needed:
                self.write(one.key, f"Nội dung mục {one.title.lower()}.")


def make_desk(cast: Cast, now: dt.datetime, code: str = "CSTDCS", **fields: object) -> Desk:
    """A line of 2024 for the worker, its report opened."""
    line = make_line(make_round(cast.province, 2024), cast.office, worker_of(cast), code, papers=False, **fields)
    report = open_report(nomination=line, actor=cast.officer, now=now)
    return Desk(cast, line, report, now)
