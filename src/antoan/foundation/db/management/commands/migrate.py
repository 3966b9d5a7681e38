"""Django's `migrate`, in seconds."""

from typing import Any

from django.core.management.commands.migrate import Command as DjangosCommand

from antoan.foundation.db.migrating import rendering_alone


class Command(DjangosCommand):
    """Apply migrations without rendering what they do not change."""

    def handle(self, *args: Any, **options: Any) -> None:
        """See Django's."""
        with rendering_alone():
            super().handle(*args, **options)
