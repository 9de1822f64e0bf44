"""Checks of a draft: each yields problems and never stops at the first."""
