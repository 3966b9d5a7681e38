"""Picks the language of texts that rule documents hold in both."""

from django.utils.translation import get_language

from antoan.domains.policy.documents import Words


def in_our_language(words: Words) -> str:
    """Return a text in the reader's language."""
    return words.en if get_language() == "en" else words.vi
