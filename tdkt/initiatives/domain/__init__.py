"""What is done with initiatives."""

from tdkt.initiatives.domain.recognise import CannotRecognise, NewInitiative, recognise_initiatives
from tdkt.initiatives.domain.use import CannotUse, mark_used

__all__ = ["CannotRecognise", "CannotUse", "NewInitiative", "mark_used", "recognise_initiatives"]
