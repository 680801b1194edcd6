"""Random careers: the person path and the nation's path must agree in answer and reason. `make law-million`: a million.

`python -m bench.law_million 20000 7` for fewer, or for another seed. Every award, under the law of the state alone and
with that of the Procuracy, turn by turn.
"""

import sys
from time import perf_counter
from typing import Any

from bench._careers import DAY, careers
from tdkt.law.api import load_rulebook
from tdkt.law.engine.answers import UNKNOWN, YES
from tdkt.law.engine.career import Career
from tdkt.law.engine.judge import career_of
from tdkt.law.engine.loader import DEFAULT_LAYERS
from tdkt.law.engine.nation.blocks import judged_order
from tdkt.law.engine.nation.groups import ALL_MET, CAUTION, NO_CLAUSE
from tdkt.law.engine.nation.snapshot import sweep

CHUNK = 10_000
LAYERS = (("state",), DEFAULT_LAYERS)


def disagreements(people: int, kind: str, seed: int, layers: tuple[str, ...]) -> list[str]:
    """Every person and award on which the two paths differ."""
    book, found = load_rulebook(), []
    made, codes = careers(people, kind, seed), book.codes_for(kind)
    edition = book.edition(DAY, layers)
    judged = sweep(made.snapshot(codes, layers), edition, codes)
    answers, reasons = judged.answers, judged.reasons
    together = {code: list(zip(answers[code].tolist(), reasons[code].tolist(), strict=True)) for code in codes}
    for person, case in enumerate(made.cases()):
        career = career_of(book.parse(case | {"layers": list(layers)}), edition)
        for code in codes:
            told = alone(career, code)
            if told != together[code][person]:
                found.append(f"seed {seed}, {layers}, {kind} {person}, {code}: {told}, {together[code][person]}")
    return found


def alone(career: Career, code: str) -> tuple[int, int]:
    """One subject's answer and its reason: the first of the best clauses, and the first condition that made it so."""
    edition = career.edition
    if any(code in caution.unknown for caution in edition.cautions_for(code, career.kind)):
        return UNKNOWN, CAUTION
    about = [item for item in enumerate(edition.of(code, career.kind)) if item[1].applies.applies(career)]
    considered = [item for item in about if career.awake(item[1])] or about
    answers = [min(map(career.settled, clause.need), default=YES) for _, clause in considered]
    if not answers:
        return UNKNOWN, NO_CLAUSE
    best = max(answers)
    number, clause = considered[answers.index(best)]
    return best, number << 8 | (ALL_MET if best == YES else _first(career, clause, best))


def _first(career: Career, clause: Any, answer: int) -> int:
    """The place of the first condition with this answer, bars first."""
    bars, others = judged_order(clause)
    return [career.settled(condition) for condition in (*bars, *others)].index(answer)


def main(total: int, seed: int) -> int:
    """Judge in chunks, each with a seed of its own; print progress, and what differs."""
    begun, wrong = perf_counter(), 0
    for number, done in enumerate(range(0, total, CHUNK)):
        kind, layers = "collective" if number % 10 in (4, 9) else "person", LAYERS[number % 2]
        for line in disagreements(min(CHUNK, total - done), kind, seed + number, layers):
            print(line)
            wrong += 1
        print(f"\r{min(done + CHUNK, total):,} of {total:,}, {wrong} differ", end="", flush=True)
    print(f"\n{perf_counter() - begun:.0f} s")
    return 1 if wrong else 0


if __name__ == "__main__":
    arguments = [int(word) for word in sys.argv[1:]]
    sys.exit(main(*(arguments + [1_000_000, 1][len(arguments) :])))
