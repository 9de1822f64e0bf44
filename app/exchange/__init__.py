"""A visit for other programs: as FHIR, and back. Pure: knows the judgement and nothing else."""

from app.exchange.codes import code_system
from app.exchange.questionnaire import questionnaire
from app.exchange.reading import NotOurs, Reading, read
from app.exchange.response import response

__all__ = ["NotOurs", "Reading", "code_system", "questionnaire", "read", "response"]
