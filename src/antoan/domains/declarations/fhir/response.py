"""A declaration as a FHIR R4 QuestionnaireResponse."""

from typing import Any, Final

from antoan.domains.declarations.fhir.elements import canonical, own, set_value
from antoan.domains.declarations.questionnaires.values import Answers, Item, ItemKind, Option, Questionnaire
from antoan.domains.declarations.values import DeclarationView
from antoan.kit.clock import local

_STATUS: Final = {True: "entered-in-error", False: "completed"}


def response_resource(
    declaration: DeclarationView, questionnaire: Questionnaire, answers: Answers
) -> dict[str, Any]:
    """Return what was answered, by whom it was said, and how sure we are of it."""
    return bare_response(declaration) | {
        "questionnaire": f"{canonical(questionnaire.key)}|{questionnaire.version}",
        "item": _items(questionnaire.items, answers),
    }


def bare_response(declaration: DeclarationView) -> dict[str, Any]:
    """Return what is known of a declaration without its form: all but the answers."""
    return {
        "resourceType": "QuestionnaireResponse",
        "identifier": {"system": own("declaration"), "value": str(declaration.id)},
        "status": _STATUS[declaration.is_annulled],
        "subject": {"reference": f"Patient/{declaration.person_id}"},
        "authored": local(declaration.declared_at).isoformat(),
        "extension": [
            {"url": own("channel"), "valueCode": declaration.channel.value},
            {"url": own("verified-by"), "valueCode": declaration.verified_by.value},
            {"url": own("confirmed"), "valueBoolean": declaration.is_confirmed},
            {"url": own("risky"), "valueBoolean": declaration.is_risky},
        ],
    }


def _items(items: tuple[Item, ...], answers: Answers) -> list[dict[str, Any]]:
    made = (_item(item, answers) for item in items)
    return [item for item in made if item is not None]


def _item(item: Item, answers: Answers) -> dict[str, Any] | None:
    """Return an item with its answer or those inside it; None when there is none."""
    made: dict[str, Any] = {"linkId": item.link_id, "text": item.text.vi}
    if inner := _items(item.items, answers):
        return made | {"item": inner}
    if item.link_id not in answers:
        return None
    answer: dict[str, Any] = {}
    value = answers[item.link_id]
    set_value(answer, "value", item.kind.value, value)
    if item.kind is ItemKind.CHOICE:
        chosen = next(option for option in item.options if option.code == value)
        answer["valueCoding"] = _coding(item, chosen)
    return made | {"answer": [answer]}


def _coding(item: Item, option: Option) -> dict[str, str]:
    return {"system": own(f"options:{item.link_id}"), "code": option.code, "display": option.text.vi}
