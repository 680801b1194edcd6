"""Rulebooks kept with the verdicts they gave."""

import pytest

from tdkt.law import archive, live
from tdkt.law.models import RulebookArchive

pytestmark = pytest.mark.django_db


def test_the_law_in_use_is_kept_once() -> None:
    first, second = archive.keep_rulebook(), archive.keep_rulebook()
    assert first == second == live.rulebook().sha256
    assert RulebookArchive.objects.count() == 1


def test_a_kept_rulebook_is_read_again_under_the_same_hash() -> None:
    other = [("don-vi/quy-dinh/2026-12-01.yaml", 'instrument: Q\nname: "Q"\nin_force: {from: 2026-12-01, to: null}\n')]
    rulebook = live.with_files(other)
    folder = live._folder(tuple(other))
    RulebookArchive.objects.create(sha256=rulebook.sha256, content=archive.packed(folder, rulebook.layers))
    again = archive.restored(rulebook.sha256)
    assert again is not None
    assert (again.sha256, again.layers) == (rulebook.sha256, rulebook.layers)
    case = {"award": "LDTT", "judged_on": "2024-12-20", "subject": {"kind": "person"}, "facts": []}
    assert again.judge(case).to_json() == rulebook.judge(case).to_json()


def test_a_hash_that_was_never_kept_is_not_made_up() -> None:
    assert archive.restored("sha256:khong-co") is None
