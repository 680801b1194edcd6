"""The routes that come with the tool, read from ``data/``; each says where the law sets its levels."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Template:
    """One ready-made route; ``stages`` are in the order of the file, ``next`` names another stage's key."""

    code: str
    name: str
    valid_from: Any
    valid_to: Any
    note: str
    stages: tuple[dict[str, Any], ...]


@lru_cache
def templates() -> dict[str, Template]:
    """Every ready-made route by its code, in the order of the files' names."""
    return {one.code: one for one in (_read(path) for path in sorted(DATA.glob("*.yaml")))}


def _read(path: Path) -> Template:
    told = yaml.safe_load(path.read_text(encoding="utf-8"))
    return Template(
        code=path.stem, name=told["name"], valid_from=told["valid_from"], valid_to=told.get("valid_to"),
        note=told["note"], stages=tuple(told["stages"]),
    )  # fmt: skip
