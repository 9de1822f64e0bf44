"""Medicines by name: the table, and what a typed name means."""
