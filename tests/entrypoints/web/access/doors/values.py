"""What a table of doors holds."""

Who = str | set[str]  # Roles; or ANYONE, SELF, NOBODY of `personas`.
Doors = dict[str, tuple[Who, Who]]  # Route: who may GET it, and who may POST to it.
