"""Why somebody looks at people: asked once for a search, and kept with the session for those it found."""

from typing import Final

from django.http import HttpRequest

from antoan.domains.people.queries.search import REASON_LETTERS_MAX, REASON_LETTERS_MIN
from antoan.kit.text import squeeze

_SESSION: Final = "people_reasons"
_PEOPLE_MAX: Final = 60  # The oldest are asked about again.


def keep_reason(request: HttpRequest, person_ids: list[int], reason: str) -> None:
    """Remember why these people are looked at."""
    held: dict[str, str] = request.session.get(_SESSION, {})
    kept = {key: why for key, why in held.items() if int(key) not in person_ids}
    kept |= {str(person_id): reason for person_id in person_ids}
    request.session[_SESSION] = dict(list(kept.items())[-_PEOPLE_MAX:])


def reason_for(request: HttpRequest, person_id: int) -> str:
    """Return why a person is looked at; "" when that was not said yet."""
    return str(request.session.get(_SESSION, {}).get(str(person_id), ""))


def readable(text: str) -> str:
    """Return a reason as it may stand in the trail; "" when it says too little or too much."""
    reason = squeeze(text)
    return reason if REASON_LETTERS_MIN <= len(reason) <= REASON_LETTERS_MAX else ""
