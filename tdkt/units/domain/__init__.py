"""What is done to the structure."""

from tdkt.units.domain.create import CannotKeepUnit, create_unit, edit_unit, plant_root
from tdkt.units.domain.grade import CannotGrade, grade_unit, grade_units
from tdkt.units.domain.move import CannotMove, move_unit
from tdkt.units.domain.succeed import CannotSucceed, close_unit, record_succession

__all__ = [
    "CannotGrade",
    "CannotKeepUnit",
    "CannotMove",
    "CannotSucceed",
    "close_unit",
    "create_unit",
    "edit_unit",
    "grade_unit",
    "grade_units",
    "move_unit",
    "plant_root",
    "record_succession",
]
