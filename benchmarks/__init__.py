"""Figures that go into docs/; run by hand with `make bench`."""
