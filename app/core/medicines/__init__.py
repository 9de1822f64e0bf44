"""Medicines by name: their names, and the matching of typed text against them."""
