"""System check: every permission a role names is declared by an installed app."""

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.core.checks import CheckMessage, Error

from antoan.foundation.accounts.roles import RolesUnreadable, roles


def declared_permissions() -> dict[str, str]:
    """Return all permissions of the installed apps with their descriptions."""
    declared: dict[str, str] = {}
    for app in apps.get_app_configs():
        name = f"{app.name}.permissions"
        if app.name.startswith("antoan.") and find_spec(name):
            declared |= import_module(name).PERMISSIONS
    return declared


def check_roles(**_: Any) -> list[CheckMessage]:
    """Refuse a file of roles that cannot be read or names a permission nobody declares."""
    try:
        known = roles()
    except RolesUnreadable as error:
        return [Error(error.message, id="accounts.E001")]
    declared = declared_permissions()
    return [
        Error(
            f"The role {role.key!r} names the permission {permission!r}, which no app declares.",
            hint="Correct the name in the file of roles, or declare it in the app's permissions.py.",
            id="accounts.E002",
        )
        for role in known.values()
        for permission in sorted(role.permissions - declared.keys())
    ]
