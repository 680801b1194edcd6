"""The faces of the achievement report."""
