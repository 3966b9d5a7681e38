"""What the codes domain keeps of a person, for their copy and for the certificate of an erasure."""

from typing import Final

from antoan.domains.codes.models import DynamicReference, IssuedCode, ShortCode
from antoan.foundation.db.kept import Kept

KEPT: Final = (
    Kept(IssuedCode, by="qid", key="qid", hidden=("issued_by",)),
    Kept(ShortCode, by="qid", key="qid"),
    Kept(DynamicReference, by="qid", key="qid"),
)
