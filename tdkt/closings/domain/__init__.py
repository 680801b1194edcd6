"""What is done about the movements of nominations."""

from tdkt.closings.domain.close import close_movements
from tdkt.closings.domain.name import CannotName, name_movement

__all__ = ["CannotName", "close_movements", "name_movement"]
