"""Run every measurement and print the table kept in docs/benchmarks.md.

A measurement is a module of this folder with ``run()``: one dict, or a list of them, with ``name``, ``ours`` and
``reference`` (seconds, or queries), ``ratio`` (ours to reference, or reference to ours where more is better),
``target`` (text) and ``met``. A row that could not be measured has ``name``, ``target`` and ``skipped``, the reason.
"""

import argparse
import importlib
import os
import pkgutil
import platform
import sqlite3
import sys
from typing import Any

import django

import bench


def modules(wanted: list[str]) -> list[str]:
    """The names of the measurements, all or those asked for."""
    found = sorted(info.name for info in pkgutil.iter_modules(bench.__path__) if not info.name.startswith("_"))
    found.remove("law_million")  # a proof, not a measurement
    return [name for name in found if not wanted or name in wanted]


def main() -> int:
    """Measure, print one line each, and exit with 1 when a target is missed."""
    parser = argparse.ArgumentParser(prog="python -m bench")
    parser.add_argument("only", nargs="*", help="names of measurements; all when left out")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    django.setup()
    print(f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {os.cpu_count()} cores\n")
    print("| measurement | ours | reference | ratio | target | met |\n| --- | --- | --- | --- | --- | --- |")
    missed = 0
    for name in modules(parser.parse_args().only):
        found = importlib.import_module(f"bench.{name}").run()
        for row in found if isinstance(found, list) else [found]:
            missed += not row.get("met", True)
            print("| " + " | ".join(_cells(row)) + " |", flush=True)
    return 1 if missed else 0


def _cells(row: dict[str, Any]) -> list[str]:
    if "skipped" in row:
        return [row["name"], "", "", "", row["target"], f"skipped: {row['skipped']}"]
    line = [row["name"], row["ours"], row["reference"], f"{row['ratio']:.2f}", row["target"]]
    return [_cell(value) for value in [*line, "yes" if row["met"] else "NO"]]


def _cell(value: object) -> str:
    return f"{value:.3f}" if isinstance(value, float) else str(value)


if __name__ == "__main__":
    sys.exit(main())
