"""Registers what privacy itself and the layers below it keep of a person, and how their old rows go."""

from typing import Final

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession

from antoan.domains.codes.kept import KEPT as CODES
from antoan.domains.messaging.queries.kept import KEPT as MESSAGES
from antoan.domains.messaging.services import forget_old_incoming, forget_old_messages
from antoan.domains.people.queries.kept import KEPT as PEOPLE
from antoan.domains.privacy.copying.patient import patients_of
from antoan.domains.privacy.models import Consent, DataCopy, Limit, RequestStep, RightsRequest, Unmasking
from antoan.domains.privacy.registry import Part, before_day, register_part, register_sweep
from antoan.domains.privacy.services.expiring import (
    forget_closed_requests,
    forget_expired_copies,
    forget_old_runs,
    forget_old_unmaskings,
)
from antoan.foundation.accounts.models import Account, Grant
from antoan.foundation.accounts.services.forgetting import forget_ended_sessions, forget_sign_in_tries
from antoan.foundation.audit.models import TrailEntry
from antoan.foundation.db.kept import Kept
from antoan.foundation.events.outbox import forget_delivered
from antoan.foundation.files.models import StoredFile
from antoan.kit.words import Words

_STAFF: Final = ("opened_by_account_id", "decided_by_account_id", "by_account_id", "account_id")
_ACCOUNT: Final = (
    Kept(Account, by="person_id", hidden=("password",)),
    Kept(Grant, by="account_id", key="account_id", hidden=("granted_by_id",)),
    Kept(UserSession, by="user_id", key="account_id", hidden=("session_key", "data")),
    Kept(Authenticator, by="user_id", key="account_id", in_copy=False),  # Secrets that open the account.
    Kept(EmailAddress, by="user_id", key="account_id"),
)
_TRAIL: Final = (
    Kept(
        TrailEntry,
        by="person_id",
        # Staff are told by office on the page of looks, never by name or address.
        hidden=("actor_account_id", "actor_label", "address", "position"),
    ),
)
_OWN: Final = (
    Kept(Consent, hidden=_STAFF),
    Kept(Limit),
    Kept(RightsRequest, hidden=_STAFF),
    Kept(RequestStep, by="request__person", hidden=_STAFF),
    Kept(DataCopy, by="request__person", hidden=("name",)),
    Kept(Unmasking, hidden=_STAFF),
)


def register_all() -> None:
    """Register every part and every sweep of these layers."""
    register_part(Part("identity", Words("Thông tin nhận dạng", "Identity"), PEOPLE, patients_of))
    register_part(Part("codes", Words("Mã QR", "QR codes"), CODES))
    register_part(Part("messages", Words("Tin nhắn", "Text messages"), MESSAGES))
    register_part(Part("account", Words("Tài khoản", "Account"), _ACCOUNT))
    register_part(Part("photos", Words("Ảnh giấy tờ đã gửi", "Photos that were sent"), (
        Kept(StoredFile, by="person_id", hidden=("name", "account_id")),
    )))  # fmt: skip
    register_part(Part("looks", Words("Ai đã xem, đã quyết định", "Who looked and decided"), _TRAIL))
    register_part(Part("rights", Words("Đồng ý và yêu cầu", "Consents and requests"), _OWN))
    register_sweep("messages", before_day(forget_old_messages))
    register_sweep("incoming", before_day(forget_old_incoming))
    register_sweep("outbox", before_day(forget_delivered))
    register_sweep("sessions", before_day(forget_ended_sessions))
    register_sweep("sign_in_tries", before_day(forget_sign_in_tries))
    register_sweep("requests", before_day(forget_closed_requests))
    register_sweep("copies", before_day(forget_expired_copies))
    register_sweep("unmaskings", before_day(forget_old_unmaskings))
    register_sweep("retention_runs", before_day(forget_old_runs))
