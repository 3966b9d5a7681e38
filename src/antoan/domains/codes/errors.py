"""What can go wrong with codes, said so that it can be mended."""

from antoan.kit.errors import BadInput, Conflict, NotConfigured, NotFound


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


class FormerCode(BadInput):
    """This is the code of an app of former years: it names nobody. Ask for a code of ours, or for a card."""

    code = "codes:former:proves_nothing"


class SpokenCodeMistyped(BadInput):
    """This short code has a typing mistake: check each character."""

    code = "codes:spoken:mistyped"


class SpokenCodeUnknown(NotFound):
    """This short code belongs to nobody."""

    code = "codes:spoken:unknown"


class TooManyTries(Conflict):
    """Too many codes of nobody were typed: wait an hour, and ask for the card or the paper."""

    code = "codes:spoken:too_many"
    status = 429
