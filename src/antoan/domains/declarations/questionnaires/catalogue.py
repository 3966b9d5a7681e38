"""The questionnaires there are: those that come with the software, and an installation's own folder of them."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib import resources
from pathlib import Path

from antoan.domains.declarations.errors import NoSuchQuestionnaire, QuestionnaireInvalid
from antoan.domains.declarations.questionnaires.documents import parse
from antoan.domains.declarations.questionnaires.values import Questionnaire


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All versions of all questionnaires. A version never changes; a new text is a new version."""

    questionnaires: tuple[Questionnaire, ...]

    def find(self, key: str, version: str) -> Questionnaire:
        """Return one version; NoSuchQuestionnaire. Old declarations are read by the version they were made with."""
        for questionnaire in self.questionnaires:
            if questionnaire.key == key and questionnaire.version == version:
                return questionnaire
        raise NoSuchQuestionnaire(f"There is no questionnaire {key} in version {version}.")

    def in_force(self, key: str, at: datetime) -> Questionnaire:
        """Return the version that is asked at a moment; NoSuchQuestionnaire."""
        return _newest(key, (one for one in self.questionnaires if one.key == key and one.is_in_force(at)))

    def asked_at(self, at: datetime) -> list[Questionnaire]:
        """Return what pages and gates may ask at a moment, each form once, in the order of the files."""
        asked = (one for one in self.questionnaires if one.is_in_force(at) and not one.is_by_sms)
        keys = dict.fromkeys(one.key for one in asked)
        return [self.in_force(key, at) for key in keys]

    def for_place(self, place_kind: str, at: datetime) -> Questionnaire:
        """Return the form for a kind of place: the one made for it, else the one for any; NoSuchQuestionnaire."""
        asked = self.asked_at(at)
        made_for_it = [one for one in asked if place_kind in one.place_kinds]
        return _newest(place_kind, made_for_it or [one for one in asked if "*" in one.place_kinds])


@cache
def catalogue(folder: Path | None = None) -> Catalogue:
    """Return the shipped questionnaires and those of a folder; QuestionnaireInvalid names the file, or the folder."""
    shipped = resources.files("antoan.domains.declarations") / "data" / "questionnaires"
    texts = {file.name: file.read_text("utf-8") for file in shipped.iterdir() if file.name.endswith(".json")}
    if folder is not None:
        if not folder.is_dir():
            raise QuestionnaireInvalid(
                f"{folder} is no folder: make it, or unset ANTOAN_QUESTIONNAIRES", path=""
            )
        texts |= {file.name: file.read_text("utf-8") for file in folder.glob("*.json")}
    return Catalogue(tuple(_parsed(name, text) for name, text in sorted(texts.items())))


def _parsed(name: str, text: str) -> Questionnaire:
    try:
        return parse(json.loads(text))
    except json.JSONDecodeError as error:
        raise QuestionnaireInvalid(f"{name} is not JSON: {error}", path="") from None
    except QuestionnaireInvalid as error:
        raise QuestionnaireInvalid(f"{name}: {error.message}", **error.context) from None


def _newest(asked_for: str, found: Iterable[Questionnaire]) -> Questionnaire:
    newest = max(found, key=_age, default=None)
    if newest is None:
        raise NoSuchQuestionnaire(f"No questionnaire is in force for {asked_for}.")
    return newest


def _age(questionnaire: Questionnaire) -> tuple[datetime, tuple[int, ...]]:
    return questionnaire.valid_from, tuple(map(int, questionnaire.version.split(".")))
