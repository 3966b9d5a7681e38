"""Deletes what sign-ins leave behind once it is old."""

from datetime import datetime

from axes.models import AccessAttempt
from django.contrib.sessions.models import Session

from antoan.foundation.db.caching import drop_expired_cache
from antoan.foundation.db.deleting import delete_batch


def forget_ended_sessions(before: datetime) -> dict[str, int]:
    """Delete a batch of the sessions and counters of tries that ended before a moment; return rows by table."""
    ended = delete_batch(Session.objects.filter(expire_date__lt=before).order_by("expire_date"))
    return ended or drop_expired_cache(before)


def forget_sign_in_tries(before: datetime) -> dict[str, int]:
    """Delete a batch of the wrong sign-ins last tried before a moment; return rows by table."""
    return delete_batch(AccessAttempt.objects.filter(attempt_time__lt=before).order_by("pk"))
