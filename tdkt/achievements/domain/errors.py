"""Why an act on a report was refused."""

from tdkt.core.answers import Refused


class CannotWrite(Refused):
    """The report was not opened, written, finished or opened again."""
