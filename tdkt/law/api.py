"""The door to the law for the rest of the project: load it, ask it. No Django here."""

from .engine.career import Career
from .engine.case import Case, parse_case
from .engine.errors import CaseError, RulebookError
from .engine.facts import Facts
from .engine.rulebook import ENGINE, Rulebook, load_rulebook
from .engine.verdicts import Verdict

__all__ = [
    "ENGINE",
    "Career",
    "Case",
    "CaseError",
    "Facts",
    "Rulebook",
    "RulebookError",
    "Verdict",
    "load_rulebook",
    "parse_case",
]
