"""What a page shows of its visitor: language, clinic, region, and what templates may call."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import abort, current_app, g, request, url_for
from markupsafe import escape

from app.config import URL
from app.core.medicines.model import Medicine
from app.core.model import Option, Pack
from app.core.region import Region
from app.core.site import Site
from app.core.statements import narrowest
from app.services import LocaleContent
from app.web.rendering.i18n import N_, current_locale, gettext_text, url_root
from app.web.visit import state

TRANSLATED_IDS = (
    *(N_("standard"), N_("strong"), N_("urgent"), N_("emergency")),
    *(N_("supported"), N_("partly supported"), N_("not supported"), N_("contradicted")),
    *(N_("trial"), N_("study"), N_("review"), N_("case report"), N_("laboratory")),
    *(N_("guideline"), N_("regulator"), N_("label"), N_("public advice"), N_("registry")),
    *(N_("report"), N_("own search")),
)
"""Ids that pages show as words: levels, verdicts on claims, and kinds of sources."""


@dataclass(frozen=True)
class PageContext:
    """All that a page shows of its visitor besides answers and a token.

    `root` is the path of the start page in the page's language.
    """

    locale: LocaleContent
    root: str
    site: Site | None
    region: Region
    region_was_chosen: bool
    has_started: bool

    @property
    def is_kiosk(self) -> bool:
        """True on a device in a clinic's waiting room."""
        return self.site is not None and self.site.kiosk

    @property
    def key(self) -> tuple[object, ...]:
        """The cache key of what clinics and regions share; a kiosk has pages of its own."""
        kiosk = self.site.code if self.site and self.site.kiosk else ""
        return self.locale.tag, self.root, kiosk, self.region_was_chosen, self.has_started

    @property
    def place_key(self) -> tuple[object, ...]:
        """The cache key of what they do not share."""
        return *self.key, self.site.code if self.site else "", self.region.id


def page_context() -> PageContext:
    """Return the locale, clinic and region of this page, computed once per request."""
    found: PageContext | None = g.get("page_context")
    if found is None:
        found = g.page_context = _page_context(current_locale())
    return found


def _page_context(locale: LocaleContent) -> PageContext:
    chosen, site = state.region_id(), locale.sites.get(state.site_code())
    default = site.region if site else current_app.config["DEFAULT_REGION"]
    region = locale.pack.regions.get(chosen) or locale.pack.regions[default]
    return PageContext(
        locale, request.script_root, site, region, chosen == region.id, state.has_started()
    )


def current_pack() -> Pack:
    """Return the content in the language of this page."""
    return page_context().locale.pack


def is_kiosk() -> bool:
    """True if this page is on a clinic's own device."""
    return page_context().is_kiosk


def start_url(here: PageContext | None = None) -> str:
    """Return the URL of the start page: at a clinic's link, the clinic's."""
    site = (here or page_context()).site
    return url_for("start.start_at", code=site.code) if site else url_for("start.start")


def public_url() -> str:
    """Return the address that this deployment is known by, without a slash at its end.

    Where `PUBLIC_URL` is not set, it is the one of this request.

    :raise BadRequest: the request names a host that is none.
    """
    known = str(current_app.config["PUBLIC_URL"])
    url = known or request.host_url.rstrip("/") + url_root()
    return url if URL.fullmatch(url) else abort(400)


def answer_text(answer: Option | Medicine) -> str:
    """Return how a result repeats an answer to the person who gave it."""
    if isinstance(answer, Option):
        return answer.patient_text
    return f"{answer.label[:1].upper()}{answer.label[1:]}{brand_note(answer)}"


def brand_note(medicine: Medicine) -> str:
    """Return a brand that may be on a medicine's bottle, in brackets; empty if none is known."""
    known = medicine.brand and not medicine.unbranded
    return gettext_text(" (such as %(brand)s)", brand=medicine.brand) if known else ""


def medicine_categories(medicine: Medicine) -> tuple[Option, ...]:
    """Return the options that a medicine counts as, in the order of the questions.

    Wider options that one of them is a kind of are left out.
    """
    pack = current_pack()
    shown = narrowest(pack.statements, medicine.counts_as)
    return tuple(
        option
        for question in pack.questions.values()
        for option in question.option
        if (question.id, option.id) in shown
    )


def template_globals(pack: Pack) -> Mapping[str, object]:
    """Return what every template may call besides what rendering offers."""
    return {
        "region": lambda: _place().region,
        "site": lambda: _place().site,
        "start_url": lambda: start_url(_place()),
        "is_kiosk": is_kiosk,
        "has_started": lambda: page_context().has_started,
        "region_was_chosen": lambda: page_context().region_was_chosen,
        "answers_expired": state.answers_expired,
        "redisplay_reason": lambda: g.get("redisplay_reason", ""),
        "join_answers": lambda answers: escape("; ").join(map(answer_text, answers)),
        "brand_note": brand_note,
        "medicine_categories": medicine_categories,
        "unreviewed": any(not section.review.reviewer for section in pack.sections.values()),
    }


def _place() -> PageContext:
    """The page context, for what differs by clinic and region.

    :raise RuntimeError: a page that all clinics and regions share asks for it.
    """
    if g.get("is_shared", False):
        raise RuntimeError("A shared page may not show a clinic or a region: use a place slot.")
    return page_context()
