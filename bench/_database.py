"""A database made for one measurement and thrown away."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection
from django.test.utils import setup_test_environment, teardown_test_environment


@contextmanager
def throwaway(*, in_a_file: bool = False) -> Iterator[None]:
    """Run inside an empty database with all tables; SQLite keeps it in memory unless told to use a file."""
    setup_test_environment()
    old_name, test = connection.settings_dict["NAME"], connection.settings_dict["TEST"]
    old_test = test.get("NAME")
    with tempfile.TemporaryDirectory() as folder:
        if in_a_file and connection.vendor == "sqlite":
            test["NAME"] = str(Path(folder) / "bench.sqlite3")
        connection.creation.create_test_db(verbosity=0, serialize=False)
        try:
            yield
        finally:
            connection.creation.destroy_test_db(old_name, verbosity=0)
            test["NAME"] = old_test
            teardown_test_environment()


def named() -> str:
    """The database in words, for the row of the table."""
    return "SQLite" if connection.vendor == "sqlite" else "PostgreSQL"
