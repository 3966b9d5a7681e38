"""The questionnaires of this installation."""

from django.conf import settings

from antoan.domains.declarations.questionnaires.catalogue import Catalogue, catalogue


def questionnaires() -> Catalogue:
    """Return the shipped questionnaires and those of the folder that settings.QUESTIONNAIRES names."""
    return catalogue(settings.QUESTIONNAIRES)
