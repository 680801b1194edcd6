"""Run every measurement and print the table kept in docs/benchmarks.md.

A measurement is a module of this folder with ``run() -> dict``: ``name``, ``ours`` and ``reference`` (seconds, or
queries), ``ratio`` (ours to reference, or reference to ours where more is better), ``target`` (text) and ``met``.
"""

import argparse
import importlib
import os
import pkgutil
import platform
import sqlite3
import sys

import django

import bench


def modules(wanted: list[str]) -> list[str]:
    """The names of the measurements, all or those asked for."""
    found = sorted(info.name for info in pkgutil.iter_modules(bench.__path__) if not info.name.startswith("_"))
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
        row = importlib.import_module(f"bench.{name}").run()
        missed += not row["met"]
        line = [row["name"], row["ours"], row["reference"], f"{row['ratio']:.2f}", row["target"]]
        print("| " + " | ".join(_cell(value) for value in [*line, "yes" if row["met"] else "NO"]) + " |", flush=True)
    return 1 if missed else 0


def _cell(value: object) -> str:
    return f"{value:.3f}" if isinstance(value, float) else str(value)


if __name__ == "__main__":
    sys.exit(main())
