"""Keep every rulebook that a stored verdict was given under, and read it again."""

import gzip
import json
import tempfile
from pathlib import Path

from tdkt.law import live
from tdkt.law.api import Rulebook
from tdkt.law.engine.loader import load_library
from tdkt.law.models import RulebookArchive


def keep_rulebook() -> str:
    """Keep the law in use, once for each hash; call where a verdict is stored. Gives the hash; one query when kept."""
    rulebook = live.rulebook()
    if not RulebookArchive.objects.filter(sha256=rulebook.sha256).exists():
        RulebookArchive.objects.get_or_create(
            sha256=rulebook.sha256, defaults={"content": packed(live.root(), rulebook.layers)}
        )
    return rulebook.sha256


def packed(root: Path, layers: tuple[str, ...]) -> bytes:
    """Every file the hash was taken over, with the order of the layers."""
    paths = [root / "catalogue.yaml", *(path for layer in layers for path in sorted((root / layer).rglob("*.yaml")))]
    files = {
        path.relative_to(root).as_posix(): path.read_text(encoding="utf-8")
        for path in paths
        if path.parent.name != "scenarios"
    }
    content = json.dumps({"layers": list(layers), "files": files}, ensure_ascii=False)
    return gzip.compress(content.encode(), mtime=0)


def restored(sha256: str) -> Rulebook | None:
    """The rulebook of a hash: the one in use, or one kept; None where it was never kept here."""
    current = live.rulebook()
    if current.sha256 == sha256:
        return current
    row = RulebookArchive.objects.filter(sha256=sha256).first()
    return None if row is None else _unpacked(bytes(row.content))


def _unpacked(content: bytes) -> Rulebook:
    """Read from a folder that is gone afterwards: a rulebook is whole in memory once it is loaded."""
    told = json.loads(gzip.decompress(content))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        live.write_files(folder, told["files"].items())
        for layer in told["layers"]:
            (folder / layer).mkdir(exist_ok=True)
        return Rulebook(load_library(tuple(told["layers"]), folder))
