"""The door to the law for the rest of the project: load it, ask it. No Django here.

rulebook = load_rulebook()                          # once for a process
verdict = rulebook.judge(case)                      # a case of the public format, as a dict
verdict.code, verdict.verdict_vi, verdict.missing, verdict.points, verdict.to_json()
rulebook.judge_person_all(case)                     # every award with reasons; the facts are read once
rulebook.judge_all(rulebook.career(facts, …))       # every award, words only: the fast path for one
tdkt.law.engine.columns.Columns(…).final(code)      # everybody at once; import it where it is used, it needs NumPy
rulebook.bonus(["CSTDCS", "BKB"], kind="person", on=day).amount
rulebook.votes(code, kind, day), .papers(…), .procedure(…), .decider(…), .edition(day).quotas
rulebook.cited(cite), rulebook.in_words(text)       # for pages: no code, the article in words
"""

from .engine.career import Career
from .engine.case import Case, parse_case
from .engine.errors import CaseError, RulebookError
from .engine.facts import Facts
from .engine.papers import PaperAsked
from .engine.rulebook import ENGINE, Rulebook, load_rulebook
from .engine.verdicts import Verdict

__all__ = [
    "ENGINE",
    "Career",
    "Case",
    "CaseError",
    "Facts",
    "PaperAsked",
    "Rulebook",
    "RulebookError",
    "Verdict",
    "load_rulebook",
    "parse_case",
]
