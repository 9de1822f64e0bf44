"""The stylesheet and the icon, under names that hold their hash: browsers may keep them."""

import re
from dataclasses import dataclass
from hashlib import sha256
from mimetypes import guess_type
from pathlib import Path

from flask import Blueprint, Flask, Response, abort, current_app

from app.web.http.security_headers import LASTING
from app.web.rendering.i18n import root

FOLDER = Path(__file__).parent.parent / "static"
SPARED = re.compile(rb"/\*.*?\*/|\n", re.DOTALL)
"""Comments and line ends of a stylesheet; no rule of ours needs either."""

bp = Blueprint("assets", __name__)


@dataclass(frozen=True)
class Asset:
    """A file as it goes out; read once, at the start."""

    name: str
    body: bytes
    type: str


def init_app(app: Flask) -> None:
    """Serve the files of `static/`, and give templates `asset(name)` for their addresses."""
    found = {path.name: _read(path) for path in sorted(FOLDER.iterdir())}
    app.extensions["assets"] = {asset.name: asset for asset in found.values()}
    app.jinja_env.globals["asset"] = lambda name: root() + f"/static/{found[name].name}"
    app.register_blueprint(bp)


def _read(path: Path) -> Asset:
    body = path.read_bytes()
    if path.suffix == ".css":
        body = SPARED.sub(b"", body)
    hashed = f"{path.stem}.{sha256(body).hexdigest()[:12]}{path.suffix}"
    return Asset(hashed, body, guess_type(path)[0] or "application/octet-stream")


@bp.get("/static/<name>")
def file(name: str) -> Response:
    """A file by its hashed name; any other name is not found, also the plain one."""
    asset = current_app.extensions["assets"].get(name) or abort(404)
    return Response(asset.body, mimetype=asset.type, headers=[LASTING])
