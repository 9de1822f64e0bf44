"""What an app serves, loaded once at startup: content by language, clinics, medicine names."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol
from uuid import UUID

from flask import current_app

from app.core.language import Language
from app.core.medicines.index import MedicineIndex
from app.core.model import Pack, Result
from app.core.rule import Answers
from app.core.site import Site


class Exchange(Protocol):
    """The functions that make FHIR resources."""

    def questionnaire(self, pack: Pack, base: str) -> Mapping[str, object]:
        """Return the questions as a Questionnaire."""

    def code_system(self, pack: Pack, base: str) -> Mapping[str, object]:
        """Return the codes of all answers as a CodeSystem."""

    def response(
        self,
        pack: Pack,
        base: str,
        answers: Answers,
        result: Result,
        authored: datetime,
        identifier: UUID,
    ) -> Mapping[str, object]:
        """Return a visit as a QuestionnaireResponse."""


@dataclass(frozen=True)
class LocaleContent:
    """The content in one language.

    `tag` is the first part of the URL path; for English it is empty, and `language` is None.
    `sites` has the clinics by their codes.
    """

    tag: str
    language: Language | None
    pack: Pack
    sites: Mapping[str, Site]


@dataclass(frozen=True)
class Services:
    """Everything that views need and no request changes. `locales` has the content by tag."""

    locales: Mapping[str, LocaleContent]
    medicine_index: MedicineIndex
    exchange: Exchange

    @property
    def english(self) -> LocaleContent:
        """The content in English."""
        return self.locales[""]

    @property
    def languages(self) -> Mapping[str, Language]:
        """The languages besides English, by their tags."""
        return {tag: one.language for tag, one in self.locales.items() if one.language}

    def with_sites(
        self, sites: Mapping[str, Site], untranslated: Callable[[str], str]
    ) -> "Services":
        """Return the same content with other clinics.

        :param untranslated: marks a clinic's text that exists in English only.
        """
        locales = {
            tag: replace(
                locale,
                sites={
                    code: site.localized(tag, untranslated) if tag else site
                    for code, site in sites.items()
                },
            )
            for tag, locale in self.locales.items()
        }
        return replace(self, locales=locales)


def services() -> Services:
    """Return the services of the current app."""
    found: Services = current_app.extensions["services"]
    return found
