"""Long reads of the studio."""

from tdkt.law.live import File


def approved_files() -> list[File]:
    """The texts of approved drafts, oldest approval first."""
    return []
