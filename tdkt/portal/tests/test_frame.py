"""The frame of every page: places by role, and what no page may contain."""

import re
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from tests.support.cast import Cast

TDKT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted(TDKT.glob("*/templates/**/*.html"))
STYLES = sorted(TDKT.glob("*/static/**/*.css")) + sorted(TDKT.glob("*/static/**/*.js"))
LONGEST = 130


def places(client: Client, user: object) -> list[str]:
    client.force_login(user)  # type: ignore[arg-type]
    return [place["label"] for place in client.get(reverse("portal:search")).context["shell"].rail]


def test_the_rail_shows_only_places_the_role_works_in(client: Client, cast: Cast) -> None:
    assert places(client, cast.worker) == ["Việc của tôi", "Đăng ký", "Pháp luật"]
    spine = ["Việc của tôi", "Phong trào", "Đăng ký", "Hồ sơ", "Hội đồng", "Quyết định", "Tra cứu", "Báo cáo"]
    assert [place for place in places(client, cast.officer) if place in spine] == spine


def test_the_place_one_stands_in_is_marked(client: Client, cast: Cast) -> None:
    client.force_login(cast.officer)
    rail = client.get(reverse("dossiers:rounds")).context["shell"].rail
    assert [place["label"] for place in rail if place["current"]] == ["Hồ sơ"]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_has_no_inline_script_or_style_and_names_no_outside_host(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=\"|<script(?![^>]*\bsrc=)|javascript:", text)
    assert not re.search(r"(?:src|href|action)=\"(?:https?:)?//", text)
    assert text.count("\n") <= LONGEST


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_styles_and_scripts_fetch_nothing_from_outside(path: Path) -> None:
    assert not re.search(
        r"url\(\s*[\"']?(?:https?:)?//|@import|fetch\(\s*[\"']https?:", path.read_text(encoding="utf-8")
    )
