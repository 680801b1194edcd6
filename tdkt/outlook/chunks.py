"""A sweep that may be left and come back to: each part is a file named by what it was made from.

A part is found again only if the facts, the law, the day and the order of the subjects are the same, so a finished
part is never a stale one.
"""

import hashlib
import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tdkt.outlook.sweep import Line, Subject


def name_of(subjects: list[Subject], cases: dict[int, dict[str, Any]], sha256: str) -> str:
    """A name out of everything the part depends on."""
    told = [[subject.kind, subject.key, subject.name, subject.host_key, cases[subject.key]] for subject in subjects]
    packed = json.dumps([sha256, told], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(packed.encode()).hexdigest()[:40]


def stored(folder: Path, name: str) -> list[Line] | None:
    """The lines of a finished part, or None."""
    path = folder / f"{name}.jsonl"
    if not path.is_file():
        return None
    return [Line(**json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()]


def store(folder: Path, name: str, lines: Iterable[Line]) -> None:
    """Write a part beside its place, then put it there: half a part never looks finished."""
    folder.mkdir(parents=True, exist_ok=True)
    beside = folder / f"{name}.{os.getpid()}.tmp"
    text = "".join(json.dumps(line.to_json(), ensure_ascii=False) + "\n" for line in lines)
    beside.write_text(text, encoding="utf-8")
    beside.replace(folder / f"{name}.jsonl")
