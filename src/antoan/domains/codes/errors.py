"""What can go wrong with codes, said so that it can be mended."""

from antoan.kit.errors import BadInput, Conflict, NotConfigured


class NoNewCode(Conflict):
    """Too many codes were issued for this person today. Try again tomorrow, or show the one in force."""

    code = "codes:personal:exhausted"


class ReasonMissing(BadInput):
    """Say why: a code is revoked for a reason that its bearer can be told."""

    code = "codes:personal:reason_missing"


class KeyWornOut(NotConfigured):
    """The signing key is at the end of its life: make a new one with `antoan codes keys rotate`."""

    code = "codes:key:worn_out"


class KeyUnreadable(NotConfigured):
    """A key file of this installation is damaged: put it back from your backup."""

    code = "installation:key_unreadable"


class KeyUnknown(Conflict):
    """The ring has no such key: `antoan codes keys list` shows them."""

    code = "codes:key:unknown"


class KeyInUse(Conflict):
    """This is the key in use: rotate first, so that there is another to sign with."""

    code = "codes:key:in_use"


class KeyNumbersExhausted(Conflict):
    """All 255 key numbers were used: a new version of the code format is needed."""

    code = "codes:key:exhausted"
