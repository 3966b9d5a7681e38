"""One incoming message with all an answer needs."""

from dataclasses import dataclass
from datetime import datetime

from antoan.domains.people.queries import Speaker
from antoan.domains.textline.reading import read_choice
from antoan.domains.textline.values import Asked, Note, Reply
from antoan.kit.text import without_diacritics

UNVERIFIED = Reply("unverified", note=Note.UNVERIFIED)


@dataclass(frozen=True, slots=True)
class Question:
    """Who asks what. `speakers` are those for whom this number may speak, none when nobody verified it."""

    incoming_id: int
    asked: Asked
    number: str
    speakers: tuple[Speaker, ...]
    at: datetime

    def chosen(self, example: str) -> tuple[Speaker, str] | Reply:
        """Return the one person it is about with the words that are left, or the reply that asks which one.

        `example` is how to write it again, for example "KB 2 OK".
        """
        if not self.speakers:
            return UNVERIFIED
        place, words = read_choice(self.asked.rest, len(self.speakers))
        if place is None:
            people = ", ".join(f"{number} {one.label}" for number, one in enumerate(self.speakers, start=1))
            values = {
                "count": str(len(self.speakers)),
                "people": without_diacritics(people),
                "example": example,
            }
            return Reply("choose", values)
        return self.speakers[place], words
