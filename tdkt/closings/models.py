"""Which movement a nomination is for; its length decides what it may close with (L06/2022 Điều 25, 26, 42–44, 73)."""

from django.db import models

from tdkt.dossiers.models import Nomination
from tdkt.movements.models import Movement


class NominatedFor(models.Model):
    """A nomination of the type “phong trào thi đua” names its movement; once decided, so does the ledger's line."""

    nomination = models.OneToOneField(Nomination, models.CASCADE, related_name="for_movement")
    movement = models.ForeignKey(Movement, models.PROTECT, related_name="nominations", verbose_name="phong trào")

    class Meta:
        verbose_name = "phong trào được đề nghị khen"

    def __str__(self) -> str:
        return f"{self.nomination} – {self.movement}"
