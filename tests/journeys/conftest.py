"""A real server on the sample year, and a real Chromium that walks through it."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tdkt.sample.cast import PASSWORD

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = shutil.which("chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip
DESKTOP = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="session")
def sample_year(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a sample year that nobody has walked through yet; journeys serve copies of it.

    ``TDKT_SAMPLE_YEAR`` names a folder already built, which saves a minute to whoever is writing a journey.
    """
    if built := os.environ.get("TDKT_SAMPLE_YEAR"):
        return Path(built)
    folder = tmp_path_factory.mktemp("mau")
    for command in (["migrate", "--verbosity", "0"], ["demo", "--if-empty"]):
        subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=environment(folder), check=True)
    return folder


@pytest.fixture(scope="session")
def site(sample_year: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server on the sample year, shared by the journeys that may meet each other's traces."""
    with served(sample_year, tmp_path_factory.mktemp("var")) as address:
        yield address


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where ``own_site`` keeps its data."""
    return tmp_path_factory.mktemp("rieng")


@pytest.fixture(scope="module")
def own_site(sample_year: Path, folder: Path) -> Iterator[str]:
    """A server on a sample year that only this file walks through; such a file names it as its ``site``."""
    with served(sample_year, folder) as address:
        yield address


def environment(folder: Path) -> dict[str, str]:
    """The settings under which the software keeps everything in ``folder``."""
    env = os.environ | {"TDKT_VAR": str(folder), "DJANGO_SETTINGS_MODULE": "config.settings.dev"}
    env.pop("DATABASE_URL", None)
    return env


@contextmanager
def served(sample: Path, folder: Path) -> Iterator[str]:
    """Serve a copy of the sample year kept in ``folder``; the address of the server."""
    shutil.copytree(sample, folder, dirs_exist_ok=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    gunicorn = [sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{port}", "--workers", "2",
                "--log-level", "error"]  # fmt: skip
    server = subprocess.Popen(gunicorn, cwd=ROOT, env=environment(folder))
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(address)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=20)


def _wait_for(address: str) -> None:
    for _ in range(100):
        try:
            urllib.request.urlopen(address + "/tai-khoan/dang-nhap/", timeout=5).close()  # noqa: S310 - our own server
        except OSError:
            time.sleep(0.2)
        else:
            return
    pytest.fail("The server did not answer within 20 seconds.")


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """One Chromium for all journeys."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is in requirements/browser.txt")
    if CHROMIUM is None:
        pytest.fail("Chromium is missing: apt-get install chromium")
    with playwright.sync_playwright() as p:
        running = p.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield running
        running.close()


@pytest.fixture
def visit(site: str, browser: Any) -> Iterator[Callable[..., Any]]:
    """``visit("username")`` gives a page signed in as that user, at desktop width unless told otherwise.

    A page that meets an error in its script, a refused resource or another host fails the test when it closes; an act
    refused in words (409) is an answer.
    """
    contexts: list[Any] = []
    faults: list[str] = []

    def sign_in(username: str, password: str, viewport: dict[str, int] | None = None) -> Any:
        context = browser.new_context(viewport=viewport or DESKTOP, base_url=site, locale="vi-VN")
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(f"{page.url}: {error}"))
        page.on("console", lambda said: faults.append(f"{page.url}: {said.text}") if _is_fault(said) else None)
        page.on(
            "request",
            lambda asked: None if asked.url.startswith((site, "data:", "blob:")) else faults.append(asked.url),
        )
        page.goto("/tai-khoan/dang-nhap/")
        page.fill("input[name=username]", username)
        page.fill("input[name=password]", password)
        page.click(".door button")
        page.wait_for_load_state()
        return page

    yield sign_in
    for context in contexts:
        context.close()
    assert faults == []


@pytest.fixture
def enter(visit: Callable[..., Any]) -> Callable[[str], Any]:
    """The page of somebody of the sample, signed in once and kept."""
    entered: dict[str, Any] = {}

    def page_of(username: str) -> Any:
        if username not in entered:
            entered[username] = visit(username, PASSWORD)
        return entered[username]

    return page_of


def _is_fault(said: Any) -> bool:
    return said.type == "error" and "status of 409" not in said.text
