"""A million random careers: the person path and the column path must agree. `make law-million` (about seven minutes).

`python -m bench.law_million 20000 7` for fewer, or for another seed.
"""

import sys
from time import perf_counter

from bench import _rules
from bench._careers import DAY, LAYERS, careers
from tdkt.law.api import load_rulebook
from tdkt.law.engine.answers import VERDICTS
from tdkt.law.engine.judge import career_of
from tdkt.law.engine.nation.snapshot import sweep

CHUNK = 10_000
CODES = {"person": list(_rules.PERSON), "collective": list(_rules.COLLECTIVE)}


def disagreements(people: int, kind: str, seed: int) -> list[str]:
    """Every person and award on which the two paths differ."""
    book, found = load_rulebook(), []
    made = careers(people, kind, seed)
    edition = book.edition(DAY, LAYERS)
    judged = sweep(made.snapshot(CODES[kind]), edition, CODES[kind])
    for person, case in enumerate(made.cases()):
        parsed = book.parse(case)
        career = career_of(parsed, edition)
        for code, word in book.judge_all(career, CODES[kind]).items():
            if word != VERDICTS[judged.answers[code][person]]:
                found.append(f"seed {seed}, {kind} {person}, {code}: alone {word}")
    return found


def main(total: int, seed: int) -> int:
    """Judge in chunks, each with a seed of its own; print progress, and what differs."""
    begun, wrong = perf_counter(), 0
    for number, done in enumerate(range(0, total, CHUNK)):
        kind = "collective" if number % 10 == 9 else "person"
        for line in disagreements(min(CHUNK, total - done), kind, seed + number):
            print(line)
            wrong += 1
        print(f"\r{min(done + CHUNK, total):,} of {total:,}, {wrong} differ", end="", flush=True)
    print(f"\n{perf_counter() - begun:.0f} s")
    return 1 if wrong else 0


if __name__ == "__main__":
    arguments = [int(word) for word in sys.argv[1:]]
    sys.exit(main(*(arguments + [1_000_000, 1][len(arguments) :])))
