"""Submissions upward (tờ trình). Decisions themselves stand in the ledger (tdkt.awards)."""

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import Count, F, Q

from tdkt.accounts.access import units_seen_by
from tdkt.accounts.models import User
from tdkt.awards.models import IssuerLevel
from tdkt.core.models import Record
from tdkt.dossiers.models import AwardRound, Nomination
from tdkt.dossiers.states import State
from tdkt.units.models import Unit


class SubmissionQuerySet(models.QuerySet["Submission"]):
    """Submissions through a user's eyes."""

    def visible_to(self, user: User, day: dt.date) -> Self:
        """Submissions of the units the user reads."""
        return self.filter(unit__in=units_seen_by(user, day))

    def with_counts(self) -> Self:
        """With how many lines each carries and how many of them still wait for its answer."""
        here = Q(lines__taken_into__isnull=True, to_round__isnull=True, lines__nomination__round=F("round"))
        waiting = Count("lines", filter=here & Q(lines__nomination__state=State.PROPOSED))
        return self.annotate(number_of_lines=Count("lines"), number_waiting=waiting)


class Submission(Record):
    """A submission by a unit's head asking a higher authority to decide.

    With ``to_round`` the lines went on into the round of the level above; without it the authority is outside the
    system and its answer is written down by hand.
    """

    round = models.ForeignKey(AwardRound, models.PROTECT, related_name="submissions")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="submissions")
    to_round = models.ForeignKey(
        AwardRound, models.PROTECT, null=True, blank=True, related_name="received", verbose_name="gửi vào đợt xét"
    )
    to_level = models.CharField("trình cấp", max_length=20, choices=IssuerLevel)
    number = models.CharField("số, ký hiệu", max_length=60)
    signed_on = models.DateField("ngày ký")
    signer_name = models.CharField("người ký", max_length=120)
    signer_title = models.CharField("chức vụ người ký", max_length=120)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = "tờ trình"
        ordering = ["-signed_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "number", "signed_on"], name="submission_number_once",
                violation_error_message="Số tờ trình này đã dùng; hãy kiểm tra lại số và ngày ký.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"Tờ trình {self.number} ngày {self.signed_on:%d/%m/%Y}"


class SubmissionLineQuerySet(models.QuerySet["SubmissionLine"]):
    """Lines of submissions asked for by whether they still wait."""

    def open(self) -> Self:
        """Those whose outcome is awaited on this very submission: neither answered, nor gone into a round above."""
        waiting = self.filter(nomination__state=State.PROPOSED, nomination__round=F("submission__round"))
        return waiting.filter(submission__to_round__isnull=True, taken_into__isnull=True)


class SubmissionLine(models.Model):
    """A nomination carried by a submission.

    ``taken_into`` is the round of the level above that was opened later and has taken the line in.
    """

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="lines")
    nomination = models.ForeignKey(Nomination, models.PROTECT, related_name="submission_lines")
    taken_into = models.ForeignKey(
        AwardRound, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="đã đưa vào đợt xét"
    )

    objects = SubmissionLineQuerySet.as_manager()

    class Meta:
        verbose_name = "dòng tờ trình"
        constraints = [models.UniqueConstraint(fields=["submission", "nomination"], name="line_once_a_submission")]

    def __str__(self) -> str:
        return str(self.nomination)
