"""What each role may not read at an address, though it may open it."""

from tests.entrypoints.web.access.personas import (
    ADMIN,
    CITY,
    CLINICAL,
    HELPER,
    OFFICER,
    OTHER_CITIZEN,
    PLACE_READERS,
    TRACER,
    WARD,
    ZONE,
)
from tests.entrypoints.web.access.world import World

# A place's name and somebody's initials, for whoever was given the code; nothing that identifies.
SHOWN_BY_A_CODE = {
    "p/<str:token>", "declare/confirm/<str:confirmation_code>/", "declare/trips/<str:trip_code>/",
    "units/join/<str:join_token>",
}  # fmt: skip


MATTERS = {  # Who reads whose matter it is, on the page of one matter.
    (WARD, "desk/corrections/<str:number>/"),
    (WARD, "desk/tasks/<int:task_id>/"),
    (WARD, "desk/identities/<str:case_number>/"),
    (HELPER, "desk/identities/<str:case_number>/"),
}


def hidden_from(persona: str, world: World, route: str) -> list[str]:
    """Return the words that this persona may not read at this address."""
    me = {"citizen": world.own, OTHER_CITIZEN: world.other}.get(persona)
    words = [word for side in (world.own, world.other) if side is not me for word in side.identity]
    if route in SHOWN_BY_A_CODE or persona in {TRACER, CITY}:
        return words  # A place's name hangs at its door, and these two see every place.
    if persona == OFFICER and route.startswith("desk/privacy/"):
        return words  # Initials stand in the list; the name is opened for half an hour: test_unmasking.
    if route == "f/<str:invitation_token>":
        return words  # Who is asked must know by whom: initials, name and year, as at a gate.
    words += world.other.belongings
    if me is not None and (route == "me/" or route.startswith(("me/visits/", "me/posters/"))):
        mine = set(me.belongings)  # Where one has been oneself.
        return [word for word in (*words, *world.own.belongings) if word not in mine]
    if (persona, route) in MATTERS:
        return world.other.belongings + world.other.identity + world.own.identity[2:3]
    if persona == ZONE and route.startswith("unit/"):
        return words  # A board knows its zone by name, and of the units that joined theirs.
    if persona == HELPER and route == "desk/identities/":
        return words
    if persona in CLINICAL and route.startswith("clinic/"):
        return words  # Of their own unit they see its name, and of whom they treat the label.
    if persona not in PLACE_READERS:
        words += world.own.belongings
    if me is not None and route.startswith("me/work/"):
        words = [word for word in words if word not in me.belongings[:1]]  # Where one is listed.
    if persona == ADMIN and "/workers/" in route:
        # A unit reads what it wrote itself of its workers; the number whole only to mend it.
        words = [word for word in words if word not in world.own.identity[:4] + world.own.identity[6:7]]
    return words
