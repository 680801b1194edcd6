"""A database made for one measurement and thrown away."""

import tempfile
import time
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


def spent() -> float:
    """Seconds to subtract from one another: of CPU, where the database works in this process; else by the clock, since
    the CPU of a server would not be seen.
    """
    return time.process_time() if connection.vendor == "sqlite" else time.perf_counter()


def measured() -> str:
    """The database and what was counted, for the row of the table."""
    return "SQLite, CPU" if connection.vendor == "sqlite" else "PostgreSQL, clock"
