"""Loads the content in `questions/` into a checked `Pack`, and reports on it."""
