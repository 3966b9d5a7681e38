"""A questionnaire document as a FHIR R4 Questionnaire, and back without loss.

What FHIR has a place for stands there; rules of risk are CQF-style expressions in CertLogic; what only a rule
document has (legal basis, confidence, scope) is carried in one extension as it is written.
"""

import json
from collections.abc import Mapping
from typing import Any, Final

from antoan.domains.declarations.fhir.elements import (
    canonical,
    extensions_in,
    own,
    set_words,
    words_extension,
    words_in_extension,
    words_of,
)
from antoan.domains.declarations.fhir.items import document_item, resource_item

CERTLOGIC: Final = "application/certlogic+json"
_AS_WRITTEN: Final = ("basis", "scope", "notes", "marks", "confidence", "icon", "trip")


def questionnaire_resource(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return the Questionnaire of a document that the parser has read."""
    kept = {name: document[name] for name in _AS_WRITTEN if name in document}
    resource: dict[str, Any] = {
        "resourceType": "Questionnaire",
        "url": canonical(document["questionnaire"]),
        "version": document["version"],
        "name": document["questionnaire"],
        "status": "active",
        "subjectType": ["Patient"],
        "effectivePeriod": {"start": document["validFrom"]},
        "extension": [
            words_extension("warning", document["warning"]),
            words_extension("consent", document["consent"]),
            {"url": own("document"), "valueString": json.dumps(kept, ensure_ascii=False)},
            _risk_extension(document["risk"]),
        ],
        "item": [resource_item(item) for item in document["items"]],
    }
    if document.get("validTo") is not None:
        resource["effectivePeriod"]["end"] = document["validTo"]
    set_words(resource, "title", document["title"])
    set_words(resource, "purpose", document["purpose"])
    if sets := document.get("optionSets"):
        resource["contained"] = [_value_set(name, options) for name, options in sets.items()]
    return resource


def document_of(resource: Mapping[str, Any]) -> dict[str, Any]:
    """Return the document of a Questionnaire that `questionnaire_resource` made."""
    extensions = extensions_in(resource)
    document: dict[str, Any] = {
        "questionnaire": resource["name"],
        "version": resource["version"],
        "title": words_of(resource, "title"),
        "purpose": words_of(resource, "purpose"),
        "validFrom": resource["effectivePeriod"]["start"],
        "validTo": resource["effectivePeriod"].get("end"),
        **json.loads(extensions[own("document")]["valueString"]),
        "warning": words_in_extension(extensions[own("warning")]),
        "consent": words_in_extension(extensions[own("consent")]),
        "items": [document_item(item) for item in resource["item"]],
        "risk": _risk_of(extensions[own("risk")]),
    }
    if contained := resource.get("contained"):
        document["optionSets"] = {one["id"]: _options_in(one) for one in contained}
    return document


def _value_set(name: str, options: list[dict[str, Any]]) -> dict[str, Any]:
    concepts = []
    for option in options:
        concept: dict[str, Any] = {"code": option["code"]}
        set_words(concept, "display", option["text"])
        concepts.append(concept)
    include = {"system": own(f"options:{name}"), "concept": concepts}
    return {"resourceType": "ValueSet", "id": name, "status": "active", "compose": {"include": [include]}}


def _options_in(value_set: Mapping[str, Any]) -> list[dict[str, Any]]:
    concepts = value_set["compose"]["include"][0]["concept"]
    return [{"code": concept["code"], "text": words_of(concept, "display")} for concept in concepts]


def _risk_extension(risk: Mapping[str, Any]) -> dict[str, Any]:
    rules = [_rule_extension(rule) for rule in risk["rules"]]
    clear = [words_extension(name, risk["clear"][name]) for name in ("text", "advice")]
    return {"url": own("risk"), "extension": [*rules, {"url": own("clear"), "extension": clear}]}


def _rule_extension(rule: Mapping[str, Any]) -> dict[str, Any]:
    expression = {"language": CERTLOGIC, "expression": json.dumps(rule["if"])}
    return {
        "url": own("rule"),
        "extension": [
            {"url": own("id"), "valueString": rule["id"]},
            {"url": own("if"), "valueExpression": expression},
            words_extension("text", rule["text"]),
            words_extension("advice", rule["advice"]),
        ],
    }


def _risk_of(extension: Mapping[str, Any]) -> dict[str, Any]:
    parts = extension["extension"]
    clear = extensions_in(parts[-1])
    return {
        "rules": [_rule_of(part) for part in parts[:-1]],
        "clear": {name: words_in_extension(clear[own(name)]) for name in ("text", "advice")},
    }


def _rule_of(extension: Mapping[str, Any]) -> dict[str, Any]:
    parts = extensions_in(extension)
    return {
        "id": parts[own("id")]["valueString"],
        "if": json.loads(parts[own("if")]["valueExpression"]["expression"]),
        "text": words_in_extension(parts[own("text")]),
        "advice": words_in_extension(parts[own("advice")]),
    }
