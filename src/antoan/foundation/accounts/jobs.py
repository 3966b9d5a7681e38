"""The worker's part of accounts: sessions that ran out are deleted, those of visitors who never signed in too."""

from django.contrib.sessions.backends.db import SessionStore
from procrastinate.contrib.django import app


@app.periodic(cron="53 * * * *")
@app.task(name="accounts.clear_sessions", queueing_lock="accounts.clear_sessions")
def clear_sessions(timestamp: int) -> None:
    """Delete what nobody can use any more."""
    SessionStore.clear_expired()
