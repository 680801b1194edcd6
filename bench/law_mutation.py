"""How many numbers and dates of the rulebook are guarded by a scenario: change each one alone and see a scenario break.

`python -m bench.law_mutation [--list] [part of a file name]` prints the score and, with --list, what nothing guards.
A number counts as guarded when both the next higher and the next lower value break some scenario. Procedure, deciders
and votes do not change a verdict and are left out. What stays unguarded can change no answer: days before the rulebook
begins, base salaries before the first bonus table (01/10/2017), the last day of a salary that the next one replaces,
and bounds behind which the answer is `unknown` either way.
"""

import re
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from shutil import copytree
from typing import Any

import yaml

from tdkt.law.engine.errors import RulebookError
from tdkt.law.engine.loader import DATA, load_library
from tdkt.law.engine.rulebook import Rulebook
from tdkt.law.scenarios import Scenario, scenarios
from tdkt.law.scenarios import run as run_scenario

SECTIONS = ("clauses", "details", "quotas", "bonus", "base_salary", "parameters", "transitions", "in_force")
RATIO = re.compile(r"^(\d+)/(\d+)$")
MONTH_DAY = re.compile(r"^\d\d-\d\d$")


@dataclass(frozen=True)
class Number:
    """One number or date of a file: where it stands, what it says, and what to write instead."""

    file: str
    path: str
    text: str
    start: int
    end: int
    others: tuple[str, ...]
    awards: frozenset[str]
    is_date: bool

    @property
    def place(self) -> str:
        return f"{self.file} {self.path} = {self.text}"


def numbers(data: Path) -> Iterator[Number]:
    """Every number and date of the rulebook that may change a verdict or a sum of money."""
    for path in sorted(data.glob("*/*/*.yaml")):
        if path.parent.name != "scenarios":
            yield from _of_file(path, path.relative_to(data).as_posix())


def _of_file(path: Path, file: str) -> Iterator[Number]:
    text = path.read_text(encoding="utf-8")
    root: Any = yaml.compose(text, Loader=yaml.SafeLoader)
    judging = {key.value for key, _ in root.value} & set(SECTIONS[:-1])
    for key, value in root.value if judging else ():
        if key.value in SECTIONS:
            items = value.value if isinstance(value, yaml.SequenceNode) else [value]
            for item in items:
                about = _awards(item)
                for where, leaf in _leaves(item, key.value):
                    others = _others(leaf, where)
                    if others:
                        yield Number(
                            file, f"{_name(item)} {where}", leaf.value, leaf.start_mark.index, leaf.end_mark.index,
                            others, about, leaf.tag.endswith("timestamp"),
                        )  # fmt: skip


def _leaves(node: Any, where: str) -> Iterator[tuple[str, Any]]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _leaves(value, f"{where}.{key.value}")
    elif isinstance(node, yaml.SequenceNode):
        for place, value in enumerate(node.value):
            yield from _leaves(value, f"{where}[{place}]")
    else:
        yield where, node


def _name(item: Any) -> str:
    pairs = item.value if isinstance(item, yaml.MappingNode) else []
    return next((str(value.value) for key, value in pairs if key.value == "id"), "")


def _awards(item: Any) -> frozenset[str]:
    """Codes the item speaks of: its scenarios are tried first."""
    return frozenset(re.findall(r"\b[A-Z]{2,}[A-Z0-9]*\b", yaml.serialize(item)))


def _others(leaf: Any, where: str) -> tuple[str, ...]:
    tag, text = leaf.tag.rsplit(":", 1)[-1], leaf.value
    if tag == "timestamp":
        day = date.fromisoformat(text)
        return tuple((day + timedelta(days=step)).isoformat() for step in (1, -1))
    if tag == "int":
        step = 10_000 if int(text) >= 10_000 else 1
        low = [str(int(text) - step)] if int(text) - step >= (0 if "career" in where else 1) else []
        return (str(int(text) + step), *low)
    if tag == "float":
        return tuple(f"{float(text) + step:.2f}" for step in (0.05, -0.05))
    if tag == "str" and (ratio := RATIO.match(text)):
        over, under = int(ratio[1]), int(ratio[2])
        return (f"{over + 1}/{under}", *([f"{over - 1}/{under}"] if over > 1 else [f"{over}/{under + 1}"]))
    if tag == "str" and MONTH_DAY.match(text):
        day = date.fromisoformat(f"2023-{text}")
        return tuple(f'"{(day + timedelta(days=step)):%m-%d}"' for step in (1, -1))
    return ()


class Bench:
    """A copy of the rulebook in which one number at a time is changed."""

    def __init__(self, data: Path) -> None:
        self.data = data
        rulebook = Rulebook(load_library(data=data))
        self.scenarios = [one for one in scenarios(rulebook.layers, data) if not run_scenario(rulebook, one)]

    def unguarded(self, number: Number) -> list[str]:
        """The other values that no scenario notices."""
        wanted = sorted(self.scenarios, key=lambda one: one.case.get("award") not in number.awards)
        return [other for other in number.others if not self._breaks(number, other, wanted)]

    def _breaks(self, number: Number, other: str, wanted: list[Scenario]) -> bool:
        path = self.data / number.file
        text = path.read_text(encoding="utf-8")
        moved = path.with_name(f"{other}.yaml") if number.path.endswith("in_force.from") else path
        path.unlink()
        moved.write_text(text[: number.start] + other + text[number.end :], encoding="utf-8")
        try:
            changed = Rulebook(load_library(data=self.data))
            return any(run_scenario(changed, one) for one in wanted)
        except RulebookError:
            return True
        finally:
            moved.unlink()
            path.write_text(text, encoding="utf-8")


def score(part: str = "", *, show: bool = False) -> tuple[int, int, list[str]]:
    """Guarded, all, and the changes that nothing notices."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(copytree(DATA, Path(folder) / "data"))
        bench = Bench(data)
        guarded, total, missed = 0, 0, []
        for number in numbers(data):
            if part and part not in number.file:
                continue
            total += 1
            left = bench.unguarded(number)
            guarded += not left
            missed += [f"{number.place} -> {other}" for other in left]
            if left and show:
                print(f"{number.place} -> {', '.join(left)}", flush=True)
    return guarded, total, missed


def run() -> dict[str, Any]:
    """The row of docs/benchmarks.md."""
    guarded, total, _ = score()
    return {
        "name": "numbers and dates of the rulebook guarded by a scenario, both ways",
        "ours": guarded,
        "reference": total,
        "ratio": guarded / total,
        "target": "at least 0.95",
        "met": guarded >= 0.95 * total,
    }


if __name__ == "__main__":
    arguments = sys.argv[1:]
    words = [word for word in arguments if not word.startswith("--")]
    kept, every, _ = score(words[0] if words else "", show="--list" in arguments)
    print(f"{kept}/{every} numbers and dates are guarded in both directions ({kept / max(every, 1):.1%})")
