"""What every page knows: the pack, the person's region and the numbers to call there."""

from flask import Flask, current_app, g
from jinja2 import StrictUndefined

from app.core.journey import with_kinds
from app.core.medicines import Index
from app.core.model import Pack
from app.core.region import Region
from app.web import visit
from app.web.markup import blocks, rendered_prose, runs
from app.web.report import kinds


def init_app(app: Flask, pack: Pack, default_region: str) -> None:
    """Give views and templates the pack, with its prose rendered once."""
    app.extensions["pack"] = pack
    app.extensions["medicines"] = Index(pack.medicines.values(), pack.ambiguous, pack.reading)
    app.extensions["default_region"] = default_region
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(
        pack=pack,
        region=region,
        again=lambda: g.get("again", ""),
        begun=visit.begun,
        region_chosen=lambda: visit.region() in pack.regions,
        was_cleared=visit.was_cleared,
        given=lambda: with_kinds(pack, visit.answers(pack)),
        kinds=lambda medicine: kinds(pack, medicine),
        unreviewed=any(not section.review.reviewer for section in pack.sections.values()),
    )
    app.jinja_env.filters.update(prose=rendered_prose(pack).__getitem__, blocks=blocks, runs=runs)


def the_pack() -> Pack:
    """The content that this app was started with."""
    pack: Pack = current_app.extensions["pack"]
    return pack


def the_index() -> Index:
    """The names of medicines, ready to be looked up."""
    index: Index = current_app.extensions["medicines"]
    return index


def region() -> Region:
    """Where the person is; before they have said so, the default."""
    regions = the_pack().regions
    chosen = visit.region()
    return regions[chosen if chosen in regions else current_app.extensions["default_region"]]
