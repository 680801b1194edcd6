"""The database as an earlier release of the project had it."""

from typing import Any

from django.db import connection
from django.db.migrations.executor import MigrationExecutor


def migrate(*targets: tuple[str, str]) -> Any:
    """Go to ``targets`` (to everything newest without any) and give the models as they are there."""
    executor = MigrationExecutor(connection)
    wanted = list(targets) or executor.loader.graph.leaf_nodes()
    executor.migrate(wanted)
    return MigrationExecutor(connection).loader.project_state(wanted).apps


def migrate_back(app: str, name: str) -> Any:
    """Everything newest, but ``app`` as its migration ``name`` left it; gives the models as they are there."""
    newest = MigrationExecutor(connection).loader.graph.leaf_nodes()
    return migrate(*((found, name if found == app else last) for found, last in newest))
