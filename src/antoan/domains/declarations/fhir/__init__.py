"""Questionnaires and declarations as FHIR R4 resources. Pure."""

from antoan.domains.declarations.fhir.questionnaire import document_of, questionnaire_resource
from antoan.domains.declarations.fhir.response import bare_response, response_resource

__all__ = ["bare_response", "document_of", "questionnaire_resource", "response_resource"]
