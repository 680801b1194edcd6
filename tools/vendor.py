"""Fetch the fonts, icons and test script kept in the tree, from the npm packages named below.

Run ``python tools/vendor.py`` to fetch them anew: each package is taken with ``npm pack`` at the pinned version, only
the files used are copied, and the SHA-256 of every copied file is written beside them. Nothing is fetched at build,
run or test time.
"""

import hashlib
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
STATIC = ROOT / "tdkt/core/static/core"
FONT_WEIGHTS = (400, 500, 600, 700)
FONT_SUBSETS = ("latin", "vietnamese")
ICONS = [
    "arrow-down",
    "arrow-up",
    "arrow-up-down",
    "award",
    "ban",
    "banknote",
    "book-open",
    "building-2",
    "calendar",
    "chart-column",
    "check",
    "chevron-down",
    "chevron-left",
    "chevron-right",
    "circle",
    "circle-check",
    "circle-dot",
    "circle-question-mark",
    "circle-x",
    "clipboard-list",
    "clock",
    "columns-3",
    "download",
    "ellipsis",
    "eye",
    "file-text",
    "file-up",
    "flag",
    "folder-open",
    "funnel",
    "gavel",
    "git-merge",
    "history",
    "hourglass",
    "info",
    "key-round",
    "keyboard",
    "lightbulb",
    "list-checks",
    "lock",
    "log-out",
    "medal",
    "menu",
    "paperclip",
    "pencil",
    "plus",
    "printer",
    "scale",
    "search",
    "send",
    "settings",
    "stamp",
    "trash-2",
    "triangle-alert",
    "undo-2",
    "user",
    "users",
    "x",
]


def unpack(package: str, into: Path) -> Path:
    """The unpacked files of ``name@version``."""
    into.mkdir(parents=True)
    packed = subprocess.run(  # noqa: S603 - fixed words only
        ["npm", "pack", "--silent", package],  # noqa: S607 - npm is where the machine has it
        cwd=into,
        check=True,
        capture_output=True,
        text=True,
    )
    with tarfile.open(into / packed.stdout.strip().splitlines()[-1]) as archive:
        archive.extractall(into, filter="data")
    return into / "package"


def copy(source: Path, names: dict[str, str], target: Path) -> None:
    """Copy files under new names and write their sums."""
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    for old, new in names.items():
        shutil.copyfile(source / old, target / new)
    sums = [f"{hashlib.sha256((target / n).read_bytes()).hexdigest()}  {n}" for n in sorted(names.values())]
    (target / "SHA256SUMS").write_text("\n".join(sums) + "\n")


def main() -> None:
    """Fetch everything."""
    fonts = [f"be-vietnam-pro-{s}-{w}-normal.woff2" for s in FONT_SUBSETS for w in FONT_WEIGHTS]
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        copy(
            unpack("@fontsource/be-vietnam-pro@5.3.0", work / "font"),
            {f"files/{name}": name for name in fonts} | {"LICENSE": "LICENSE.txt"},
            STATIC / "fonts",
        )
        copy(
            unpack("lucide-static@1.62.0", work / "icons"),
            {f"icons/{name}.svg": f"{name}.svg" for name in ICONS} | {"LICENSE": "LICENSE.txt"},
            STATIC / "icons",
        )
        copy(
            unpack("axe-core@4.14.1", work / "axe"),
            {"axe.min.js": "axe.min.js", "LICENSE": "LICENSE.txt"},
            ROOT / "tests/vendor/axe",
        )


if __name__ == "__main__":
    main()
