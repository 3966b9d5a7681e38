"""Small elements that both resources are made of: translations, extensions, typed values."""

from collections.abc import Mapping
from typing import Any, Final

TRANSLATION: Final = "http://hl7.org/fhir/StructureDefinition/translation"
MIN_VALUE: Final = "http://hl7.org/fhir/StructureDefinition/minValue"
MAX_VALUE: Final = "http://hl7.org/fhir/StructureDefinition/maxValue"
REGEX: Final = "http://hl7.org/fhir/StructureDefinition/regex"
_OWN: Final = "urn:antoan:fhir:"
_OF_TYPE: Final = {"boolean": "Boolean", "integer": "Integer", "date": "Date", "choice": "Coding"}


def own(name: str) -> str:
    """Return the address of one of our extensions."""
    return _OWN + name


def canonical(key: str) -> str:
    """Return the address of a questionnaire, the same wherever it is installed."""
    return f"urn:antoan:questionnaire:{key}"


def set_words(element: dict[str, Any], name: str, words: Mapping[str, str]) -> None:
    """Set a text with its English translation, as FHIR carries it beside the text."""
    element[name] = words["vi"]
    element[f"_{name}"] = {"extension": [_translated(words["en"])]}


def words_of(element: Mapping[str, Any], name: str) -> dict[str, str]:
    """Read a text with its translation."""
    return {"vi": element[name], "en": _translation_in(element[f"_{name}"]["extension"])}


def words_extension(name: str, words: Mapping[str, str]) -> dict[str, Any]:
    """Return an extension that holds a text in both languages."""
    parts = [{"url": language, "valueString": words[language]} for language in ("vi", "en")]
    return {"url": own(name), "extension": parts}


def words_in_extension(extension: Mapping[str, Any]) -> dict[str, str]:
    """Read the text of such an extension."""
    return {part["url"]: part["valueString"] for part in extension["extension"]}


def extensions_in(element: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the extensions of an element by their address; of one that repeats, the last."""
    return {extension["url"]: extension for extension in element.get("extension", [])}


def set_value(element: dict[str, Any], prefix: str, kind: str, value: Any) -> None:
    """Set a typed value: valueBoolean, answerCoding …; of a choice the code."""
    suffix = _OF_TYPE.get(kind, "String")
    element[prefix + suffix] = {"code": value} if suffix == "Coding" else value


def value_of(element: Mapping[str, Any], prefix: str) -> Any:
    """Read a typed value."""
    for suffix in ("Boolean", "Integer", "Date", "String"):
        if prefix + suffix in element:
            return element[prefix + suffix]
    return element[f"{prefix}Coding"]["code"]


def _translated(text: str) -> dict[str, Any]:
    parts = [{"url": "lang", "valueCode": "en"}, {"url": "content", "valueString": text}]
    return {"url": TRANSLATION, "extension": parts}


def _translation_in(extensions: list[dict[str, Any]]) -> str:
    parts = extensions_in(extensions[0])
    return str(parts["content"]["valueString"])
