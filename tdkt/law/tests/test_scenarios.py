"""Every question worked out by hand from an article is answered the same by the judge."""

from tdkt.law.api import load_rulebook
from tdkt.law.engine.vocabulary import MARKS
from tdkt.law.scenarios import check, scenarios


def test_the_judge_agrees_with_every_scenario() -> None:
    number, failures = check(load_rulebook())
    assert [f"{failure.scenario.place}: {failure.message}" for failure in failures] == []
    assert number > 1000


def test_every_clause_has_its_citation_and_its_mark() -> None:
    for book in load_rulebook().library.instruments:
        for clause in book.items["clauses"]:
            assert clause.id.startswith(book.short)
            assert clause.mark in MARKS
            assert all(condition.cite for condition in clause.need)


def test_scenarios_have_names_of_their_own() -> None:
    places = [scenario.place for scenario in scenarios(load_rulebook().layers)]
    assert len(places) == len(set(places))
