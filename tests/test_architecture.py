"""The house keeps its shape: arrows run downward, migrations are complete, nothing reaches outside."""

import ast
import re
import tomllib
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models

ROOT = Path(__file__).resolve().parents[1]
CONTRACT = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"][0]
LAYERS = [[part.strip().removeprefix("tdkt.") for part in line.split("|")] for line in CONTRACT["layers"]]
HEIGHT = {app: len(LAYERS) - place for place, line in enumerate(LAYERS) for app in line}
SOURCES = [path for path in (ROOT / "tdkt").rglob("*.py") if "migrations" not in path.parts]


def test_every_app_has_its_place_in_the_layers() -> None:
    ours = {config.label for config in apps.get_app_configs() if config.name.startswith("tdkt.")}
    assert ours - set(HEIGHT) == set()


def test_foreign_keys_point_downward_too() -> None:
    upward = [
        f"{model._meta.label}.{field.name} → {field.related_model._meta.label}"
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey | models.ManyToManyField)
        and not isinstance(field.related_model, str)
        and model._meta.app_label in HEIGHT
        and HEIGHT.get(field.related_model._meta.app_label, 0) > HEIGHT[model._meta.app_label]
    ]
    assert upward == []


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    call_command("makemigrations", check=True, dry_run=True, stdout=StringIO())


def test_the_project_reads_nothing_beside_its_own_folder() -> None:
    upward = re.compile(r"""["'](?:\.\./)+""")
    ours = [path for part in ("tdkt", "config", "bench", "tools") for path in (ROOT / part).rglob("*.py")]
    code = [path for path in ours if "tests" not in path.parts]  # tests try such paths to see them refused
    assert len(code) > len(SOURCES) // 2
    assert [str(path.relative_to(ROOT)) for path in code if upward.search(path.read_text())] == []


def test_the_domain_knows_no_request_and_no_clock() -> None:
    told = re.compile(r"HttpRequest|timezone\.(now|localdate|localtime)\(\)|dt\.date\.today|datetime\.now")
    wrong = [
        str(path.relative_to(ROOT)) for path in SOURCES if "domain" in path.parts and told.search(path.read_text())
    ]
    assert wrong == []


def _public_functions(path: Path) -> list[ast.FunctionDef]:
    tree = ast.parse(path.read_text())
    return [node for node in tree.body if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")]


def test_a_moment_becomes_a_day_in_the_offices_own_time() -> None:
    """Past midnight in Hà Nội it is still yesterday for a moment told in universal time."""
    said = re.compile(r"\bnow\.date\(\)")
    apart = {"sample", "tests"}
    found = [str(path) for path in SOURCES if not apart & set(path.parts) and said.search(path.read_text())]
    assert found == []


def test_an_act_takes_its_actor_and_the_moment_by_name() -> None:
    wrong = [
        f"{path.relative_to(ROOT)}:{function.name}"
        for path in SOURCES
        if "domain" in path.parts and "tests" not in path.parts
        for function in _public_functions(path)
        if not function.name.startswith("may_")  # a question, not an act
        and "actor" in {argument.arg for argument in [*function.args.args, *function.args.posonlyargs]}
    ]
    assert wrong == []


def test_templates_hold_no_script_or_style_of_their_own() -> None:
    inline = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)|<style|\sstyle=|\son[a-z]+=", re.IGNORECASE)
    wrong = [str(path.relative_to(ROOT)) for path in (ROOT / "tdkt").rglob("*.html") if inline.search(path.read_text())]
    assert wrong == []


def test_pages_load_nothing_from_another_host() -> None:
    outside = re.compile(r"(?:src|href|url\()\s*=?\s*[\"'(]?(?:https?:)?//(?!www\.w3\.org)")
    files = [*(ROOT / "tdkt").rglob("*.html"), *(ROOT / "tdkt").rglob("*.css")]
    assert [str(path.relative_to(ROOT)) for path in files if outside.search(path.read_text())] == []


def test_lock_files_carry_hashes_and_name_no_host() -> None:
    for lock in sorted((ROOT / "requirements").glob("*.txt")):
        text = lock.read_text()
        assert "--hash=sha256:" in text, lock.name
        assert "://" not in text, lock.name
