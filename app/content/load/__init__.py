"""Loads the files of a content folder into a checked `Pack`."""
