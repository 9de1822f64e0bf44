"""Print the tables of docs/performance.md."""

import os
import time
from contextlib import redirect_stderr

from app.config import resource_dir
from app.content.load.pack import load_pack
from benchmarks.speed import contest, growth, pages, served, shares, weights

TABLES = {
    "Visits, side by side": contest.table,
    "Pages without answers": pages.table,
    "Request headers": pages.headers_table,
    "Whose code runs": shares.table,
    "Weight": weights.table,
    "Growth": growth.table,
    "Through gunicorn": served.table,
}


def main() -> None:
    """Print the start time and all tables."""
    started = time.process_time()
    app = contest.build_app()
    print(f"Start: {time.process_time() - started:.2f} s of processor time.")
    pack = load_pack(resource_dir("questions"))
    with (
        open(os.devnull, "w", buffering=1) as devnull,
        redirect_stderr(devnull),
    ):  # discards the log
        for name, table in TABLES.items():
            print(f"\n## {name}\n\n{table(app, pack)}")


if __name__ == "__main__":
    main()
