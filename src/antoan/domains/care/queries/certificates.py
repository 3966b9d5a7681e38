"""The certificate that isolation ended: signed when asked for, judged by anybody who is shown one."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.conf import settings

from antoan.domains.care.errors import EpisodeNotFound, NoCertificate
from antoan.domains.care.models import Episode
from antoan.domains.care.permissions import READ
from antoan.domains.care.queries.access import episode_row
from antoan.domains.care.queries.own import own_release
from antoan.domains.care.queries.views import view_of
from antoan.domains.care.values import CertificateStanding, Ending, EpisodeView
from antoan.domains.codes import release_slip
from antoan.domains.codes.detect import ResultLink, detect
from antoan.domains.codes.keys import SigningRing
from antoan.domains.codes.national import GenderDigit
from antoan.domains.codes.release_slip import CheckedRelease, ReleaseSlip
from antoan.domains.codes.values import Reason
from antoan.domains.people.queries import identity_of
from antoan.domains.people.values import PersonView
from antoan.foundation.accounts.actor import Actor, already_allowed

CERTIFICATE_DAYS_MAX: Final = 180  # So long HCMC took a recovery for valid in 2021 (domain.md §5.4) [N].
PURPOSE: Final = "care certificate"


@dataclass(frozen=True, slots=True)
class Certificate:
    """What is printed: whose isolation, from when to when, and the signed address."""

    episode: EpisodeView
    person: PersonView
    address: str


@dataclass(frozen=True, slots=True)
class CertificateAnswer:
    """What a certificate says and whether it may be believed. `standing` is asked only behind a right signature."""

    checked: CheckedRelease
    standing: CertificateStanding | None


def certificate_of(actor: Actor, episode_id: int, *, today: date) -> Certificate:
    """Return the certificate of a release, to the person, a guardian or the ward; EpisodeNotFound, NoCertificate."""
    episode = own_release(actor, episode_id) or _of_ward(actor, episode_id)
    if episode.ending is not Ending.RELEASED or episode.ended_on is None:
        raise NoCertificate
    # Who may have the certificate may see whose it is: the right was asked above.
    person = identity_of(already_allowed(actor), episode.person_id, purpose=PURPOSE)
    ring = SigningRing.load(settings.DATA)
    number, key = ring.signing_key()
    address = release_slip.sign(
        _said(episode, person, episode.ended_on),
        issued_on=today,
        expires_on=min(today + timedelta(days=CERTIFICATE_DAYS_MAX), ring.keys[number].expires),
        base_url=settings.PUBLIC_URL,
        key_number=number,
        key=key,
    )
    return Certificate(episode, person, address)


def judge_certificate(text: str, *, at: datetime) -> CertificateAnswer | None:
    """Judge what somebody was shown; None when it is no such certificate. Asks no actor: it is itself the right."""
    scanned = detect(text)
    if not isinstance(scanned.value, ResultLink):
        return None
    checked = release_slip.verify(scanned.value.token, SigningRing.load(settings.DATA).public_keys(), at)
    if checked is None:
        return None
    # Whose signature is wrong learns nothing of anybody.
    is_ours = checked.slip is not None and checked.reason in (Reason.OK, Reason.EXPIRED)
    return CertificateAnswer(checked, _standing(checked.slip) if is_ours and checked.slip else None)


def _of_ward(actor: Actor, episode_id: int) -> EpisodeView:
    if not actor.is_system and not actor.grants_of(READ):
        raise EpisodeNotFound
    return view_of(episode_row(actor, READ, episode_id))


def _said(episode: EpisodeView, person: PersonView, ended_on: date) -> ReleaseSlip:
    return ReleaseSlip(
        episode_id=episode.id,
        full_name=person.full_name,
        birth_year=person.birth.on.year,
        gender=GenderDigit.of(person.gender),
        number_tail=person.identity_number[6:],
        kind=episode.kind.value,
        began_on=episode.began_on,
        ended_on=ended_on,
    )


def _standing(slip: ReleaseSlip) -> CertificateStanding:
    row = Episode.objects.filter(pk=slip.episode_id).first()
    if row is None:
        return CertificateStanding.GONE
    is_same = (row.began_on, row.ended_on, row.kind) == (slip.began_on, slip.ended_on, slip.kind)
    stands = row.ending == Ending.RELEASED and is_same
    return CertificateStanding.STANDS if stands else CertificateStanding.WITHDRAWN
