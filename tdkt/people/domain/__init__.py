"""What is written down about people."""

from tdkt.people.domain.add import CannotKeepPerson, NewPerson, add_people, add_person, edit_person
from tdkt.people.domain.facts import CannotRecordFact, record_absence, record_discipline
from tdkt.people.domain.grade import CannotGrade, GradeLine, grade_people, grade_person
from tdkt.people.domain.post import CannotPost, post_person

__all__ = [
    "CannotGrade",
    "CannotKeepPerson",
    "CannotPost",
    "CannotRecordFact",
    "GradeLine",
    "NewPerson",
    "add_people",
    "add_person",
    "edit_person",
    "grade_people",
    "grade_person",
    "post_person",
    "record_absence",
    "record_discipline",
]
