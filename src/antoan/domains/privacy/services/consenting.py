"""People agree to a purpose and withdraw, each purpose alone. Withdrawing is as easy as agreeing."""

from django.db import transaction

from antoan.domains.people.queries import answers_for, require_over_person
from antoan.domains.people.queries.bulk import locked_identities
from antoan.domains.privacy.errors import ConsentTaken, TooManyConsents, VersionUnknown
from antoan.domains.privacy.events import ConsentChanged
from antoan.domains.privacy.models import Consent
from antoan.domains.privacy.permissions import CONSENT
from antoan.domains.privacy.purposes import consent_purpose
from antoan.domains.privacy.queries.consents import line_of
from antoan.domains.privacy.rules import CONSENTS_PER_PERSON_DAY_MAX
from antoan.domains.privacy.values import ConsentAct, ConsentChannel, ConsentLine, NewConsent
from antoan.foundation.accounts.actor import Actor
from antoan.foundation.audit.services import record_decision
from antoan.foundation.events.bus import announce
from antoan.kit import clock


@transaction.atomic
def say(*, actor: Actor, consent: NewConsent) -> ConsentLine:
    """Keep that a person agrees to a purpose in a version, or withdraws; the same id again is said once.

    The version is the one that was read: VersionUnknown when its words are no longer in force, so that nobody
    agrees to what they did not read. Withdrawing goes for whatever was agreed to. PersonNotFound,
    PurposeUnknown, NotByConsent, TooManyConsents, ConsentTaken.
    """
    person_id, act = consent.person_id, consent.act
    require_over_person(actor, CONSENT, person_id)
    asked, now = consent_purpose(consent.purpose), clock.now()
    locked_identities([person_id])  # Two at once are kept one after the other.
    known = Consent.objects.filter(pk=consent.id).first()
    if known is not None:
        if (known.person_id, known.purpose, known.act) != (person_id, asked.key, act):
            raise ConsentTaken
        return line_of(known)
    in_force = asked.on(clock.local_date(now))
    if in_force is None or (act is ConsentAct.AGREED and consent.version != in_force.version):
        raise VersionUnknown
    _refuse_past_bounds(person_id)
    row = Consent.objects.create(
        id=consent.id,
        person_id=person_id,
        purpose=asked.key,
        version=in_force.version,
        act=act,
        at=now,
        channel=ConsentChannel.WEB if answers_for(actor, person_id) else ConsentChannel.PAPER,
        language=consent.language,
        text_digest=in_force.digest(consent.language),
        by_account_id=actor.account_id,
        by_person_id=actor.person_id,
    )
    record_decision(
        actor,
        action=f"privacy.consent.{act}",
        object_kind="consent",
        object_id=row.pk,
        person_id=person_id,
        detail={"purpose": asked.key, "version": row.version},
    )
    announce(ConsentChanged(person_id, asked.key))
    return line_of(row)


def _refuse_past_bounds(person_id: int) -> None:
    today = clock.day_start(clock.today())
    if Consent.objects.filter(person=person_id, at__gte=today).count() >= CONSENTS_PER_PERSON_DAY_MAX:
        raise TooManyConsents
