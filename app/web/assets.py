"""The stylesheet and the icon, under names that hold their hash: browsers may keep them."""

from hashlib import sha256
from pathlib import Path

from flask import Blueprint, Flask, Response, abort, current_app, send_from_directory, url_for

FOLDER = Path(__file__).parent / "static"
YEAR = 365 * 24 * 60 * 60

bp = Blueprint("assets", __name__)


def init_app(app: Flask) -> None:
    """Serve the files of `static/`, and give templates `asset(name)` for their addresses."""
    app.extensions["assets"] = {_hashed(path): path.name for path in FOLDER.iterdir()}
    names = {plain: hashed for hashed, plain in app.extensions["assets"].items()}
    app.jinja_env.globals["asset"] = lambda name: url_for("assets.file", name=names[name])
    app.register_blueprint(bp)


def _hashed(path: Path) -> str:
    return f"{path.stem}.{sha256(path.read_bytes()).hexdigest()[:12]}{path.suffix}"


@bp.get("/static/<name>")
def file(name: str) -> Response:
    """A file by its hashed name; any other name is not found, also the plain one."""
    plain = current_app.extensions["assets"].get(name) or abort(404)
    response = send_from_directory(FOLDER, plain, max_age=YEAR)
    response.cache_control.public = True
    response.cache_control.immutable = True
    return response
