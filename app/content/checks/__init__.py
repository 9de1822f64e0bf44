"""Checks of a draft. Each one yields every problem that it finds."""
