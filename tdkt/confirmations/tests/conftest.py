"""The scene of this room's tests."""

from tdkt.confirmations.tests.factories import scene

__all__ = ["scene"]
