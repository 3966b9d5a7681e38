"""Says whether answers are a risk, because of which question, and what to do. The browser's twin is risk.js."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from antoan.domains.declarations.questionnaires.values import Answer, Answers, Questionnaire, RiskRule
from antoan.domains.policy.certlogic.values import truth
from antoan.domains.policy.documents import Words
from antoan.domains.policy.errors import CertLogicFailed


@dataclass(frozen=True, slots=True)
class Risk:
    """One rule that applies, and the questions whose answers made it apply."""

    rule: str
    questions: tuple[str, ...]
    text: Words
    advice: Words


@dataclass(frozen=True, slots=True)
class Assessment:
    """What answers mean. `text` and `advice` are those of the first, gravest risk, or of none."""

    risks: tuple[Risk, ...]
    text: Words
    advice: Words

    @property
    def is_risky(self) -> bool:
        """Whether somebody is to be looked at."""
        return bool(self.risks)

    def as_json(self) -> dict[str, Any]:
        """Return what programs are told."""
        return {
            "risky": self.is_risky,
            "reasons": [
                {"code": risk.rule, "questions": list(risk.questions), **risk.text.as_json()}
                for risk in self.risks
            ],
            "advice": self.advice.as_json(),
        }


def assess(questionnaire: Questionnaire, answers: Answers) -> Assessment:
    """Apply every rule of a questionnaire to answers.

    A rule that cannot be evaluated counts as one that applies: then a person looks, and nobody is cleared by
    a fault of ours. The parser lets no rule through that fails over a question nobody was asked.
    """
    data = {"a": answers}
    risks = tuple(_risk(rule, answers) for rule in questionnaire.risks if _applies(rule, data))
    if not risks:
        return Assessment((), questionnaire.clear_text, questionnaire.clear_advice)
    return Assessment(risks, risks[0].text, risks[0].advice)


def _applies(rule: RiskRule, data: Mapping[str, Any]) -> bool:
    try:
        return truth(rule.applies(data))
    except CertLogicFailed:
        return True


def _risk(rule: RiskRule, answers: Answers) -> Risk:
    """Name the questions that were answered at all, those answered with "no" left out."""
    speaking = tuple(name for name in rule.questions if not _is_no(answers.get(name)))
    return Risk(rule.id, speaking or rule.questions, rule.text, rule.advice)


def _is_no(answer: Answer | None) -> bool:
    return answer is None or answer is False
