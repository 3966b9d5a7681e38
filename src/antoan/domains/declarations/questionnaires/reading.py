"""What all parts of the parser read with."""

import re
from collections.abc import Mapping
from typing import Any, Final

from antoan.domains.declarations.errors import QuestionnaireInvalid
from antoan.domains.policy.documents import Words, words_in
from antoan.kit.documents import DocumentReader

TEXT_LETTERS_MAX: Final = 1_000
KEY: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}", re.ASCII)
LINK_ID: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,39}", re.ASCII)
VERSION: Final = re.compile(r"[0-9]+(\.[0-9]+){0,2}", re.ASCII)


def fault(path: str, message: str) -> QuestionnaireInvalid:
    """Return the error for a fault at a JSON pointer."""
    return QuestionnaireInvalid(f"at {path or '/'}: {message}", path=path)


READ: Final = DocumentReader(fault, TEXT_LETTERS_MAX)


def words(parent: Mapping[str, Any], name: str, path: str) -> Words:
    """Return a member that must be a text in both languages."""
    return words_in(parent, name, path, READ)
