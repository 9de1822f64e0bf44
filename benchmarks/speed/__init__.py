"""The check's speed compared with similar programs: the tables of docs/performance.md."""
