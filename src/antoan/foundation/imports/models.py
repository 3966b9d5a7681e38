"""Imports and their rows."""

from django.db import models
from django.db.models import Q

from antoan.foundation.db.base import Record
from antoan.foundation.db.sealed import SealedTextField
from antoan.foundation.imports.limits import LARGE_FILE_BYTES_MAX
from antoan.foundation.imports.values import LIVE, WORKING, RowState, RunState


class ImportRun(Record):
    """One file on its way into somebody's tables, and what became of it."""

    id = models.UUIDField(primary_key=True)  # Made by the sending page: sent twice is taken once.
    kind = models.CharField(max_length=40)  # Of a registered importer: "workers.list"
    owner_id = models.CharField(max_length=40)  # Whose list it is, as the importer numbers them.
    account_id = models.BigIntegerField(null=True)
    file_name = SealedTextField()
    file_bytes = models.PositiveIntegerField()
    file_digest = models.BinaryField(max_length=32)  # SHA-256
    stored_as = models.CharField(max_length=32, blank=True)  # In the vault; "" once it was read.
    state = models.CharField(max_length=10, choices=[(state.value, state.value) for state in RunState])
    position = models.PositiveIntegerField(default=0)  # Rows done of the present step.
    last_number = models.PositiveIntegerField(default=0)  # The last of them.
    attempts = models.PositiveSmallIntegerField(default=0)  # Of the present step, since it last went on.
    # What the reader said of the file.
    rows = models.PositiveIntegerField(default=0)
    blank_rows = models.PositiveIntegerField(default=0)
    file_kind = models.CharField(max_length=8, blank=True)
    header_row = models.PositiveIntegerField(default=0)
    sheet = models.CharField(max_length=80, blank=True)
    encoding = models.CharField(max_length=20, blank=True)
    notes = models.JSONField(default=dict)
    # Why it was refused or failed.
    fault = models.CharField(max_length=40, blank=True)
    fault_detail = models.CharField(max_length=300, blank=True)
    # SHA-256 over the lines that were sent to the tables, and over those read back from them (lesson L4).
    sent_rows = models.PositiveIntegerField(default=0)
    sent_digest = models.BinaryField(max_length=32, default=bytes)
    loaded_digest = models.BinaryField(max_length=32, default=bytes)
    loaded_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["kind", "owner_id", "-created_at"]),
            models.Index(
                fields=["updated_at"], name="import_working", condition=Q(state__in=sorted(WORKING))
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "owner_id"], condition=Q(state__in=sorted(LIVE)), name="one_import_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(file_bytes__range=(1, LARGE_FILE_BYTES_MAX)), name="import_size_bounded"
            ),
        ]


class ImportRow(models.Model):
    """One row of a file. Its content is sealed, and emptied when nobody needs it any more."""

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()  # As the spreadsheet counts.
    content = SealedTextField()  # JSON of cells and marks; ""
    key = models.BinaryField(max_length=16, null=True)  # Blind index of who or what it is about.
    state = models.CharField(max_length=8, choices=[(state.value, state.value) for state in RowState])
    faults = models.JSONField(default=list)
    tally = models.CharField(max_length=60, blank=True, default="", db_default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "number"], name="row_once_per_run")]
        indexes = [
            models.Index(fields=["key", "run"], name="import_row_key"),
            models.Index(fields=["run", "state", "number"], name="import_row_state"),
        ]
