"""Roles are data, and a wrong file is refused in words."""

import pytest

from antoan.foundation.accounts import checks, permissions
from antoan.foundation.accounts import roles as module
from antoan.foundation.accounts.roles import Role, RolesUnreadable, UnknownRole, read_roles, role, roles

GOOD = """
[guard]
vi = "Bảo vệ"
en = "Guard"
second_factor = true
permissions = ["places:device:enrol"]
"""


def test_a_role_is_read_as_written():
    assert read_roles(GOOD, source="x") == {
        "guard": Role("guard", "Bảo vệ", "Guard", frozenset(["places:device:enrol"]), True)
    }


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("[guard", "not TOML"),
        ("guard = 1", "must be a table"),
        (GOOD.replace('vi = "Bảo vệ"', ""), "must have exactly"),
        (GOOD + "colour = 1", "must have exactly"),
        (GOOD.replace("true", '"yes"'), "second_factor must be of type bool"),
        (GOOD.replace('["places:device:enrol"]', '"all"'), "permissions must be of type list"),
        (GOOD.replace('"places:device:enrol"', "1"), "every permission must be text"),
    ],
)
def test_a_wrong_file_is_refused_with_what_is_wrong(text, complaint):
    with pytest.raises(RolesUnreadable, match=complaint):
        read_roles(text, source="x")


def test_a_missing_file_is_named(settings, tmp_path):
    settings.ROLES_FILE = tmp_path / "none.toml"
    with pytest.raises(RolesUnreadable, match=r"none\.toml cannot be read"):
        roles()
    assert [error.id for error in checks.check_roles()] == ["accounts.E001"]


def test_an_unknown_role_is_answered_with_the_known_ones():
    with pytest.raises(UnknownRole, match="city_health"):
        role("emperor")


def test_a_permission_that_nobody_declares_is_found(settings, tmp_path):
    settings.ROLES_FILE = tmp_path / "roles.toml"
    settings.ROLES_FILE.write_text(GOOD + GOOD.replace("[guard]", "[ghost]").replace("device", "ghost"))
    (error,) = checks.check_roles()
    assert "'ghost' names the permission 'places:ghost:enrol'" in error.msg


def test_the_roles_that_ship_name_only_declared_permissions():
    assert checks.check_roles() == []


def test_the_apps_of_the_house_declare_their_permissions():
    declared = checks.declared_permissions()
    assert permissions.PERMISSIONS.items() <= declared.items()
    assert all(name.count(":") == 2 and words for name, words in declared.items())


def test_only_citizens_sign_in_without_a_second_step():
    assert [role.key for role in roles().values() if not role.second_factor] == ["citizen"]


def test_no_role_reads_everything():
    """Lesson L10: whoever runs the system does not read people; whoever reads people does not run it."""
    running = {"codes:keys:rotate", "accounts:account:manage", "audit:trail:read", "accounts:grant:give"}
    for known in roles().values():
        reads_people = known.permissions & {"people:person:find", "people:person:read", "records:record:read"}
        assert not (reads_people and known.permissions & running), known.key
    answers_and_reports = {"privacy:look:answer", "privacy:request:oversee", "privacy:retention:read"}
    assert (
        module.roles()["auditor"].permissions
        == {
            "audit:trail:read",
            "isolation:manual:count",
        }
        | answers_and_reports
    )
