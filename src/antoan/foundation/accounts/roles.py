"""Roles: named sets of permissions, read from the file that settings.ROLES_FILE names."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

from antoan.kit.errors import BadInput, NotConfigured


class RolesUnreadable(NotConfigured):
    """The file of roles cannot be used."""

    code = "accounts:roles:unreadable"


class UnknownRole(BadInput):
    """There is no such role."""

    code = "accounts:role:unknown"


@dataclass(frozen=True, slots=True)
class Role:
    """What its holder may do within the scope of a grant."""

    key: str
    vi: str
    en: str
    permissions: frozenset[str]
    second_factor: bool


def roles() -> Mapping[str, Role]:
    """Return the roles of this installation by key."""
    path: Path = settings.ROLES_FILE
    return _load(path)


def role(key: str) -> Role:
    """Return one role; UnknownRole when the file does not have it."""
    try:
        return roles()[key]
    except KeyError:
        known = ", ".join(sorted(roles()))
        raise UnknownRole(f"There is no role {key!r}. The roles are: {known}.") from None


def read_roles(text: str, *, source: str) -> dict[str, Role]:
    """Read roles from TOML; RolesUnreadable says which role and what is wrong with it."""
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RolesUnreadable(f"{source} is not TOML: {error}.") from None
    return {key: _read_role(key, fields, source) for key, fields in raw.items()}


@cache
def _load(path: Path) -> dict[str, Role]:
    try:
        text = path.read_text("utf-8")
    except OSError as error:
        raise RolesUnreadable(f"The file of roles {path} cannot be read: {error.strerror}.") from None
    return read_roles(text, source=str(path))


def _read_role(key: str, fields: Any, source: str) -> Role:
    where = f"role {key!r} in {source}"
    if not isinstance(fields, dict):
        raise RolesUnreadable(f"{where} must be a table, for example [{key}].")
    expected: dict[str, type] = {"vi": str, "en": str, "second_factor": bool, "permissions": list}
    if fields.keys() != expected.keys():
        raise RolesUnreadable(f"{where} must have exactly: {', '.join(expected)}.")
    for name, kind in expected.items():
        if not isinstance(fields[name], kind):
            raise RolesUnreadable(f"{where}: {name} must be of type {kind.__name__}.")
    if not all(isinstance(permission, str) for permission in fields["permissions"]):
        raise RolesUnreadable(f"{where}: every permission must be text.")
    return Role(key, fields["vi"], fields["en"], frozenset(fields["permissions"]), fields["second_factor"])
