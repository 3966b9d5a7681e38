"""Which picture goes with each warning sign of the daily form.."""

from typing import Final, NamedTuple

from antoan.domains.declarations.questionnaires.values import Questionnaire
from antoan.entrypoints.web.shared.languages import in_our_language

_ICONS: Final = {
    "breathless": "#at-care-breath",
    "oxygen": "#at-care-oxygen",
    "chest_pain": "#at-care-chest",
    "consciousness": "#at-care-mind",
    "colour": "#at-care-blue",
    "blood": "#at-care-blood",
    "drinking": "#at-care-drink",
    "breaths_adult": "#at-care-breath",
    "pulse_fast": "#at-care-pulse",
    "fever_high": "#at-care-fever",
}


class Sign(NamedTuple):
    """A sign to watch for, in words and as a picture."""

    icon: str
    text: str


def signs_to_watch(form: Questionnaire) -> list[Sign]:
    """Return the signs that have a picture of their own, in the order of the form: the gravest first."""
    return [Sign(_ICONS[rule.id], in_our_language(rule.text)) for rule in form.risks if rule.id in _ICONS]


def other_signs(form: Questionnaire) -> list[str]:
    """Return the others, in words."""
    return [in_our_language(rule.text) for rule in form.risks if rule.id not in _ICONS]
