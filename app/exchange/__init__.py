"""Exports a visit as FHIR for other programs, and imports it again. Depends on `app.core` only."""

from app.exchange.codes import code_system
from app.exchange.import_response import (
    AssessedResponse,
    ImportedResponse,
    InvalidResponse,
    assess_response,
    parse_response,
)
from app.exchange.questionnaire import questionnaire
from app.exchange.response import response

__all__ = [
    "AssessedResponse",
    "ImportedResponse",
    "InvalidResponse",
    "assess_response",
    "code_system",
    "parse_response",
    "questionnaire",
    "response",
]
