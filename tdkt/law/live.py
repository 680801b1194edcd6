"""The rulebook this office judges by: the packaged layers, its own folders, and what other rooms have approved.

The rooms above may add files of law (the studio does). They join by ``register`` in their ``AppConfig.ready``; this
room knows only that there are files, by their place in the rulebook's folder. Within a request the sources are asked
once, at the first question to the law; commands call ``refresh`` themselves.
"""

import hashlib
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from tdkt.law.api import Rulebook, load_rulebook
from tdkt.law.engine.loader import DATA, load_library

File = tuple[str, str]
"""A place in the rulebook's folder (``layer/instrument/2026-10-01.yaml``) and the text."""

Source = Callable[[], Iterable[File]]

_sources: list[Source] = []
_stale: ContextVar[bool] = ContextVar("law_is_stale", default=False)
_added: list[File] = []


def register(source: Source) -> None:
    """Let a room add files of law; the later ones win where two name the same place."""
    if source not in _sources:
        _sources.append(source)


@contextmanager
def asked_anew() -> Iterator[None]:
    """Within it the sources are asked again at the first question; the middleware wraps every request in it."""
    token = _stale.set(True)
    try:
        yield
    finally:
        _stale.reset(token)


def expire() -> None:
    """Ask the sources again at the next question; for commands, which are one piece of work from start to end."""
    _stale.set(True)


def refresh() -> None:
    """Ask the sources now."""
    _stale.set(False)
    _added[:] = [file for source in _sources for file in source()]


def rulebook() -> Rulebook:
    """The law in use. Raises RulebookError where an added file does not fit the packaged ones any more."""
    if _stale.get():
        refresh()
    return with_files(_added)


def root() -> Path:
    """The folder the law in use was read from."""
    return _folder(tuple(_added))


def with_files(files: Iterable[File]) -> Rulebook:
    """The packaged law with these files worked in. Raises RulebookError naming file and line."""
    chosen = tuple(files)
    return load_rulebook(_layers(chosen), _folder(chosen))


def without(path: str) -> Rulebook:
    """The law in use as it would be without one added file: what that file is compared with."""
    if _stale.get():
        refresh()
    return with_files(file for file in _added if file[0] != path)


def tried(files: Iterable[File]) -> Rulebook:
    """The law in use with these files laid over it, read from a folder that is gone afterwards: for drafts.

    Raises RulebookError naming file and line.
    """
    if _stale.get():
        refresh()
    chosen = tuple(dict([*_added, *files]).items())
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _copy_all(folder, chosen)
        return Rulebook(load_library(_layers(chosen), folder))


def base_layers() -> tuple[str, ...]:
    """The layers the settings name, then the customer's own folders."""
    return (*settings.TDKT_LAW_LAYERS, *(folder.name for folder in settings.TDKT_LAW_EXTRA_FOLDERS))


def _layers(files: tuple[File, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*base_layers(), *(path.split("/")[0] for path, _ in files)]))


def _folder(files: tuple[File, ...]) -> Path:
    """The packaged folder itself, or a copy with the files laid over it, named by its content."""
    if not files and not settings.TDKT_LAW_EXTRA_FOLDERS:
        return DATA
    place: Path = settings.VAR / "law" / _fingerprint(files, tuple(_folders()))
    if not place.is_dir():
        _lay_over(place, files)
    return place


@lru_cache(maxsize=16)
def _fingerprint(files: tuple[File, ...], folders: tuple[Path, ...]) -> str:
    """What is packaged does not change while the process lives, so it is read once."""
    digest = hashlib.sha256()
    for path in (path for folder in folders for path in sorted(folder.rglob("*.yaml"))):
        digest.update(f"{path.name}\0".encode() + path.read_bytes())
    for name, text in files:
        digest.update(f"{name}\0{text}\0".encode())
    return digest.hexdigest()[:32]


def _folders() -> list[Path]:
    return [DATA, *settings.TDKT_LAW_EXTRA_FOLDERS]


def _lay_over(place: Path, files: tuple[File, ...]) -> None:
    """Write beside, then rename, so that two processes never read half a folder."""
    place.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(dir=place.parent))
    _copy_all(beside, files)
    try:
        beside.rename(place)
    except OSError:
        shutil.rmtree(beside)  # another process was first; its folder holds the same


def _copy_all(place: Path, files: Iterable[File]) -> None:
    shutil.copytree(DATA, place, dirs_exist_ok=True)
    for folder in settings.TDKT_LAW_EXTRA_FOLDERS:
        shutil.copytree(folder, place / folder.name, dirs_exist_ok=True)
    write_files(place, files)


def write_files(folder: Path, files: Iterable[File]) -> None:
    """Put each text at its place under the folder."""
    for name, text in files:
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
