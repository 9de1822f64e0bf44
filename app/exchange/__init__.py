"""A visit for other programs: as FHIR, and back. Pure: knows the judgement and nothing else."""

from app.exchange.codes import code_system
from app.exchange.import_response import Judged, Reading, Unreadable, judge, read
from app.exchange.questionnaire import questionnaire
from app.exchange.response import response

__all__ = [
    "Judged",
    "Reading",
    "Unreadable",
    "code_system",
    "judge",
    "questionnaire",
    "read",
    "response",
]
