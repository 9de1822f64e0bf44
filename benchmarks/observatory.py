"""Run Mozilla's HTTP Observatory on the deployed check: nginx with TLS on this machine."""

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.deployment.conftest import deployed


def main() -> None:
    """Print grade and score; exit with 1 below 125."""
    with TemporaryDirectory() as folder, deployed(Path(folder)) as deployment:
        script = str(Path(__file__).with_suffix(".mjs"))
        trusted = {"NODE_EXTRA_CA_CERTS": str(deployment.folder / "cert.pem")}
        command = ["node", script, f"localhost:{deployment.tls}"]
        ran = subprocess.run(command, env=os.environ | trusted)  # noqa: S603  # our own script
    sys.exit(ran.returncode)


if __name__ == "__main__":
    main()
