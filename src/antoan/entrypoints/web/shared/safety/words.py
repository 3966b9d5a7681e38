"""Words of safety assessments, and their answers as rows of a page."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final

from django.utils.formats import number_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from antoan.domains.assessment.documents import CriteriaSet, Item
from antoan.domains.assessment.queries.published import levels_of_place
from antoan.domains.assessment.values import (
    AnswerView,
    AssessmentView,
    Form,
    Level,
    Outcome,
    PublishedLevel,
    Said,
    Standing,
)
from antoan.foundation.files.queries import FileView
from antoan.kit import clock
from antoan.kit.words import Words

LEVELS: Final = {
    Level.GOOD: gettext_lazy("Được hoạt động"),
    Level.FAIR: gettext_lazy("Được hoạt động, cần khắc phục"),
    Level.POOR: gettext_lazy("Phải khắc phục trước"),
    Level.BAD: gettext_lazy("Không được hoạt động"),
}
STANDINGS: Final = {
    Standing.BAD: LEVELS[Level.BAD],
    Standing.POOR: LEVELS[Level.POOR],
    Standing.EXPIRED: gettext_lazy("Hết hiệu lực"),
    Standing.NONE: gettext_lazy("Chưa đánh giá"),
    Standing.FAIR: LEVELS[Level.FAIR],
    Standing.GOOD: LEVELS[Level.GOOD],
}
_MARKS: Final = {"good": "✓", "fair": "!", "poor": "!!", "bad": "✗", "expired": "⟳", "none": "–"}


def say(words: Words | None) -> str:
    """Return a text of a set in the reader's language."""
    return "" if words is None else words.say(get_language())


def level_of(standing: Standing | Level) -> dict[str, str]:
    """Return a level as pages show it: a sign and a word, never by colour alone."""
    return {"key": standing.value, "mark": _MARKS[standing.value], "word": str(STANDINGS[Standing(standing)])}


def last_day(expires_on: date | None) -> date | None:
    """Return the last day on which an assessment counts."""
    return None if expires_on is None else expires_on - timedelta(days=1)


def outcome_in_words(criteria: CriteriaSet, outcome: Outcome) -> dict[str, Any]:
    """Return a result as pages show it."""
    title = {item.key: say(item.title) for item in criteria.items}
    return {
        "band": say(outcome.words),
        "decision": say(outcome.decision),
        "level": level_of(outcome.level),
        "percent": number_format(
            float(outcome.percent), decimal_pos=0 if outcome.percent.denominator == 1 else 1
        ),
        "points": outcome.points,
        "out_of": outcome.out_of,
        "is_risk": criteria.form is Form.POINTS,
        "to_mend": [
            {
                "item": one.item,
                "title": title[one.item],
                "is_knock_out": one.is_knock_out,
                "lost": one.lost,
            }
            for one in outcome.to_mend
        ],
    }


def published_levels(place_id: int) -> list[dict[str, Any]]:
    """Return what everybody may read of a place's level, for the page behind its code."""
    return published_in_words(levels_of_place(place_id, clock.today()))


def published_in_words(levels: Iterable[PublishedLevel]) -> list[dict[str, Any]]:
    """Return published levels as pages show them."""
    return [
        {
            "band": say(one.words),
            "at": one.assessed_on,
            "set": say(one.set_title),
            "is_expired": one.is_expired,
        }
        for one in levels
    ]


def set_in_words(criteria: CriteriaSet) -> dict[str, Any]:
    """Return what a page tells of a set, with what of it is not confirmed."""
    return {
        "id": criteria.id,
        "title": say(criteria.title),
        "short": say(criteria.short),
        "basis": say(criteria.basis),
        "formula": criteria.formula,
        "days": criteria.reassess_days,
        "count": len(criteria.items),
        "left_out": [say(one) for one in criteria.left_out],
        "is_unconfirmed": criteria.is_unconfirmed,
    }


def groups_of(
    criteria: CriteriaSet, view: AssessmentView, photos: Mapping[str, list[FileView]]
) -> list[dict[str, Any]]:
    """Return the groups of a set with the answers given, and how many there are."""
    answers = {one.item: one for one in view.answers}
    found = []
    for group in criteria.groups:
        rows = [_row(criteria, item, answers.get(item.key), photos.get(item.key, ())) for item in group.items]
        answered = sum(1 for row in rows if row["value"])
        found.append(
            {
                "key": group.key,
                "title": say(group.title),
                "rows": rows,
                "answered": answered,
                "is_whole": answered == len(rows),
            }
        )
    return found


def choices_of(criteria: CriteriaSet, item: Item) -> list[tuple[str, str]]:
    """Return what one may answer to an item; empty where points are stated."""
    if criteria.form is Form.MET:
        found = [(Said.MET.value, _("Đạt")), (Said.NOT_MET.value, _("Không đạt"))]
    else:
        found = [
            (
                option.key,
                _("%(text)s: %(points)s điểm") % {"text": say(option.title), "points": option.points},
            )
            for option in item.options
        ]
    if item.skip_if is not None:
        found.append(
            (Said.NOT_APPLICABLE.value, _("Không áp dụng: %(reason)s") % {"reason": say(item.skip_if)})
        )
    return found


def _row(
    criteria: CriteriaSet, item: Item, answer: AnswerView | None, photos: Sequence[FileView]
) -> dict[str, Any]:
    value, choices = (answer.value if answer else ""), choices_of(criteria, item)
    words = dict(choices)
    return {
        "key": item.key,
        "title": say(item.title),
        "help": say(item.help),
        "choices": choices,
        "low": item.points.low if item.points else None,
        "high": item.points.high if item.points else None,
        "value": value,
        "word": words.get(value, _("%(points)s điểm") % {"points": value} if value else ""),
        "is_failed": value == Said.NOT_MET,
        "is_met": value == Said.MET,
        "note": answer.note if answer else "",
        "weight": item.weight,
        "is_knock_out": item.knock_out,
        "photos": photos,
    }
