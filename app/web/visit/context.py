"""What every page knows: the pack, the person's region and the numbers to call there."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Flask, abort, current_app, request, url_for
from jinja2 import StrictUndefined

from app.config import ADDRESS, Settings
from app.core.medicines.index import MedicineIndex
from app.core.model import Pack
from app.core.region import Region
from app.core.site import Site
from app.web.http.asked import asking
from app.web.rendering.i18n import SPOKEN, Spoken, language, root, spoken
from app.web.rendering.markup import Prose, blocks, in_english, runs
from app.web.result.report import kinds
from app.web.visit import state as visit

SETTLED = "check.settled"
"""Where a page that is being drawn stands, in the WSGI environment."""


@dataclass(frozen=True)
class Surroundings:
    """Where a page stands: all that it shows of its visitor but answers and a token.

    `chosen`: whether the region was chosen. `begun`: whether a visit has begun.
    """

    language: str
    root: str
    site: Site | None
    region: Region
    chosen: bool
    begun: bool

    @property
    def key(self) -> tuple[object, ...]:
        """What tells pages apart that are otherwise alike."""
        code = self.site.code if self.site else ""
        return self.language, self.root, code, self.region.id, self.chosen, self.begun


def init_app(app: Flask, settings: Settings, packs: Mapping[str, Pack]) -> None:
    """Give views and templates the pack, with its prose rendered once.

    :param packs: the same content by language; English has no name.
    """
    app.extensions["medicines"] = index_of(packs[""])
    app.extensions["default_region"] = settings.default_region
    app.extensions["public_url"] = settings.public_url
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(known_everywhere(packs[""]))
    app.jinja_env.filters.update(prose=Prose(packs.values()), blocks=blocks, runs=runs)
    app.jinja_env.filters["in_english"] = lambda text: in_english(text) if language() else text


def index_of(pack: Pack) -> MedicineIndex:
    """The names of medicines, ready to be looked up."""
    return MedicineIndex(pack.medicines.values(), pack.ambiguous, pack.name_rules)


def known_everywhere(pack: Pack) -> Mapping[str, object]:
    """What every template and macro may ask for; `pack` only for what no language changes."""
    return {
        "region": region,
        "site": site,
        "home": home,
        "again": lambda: asking().again,
        "begun": visit.begun,
        "region_chosen": lambda: settle().chosen,
        "was_cleared": visit.was_cleared,
        "kinds": lambda medicine: kinds(the_pack(), medicine),
        "unreviewed": any(not section.review.reviewer for section in pack.sections.values()),
    }


def the_pack() -> Pack:
    """The content that this app was started with, in the language of the page."""
    return spoken().pack


def the_english_pack() -> Pack:
    """The content in English, for what programs read."""
    english: Spoken = current_app.extensions["spoken"][""]
    return english.pack


def the_index() -> MedicineIndex:
    """The names of medicines, ready to be looked up."""
    index: MedicineIndex = current_app.extensions["medicines"]
    return index


def public_url() -> str:
    """The address that this deployment is known by, without a slash at its end.

    Where none is set, it is the one that was asked.

    :raise BadRequest: a host was asked that is none.
    """
    known = str(current_app.extensions["public_url"]) or request.host_url.rstrip("/") + root()
    return known if ADDRESS.fullmatch(known) else abort(400)


def site() -> Site | None:
    """The clinic at whose link this visit began, or whose start page this is."""
    environ = asking().environ
    settled: Surroundings | None = environ.get(SETTLED)
    return settled.site if settled else site_in(environ[SPOKEN])


def site_in(here: Spoken) -> Site | None:
    """The same, among the clinics that speak a language."""
    return here.sites.get(visit.site()) if here.sites else None


def settle() -> Surroundings:
    """Where this page stands, looked up once: while it is drawn, none of this changes."""
    environ = asking().environ
    found: Surroundings | None = environ.get(SETTLED)
    if not found:
        found = environ[SETTLED] = surroundings(environ[SPOKEN], environ["SCRIPT_NAME"])
    return found


def surroundings(said: Spoken, root: str) -> Surroundings:
    """Where a page stands that is in a language, below an address."""
    chosen, here = visit.region(), site_in(said)
    place = region_of(chosen, here, said.pack)
    return Surroundings(said.tag, root, here, place, chosen == place.id, visit.begun())


def kiosk() -> bool:
    """Whether this page stands on a clinic's own device."""
    here = site()
    return here is not None and here.kiosk


def home() -> str:
    """The address of the start page: at a clinic's link, the clinic's."""
    here = site()
    return url_for("check.start_at", code=here.code) if here else url_for("check.start")


def region() -> Region:
    """Where the person is; before they have said so, the default."""
    settled: Surroundings | None = asking().environ.get(SETTLED)
    return settled.region if settled else region_of(visit.region(), site(), the_pack())


def region_of(chosen: str, here: Site | None, pack: Pack) -> Region:
    """The region that was chosen; before, that of the clinic, or the default."""
    if chosen in pack.regions:
        return pack.regions[chosen]
    return pack.regions[here.region if here else current_app.extensions["default_region"]]
