"""How fast the check is beside others of its kind: the tables of docs/performance.md."""
