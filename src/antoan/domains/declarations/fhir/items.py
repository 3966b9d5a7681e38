"""One item of a questionnaire document as FHIR's Questionnaire.item, and back."""

from collections.abc import Mapping
from typing import Any, Final

from antoan.domains.declarations.fhir.elements import (
    MAX_VALUE,
    MIN_VALUE,
    REGEX,
    extensions_in,
    own,
    set_value,
    set_words,
    value_of,
    words_extension,
    words_in_extension,
    words_of,
)

# Member of our documents -> extension and the type of its value.
_EXTENSIONS: Final[Mapping[str, tuple[str, str]]] = {
    "icon": (own("icon"), "valueString"),
    "keep": (own("keep"), "valueBoolean"),
    "source": (own("source"), "valueString"),
    "minValue": (MIN_VALUE, "valueInteger"),
    "maxValue": (MAX_VALUE, "valueInteger"),
    "daysBack": (own("days-back"), "valueInteger"),
    "daysAhead": (own("days-ahead"), "valueInteger"),
    "pattern": (REGEX, "valueString"),
}
_SAME: Final = ("required", "maxLength", "enableBehavior")


def resource_item(item: Mapping[str, Any]) -> dict[str, Any]:
    """Return an item as FHIR has it."""
    made: dict[str, Any] = {"linkId": item["linkId"], "type": item["type"]}
    set_words(made, "text", item["text"])
    made |= {name: item[name] for name in _SAME if name in item}
    extensions = [{"url": url, kind: item[name]} for name, (url, kind) in _EXTENSIONS.items() if name in item]
    if "hint" in item:
        extensions.append(words_extension("hint", item["hint"]))
    if extensions:
        made["extension"] = extensions
    if conditions := item.get("enableWhen"):
        made["enableWhen"] = [_resource_condition(condition) for condition in conditions]
        made.setdefault("enableBehavior", "all")
    if options := item.get("options"):
        made["answerOption"] = [_resource_option(item["linkId"], option) for option in options]
    if named := item.get("optionSet"):
        made["answerValueSet"] = f"#{named}"
    if "initial" in item:
        initial: dict[str, Any] = {}
        set_value(initial, "value", item["type"], item["initial"])
        made["initial"] = [initial]
    if items := item.get("items"):
        made["item"] = [resource_item(inner) for inner in items]
    return made


def document_item(item: Mapping[str, Any]) -> dict[str, Any]:
    """Return an item as our documents write it; what has its usual value is left out."""
    made: dict[str, Any] = {"linkId": item["linkId"], "type": item["type"], "text": words_of(item, "text")}
    made |= {name: item[name] for name in _SAME if name in item}
    if made.get("enableBehavior") == "all":
        del made["enableBehavior"]
    extensions = extensions_in(item)
    made |= {name: extensions[url][kind] for name, (url, kind) in _EXTENSIONS.items() if url in extensions}
    if own("hint") in extensions:
        made["hint"] = words_in_extension(extensions[own("hint")])
    if "enableWhen" in item:
        made["enableWhen"] = [_document_condition(condition) for condition in item["enableWhen"]]
    if "answerOption" in item:
        codings = [option["valueCoding"] for option in item["answerOption"]]
        made["options"] = [{"code": one["code"], "text": words_of(one, "display")} for one in codings]
    if "answerValueSet" in item:
        made["optionSet"] = item["answerValueSet"].removeprefix("#")
    if "initial" in item:
        made["initial"] = value_of(item["initial"][0], "value")
    if "item" in item:
        made["items"] = [document_item(inner) for inner in item["item"]]
    return made


def _resource_condition(condition: Mapping[str, Any]) -> dict[str, Any]:
    made = {"question": condition["question"], "operator": condition["operator"]}
    set_value(made, "answer", _kind_of(condition["answer"]), condition["answer"])
    return made


def _document_condition(condition: Mapping[str, Any]) -> dict[str, Any]:
    made = {"question": condition["question"], "operator": condition["operator"]}
    return made | {"answer": value_of(condition, "answer")}


def _kind_of(answer: Any) -> str:
    """A condition's text is the code of an option: free text is not asked about."""
    if isinstance(answer, bool):
        return "boolean"
    return "integer" if isinstance(answer, int) else "choice"


def _resource_option(link_id: str, option: Mapping[str, Any]) -> dict[str, Any]:
    coding: dict[str, Any] = {"system": own(f"options:{link_id}"), "code": option["code"]}
    set_words(coding, "display", option["text"])
    return {"valueCoding": coding}
