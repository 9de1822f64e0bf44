"""The real content, loaded once per process."""

from functools import cache

from app import load_services
from app.config import load_settings, resource_dir
from app.content.load.pack import load_pack
from app.services import Services

PACK = load_pack(resource_dir("questions"))


@cache
def real_services() -> Services:
    """Return the services of the real content, without any clinic."""
    return load_services(load_settings({"development": True}))
