"""Benchmarks for the figures in docs/, run by `make bench` and `make audit`."""
