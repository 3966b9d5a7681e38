"""Which questions are asked, given the answers so far. The browser's twin is branching.js; both run the same vectors."""

from collections.abc import Iterator

from antoan.domains.declarations.questionnaires.values import Answer, Answers, Condition, Item, Questionnaire


def enabled(questionnaire: Questionnaire, answers: Answers) -> Iterator[Item]:
    """Return the questions that are asked, in order. An answer to a question that is not asked counts as none."""
    counted: dict[str, Answer] = {}
    yield from _enabled(questionnaire.items, answers, counted)


def _enabled(items: tuple[Item, ...], answers: Answers, counted: dict[str, Answer]) -> Iterator[Item]:
    for item in items:
        if not _is_shown(item, counted):
            continue
        if item.is_asked:
            if item.link_id in answers:
                counted[item.link_id] = answers[item.link_id]
            yield item
        yield from _enabled(item.items, answers, counted)


def _is_shown(item: Item, counted: Answers) -> bool:
    if not item.conditions:
        return True
    holds = (_holds(condition, counted) for condition in item.conditions)
    return any(holds) if item.is_any_enough else all(holds)


def _holds(condition: Condition, counted: Answers) -> bool:
    given = counted.get(condition.question)
    if given is None:
        return False  # FHIR: "!=" asks for an answer too.
    is_same = type(given) is type(condition.answer) and given == condition.answer
    return is_same is condition.is_equal
