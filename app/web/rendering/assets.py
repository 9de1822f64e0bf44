"""Stylesheets, scripts and the icon, under names that hold their hash: browsers may keep them."""

import re
from dataclasses import dataclass
from hashlib import sha256
from mimetypes import guess_type
from pathlib import Path

from flask import Blueprint, Response, abort

from app.web.http.security_headers import IMMUTABLE
from app.web.rendering.i18n import url_root

FOLDER = Path(__file__).parent.parent / "static"

CSS_NOISE = re.compile(rb"/\*.*?\*/|\n", re.DOTALL)
"""Comments and line ends of a stylesheet; none of our rules needs either."""

bp = Blueprint("assets", __name__)


@dataclass(frozen=True)
class Asset:
    """A static file as it is served."""

    name: str
    body: bytes
    type: str


def _read(path: Path) -> Asset:
    body = path.read_bytes()
    if path.suffix == ".css":
        body = CSS_NOISE.sub(b"", body)
    hashed_name = f"{path.stem}.{sha256(body).hexdigest()[:12]}{path.suffix}"
    return Asset(hashed_name, body, guess_type(path)[0] or "application/octet-stream")


ASSETS = {path.name: _read(path) for path in sorted(FOLDER.iterdir())}
BY_HASHED_NAME = {asset.name: asset for asset in ASSETS.values()}


def asset_url(name: str) -> str:
    """Return the URL of a static file."""
    return f"{url_root()}/static/{ASSETS[name].name}"


@bp.get("/static/<name>")
def file(name: str) -> Response:
    """Serve a file by its hashed name; any other name, the plain one too, is not found."""
    asset = BY_HASHED_NAME.get(name) or abort(404)
    return Response(asset.body, mimetype=asset.type, headers=[IMMUTABLE])
