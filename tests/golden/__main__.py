"""Write `pages.json`, or with `--texts FOLDER` the full responses, to compare two versions."""

import json
import sys
import tempfile
from pathlib import Path

from app import create_app
from app.config import resource_dir
from app.content.load.pack import load_pack
from tests.conftest import KIOSK, SITE
from tests.golden.recording import record
from tests.golden.test_golden import GOLDEN


def main() -> None:
    """Record all responses and write them."""
    with tempfile.TemporaryDirectory() as folder:
        sites = Path(folder) / "sites.toml"
        sites.write_text(SITE + KIOSK, "utf-8")
        settings = {"ratelimit": "1000000 per minute", "sites_file": str(sites)}
        app = create_app({"development": True} | settings)
    found, texts = record(app, load_pack(resource_dir("questions")))
    if sys.argv[1:2] == ["--texts"]:
        target = Path(sys.argv[2])
        target.mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            (target / name.replace("/", "_")[:200]).write_text(text, "utf-8")
        return
    GOLDEN.write_text(json.dumps(found, indent=0) + "\n", "utf-8")


if __name__ == "__main__":
    main()
