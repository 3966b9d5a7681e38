"""A text of a data document, in both languages."""

from msgspec import Struct


class Words(Struct, frozen=True, forbid_unknown_fields=True):
    """Vietnamese and English of one text."""

    vi: str
    en: str

    def say(self, language: str | None) -> str:
        """Return the text in a language; Vietnamese unless English is asked for."""
        return self.en if language == "en" else self.vi
